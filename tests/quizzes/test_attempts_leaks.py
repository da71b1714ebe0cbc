"""Keys, feedback and correctness never reach the client before the policy allows (abuse cases 5 and 6)."""

import json
import re

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, ItemVersion
from quizzes.services.starting import start_attempt
from tests.support.quizzes import choice_content, make_bank, make_item, make_quiz

pytestmark = pytest.mark.django_db
CANARY = "CHIM-HOANG-YEN"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def client(client_for, learner):
    return client_for(learner)


def key_with_canaries(number, kind):
    said = {f"c{n}": f"{CANARY}-{number}-c{n}" for n in range(1, 5)}
    right = {"single_choice": ["c2"], "multiple_choice": ["c2", "c3"], "true_false": True}[kind]
    return {
        "correct": right,
        "scoring": "all_or_nothing",
        "feedback": f"<p>{CANARY}-{number}</p>",
        "choice_feedback": {} if kind == "true_false" else said,
    }


def quiz_with_canaries(organisation, now, **fields):
    bank = make_bank(organisation, now)
    items = []
    for number in range(40):
        kind = ("single_choice", "multiple_choice", "true_false")[number % 3]
        content = None if kind == "true_false" else choice_content(f"Câu {number}")
        items.append(make_item(bank, now, kind=kind, content=content, key=key_with_canaries(number, kind)))
    settings = {"review_policy": "after_last", "attempts_allowed": 2} | fields
    return make_quiz(organisation, now, items=items, **settings)


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


def everything_said(client, attempt, *, closed=False):
    """Every response an attempt gives, headers and all."""
    said = []
    for slot in range(1, attempt.slots.count() + 1):
        said.append(client.get(url("attempt", attempt, slot=slot)))
        forged = {f"q{slot}-answer": "zz"}
        said.append(client.post(url("attempt", attempt, slot=slot), forged))
        save = {"slot": slot, "client": "p", "sequence": 1, "base_revision": 0}
        value = (
            "value" if client.get(url("attempt", attempt, slot=slot)).content.count(b'value="true"') else ""
        )
        answer = {"value": True} if value else {"choices": ["a"]}
        for body in (save | {"answer": answer}, save | {"answer": answer, "client": "q", "base_revision": 7}):
            said.append(client.post(url("save", attempt), json.dumps(body), content_type="application/json"))
    said += [client.get(url(name, attempt)) for name in ("overview", "state", "result", "receipt")]
    said.append(client.get(f"/en{url('result', attempt)}"))
    return said


def bytes_of(response):
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return headers.encode() + b"\n\n" + response.content


def assert_no_canary(responses):
    for response in responses:
        assert CANARY.encode() not in bytes_of(response), response.request["PATH_INFO"]
        assert b'"correct"' not in bytes_of(response)


def test_no_response_of_a_running_attempt_holds_a_key(client, organisation, learner, now):
    attempt = start_attempt(quiz=quiz_with_canaries(organisation, now), learner=learner, now=now)
    assert_no_canary(everything_said(client, attempt))


def test_a_blank_submission_buys_no_key_for_the_second_attempt(client, organisation, learner, now):
    quiz = quiz_with_canaries(organisation, now)
    first = start_attempt(quiz=quiz, learner=learner, now=now)
    assert_no_canary([client.post(url("submit", first), follow=True)])
    assert_no_canary(everything_said(client, first))

    second = start_attempt(quiz=quiz, learner=learner, now=now)
    assert_no_canary(everything_said(client, first) + everything_said(client, second))

    client.post(url("submit", second))
    after_last = client.get(url("result", second)).content.decode()
    assert after_last.count(f"{CANARY}-") >= 40


def test_passing_opens_the_review_but_a_running_attempt_shuts_it(client, organisation, learner, now):
    quiz = quiz_with_canaries(organisation, now, pass_percent=1, attempts_allowed=3)
    first = start_attempt(quiz=quiz, learner=learner, now=now)
    slot = next(s for s in first.slots.select_related("version") if s.version.kind == "true_false")
    client.post(url("attempt", first, slot=slot.slot), {f"q{slot.slot}-answer": "true"})
    client.post(url("submit", first))
    assert CANARY in client.get(url("result", first)).content.decode()

    start_attempt(quiz=quiz, learner=learner, now=now)

    assert_no_canary([client.get(url("result", first))])


def test_the_policy_never_means_never(client, organisation, learner, now):
    quiz = quiz_with_canaries(organisation, now, review_policy="never", attempts_allowed=1)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    client.post(url("submit", attempt))
    assert_no_canary(everything_said(client, attempt))


TOKENS = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|data-remaining="\d+"|"csrf": "\w+"')
CLOCKS = re.compile(rb'"(server_time|saved_at|saved_time|remaining_ms)": ("[^"]*"|\d+)|\d\d:\d\d|\d+ ph\S+')


def masked(response):
    return CLOCKS.sub(b"*", TOKENS.sub(b"*", response.content))


def test_another_key_changes_no_byte_of_what_is_shown(client, organisation, learner, now):
    """What does not depend on the key cannot tell it: order, ids, markup, status, whatever we did not think of."""
    attempt = start_attempt(quiz=quiz_with_canaries(organisation, now), learner=learner, now=now)
    names = [("attempt", {"slot": n}) for n in range(1, 41)] + [("overview", {})]
    before = [masked(client.get(url(name, attempt, **more))) for name, more in names]

    for version in ItemVersion.objects.all():
        right = version.key["correct"]
        other = {**version.key, "correct": not right if isinstance(right, bool) else ["c4"]}
        QuerySet(ItemVersion).filter(pk=version.pk).update(key=other)  # past the guard of its manager

    assert [masked(client.get(url(name, attempt, **more))) for name, more in names] == before


def test_stored_choice_ids_stay_on_the_server(client, organisation, learner, now):
    """An importer often names the right choice c1: the browser sees letters by position instead."""
    quiz = quiz_with_canaries(organisation, now)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    for response in [*everything_said(client, attempt), client.post(url("submit", attempt), follow=True)]:
        assert not re.search(rb'["\'>]c[1-4]["\'<]', response.content)
    assert Attempt.objects.get().is_closed
    assert not re.search(rb'"c[1-4]"', client.get(url("receipt", attempt)).content)
