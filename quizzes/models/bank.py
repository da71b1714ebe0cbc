"""Question banks, their items, and the immutable wordings of each item."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, User


class QuestionBank(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="question_banks", verbose_name=_("organisation")
    )
    description = models.TextField(_("description"), blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One question through all its wordings."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_USE = "in_use", _("in use")
        RETIRED = "retired", _("retired")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, related_name="items", verbose_name=_("bank")
    )
    code = models.CharField(_("code"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    current = models.ForeignKey("quizzes.ItemVersion", on_delete=models.PROTECT, null=True, related_name="+")
    import_batch = models.UUIDField(null=True, blank=True, help_text=_("The Word import that brought it."))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["bank", "code"]
        constraints = [models.UniqueConstraint(name="item_code_once_per_bank", fields=["bank", "code"])]

    def __str__(self) -> str:
        return self.code


class ItemType(models.TextChoices):
    SINGLE_CHOICE = "single_choice", _("single choice")
    MULTIPLE_CHOICE = "multiple_choice", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")


class ItemVersion(models.Model):
    """An immutable wording. What learners may see (``content``) and what they may not (``key``) are two columns."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("type"), max_length=30, choices=ItemType.choices)
    content = models.JSONField(
        _("content"),
        help_text='{"stem": html, "choices": [{"id": "c1", "text": html}, …]}; shapes in quizzes.items',
    )
    key = models.JSONField(
        _("key"),
        help_text='{"correct": ["c1"], "scoring": "all_or_nothing", "feedback": html, "choice_feedback": {id: html}}',
    )
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, default=1)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=2)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who wrote a wording",
        "why": "to answer for its content",
        "how_long": "as long as attempts refer to it",
        "how_erased": "the author's name is anonymised with the account",
    }

    class Meta:
        verbose_name = _("question version")
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(name="item_version_number_once", fields=["item", "number"])]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"
