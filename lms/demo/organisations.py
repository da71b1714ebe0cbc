"""The demo's bodies: real names with their dates, so that documents print what was true on their day."""

from dataclasses import dataclass
from datetime import date

from people.models import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    OrganisationName,
    OrganisationRole,
    OrganisationRoleKind,
)

MERGED = date(2025, 3, 1)
NEW_COMMUNES = date(2025, 7, 1)
Kind, Duty = OrganisationKind, OrganisationRoleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    code: str
    kind: str
    abbreviation: str
    short_name: str
    names: tuple[tuple[str, str, date, date | None], ...]
    parent: str = ""
    seat: str = "Hà Nội"
    duties: tuple[tuple[str, date, date | None], ...] = ()
    aliases: tuple[str, ...] = ()


BODIES = (
    Body(
        code="BKHCN",
        kind=Kind.MINISTRY,
        abbreviation="BKHCN",
        short_name="Bộ Khoa học và Công nghệ",
        names=(("Bộ Khoa học và Công nghệ", "Ministry of Science and Technology", date(1992, 1, 1), None),),
        duties=((Duty.COMMUNICATION_MINISTRY, MERGED, None),),
        aliases=("Bộ Thông tin và Truyền thông", "MIC", "MOST"),
    ),
    Body(
        code="HVHC",
        kind=Kind.PUBLIC_SERVICE_UNIT,
        abbreviation="HVHCQTC",
        short_name="Học viện Hành chính và Quản trị công",
        names=(
            (
                "Học viện Hành chính Quốc gia",
                "National Academy of Public Administration",
                date(1992, 1, 1),
                date(2025, 1, 1),
            ),
            (
                "Học viện Hành chính và Quản trị công",
                "Academy of Public Administration and Governance",
                date(2025, 1, 1),
                None,
            ),
        ),
        duties=((Duty.ACADEMY, date(1992, 1, 1), None), (Duty.TRAINING_INSTITUTION, date(1992, 1, 1), None)),
        aliases=("Đại học Hành chính Quốc gia", "Học viện Hành chính Quốc gia", "NAPA"),
    ),
    Body(
        code="PTHO",
        kind=Kind.PROVINCE,
        abbreviation="UBND",
        short_name="UBND tỉnh Phú Thọ",
        seat="Phú Thọ",
        names=(
            ("Ủy ban nhân dân tỉnh Phú Thọ", "People's Committee of Phu Tho Province", NEW_COMMUNES, None),
        ),
    ),
    Body(
        code="PTHO-SNV",
        kind=Kind.DEPARTMENT,
        abbreviation="SNV",
        short_name="Sở Nội vụ tỉnh Phú Thọ",
        parent="PTHO",
        seat="Phú Thọ",
        names=(
            ("Sở Nội vụ tỉnh Phú Thọ", "Department of Home Affairs of Phu Tho Province", NEW_COMMUNES, None),
        ),
        duties=((Duty.HOME_AFFAIRS, NEW_COMMUNES, None),),
    ),
    Body(
        code="PTHO-SKHCN",
        kind=Kind.DEPARTMENT,
        abbreviation="SKHCN",
        short_name="Sở Khoa học và Công nghệ tỉnh Phú Thọ",
        parent="PTHO",
        seat="Phú Thọ",
        names=(
            (
                "Sở Khoa học và Công nghệ tỉnh Phú Thọ",
                "Department of Science and Technology of Phu Tho Province",
                NEW_COMMUNES,
                None,
            ),
        ),
        aliases=("Sở Thông tin và Truyền thông tỉnh Phú Thọ",),
    ),
    Body(
        code="PTHO-VIETTRI",
        kind=Kind.COMMUNE,
        abbreviation="UBND",
        short_name="UBND phường Việt Trì",
        parent="PTHO",
        seat="Việt Trì",
        names=(
            ("Ủy ban nhân dân phường Việt Trì", "People's Committee of Viet Tri Ward", NEW_COMMUNES, None),
        ),
    ),
    Body(
        code="PTHO-VIETTRI-HCC",
        kind=Kind.DIVISION,
        abbreviation="TTPVHCC",
        short_name="Trung tâm Phục vụ hành chính công phường Việt Trì",
        parent="PTHO-VIETTRI",
        seat="Việt Trì",
        names=(
            (
                "Trung tâm Phục vụ hành chính công phường Việt Trì",
                "Public Administration Service Centre of Viet Tri Ward",
                NEW_COMMUNES,
                None,
            ),
        ),
        duties=((Duty.ONE_STOP_CENTRE, NEW_COMMUNES, None),),
    ),
)


def load_organisations() -> dict[str, Organisation]:
    """The bodies by code; those that are there already are left alone."""
    found = {body.code: body for body in Organisation.objects.filter(code__in=[b.code for b in BODIES])}
    for body in BODIES:
        if body.code not in found:
            found[body.code] = _add(body, found)
    return found


def _add(body: Body, found: dict[str, Organisation]) -> Organisation:
    fields = {
        "code": body.code,
        "kind": body.kind,
        "abbreviation": body.abbreviation,
        "short_name": body.short_name,
        "seat": body.seat,
    }
    parent = Organisation.objects.get(code=body.parent) if body.parent else None
    made: Organisation = parent.add_child(**fields) if parent else Organisation.add_root(**fields)
    for full_vi, full_en, since, until in body.names:
        OrganisationName.objects.create(
            organisation=made, full_vi=full_vi, full_en=full_en, valid_from=since, valid_to=until
        )
    for role, since, until in body.duties:
        OrganisationRole.objects.create(organisation=made, role=role, valid_from=since, valid_to=until)
    OrganisationAlias.objects.bulk_create(OrganisationAlias(organisation=made, name=n) for n in body.aliases)
    return made
