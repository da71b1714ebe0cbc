"""A question's way from draft to use, its history, many questions at once, and an exam that runs meanwhile."""

import pytest

from people.services import grant_membership
from quizzes.access import (
    get_desk_for,
)
from quizzes.errors import AuthoringRefused
from quizzes.lifecycle import Actor
from quizzes.models import Item, ItemEvent, ItemTag
from quizzes.services import bulk
from quizzes.services.authoring import add_section, create_bank, create_quiz, publish_item_version
from quizzes.services.describing import Description, Tag, describe_item, tags_from
from quizzes.services.shelving import (
    create_category,
)
from quizzes.services.starting import start_attempt
from quizzes.services.states import lead_item
from tests.quizzes.bank_desk import LIST, SHEETS, current, write
from tests.support.people import LONG_AGO, make_person


def test_a_question_goes_from_draft_to_use_through_somebody_else(bank, instructor, reviewer, client_for, now):
    item = write(bank, now, instructor, state="draft")
    state = f"{LIST}{bank.uuid}/{item.uuid}/trang-thai/"
    author, other = client_for(instructor), client_for(reviewer)

    author.post(state, {"state": "reviewed"})
    assert current(item) == "draft"
    other.post(state, {"state": "reviewed", "remark": "Đúng Điều 8"})
    assert current(item) == "reviewed"
    other.post(state, {"state": "in_use"})
    assert current(item) == "reviewed"
    author.post(state, {"state": "in_use"})
    assert current(item) == "in_use"
    page = other.get(f"{LIST}{bank.uuid}/{item.uuid}/ho-so/").content.decode()
    assert "Đúng Điều 8" in page
    assert other.get(f"{LIST}{bank.uuid}/{item.uuid}/").status_code == 302


def test_a_reviewer_who_wrote_the_wording_does_not_review_it(bank, organisation, now):
    both = make_person("Hai Vai", organisation=organisation, role="reviewer")
    grant_membership(person=both, organisation=organisation, role="instructor", since=LONG_AGO)
    item = write(bank, now, both, state="draft")
    with pytest.raises(AuthoringRefused) as refused:
        lead_item(item=item, state="reviewed", by=both, actor=get_desk_for(both, bank.uuid).actor, now=now)
    assert refused.value.code == "own_wording"


def test_every_act_leaves_a_line_in_the_history(bank, instructor, now):
    shelf = create_category(bank=bank, name="Lề")
    item = write(bank, now, instructor, state="draft")
    description = Description(
        category=shelf, tags=tags_from(kind="skill", text="soạn thảo, Ký số;"), source="Sách"
    )
    describe_item(item=item, description=description, by=instructor, now=now)
    describe_item(item=item, description=description, by=instructor, now=now)
    lead_item(item=item, state="retired", by=instructor, actor=Actor(is_author=True), now=now)
    publish_item_version(
        bank=bank, code=item.code, kind="true_false", content={"stem": "<p>Khác</p>"}, key={"correct": True},
        by=instructor, now=now, becomes="draft",
    )  # fmt: skip
    kinds = list(item.events.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["created", "moved", "described", "state", "new_version"]
    assert {tag.folded for tag in item.tags.all()} == {"soan thao", "ky so"}
    assert set(item.events.values_list("made_by", flat=True)) == {instructor.pk}


def test_a_question_edited_during_an_exam_changes_nothing_for_who_is_sitting_it(
    bank, organisation, instructor, learner, client_for, now
):
    item = write(bank, now, instructor, stem="Trước")
    quiz = create_quiz(title="Thi", organisation=organisation, now=now)
    add_section(quiz=quiz, items=[item])
    attempt = start_attempt(quiz=quiz, learner=learner, now=now, return_url="/")
    before = attempt.slots.get().version

    data = {**SHEETS["true_false"], "stem-html": "Sau", "act": "save_keep"}
    client_for(instructor).post(f"{LIST}{bank.uuid}/{item.uuid}/", data)

    item.refresh_from_db()
    assert (item.current.number, item.state) == (2, "in_use")
    slot = attempt.slots.get()
    assert slot.version == before
    assert slot.version.content == {"stem": "<p>Trước</p>"}


def test_common_acts_change_what_they_may_and_report_the_rest(bank, instructor, now):
    drafts = [write(bank, now, instructor, state="draft") for _ in range(3)]
    used = write(bank, now, instructor)
    uuids = [item.uuid for item in (*drafts, used)]
    actor = Actor(is_author=True)

    report = bulk.lead_items(bank=bank, uuids=uuids, state="in_use", by=instructor, actor=actor, now=now)
    assert (report.changed, report.unchanged, set(report.refused)) == (0, 1, {item.code for item in drafts})
    report = bulk.lead_items(bank=bank, uuids=uuids, state="retired", by=instructor, actor=actor, now=now)
    assert report.changed == 4
    shelf = create_category(bank=bank, name="Lề")
    assert bulk.shelve_items(bank=bank, uuids=uuids, category=shelf, by=instructor, now=now).changed == 4
    tags = (Tag(kind="tag", name="Ký số"),)
    assert bulk.tag_items(bank=bank, uuids=uuids, tags=tags, by=instructor, now=now).changed == 4
    assert bulk.tag_items(bank=bank, uuids=uuids, tags=tags, by=instructor, now=now).unchanged == 4
    assert bulk.untag_items(bank=bank, uuids=uuids[:1], tags=tags, by=instructor, now=now).changed == 1
    assert ItemTag.objects.count() == 3
    assert ItemEvent.objects.filter(kind="state").count() == 4


def test_a_common_act_reaches_no_question_of_another_bank(bank, organisation, instructor, now):
    foreign = write(create_bank(name="B", organisation=organisation, now=now), now)
    report = bulk.lead_items(
        bank=bank, uuids=[foreign.uuid], state="retired", by=instructor, actor=Actor(is_author=True), now=now
    )
    assert (report.changed, current(foreign)) == (0, "in_use")


def test_the_list_takes_marked_questions_or_all_that_were_found(bank, instructor, client_for, now):
    for stem in ("Ký số", "Ký số thứ hai", "Lề trái"):
        write(bank, now, instructor, stem=stem)
    client = client_for(instructor)
    address = f"{LIST}{bank.uuid}/da-chon/"
    client.post(address, {"act": "tag", "tag_names": "chữ ký", "all": "1", "found_by": "q=ky+so"})
    assert ItemTag.objects.count() == 2
    for bad in (
        {"act": "tag"},
        {"act": "state", "state": "x"},
        {"act": "state", "state": "retired", "item": "x"},
        {},
    ):
        assert client.post(address, bad).status_code == 302
    assert not Item.objects.filter(state="retired").exists()
