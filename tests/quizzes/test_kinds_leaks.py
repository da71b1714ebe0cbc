"""No byte sent before the policy allows holds anything of a key, whatever the kind of question (abuse cases 5 and 6)."""

import io
import json
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from quizzes.services.starting import start_attempt
from tests.support.every_kind import KINDS
from tests.support.quizzes import make_bank, make_item, make_quiz
from tests.support.wordings import GOOD, REMARKS

pytestmark = pytest.mark.django_db
CANARY = "CHIM-HOANG-YEN"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def client(client_for, learner):
    return client_for(learner)


def planted(value, place=CANARY):
    """The key with a canary in every text that is for people."""
    told = {
        "feedback",
        "text",
        "guidance",
        "sample",
        "feedback_correct",
        "feedback_partial",
        "feedback_wrong",
    }
    if isinstance(value, dict):
        return {
            name: f"<p>{place}</p>"
            if name in told and isinstance(inner, str)
            else dict.fromkeys(inner, place)
            if name == "choice_feedback"
            else [f"<p>{place}</p>"]
            if name == "hints"
            else planted(inner)
            for name, inner in value.items()
        }
    return [planted(one) for one in value] if isinstance(value, list) else value


def quiz_with_canaries(organisation, now, **fields):
    bank = make_bank(organisation, now)
    items = [
        make_item(bank, now, kind=kind, content=GOOD[kind][0], key=planted(GOOD[kind][1] | REMARKS))
        for kind in KINDS
    ]
    return make_quiz(
        organisation, now, items=items, **({"attempts_allowed": 2, "shuffle_items": False} | fields)
    )


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


def everything_said(client, attempt):
    said = []
    for slot in range(1, len(KINDS) + 1):
        page = url("attempt", attempt, slot=slot)
        said.append(client.get(page))
        for go in ("check", "hint", "flag"):
            said.append(client.post(page, {"go": f"{go}-{slot}"}, follow=True))
        said.append(client.post(page, {f"q{slot}-answer": "zz", f"q{slot}-answer-a": "zz"}))
        for base, answer in (
            (0, {}),
            (9, {"text": "x"}),
            (9, {"choices": ["a"]}),
            (9, {"gaps": {"g1": "x"}}),
        ):
            save = {
                "slot": slot,
                "client": "p",
                "sequence": 1 + len(said),
                "base_revision": base,
                "answer": answer,
            }
            said.append(client.post(url("save", attempt), json.dumps(save), content_type="application/json"))
    said += [client.get(url(name, attempt)) for name in ("overview", "state", "result", "receipt")]
    said.append(client.get(f"/en{url('result', attempt)}"))
    return said


def assert_silent(responses):
    for response in responses:
        whole = "\n".join(f"{name}: {value}" for name, value in response.items()).encode() + response.content
        assert CANARY.encode() not in whole, response.request["PATH_INFO"]
        for word in (b'"correct"', b'"accepted"', b'"pairs": {"s', b"choice_feedback", b"unit_penalty"):
            assert word not in whole, response.request["PATH_INFO"]


@pytest.mark.parametrize("layout", ["one", "all"])
def test_a_running_attempt_tells_nothing_of_any_key(client, organisation, learner, now, layout):
    attempt = start_attempt(
        quiz=quiz_with_canaries(organisation, now, layout=layout), learner=learner, now=now
    )
    assert_silent(everything_said(client, attempt))


def test_a_blank_submission_buys_nothing_for_the_next_attempt(client, organisation, learner, now):
    quiz = quiz_with_canaries(organisation, now)
    first = start_attempt(quiz=quiz, learner=learner, now=now)
    assert_silent([client.post(url("submit", first), follow=True)])
    second = start_attempt(quiz=quiz, learner=learner, now=now)
    assert_silent(everything_said(client, first) + everything_said(client, second))
    client.post(url("submit", second))
    assert client.get(url("result", second)).content.count(CANARY.encode()) >= len(KINDS)


def printed(client, attempt):
    """What the copies to take home say, unpacked."""
    word = client.get(url("copy", attempt, kind="docx")).content
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        parts = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    pages = PdfReader(io.BytesIO(client.get(url("copy", attempt, kind="pdf")).content)).pages
    return re.sub(r"<[^>]*>", "", parts), "".join(page.extract_text() for page in pages)


def test_a_copy_to_take_home_tells_no_more_than_the_page_does(client, organisation, learner, now):
    quiz = quiz_with_canaries(organisation, now)
    first = start_attempt(quiz=quiz, learner=learner, now=now)
    for kind in ("docx", "pdf"):
        assert client.get(url("copy", first, kind=kind)).status_code == 302, "a running attempt has no copy"
    client.post(url("submit", first))
    for said in printed(client, first):
        assert CANARY not in said
        assert "đáp án đúng" not in said
    second = start_attempt(quiz=quiz, learner=learner, now=now)
    assert all(CANARY not in said for said in printed(client, first))
    client.post(url("submit", second))
    for said in printed(client, second):
        assert said.count(CANARY) >= len(KINDS)


@pytest.mark.parametrize(
    ("seen", "shown", "hidden"),
    [
        (["points"], ["Bạn đạt"], ["Đúng một phần", "đáp án đúng", "Bài làm của tôi"]),
        (["answers"], ["Đã nộp bài", "Bài làm của tôi"], ["Bạn đạt", "đáp án đúng", "✗ Sai"]),
        (["answers", "correctness"], ["✗ Sai"], ["đáp án đúng", "Bạn đạt"]),
        (["answers", "key"], ["đáp án đúng"], ["✗ Sai", "Vì sao:"]),
        (["answers", "feedback"], [CANARY], ["đáp án đúng"]),
        ([], ["Đã nộp bài"], ["Bạn đạt", CANARY, "Bài làm của tôi"]),
    ],
)
def test_each_cell_of_the_matrix_opens_only_itself(client, organisation, learner, now, seen, shown, hidden):
    matrix = {"right_after": seen, "while_open": seen, "after_close": seen}
    quiz = quiz_with_canaries(organisation, now, review_policy="after_each", review_matrix=matrix)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    client.post(url("attempt", attempt, slot=10), {"q10-answer": "Bài làm của tôi"})
    for slot, letter in ((1, "a"), (2, "a"), (3, "false")):
        client.post(url("attempt", attempt, slot=slot), {f"q{slot}-answer": letter})
    client.post(url("submit", attempt))
    html = client.get(url("result", attempt)).content.decode()
    for words in shown:
        assert words in html
    for words in hidden:
        assert words not in html


def test_a_self_check_page_holds_no_key_before_it_is_answered(client, organisation, now):
    planted_quiz = quiz_with_canaries(organisation, now, mode="self_check")
    page = reverse("quizzes:self_check", kwargs={"uuid": planted_quiz.uuid})
    assert_silent([client.get(page), client.post(page, {"mark": "forged"})])
