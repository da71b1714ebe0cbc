"""Who may see whom and act where. Every door of every room asks here."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Membership, Organisation, Role, User
from people.models.organisation import OrganisationQuerySet

Person = User | AnonymousUser


def _today() -> date:
    return timezone.localdate()


def roles_of(person: Person) -> frozenset[str]:
    """The roles a person holds today anywhere, as stored codes. One query per request, kept on the person."""
    if not person.is_authenticated:
        return frozenset()
    cached = getattr(person, "_roles_today", None)
    if cached is None:
        rows = (
            Membership.objects.valid_on(_today())
            .filter(person=person)
            .values_list("role", "organisation__path")
        )
        person._roles_today = cached = tuple(rows)
    return frozenset(role for role, _path in cached)


def paths_for(person: Person, roles: Iterable[str]) -> list[str]:
    """Tree paths of the organisations in which a person holds one of ``roles`` today."""
    wanted = set(roles)
    if not person.is_authenticated or not roles_of(person) & wanted:
        return []
    return sorted({path for role, path in person._roles_today if role in wanted})


def organisations_for(person: Person, roles: Iterable[str]) -> OrganisationQuerySet:
    """Organisations (own unit and below) in which a person may act in one of ``roles``. Superusers: all."""
    if getattr(person, "is_superuser", False):
        return Organisation.objects.all()
    return Organisation.objects.within_any(paths_for(person, roles))


def may_act_in(person: Person, organisation: Organisation, roles: Iterable[str]) -> bool:
    """Whether a person holds one of ``roles`` in ``organisation`` or above it."""
    if getattr(person, "is_superuser", False):
        return True
    return any(organisation.path.startswith(path) for path in paths_for(person, roles))


def is_staff_member(person: Person) -> bool:
    """Whether a person holds any role beyond learning."""
    return bool(roles_of(person) - {Role.LEARNER})


def posts_of(person: User, *, day: date) -> QuerySet[Membership]:
    """A person's posts on a day, with their organisations, for the person's own eyes."""
    return Membership.objects.valid_on(day).filter(person=person).select_related("organisation")


def people_visible_to(
    person: Person, *, roles: Iterable[str] = (Role.UNIT_HEAD, Role.TRAINING_OFFICER)
) -> QuerySet[User]:
    """People whose posts today lie in the subtree a person answers for; nobody else."""
    if getattr(person, "is_superuser", False):
        return User.objects.all()
    scope = organisations_for(person, roles)
    members = Membership.objects.valid_on(_today()).filter(organisation__in=scope).values("person_id")
    return User.objects.filter(pk__in=members)
