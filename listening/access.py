"""Who may see what citizens say and what is counted: ministry editors and administrators."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from listening.models import Feedback
from people.access import Person, roles_of
from people.models import Role

LISTENERS = frozenset({Role.MINISTRY_EDITOR, Role.ADMINISTRATOR})


def may_listen(person: Person) -> bool:
    return bool(getattr(person, "is_superuser", False) or LISTENERS & roles_of(person))


def check_may_listen(person: Person) -> None:
    """
    Raises:
        PermissionDenied: the person is no ministry editor and no administrator.
    """
    if not may_listen(person):
        raise PermissionDenied


def get_feedback_for(person: Person, uuid: UUID) -> Feedback:
    """One answer, for those who may deal with it."""
    found = Feedback.objects.filter(uuid=uuid).select_related("handled_by").first()
    if found is None or not may_listen(person):
        raise Http404
    return found
