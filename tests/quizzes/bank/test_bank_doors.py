"""Who comes into a bank, and how it is shared."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from people.models import Organisation
from quizzes.access import (
    banks_for,
    banks_usable_by,
    get_bank_for,
    get_desk_for,
    get_own_bank_for,
    get_reading_desk_for,
    own_banks_for,
)
from quizzes.errors import AuthoringRefused
from quizzes.models import BankGrant
from quizzes.services.sharing import end_grant
from tests.quizzes.bank_desk import LIST, SHEETS, share, write
from tests.support.people import make_organisation, make_person


@pytest.mark.parametrize(
    ("who", "draws", "writes", "shares", "reads", "sees"),
    [
        ("owner", True, True, True, True, True),
        ("granted edit", True, True, False, True, True),
        ("granted use", True, False, False, False, True),
        ("granted above", True, False, False, False, True),
        ("granted below", True, False, False, False, True),
        ("expired grant", False, False, False, False, False),
        ("grant to come", False, False, False, False, False),
        ("other organisation", False, False, False, False, False),
        ("reviewer", False, False, False, True, True),
        ("learner", False, False, False, False, False),
        ("anonymous", False, False, False, False, False),
    ],
)
def test_the_doors_of_a_bank(
    who,
    draws,
    writes,
    shares,
    reads,
    sees,
    request,
    bank,
    organisation,
    elsewhere,
    instructor,
    learner,
    guest,
    today,
):
    below = make_organisation("PVT", "Phòng Văn thư", parent=Organisation.objects.get(pk=elsewhere.pk))
    person = {
        "owner": instructor,
        "learner": learner,
        "anonymous": AnonymousUser(),
    }.get(who, guest)
    if who == "reviewer":
        person = request.getfixturevalue("reviewer")
    if who == "granted below":
        person = make_person("Vũ Thị Dưới", organisation=below, role="instructor")
    grants = {
        "granted edit": {"right": "edit"},
        "granted use": {"right": "use"},
        "granted above": {"right": "use"},
        "granted below": {"right": "use"},
        "expired grant": {"right": "edit", "start": -9, "end": 0},
        "grant to come": {"right": "edit", "start": 1},
    }
    if who in grants:
        target = below if who == "granted above" else elsewhere
        share(bank, target, instructor, today, **grants[who])

    assert (bank in banks_usable_by(person)) is draws
    assert (bank in banks_for(person)) is writes
    assert (bank in own_banks_for(person)) is shares
    for door, is_open in (
        (get_bank_for, writes),
        (get_own_bank_for, shares),
        (get_reading_desk_for, reads),
        (get_desk_for, sees),
    ):
        if is_open:
            assert door(person, bank.uuid)
        else:
            with pytest.raises(Http404):
                door(person, bank.uuid)


def test_an_author_elsewhere_sees_nothing_and_a_granted_one_draws_but_does_not_edit(
    bank, instructor, guest, elsewhere, client_for, now, today
):
    item = write(bank, now, instructor)
    client = client_for(guest)
    places = ["", f"{item.uuid}/", f"{item.uuid}/ho-so/", f"{item.uuid}/so-sanh/", f"{item.uuid}/xem-thu/", "danh-muc/",
              "chia-se/", "cau-giong-nhau/", "them/", "thong-tin/"]  # fmt: skip
    assert {client.get(f"{LIST}{bank.uuid}/{place}").status_code for place in places} == {404}

    share(bank, elsewhere, instructor, today, "use")
    seen = {place for place in places if client.get(f"{LIST}{bank.uuid}/{place}").status_code == 200}
    assert seen == {"", f"{item.uuid}/xem-thu/"}
    assert "Thử câu trả lời" not in client.get(f"{LIST}{bank.uuid}/{item.uuid}/xem-thu/").content.decode()
    posts = ["them/", f"{item.uuid}/", f"{item.uuid}/trang-thai/", "danh-muc/", "xem-thu/", "vi-du/"]
    answers = {client.post(f"{LIST}{bank.uuid}/{place}", SHEETS["true_false"]).status_code for place in posts}
    assert answers == {404}
    client.post(f"{LIST}{bank.uuid}/da-chon/", {"act": "state", "state": "retired", "item": str(item.uuid)})
    item.refresh_from_db()
    assert (item.state, item.versions.count()) == ("in_use", 1)


def test_a_grant_is_ended_not_deleted_and_not_given_twice(bank, instructor, elsewhere, organisation, today):
    grant = share(bank, elsewhere, instructor, today, "use")
    for refused, code in ((elsewhere, "granted"), (organisation, "own_bank")):
        with pytest.raises(AuthoringRefused) as refusal:
            share(bank, refused, instructor, today, "use")
        assert refusal.value.code == code
    end_grant(grant=grant, on=today)
    assert BankGrant.objects.get().valid_to == today
    assert not BankGrant.objects.valid_on(today).exists()


def test_a_bank_is_shared_on_its_screen_by_code_or_name_and_the_right_is_ended_there(
    bank, instructor, guest, elsewhere, client_for
):
    client = client_for(instructor)
    address = f"{LIST}{bank.uuid}/chia-se/"
    data = {"organisation": "sở nội vụ x", "right": "use", "valid_from": "2026-11-01"}
    answer = client.post(address, data)
    assert "Không có cơ quan" in answer.content.decode()
    assert client.post(address, {**data, "organisation": "snv"}).status_code == 302
    assert client_for(guest).get(f"{LIST}{bank.uuid}/").status_code == 200
    assert client_for(guest).post(address, data).status_code == 404
    client.post(f"{address}{BankGrant.objects.get().uuid}/")
    assert client_for(guest).get(f"{LIST}{bank.uuid}/").status_code == 404
