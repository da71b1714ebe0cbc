"""One answer to "Was this page useful?"."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User

LONGEST_WORDS = 1000
LONGEST_PATH = 255
LONGEST_NOTE = 500


class Kind(models.TextChoices):
    YES = "yes", _("useful")
    NO = "no", _("not useful")
    WRONG = "wrong", _("wrong or changed")


class Feedback(models.Model):
    """Nothing in it says who answered: no address, no hour, and numbers in the words are masked before they get here.

    ``page_id`` is the number of a page, not a key: the page may be deleted, the answer stays.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page_id = models.PositiveIntegerField(_("number of the page"), null=True, blank=True)
    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    language = models.CharField(_("language"), max_length=5)
    kind = models.CharField(_("answer"), max_length=5, choices=Kind.choices)
    words = models.TextField(_("words"), max_length=LONGEST_WORDS, blank=True)
    province = models.CharField(_("province"), max_length=2, blank=True)
    created_on = models.DateField(_("given on"))
    handled_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    note = models.TextField(_("what was done"), max_length=LONGEST_NOTE, blank=True)

    personal_data = {
        "what": "what a reader wrote of a page, without a name and with numbers and addresses masked; which editor dealt with it",
        "why": "to mend pages that do not help",
        "how_long": "25 months (LISTENING_KEEP_MONTHS)",
        "how_erased": "listening.services.folding.forget_old",
    }

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-pk"]
        indexes = [
            models.Index(name="feedback_by_day", fields=["created_on"]),
            models.Index(name="feedback_by_path", fields=["path"]),
            models.Index(name="feedback_open", fields=["id"], condition=models.Q(handled_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="feedback_handled_by_somebody",
                condition=models.Q(handled_at__isnull=True) | models.Q(handled_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.kind}"

    @property
    def is_handled(self) -> bool:
        return self.handled_at is not None
