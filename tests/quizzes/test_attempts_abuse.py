"""Abuse of attempts (safety 2.1: cases 1, 2, 5, 7, 8, 9, 10); 12 is told in a browser, tests/journeys/test_saving_answers.py."""

import copy
import json
import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from quizzes.errors import AttemptRefused
from quizzes.models import Attempt, AttemptItem, Grade, GradeEvent, Response, ResponseEvent
from quizzes.services.starting import start_attempt
from quizzes.tickets import issue_ticket
from tests.support.quizzes import answers_of, make_bank, make_item, make_quiz
from tests.support.wordings import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def client(client_for, learner):
    return client_for(learner)


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


def body(slot=1, letter="a", **fields):
    return {
        "slot": slot,
        "answer": {"choices": [letter]},
        "client": "page-1",
        "sequence": 1,
        "base_revision": 0,
    } | fields


def post_json(client, address, data, **more):
    return client.post(address, json.dumps(data), content_type="application/json", **more)


def every_door(attempt):
    """Method, address and payload of everything that speaks of one attempt."""
    return [
        ("get", url("attempt", attempt, slot=1), None),
        ("post", url("attempt", attempt, slot=1), {"q1-answer": "a"}),
        ("get", url("overview", attempt), None),
        ("post", url("submit", attempt), {}),
        ("json", url("save", attempt), body()),
        ("json", url("beat", attempt), {"pastes": 1}),
        ("get", url("state", attempt), None),
        ("get", url("result", attempt), None),
        ("get", url("receipt", attempt), None),
    ]


def knock(client, method, address, payload):
    if method == "json":
        return post_json(client, address, payload)
    return getattr(client, method)(address, payload)


def test_abuse_01_anothers_attempt_is_like_no_attempt_and_leaves_a_line(
    client_for, attempt, colleague, instructor, caplog
):
    ghost = Attempt(uuid="00000000-0000-4000-8000-000000000000")
    for person in (colleague, instructor):
        stranger = client_for(person)
        for real, missing in zip(every_door(attempt), every_door(ghost), strict=True):
            with caplog.at_level(logging.INFO, logger="lms.quizzes"):
                theirs, none = knock(stranger, *real), knock(stranger, *missing)
            assert (theirs.status_code, none.status_code) == (404, 404), real[1]
            assert len(theirs.content) == len(none.content), real[1]
    assert "attempt.door_closed" in caplog.text
    assert not ResponseEvent.objects.exists()
    assert not Attempt.objects.get().is_closed


def test_abuse_02_a_save_or_submission_into_anothers_attempt_changes_nothing(
    client, attempt, quiz, colleague, now
):
    theirs = start_attempt(quiz=quiz, learner=colleague, now=now)
    assert post_json(client, url("save", theirs), body()).status_code == 404
    assert client.post(url("submit", theirs), {"unacked": json.dumps([body()])}).status_code == 404
    forged = post_json(client, url("save", attempt), body(slot=4))
    assert (forged.status_code, forged.json()["field"]) == (422, "slot")
    carried = client.post(url("submit", attempt), {"unacked": json.dumps([body(slot=4)])})
    assert carried.status_code == 422
    assert not Response.objects.exists()
    assert not ResponseEvent.objects.exists()
    assert not Attempt.objects.filter(status="submitted").exists()


PLANTED = 200


def plant(value, planted, *, key=""):
    """Every text of a key replaced by a canary; ids, numbers and switches stay, so that the key still grades."""
    if isinstance(value, dict):
        return {name: plant(one, planted, key=name) for name, one in value.items()}
    if isinstance(value, list):
        return [plant(one, planted, key=key) for one in value]
    is_prose = isinstance(value, str) and key not in {
        "id", "credit", "points", "value", "tolerance", "tolerance_kind", "factor", "unit_policy", "unit_penalty",
        "scoring", "weight", "correct", "order", "scale", "s1", "s2", "pairs",
    }  # fmt: skip
    if not is_prose:
        return value
    planted.append(f"HOANGYEN{len(planted):04d}")
    return planted[-1]


def items_with_canaries(organisation, now, planted):
    bank = make_bank(organisation, now)
    kinds = [kind for kind in GOOD if kind != "essay"]
    items = []
    while len(planted) < PLANTED:
        kind = kinds[len(items) % len(kinds)]
        content, key = copy.deepcopy(GOOD[kind])
        remarks = {
            "feedback": "x",
            "feedback_correct": "x",
            "feedback_partial": "x",
            "feedback_wrong": "x",
            "hints": ["x", "x"],
        }
        planted_key = plant(key | remarks, planted)
        if "units" in content and "units" in key:
            planted_key["units"] = key["units"]  # the learner chooses from them
        items.append(make_item(bank, now, kind=kind, content=content, key=planted_key))
    return items


