"""Who may act where: role × subtree × validity."""

from datetime import date

import pytest

from people.access import may_act_in, organisations_for, people_visible_to
from people.errors import RoleRefused
from people.models import User
from people.services import end_membership, grant_membership
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_a_head_sees_the_own_unit_and_below_and_nobody_else():
    ministry = make_organisation("BO", "Bộ")
    unit = make_organisation("CUC", "Cục", parent=ministry)
    below = make_organisation("PHONG", "Phòng", parent=unit)
    beside = make_organisation("VU", "Vụ", parent=ministry)
    head = make_person("Trần Thị Trưởng", organisation=unit, role="unit_head")
    inside = make_person("Lý Văn Trong", organisation=below)
    outside = make_person("Đỗ Văn Ngoài", organisation=beside)

    seen = set(people_visible_to(fresh(head)))

    assert inside in seen
    assert outside not in seen
    assert set(organisations_for(fresh(head), ["unit_head"])) == {unit, below}
    assert not may_act_in(fresh(head), beside, ["unit_head"])


def test_a_post_that_ended_gives_nothing(organisation):
    registrar = make_person("Lê Văn Cũ", organisation=organisation, role="registrar")
    end_membership(membership=registrar.memberships.get(), on=date(2021, 1, 1))

    assert not may_act_in(fresh(registrar), organisation, ["registrar"])


def test_nobody_grants_a_role_at_or_above_their_own(organisation):
    officer = make_person("Ngô Thị Giáo Vụ", organisation=organisation, role="registrar")
    friend = make_person("Bùi Văn Bạn")

    with pytest.raises(RoleRefused):
        grant_membership(
            person=friend,
            organisation=organisation,
            role="registrar",
            since=date(2024, 1, 1),
            granted_by=officer,
        )

    grant_membership(
        person=friend,
        organisation=organisation,
        role="instructor",
        since=date(2024, 1, 1),
        granted_by=officer,
    )
    assert friend.groups.filter(name="instructor").exists()
