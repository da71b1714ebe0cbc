"""People and organisations with realistic Vietnamese names."""

import itertools
from datetime import date

from content.vietnamese import slugify
from people.models import Organisation, OrganisationKind, OrganisationName, User
from people.services import grant_membership, register_person

_numbers = itertools.count(1)
LONG_AGO = date(2020, 1, 1)


def make_organisation(
    code: str,
    name: str,
    *,
    parent: Organisation | None = None,
    kind: str = OrganisationKind.PUBLIC_SERVICE_UNIT,
) -> Organisation:
    fields = {"code": code, "kind": kind, "abbreviation": code, "short_name": name, "seat": "Hà Nội"}
    made = parent.add_child(**fields) if parent else Organisation.add_root(**fields)
    OrganisationName.objects.create(
        organisation=made, full_vi=name, full_en=f"{name} (en)", valid_from=LONG_AGO
    )
    return made


def make_person(
    name: str,
    *,
    organisation: Organisation | None = None,
    role: str = "learner",
    title: str = "",
    **fields: object,
) -> User:
    number = next(_numbers)
    fields = {"is_email_confirmed": True, **fields}
    person = register_person(
        email=f"{slugify(name)}.{number}@example.vn", full_name=name, password="mat-khau-dai-12", **fields
    )
    if organisation is not None:
        grant_membership(person=person, organisation=organisation, role=role, since=LONG_AGO, title=title)
    return person