def everything_said(client, attempt):
    """Pages, JSON, errors and neighbours, in both languages; what is sent is refused, kept, in conflict and late."""
    said = []
    shown = {"choices": ["a"]}
    for slot in AttemptItem.objects.filter(attempt=attempt).select_related("version"):
        answer = {
            "true_false": {"value": True}, "true_false_group": {"values": {"a": True}}, "matching": {"pairs": {"a": "a"}},
            "ordering": {"order": ["a", "b", "c", "d"]}, "short_answer": {"text": "x"}, "numerical": {"text": "1", "unit": "mm"},
            "cloze": {"gaps": {"g1": "x"}}, "essay": {"text": "x", "files": []},
        }.get(slot.version.kind, shown)  # fmt: skip
        save = {"slot": slot.slot, "client": "p", "sequence": 1, "base_revision": 0, "answer": answer}
        blank = save | {"answer": {}, "client": "q", "base_revision": 9}
        for data in (save, save, blank, save | {"answer": {"choices": ["zz"]}}):
            said.append(post_json(client, url("save", attempt), data))
    said.append(client.post(url("attempt", attempt, slot=1), {"q1-answer": "zz", "go": "hint-1"}))
    said.append(client.post(url("attempt", attempt, slot=1), {"go": "check-1"}))
    said.append(post_json(client, url("beat", attempt), {"pastes": 1}))
    for prefix in ("", "/en"):
        said += [client.get(prefix + url("attempt", attempt, slot=1), follow=True)]
        said += [
            client.get(prefix + url(name, attempt), follow=True)
            for name in ("overview", "state", "result", "receipt")
        ]
        said.append(client.get(prefix + reverse("lms:search"), {"q": "HOANGYEN0001"}))
        said.append(client.get(prefix + reverse("lms:my_learning")))
    said.append(client.get("/sitemap.xml"))
    return said


def planted_in(responses, planted):
    """Which planted keys stand in any byte: bodies, headers, addresses. What a page echoes of a search is its own."""
    found = set()
    for response in responses:
        head = "\n".join(f"{name}: {value}" for name, value in response.items())
        text = head + response.content.decode(errors="replace")
        if "tim-kiem" in response.request["PATH_INFO"]:
            text = text.replace("HOANGYEN0001", "", text.count("HOANGYEN0001"))
        found |= {canary for canary in planted if canary in text}
    return found


def test_abuse_05_none_of_200_planted_keys_is_in_any_byte_before_the_policy_allows(
    client, organisation, learner, now
):
    planted = []
    items = items_with_canaries(organisation, now, planted)
    quiz = make_quiz(
        organisation, now, items=items, layout="all", review_policy="after_last", attempts_allowed=2
    )
    assert len(planted) >= PLANTED

    first = start_attempt(quiz=quiz, learner=learner, now=now)
    said = everything_said(client, first)
    assert any(response.status_code == 409 for response in said)
    assert any(response.status_code == 422 for response in said)
    assert planted_in(said, planted) == set()
    assert (
        planted_in([client.post(url("submit", first), follow=True), *everything_said(client, first)], planted)
        == set()
    )

    kept = "".join(str(cache.get(key)) for key in getattr(cache, "_cache", {}))
    assert not [canary for canary in planted if canary in kept]

    second = start_attempt(quiz=quiz, learner=learner, now=now)
    client.post(url("submit", second), follow=True)
    shown = planted_in([client.get(url("result", first)), client.get(url("result", second))], planted)
    assert len(shown) > 20, "the same bytes are seen when the policy allows: the scan can see"


