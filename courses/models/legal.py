"""The register of legal documents that courses cite: dated data, kept by editors; nothing of it stands in code."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from content.citations import Validity, number_key


class LegalDocument(models.Model):
    """A course cites a document by its number in ``Course.legal_basis``; here stands how long it holds."""

    number = models.CharField(
        pgettext_lazy("legal document", "number"),
        max_length=60,
        help_text=_("As printed, for example 30/2020/NĐ-CP."),
    )
    number_key = models.CharField(max_length=60, unique=True, editable=False)
    title = models.CharField(pgettext_lazy("legal document", "title"), max_length=300)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid until (not included)"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer holds; empty while it is in force."),
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        ordering = ["number_key"]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    def clean(self) -> None:
        """Dates in order, one row for a number, and a replaced document says from when."""
        self.number_key = number_key(self.number)
        problems: dict[str, str] = {}
        if LegalDocument.objects.filter(number_key=self.number_key).exclude(pk=self.pk).exists():
            problems["number"] = gettext("This number stands in the register already.")
        if self.valid_from and self.valid_to and self.valid_to <= self.valid_from:
            problems["valid_to"] = gettext("The last day must come after the first.")
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            problems["replaced_by"] = gettext("A document cannot replace itself.")
        if self.replaced_by_id and not self.valid_to:
            problems["valid_to"] = gettext("Say from which day the document is replaced.")
        if problems:
            raise ValidationError(problems)

    def validity(self) -> Validity:
        """The facts of the rule (``content.citations``)."""
        return Validity(
            number=self.number,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            replaced_by=self.replaced_by.number if self.replaced_by else "",
            title=self.title,
        )
