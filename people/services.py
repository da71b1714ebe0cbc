"""The only writers of people, posts and organisations."""

import unicodedata
from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from people.errors import RoleRefused
from people.models import Membership, Organisation, Role, User

# Nobody grants a role at or above their own (safety §2.1 #30).
ROLE_RANK = {
    Role.LEARNER: 0,
    Role.INSTRUCTOR: 1,
    Role.REVIEWER: 1,
    Role.AUDITOR: 1,
    Role.MINISTRY_EDITOR: 1,
    Role.TRAINING_OFFICER: 2,
    Role.REGISTRAR: 2,
    Role.UNIT_HEAD: 2,
    Role.ADMINISTRATOR: 3,
}
# Roles whose work happens in the editors' admin; each is a group with page and collection permissions.
EDITING_ROLES = (Role.INSTRUCTOR, Role.REVIEWER, Role.MINISTRY_EDITOR, Role.REGISTRAR, Role.ADMINISTRATOR)


@transaction.atomic
def register_person(
    *,
    email: str,
    full_name: str,
    password: str | None = None,
    staff_code: str | None = None,
    birth_date: date | None = None,
    is_email_confirmed: bool = False,
) -> User:
    """Create a person; names are stored in NFC.

    ``is_email_confirmed`` is for addresses that the office vouches for. Other people are sent a link
    when they first sign in, and get in only after they opened it.
    """
    person = User.objects.create_user(
        email,
        password,
        full_name=unicodedata.normalize("NFC", " ".join(full_name.split())),
        staff_code=staff_code or None,
        birth_date=birth_date,
    )
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=is_email_confirmed)
    return person


@transaction.atomic
def change_person_language(*, person: User, language: str) -> User:
    """The language of mail and of the editors' desk; pages follow their address."""
    person.language = language
    person.save(update_fields=["language"])
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = language
    profile.save(update_fields=["preferred_language"])
    return person


@transaction.atomic
def grant_membership(
    *,
    person: User,
    organisation: Organisation,
    role: str,
    since: date,
    until: date | None = None,
    title: str = "",
    granted_by: User | None = None,
) -> Membership:
    """Give a person a post. ``granted_by`` must outrank the role within that organisation; ``None`` is the installation itself."""
    if granted_by is not None and not granted_by.is_superuser:
        held = [
            m.role
            for m in granted_by.memberships.valid_on(since)
            if organisation.path.startswith(m.organisation.path)
        ]
        if max((ROLE_RANK[Role(r)] for r in held), default=-1) <= ROLE_RANK[Role(role)]:
            raise RoleRefused(_("Nobody may grant a role at or above their own."))
    membership, _created = Membership.objects.update_or_create(
        person=person,
        organisation=organisation,
        role=role,
        valid_from=since,
        defaults={"valid_to": until, "title": title},
    )
    refresh_editor_groups(person=person, day=since)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, on: date) -> Membership:
    """End a post; history is kept."""
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    refresh_editor_groups(person=membership.person, day=on)
    return membership


def refresh_editor_groups(*, person: User, day: date) -> None:
    """Put a person in exactly the editor groups that today's posts give."""
    held = set(person.memberships.valid_on(day).values_list("role", flat=True))
    for role in EDITING_ROLES:
        group, _created = Group.objects.get_or_create(name=role.value)
        if role.value in held:
            person.groups.add(group)
        else:
            person.groups.remove(group)