def test_abuse_07_order_points_limit_and_score_in_a_post_are_ignored(client, attempt):
    before = list(AttemptItem.objects.values_list("slot", "version_id", "points", "arrangement"))
    forged = {
        "points": "100", "score": "100", "max_points": 1, "started_at": "2020-01-01", "due_at": "2030-01-01", "time_limit": 999,
        "grace_seconds": 9999, "grades_late": True, "open_from": 3, "ticket_epoch": 5, "status": "submitted", "slots": [3, 2, 1],
    }  # fmt: skip
    assert post_json(client, url("save", attempt), body(**forged)).status_code == 200
    client.post(
        url("attempt", attempt, slot=1),
        {"q1-answer": "b", "q1-base_revision": "1", **{k: str(v) for k, v in forged.items()}},
    )
    fresh = Attempt.objects.get(pk=attempt.pk)
    for name in (
        "started_at",
        "due_at",
        "max_points",
        "grace_seconds",
        "grades_late",
        "open_from",
        "ticket_epoch",
        "status",
        "score",
    ):
        assert getattr(fresh, name) == getattr(attempt, name), name
    assert list(AttemptItem.objects.values_list("slot", "version_id", "points", "arrangement")) == before


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (62, 409)])
def test_abuse_08_the_servers_arrival_time_decides_with_a_minute_of_grace(client, attempt, seconds, status):
    Attempt.objects.update(due_at=timezone.now() - timedelta(seconds=seconds))
    early = "2020-01-01T00:00:00Z"
    reply = post_json(client, url("save", attempt), body(sent_at=early, at=1, received_at=early))
    assert reply.status_code == status
    if status == 409:
        assert reply.json()["error"] == "late"
        assert ResponseEvent.objects.get().outcome == "late"
        assert answers_of(attempt) == {}
        assert Attempt.objects.get().status == "expired"


def test_abuse_08_the_grace_is_the_quizs_own(client, organisation, learner, now):
    quiz = make_quiz(organisation, now, grace_seconds=0)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    Attempt.objects.update(due_at=timezone.now() - timedelta(seconds=2))
    assert post_json(client, url("save", attempt), body()).status_code == 409


def test_abuse_08_where_late_answers_are_graded_the_attempt_is_marked_as_late(
    client, organisation, learner, now
):
    quiz = make_quiz(organisation, now, late_policy="grade", attempts_allowed=1, shuffle_choices=False)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=30))

    assert post_json(client, url("save", attempt), body(letter="b")).status_code == 200
    client.post(url("submit", attempt))

    attempt.refresh_from_db()
    assert (attempt.status, attempt.is_late, attempt.score) == ("submitted", True, 1)
    assert "muộn" in client.get(url("result", attempt)).content.decode()


def test_abuse_08_an_hour_later_nothing_counts_even_there(client, organisation, learner, now):
    quiz = make_quiz(organisation, now, late_policy="grade")
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=62))
    assert post_json(client, url("save", attempt), body()).json()["error"] == "late"
    attempt.refresh_from_db()
    assert (attempt.status, attempt.is_late, attempt.closed_at) == ("expired", False, attempt.due_at)


def test_abuse_09_two_windows_start_one_attempt_and_no_draw_is_bought(organisation, learner, now):
    quiz = make_quiz(organisation, now, attempts_allowed=1)
    first, second = (start_attempt(quiz=quiz, learner=learner, now=now) for _ in range(2))
    assert first == second
    assert Attempt.objects.count() == 1
    from quizzes.services.attempts import submit_attempt

    submit_attempt(attempt=first, now=now)
    with pytest.raises(AttemptRefused):
        start_attempt(quiz=quiz, learner=learner, now=now)


def test_abuse_10_a_replayed_submission_is_the_same_result_receipt_and_grade(client, attempt, learner, now):
    captured = {"unacked": json.dumps([body()])}
    pages = [client.post(url("submit", attempt), captured, follow=True) for _ in range(3)]
    receipt = Attempt.objects.get().receipt_sha256
    assert all(receipt in page.content.decode() for page in pages)
    assert (GradeEvent.objects.count(), Grade.objects.count(), ResponseEvent.objects.count()) == (1, 1, 1)
    ticket = issue_ticket(attempt=attempt, password=learner.password, now=now)
    again = post_json(client, url("save", attempt), body(), headers={"x-attempt-ticket": ticket})
    assert again.json()["saved"] is True, "the acknowledgement of before, and nothing new"
    assert ResponseEvent.objects.count() == 1


def test_abuse_11_what_was_left_in_a_forward_only_quiz_stays_closed(client, organisation, learner, now):
    quiz = make_quiz(organisation, now, navigation="forward", shuffle_items=False)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    post_json(client, url("save", attempt), body())
    client.post(url("attempt", attempt, slot=1), {"q1-answer": "a", "q1-base_revision": "1", "go": "next"})

    reply = post_json(client, url("save", attempt), body(letter="b", sequence=2, base_revision=1))
    assert (reply.status_code, reply.json()["error"]) == (409, "passed")
    assert reply.json()["message"]
    assert ResponseEvent.objects.filter(outcome="passed").count() == 1
    assert answers_of(attempt)[1] == {"choices": [attempt.slots.get(slot=1).choice_order[0]]}
    assert client.get(url("attempt", attempt, slot=1))["Location"] == url("attempt", attempt, slot=2)
