"""What is said about a question, and what happened to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from quizzes.models.bank import Item


class ItemTag(models.Model):
    """A word by which questions are found and drawn. ``folded`` is the name without accents."""

    class Kind(models.TextChoices):
        TAG = "tag", _("tag")
        TOPIC = "topic", _("topic")
        SKILL = "skill", _("skill")
        OUTCOME = "outcome", _("learning outcome")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="tags")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TAG)
    name = models.CharField(_("name"), max_length=100)
    folded = models.CharField(max_length=120, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tag")
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(name="item_tag_once", fields=["item", "kind", "folded"])]
        indexes = [models.Index(name="item_tag_by_name", fields=["kind", "folded"])]

    def __str__(self) -> str:
        return self.name


class ItemEvent(models.Model):
    """Append-only: who did what to a question when."""

    class Kind(models.TextChoices):
        CREATED = "created", _("created")
        NEW_VERSION = "new_version", _("new wording")
        STATE = "state", _("state changed")
        MOVED = "moved", _("moved")
        DESCRIBED = "described", _("description changed")
        IMPORTED = "imported", _("imported")
        REGRADED = "regraded", _("attempts graded again")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    detail = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who changed a question",
        "why": "to answer for its content",
        "how_long": "as long as the question",
        "how_erased": "anonymised with the account",
    }

    class Meta:
        verbose_name = _("line of a question's history")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"
