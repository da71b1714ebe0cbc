"""What everybody must be told now, on every public page, and not a day longer than it is true."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from content.official import official_host
from content.sanitising import is_safe_address


@register_snippet
class AlertBanner(models.Model):
    """A sentence above every public page, from one moment to another."""

    class Tone(models.TextChoices):
        INFO = "info", _("Announcement")
        WARN = "warn", _("Please note")
        ERROR = "error", _("Urgent")

    tone = models.CharField(_("kind"), max_length=10, choices=Tone, default=Tone.INFO)
    message = models.CharField(_("message"), max_length=200)
    message_en = models.CharField(_("message in English"), max_length=200, blank=True)
    link_text = models.CharField(_("words of the link"), max_length=80, blank=True)
    link_text_en = models.CharField(_("words of the link in English"), max_length=80, blank=True)
    link_url = models.CharField(
        _("link"),
        max_length=300,
        blank=True,
        help_text=_(
            "An address on this site that begins with /, or an https address whose host ends in .gov.vn."
        ),
    )
    starts_at = models.DateTimeField(_("shown from"))
    ends_at = models.DateTimeField(_("shown until"))

    panels: ClassVar = [
        FieldPanel("tone"),
        FieldPanel("message"),
        MultiFieldPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("When")),
        MultiFieldPanel([FieldPanel("link_text"), FieldPanel("link_url")], heading=_("Link")),
        MultiFieldPanel([FieldPanel("message_en"), FieldPanel("link_text_en")], heading=_("English")),
    ]

    class Meta:
        verbose_name = _("alert banner")
        verbose_name_plural = _("alert banners")
        ordering = ["-ends_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="alert_banner_ends_after_it_starts",
                violation_error_message=_("A banner ends after it has begun."),
            )
        ]

    def __str__(self) -> str:
        return self.message

    def clean(self) -> None:
        super().clean()
        mistakes: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            mistakes["ends_at"] = _("A banner ends after it has begun.")
        if bool(self.link_text) != bool(self.link_url):
            mistakes["link_text"] = _("The link needs both words and an address.")
        is_ours = self.link_url.startswith("/") and is_safe_address(self.link_url)
        if self.link_url and not is_ours and not official_host(self.link_url):
            mistakes["link_url"] = _(
                "An address on this site that begins with /, or an https address whose host ends in .gov.vn."
            )
        if mistakes:
            raise ValidationError(mistakes)
