"""Question banks, their items, and the immutable wordings of each item."""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.vietnamese import fold
from people.models import Organisation, User


class QuestionBankQuerySet(models.QuerySet["QuestionBank"]):
    def of_organisations(self, organisations: models.QuerySet[Organisation]) -> "QuestionBankQuerySet":
        return self.filter(organisation__in=organisations)

    def matching(self, words: str) -> "QuestionBankQuerySet":
        """Banks whose name holds what was typed, with or without accents."""
        return self.filter(search_text__contains=fold(words.strip()))

    def with_counts(self) -> "QuestionBankQuerySet":
        """Adds ``items_in_use`` and ``items_draft`` so that a list asks once."""
        return self.annotate(
            items_in_use=Count("items", filter=Q(items__state=Item.State.IN_USE)),
            items_draft=Count("items", filter=Q(items__state=Item.State.DRAFT)),
        ).order_by("name", "pk")


class QuestionBank(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="question_banks", verbose_name=_("organisation")
    )
    description = models.TextField(_("description"), blank=True)
    search_text = models.CharField(max_length=400, editable=False, help_text=_("The name without accents."))
    created_at = models.DateTimeField(_("created"))

    objects = QuestionBankQuerySet.as_manager()

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="question_bank_name_once_per_organisation",
                fields=["organisation", "name"],
                violation_error_message=_("This organisation has a question bank with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("quizzes_bank", kwargs={"uuid": self.uuid})


class ItemQuerySet(models.QuerySet["Item"]):
    def in_use(self) -> "ItemQuerySet":
        return self.filter(state=Item.State.IN_USE, current__isnull=False)

    def matching(self, words: str) -> "ItemQuerySet":
        """Questions whose code, stem or choices hold every word typed, with or without accents."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class Item(models.Model):
    """One question through all its wordings."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEWED = "reviewed", _("reviewed")
        IN_USE = "in_use", _("in use")
        RETIRED = "retired", _("retired")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, related_name="items", verbose_name=_("bank")
    )
    category = models.ForeignKey(
        "quizzes.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("category"),
    )
    code = models.CharField(_("code"), max_length=60)
    language = models.CharField(_("language"), max_length=5, default="vi")
    source = models.CharField(_("source"), max_length=300, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    current = models.ForeignKey("quizzes.ItemVersion", on_delete=models.PROTECT, null=True, related_name="+")
    import_batch = models.UUIDField(null=True, blank=True, help_text=_("The import that last wrote it."))
    search_text = models.TextField(
        editable=False, default="", help_text=_("Code, stem and choices without accents.")
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["bank", "code"]
        constraints = [models.UniqueConstraint(name="item_code_once_per_bank", fields=["bank", "code"])]
        indexes = [models.Index(name="item_by_bank_and_state", fields=["bank", "state"])]

    def __str__(self) -> str:
        return self.code


class ItemType(models.TextChoices):
    SINGLE_CHOICE = "single_choice", _("single choice")
    MULTIPLE_CHOICE = "multiple_choice", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    TRUE_FALSE_GROUP = "true_false_group", _("group of true or false")
    MATCHING = "matching", _("matching")
    ORDERING = "ordering", _("ordering")
    SHORT_ANSWER = "short_answer", _("short answer")
    NUMERICAL = "numerical", _("numerical")
    CLOZE = "cloze", _("gap fill")
    ESSAY = "essay", _("essay")
    HOTSPOT = "hotspot", _("place in a picture")


class VersionIsImmutable(TypeError):
    """Code tried to change a wording that may have been asked already. A mistake in a program, not in an answer."""


class ItemVersionQuerySet(models.QuerySet["ItemVersion"]):
    """Wordings are only added. SQL written by hand is the one way around this; nothing of ours does that."""

    def update(self, **_fields: Any) -> NoReturn:
        raise VersionIsImmutable("A published wording never changes: publish a new version.")

    def bulk_update(self, *_args: Any, **_fields: Any) -> NoReturn:
        raise VersionIsImmutable("A published wording never changes: publish a new version.")

    def delete(self) -> NoReturn:
        raise VersionIsImmutable("A published wording is never deleted: retire its question.")


class ItemVersion(models.Model):
    """An immutable wording. What learners may see (``content``) and what they may not (``key``) are two columns."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("type"), max_length=30, choices=ItemType.choices)
    content = models.JSONField(
        _("content"),
        help_text="What learners may see; shapes in quizzes.items.",
    )
    key = models.JSONField(
        pgettext_lazy("answer", "key"),
        help_text="What learners may not see before the policy allows; shapes in quizzes.items.",
    )
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2, default=1)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=2)
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ItemVersionQuerySet.as_manager()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new wording; an existing one refuses (attempts and grades point at it)."""
        if not self._state.adding:
            raise VersionIsImmutable("A published wording never changes: publish a new version.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise VersionIsImmutable("A published wording is never deleted: retire its question.")
