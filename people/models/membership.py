"""A person's post in an organisation, with what it allows and from when to when."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.organisation import Organisation
from people.models.user import User


class Role(models.TextChoices):
    LEARNER = "learner", _("Learner")
    INSTRUCTOR = "instructor", _("Instructor")
    REVIEWER = "reviewer", _("Reviewer")
    REGISTRAR = "registrar", _("Registrar")
    TRAINING_OFFICER = "training_officer", _("Training officer")
    UNIT_HEAD = "unit_head", _("Head of unit")
    MINISTRY_EDITOR = "ministry_editor", _("Ministry editor")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class Membership(models.Model):
    """Permissions are role × organisation subtree × validity, and nothing else."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    title = models.CharField(_("post held"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until (not included)"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    personal_data = {
        "what": "the posts a person holds and held",
        "why": "to decide what a person may see and do, and to print the post on certificates",
        "how_long": "as long as the account",
        "how_erased": "kept without a name after people.services.anonymise_person",
    }

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                name="membership_once_per_person_organisation_role_and_start",
                fields=["person", "organisation", "role", "valid_from"],
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()} – {self.organisation}"
