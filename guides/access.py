"""Who keeps what citizens read."""

from uuid import UUID

from django.http import Http404

from content.models import WordImport
from people.access import Person, roles_of
from people.models import Role

EDITORS = (Role.MINISTRY_EDITOR, Role.ADMINISTRATOR)


def may_keep_guides(person: Person) -> bool:
    """Ministry editors and administrators, whatever organisation they are of: guides are the whole country's."""
    if getattr(person, "is_superuser", False):
        return True
    return bool(roles_of(person) & {role.value for role in EDITORS})


def get_guide_import_for(person: Person, uuid: UUID) -> WordImport:
    """A Word file that is to become a guide, for those who keep guides; for everybody else it is not there."""
    found = WordImport.objects.filter(uuid=uuid, purpose=WordImport.Purpose.GUIDE).first()
    if found is None or not may_keep_guides(person):
        raise Http404
    return found
