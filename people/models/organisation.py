"""The agency tree: permanent codes, dated names, aliases and dated roles."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class OrganisationKind(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    MINISTRY = "ministry", _("Ministry")
    MINISTRY_UNIT = "ministry_unit", _("Ministry department or agency")
    PROVINCE = "province", _("Province-level People's Committee")
    DEPARTMENT = "department", _("Provincial department")
    COMMUNE = "commune", _("Commune-level People's Committee")
    DIVISION = "division", _("Division or office")
    PUBLIC_SERVICE_UNIT = "public_service_unit", _("Public-service unit")
    STEERING_COMMITTEE = "steering_committee", _("Steering committee")


class OrganisationQuerySet(MP_NodeQuerySet):
    def within(self, organisation: "Organisation") -> "OrganisationQuerySet":
        """The unit itself and everything below it, in one query."""
        return self.filter(path__startswith=organisation.path)

    def within_any(self, paths: list[str]) -> "OrganisationQuerySet":
        """Everything at or below any of the given paths; no path gives no row."""
        if not paths:
            return self.none()
        scope = Q()
        for path in paths:
            scope |= Q(path__startswith=path)
        return self.filter(scope)


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> OrganisationQuerySet:
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")


class Organisation(MP_Node):
    """An agency or unit. Its code is permanent; its names have dates (docs/decisions, domain §3.1)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=40, unique=True)
    identifier = models.CharField(
        _("agency identifier"), max_length=40, blank=True, help_text=_("Mã định danh, for example H44.12.")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    abbreviation = models.CharField(
        _("abbreviation in document symbols"),
        max_length=30,
        help_text=_("For example SNV; set by the head of the body."),
    )
    short_name = models.CharField(_("short name"), max_length=120)
    seat = models.CharField(_("place printed before the date"), max_length=60, blank=True)
    admin_unit_code = models.CharField(_("administrative unit code"), max_length=10, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    node_order_by = ["code"]
    objects: ClassVar[OrganisationManager] = OrganisationManager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.short_name

    def name_on(self, day: date, *, language: str = "vi") -> str:
        """The full name valid on ``day``; the short name where no dated name covers it."""
        name = (
            self.names.filter(valid_from__lte=day)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
            .order_by("-valid_from")
            .first()
        )
        if name is None:
            return self.short_name
        return name.full_en if language == "en" and name.full_en else name.full_vi


class OrganisationName(models.Model):
    """A name with its validity: documents print the name valid on the document's own date."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    full_vi = models.CharField(_("full name (Vietnamese)"), max_length=250)
    full_en = models.CharField(_("full name (English)"), max_length=250, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until (not included)"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("organisation name")
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                name="organisation_name_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.full_vi


class OrganisationAlias(models.Model):
    """Another name people use or once wrote; for finding only."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("alias"), max_length=250)

    class Meta:
        verbose_name = _("alias")
        constraints = [
            models.UniqueConstraint(name="organisation_alias_once", fields=["organisation", "name"])
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationRoleKind(models.TextChoices):
    ACADEMY = "academy", _("Academy")
    COMMUNICATION_MINISTRY = "communication_ministry", _("Ministry in charge of public communication")
    TRAINING_INSTITUTION = "training_institution", _("Training institution")
    HOME_AFFAIRS = "home_affairs", _("Home affairs")
    FINANCE = "finance", _("Finance")
    ONE_STOP_CENTRE = "one_stop_centre", _("Public administration service centre")


class OrganisationRole(models.Model):
    """A duty that the State gives to a body for a time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=40, choices=OrganisationRoleKind.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until (not included)"), null=True, blank=True)

    class Meta:
        verbose_name = _("role of an organisation")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.get_role_display()
