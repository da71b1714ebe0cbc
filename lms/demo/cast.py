"""The demo's eight people. Their names are invented; their password is shared and printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress

from people.models import Organisation, Role, User
from people.services import grant_membership, register_person

PASSWORD = "hocvienso-2026"  # noqa: S105 - the demo's password is meant to be read
SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    key: str
    name: str
    staff_code: str
    organisation: str
    title: str
    role: str
    does: str

    @property
    def email(self) -> str:
        return f"{self.key}@hocvienso.example"


CAST = (
    Player(
        key="lan",
        name="Nguyễn Thị Lan",
        staff_code="VT0001",
        organisation="PTHO-VIETTRI-HCC",
        title="Chuyên viên",
        role=Role.LEARNER,
        does="Học viên, chưa học gì",
    ),
    Player(
        key="binh",
        name="Trần Văn Bình",
        staff_code="VT0002",
        organisation="PTHO-VIETTRI-HCC",
        title="Chuyên viên",
        role=Role.LEARNER,
        does="Học viên, đang học và đã có giấy chứng nhận",
    ),
    Player(
        key="ha",
        name="Phạm Thu Hà",
        staff_code="HV0101",
        organisation="HVHC",
        title="Giảng viên",
        role=Role.INSTRUCTOR,
        does="Giảng viên: soạn bài, nhập từ Word",
    ),
    Player(
        key="khanh",
        name="Vũ Quốc Khánh",
        staff_code="HV0102",
        organisation="HVHC",
        title="Trưởng khoa",
        role=Role.REVIEWER,
        does="Người thẩm định bài",
    ),
    Player(
        key="duc",
        name="Lê Minh Đức",
        staff_code="HV0201",
        organisation="HVHC",
        title="Chuyên viên Ban Quản lý đào tạo",
        role=Role.REGISTRAR,
        does="Giáo vụ: sổ cấp, thu hồi giấy chứng nhận",
    ),
    Player(
        key="huong",
        name="Đỗ Thu Hương",
        staff_code="PT0301",
        organisation="PTHO-VIETTRI",
        title="Phó Chủ tịch",
        role=Role.UNIT_HEAD,
        does="Thủ trưởng đơn vị",
    ),
    Player(
        key="mai",
        name="Hoàng Ngọc Mai",
        staff_code="BK0401",
        organisation="BKHCN",
        title="Chuyên viên chính",
        role=Role.MINISTRY_EDITOR,
        does="Biên tập viên của Bộ: soạn hướng dẫn",
    ),
    Player(
        key="quantri",
        name="Ngô Anh Tuấn",
        staff_code="QT0001",
        organisation="HVHC",
        title="Quản trị hệ thống",
        role=Role.ADMINISTRATOR,
        does="Quản trị",
    ),
)


def load_cast(organisations: Mapping[str, Organisation]) -> dict[str, User]:
    """The people by key; those who are there already are left alone, with the password they chose."""
    return {player.key: _person(player, organisations[player.organisation]) for player in CAST}


def _person(player: Player, organisation: Organisation) -> User:
    found = User.objects.filter(email=player.email).first()
    if found is not None:
        return found
    person = register_person(
        email=player.email, full_name=player.name, password=PASSWORD, staff_code=player.staff_code
    )
    EmailAddress.objects.update_or_create(
        user=person, email=player.email, defaults={"verified": True, "primary": True}
    )
    grant_membership(
        person=person, organisation=organisation, role=player.role, since=SINCE, title=player.title
    )
    if player.role == Role.ADMINISTRATOR:
        person.is_superuser = True
        person.save(update_fields=["is_superuser"])
    return person
