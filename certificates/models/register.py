"""Kinds of certificate, who may issue them, and the register's gap-free counters: dated data, not code."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> "DatedQuerySet":
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class CertificateKind(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name on the document"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    number_pattern = models.CharField(
        _("pattern of the register number"),
        max_length=80,
        default="{seq:04d}/{year}/CN-{org}",
        help_text=_("{seq}, {year} and {org} (the issuer's abbreviation) are filled in."),
    )
    needs_authority = models.BooleanField(
        _("only bodies with authority"),
        default=False,
        help_text=_("A statutory certificate (chứng chỉ) needs an assigned programme."),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=250, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until (not included)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of certificate")
        verbose_name_plural = _("kinds of certificate")

    def __str__(self) -> str:
        return self.name


class IssuingAuthority(models.Model):
    """A body's right to issue a kind, and who signs."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="issuing_authorities"
    )
    kind = models.ForeignKey(CertificateKind, on_delete=models.PROTECT, related_name="authorities")
    signatory_office = models.CharField(
        _("office of the signatory"),
        max_length=120,
        help_text=_("For example GIÁM ĐỐC; a slash starts a new line: KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC."),
    )
    signatory_name = models.CharField(_("name of the signatory"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until (not included)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("right to issue")
        verbose_name_plural = _("rights to issue")

    def __str__(self) -> str:
        return f"{self.organisation} – {self.kind}"


class RegisterCounter(models.Model):
    """The last number given per issuer, kind and year; locked while a number is taken, so that none is skipped."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(CertificateKind, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("register counter")
        constraints = [
            models.UniqueConstraint(
                name="register_counter_once_per_issuer_kind_year", fields=["organisation", "kind", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.kind_id}/{self.year}: {self.last_number}"
