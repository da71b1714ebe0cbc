"""Who keeps what citizens read."""

from people.access import Person, roles_of
from people.models import Role

EDITORS = (Role.MINISTRY_EDITOR, Role.ADMINISTRATOR)


def may_keep_guides(person: Person) -> bool:
    """Ministry editors and administrators, whatever organisation they are of: guides are the whole country's."""
    if getattr(person, "is_superuser", False):
        return True
    return bool(roles_of(person) & {role.value for role in EDITORS})
