"""Shelves inside a bank, and who else may draw from a bank."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, User
from quizzes.models.bank import QuestionBank

STEP = "/"


class CategoryQuerySet(models.QuerySet["Category"]):
    def within(self, category: "Category") -> "CategoryQuerySet":
        """The category itself and everything below it."""
        return self.filter(bank_id=category.bank_id, path__startswith=category.path)


class Category(models.Model):
    """A shelf of a bank. ``path`` holds the ids from the top ("/3/17/"), so a subtree is one comparison."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="categories")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("name"), max_length=200)
    path = models.CharField(max_length=500, editable=False, db_index=True, default="")
    depth = models.PositiveSmallIntegerField(editable=False, default=1)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["bank", "name"]
        constraints = [
            models.UniqueConstraint(
                name="category_name_once_per_parent",
                fields=["bank", "parent", "name"],
                condition=Q(parent__isnull=False),
                violation_error_message=_("This category holds another one with this name already."),
            ),
            models.UniqueConstraint(
                name="category_name_once_at_the_top",
                fields=["bank", "name"],
                condition=Q(parent__isnull=True),
                violation_error_message=_("This bank has a category with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankGrantQuerySet(models.QuerySet["BankGrant"]):
    def valid_on(self, day: date) -> "BankGrantQuerySet":
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class BankGrant(models.Model):
    """Another organisation, and everything below it, may draw from a bank or write in it. Ended, never deleted."""

    class Right(models.TextChoices):
        USE = "use", _("draw questions")
        EDIT = "edit", _("draw and write questions")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    right = models.CharField(_("right"), max_length=5, choices=Right.choices, default=Right.USE)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until (not included)"), null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = BankGrantQuerySet.as_manager()

    personal_data = {
        "what": "who shared a bank with another organisation",
        "why": "to answer for who sees the questions",
        "how_long": "as long as the bank",
        "how_erased": "anonymised with the account",
    }

    class Meta:
        verbose_name = _("right to use a bank")
        ordering = ["bank", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="bank_grant_once_per_organisation_and_start",
                fields=["bank", "organisation", "right", "valid_from"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.bank_id} → {self.organisation_id} ({self.right})"
