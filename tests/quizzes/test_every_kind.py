"""Every kind of question, from its publication to its score, through the services and the database."""

from decimal import Decimal

import pytest

from content.vietnamese import fold
from quizzes.errors import AuthoringRefused
from quizzes.items import KINDS
from quizzes.models import Item, Response
from quizzes.services.attempts import receipt_of, save_response, submit_attempt
from quizzes.services.authoring import publish_item_version
from quizzes.services.starting import start_attempt
from quizzes.shown import from_shown
from tests.support.quizzes import make_bank, make_quiz, shown
from tests.support.wordings import GOOD

pytestmark = pytest.mark.django_db

RIGHT = {
    "single_choice": {"choices": ["c2"]},
    "multiple_choice": {"choices": ["c1", "c3"]},
    "true_false": {"value": True},
    "true_false_group": {"values": {"s1": True, "s2": False, "s3": True, "s4": False}},
    "matching": {"pairs": {"s1": "t1", "s2": "t2"}},
    "ordering": {"order": ["c1", "c2", "c3", "c4"]},
    "short_answer": {"text": "hà nội"},
    "numerical": {"text": "29,7", "unit": "cm"},
    "cloze": {"gaps": {"g1": "Hà Nội", "g2": "12", "g3": "c2"}},
    "essay": {"text": "Tiết kiệm thời gian.\n\nMinh bạch.", "files": []},
    "hotspot": {"choices": ["r1"]},
}


@pytest.fixture
def items(organisation, now):
    bank = make_bank(organisation, now)
    for kind, (content, key) in GOOD.items():
        publish_item_version(
            bank=bank, code=kind, kind=kind, content=content, key=key, points=Decimal(2), now=now
        )
    return list(Item.objects.filter(bank=bank).order_by("pk"))


@pytest.fixture
def attempt(items, organisation, learner, now):
    quiz = make_quiz(organisation, now, items=items, shuffle_choices=True, shuffle_items=False)
    return start_attempt(quiz=quiz, learner=learner, now=now)


def test_every_kind_is_published_as_it_was_written_and_found_by_its_words(items):
    assert {item.code for item in items} == set(KINDS)
    for item in items:
        assert (item.current.content, item.current.key) == GOOD[item.code]
    assert "tra ket qua" in Item.objects.get(code="ordering").search_text
    assert fold("Mẫu công văn") in Item.objects.get(code="hotspot").search_text


def test_the_same_wording_again_makes_no_new_version(items, now):
    for item in items:
        content, key = GOOD[item.code]
        again = publish_item_version(
            bank=item.bank,
            code=item.code,
            kind=item.code,
            content=content,
            key=key,
            points=Decimal(2),
            now=now,
        )
        assert again == item.current


def test_what_is_wrong_with_a_wording_is_said_in_vietnamese(items, now):
    content, key = GOOD["ordering"]
    with pytest.raises(AuthoringRefused) as refused:
        publish_item_version(
            bank=items[0].bank,
            code="x",
            kind="ordering",
            content=content,
            key={**key, "order": ["c1"]},
            now=now,
        )
    assert str(refused.value) == "Thứ tự đúng phải nêu mỗi mục đúng một lần."


def test_right_answers_of_every_kind_come_back_from_the_browser_and_earn_their_points(attempt, now):
    for number, slot in enumerate(attempt.slots.select_related("version"), start=1):
        sent = shown(slot, RIGHT[slot.version.kind])
        save_response(
            attempt=attempt,
            slot=slot.slot,
            answer=from_shown(sent, slot.arrangement),
            client="page",
            sequence=number,
            base_revision=0,
            now=now,
        )

    closed = submit_attempt(attempt=attempt, now=now)

    scores = dict(
        Response.objects.filter(attempt_item__attempt=attempt).values_list(
            "attempt_item__version__kind", "score"
        )
    )
    assert scores == {kind: None if kind == "essay" else Decimal(2) for kind in KINDS}
    assert closed.score == 20
    receipt = receipt_of(attempt=closed, slots=list(attempt.slots.select_related("version", "response")))
    assert b'"c1"' not in receipt


def test_a_blank_paper_of_every_kind_is_worth_nothing(attempt, now):
    for number, slot in enumerate(attempt.slots.all(), start=1):
        save_response(
            attempt=attempt,
            slot=slot.slot,
            answer={},
            client="page",
            sequence=number,
            base_revision=0,
            now=now,
        )

    assert submit_attempt(attempt=attempt, now=now).score == 0
    assert set(Response.objects.filter(attempt_item__attempt=attempt).values_list("score", flat=True)) == {0}


def test_what_must_not_be_in_the_authors_order_is_mixed_though_the_quiz_mixes_nothing(
    items, organisation, learner, now
):
    wanted = [item for item in items if item.code in {"ordering", "matching", "single_choice"}]
    quiz = make_quiz(organisation, now, items=wanted, shuffle_choices=False, attempts_allowed=None)
    seen = {"ordering": set(), "matching": set(), "single_choice": set()}
    for _try in range(12):
        attempt = start_attempt(quiz=quiz, learner=learner, now=now)
        for slot in attempt.slots.select_related("version"):
            group = slot.arrangement.get("targets") or slot.arrangement["choices"]
            seen[slot.version.kind].add(tuple(group))
        submit_attempt(attempt=attempt, now=now)

    assert len(seen["ordering"]) > 1
    assert len(seen["matching"]) > 1
    assert seen["single_choice"] == {("c1", "c2", "c3")}
