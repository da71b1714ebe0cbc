"""What a page says in another language: a memory of pairs, kept in versions of which none is ever changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PageTranslation(models.Model):
    """One saved state of a page's translation. The newest is what translators see; the newest published what readers see."""

    page_key = models.UUIDField(_("page"), help_text=_("Wagtail's translation key of the page."))
    language = models.CharField(_("language"), max_length=8)
    version = models.PositiveIntegerField(_("version"))
    words = models.JSONField(default=dict, help_text='{"Nộp hồ sơ": "Submit the dossier"}')
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()
    is_published = models.BooleanField(_("published"), default=False)

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who saved which version of a translation",
        "why": "so that a page's editors know whom to ask",
        "how_long": "as long as the page is kept",
        "how_erased": "the name goes with the account; the words stay",
    }

    class Meta:
        verbose_name = _("translation of a page")
        ordering = ["page_key", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="translation_version_once_per_page", fields=["page_key", "language", "version"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_key} {self.language} v{self.version}"
