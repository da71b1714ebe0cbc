"""The learner's pages for every kind of question, without a script: what is shown, what a form may say, what it costs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, Response
from quizzes.services.attempts import submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.every_kind import KINDS, every_kind_quiz, wordings
from tests.support.queries import assert_flat_queries, assert_max_queries
from tests.support.quizzes import answers_of, make_bank, make_item, make_quiz
from tests.support.wordings import GOOD

pytestmark = pytest.mark.django_db
FIRST_OF_GROUP = {"choices": "a", "statements": "a", "sources": "a"}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def client(client_for, learner):
    return client_for(learner)


def url(name, attempt, **more):
    return reverse(f"quizzes:{name}", kwargs={"uuid": attempt.uuid, **more})


def started(organisation, learner, now, **fields):
    return start_attempt(quiz=every_kind_quiz(organisation, now, **fields), learner=learner, now=now)


SENT = {
    "single_choice": ({"answer": "b"}, "choices"),
    "multiple_choice": ({"answer": ["a", "c"]}, "choices"),
    "true_false": ({"answer": "true"}, "value"),
    "true_false_group": ({"answer-a": "true", "answer-d": "false"}, "values"),
    "matching": ({"answer-a": "c", "answer-b": ""}, "pairs"),
    "ordering": ({"answer-a": "4", "answer-b": "3", "answer-c": "2", "answer-d": "1"}, "order"),
    "short_answer": ({"answer": " Hà Nội "}, "text"),
    "numerical": ({"answer": "29,7", "answer-unit": "cm"}, "text"),
    "cloze": ({"answer-g1": "Hà Nội", "answer-g3": "b"}, "gaps"),
    "essay": ({"answer": "Một đoạn.\r\n\r\nHai đoạn."}, "text"),
    "hotspot": ({"answer": ["b"]}, "choices"),
}
MARK = {
    "single_choice": 'value="b" checked',
    "multiple_choice": 'value="c" checked',
    "true_false": 'value="true" checked',
    "true_false_group": 'data-answer="d" value="false" checked',
    "matching": '<option value="c" selected',
    "ordering": '<option value="4" selected',
    "short_answer": 'value="Hà Nội"',
    "numerical": '<option value="cm" selected',
    "cloze": '<option value="b" selected',
    "essay": "Một đoạn.\n\nHai đoạn.</textarea>",
    "hotspot": "is-picked",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_form_keeps_an_answer_and_shows_it_again(client, organisation, learner, now, kind):
    attempt = started(organisation, learner, now)
    slot = KINDS.index(kind) + 1
    page = client.get(url("attempt", attempt, slot=slot)).content.decode()
    assert page.count("<h1") == 1
    assert "<legend" in page
    assert MARK[kind] not in page

    fields = {f"q{slot}-{name}": value for name, value in SENT[kind][0].items()}
    assert client.post(url("attempt", attempt, slot=slot), fields | {"go": "stay"}).status_code == 302

    assert SENT[kind][1] in answers_of(attempt)[slot]
    assert MARK[kind] in client.get(url("attempt", attempt, slot=slot)).content.decode()


FORGED = {
    "single_choice": [{"answer": "z"}, {"answer": ["a", "b"]}],
    "multiple_choice": [{"answer": ["a", "zz"]}, {"answer": ["a", "a"]}],
    "true_false": [{"answer": "maybe"}, {"answer": ["true", "false"]}, {"answer-x": "true"}],
    "true_false_group": [{"answer-z": "true"}, {"answer-a": "both"}],
    "matching": [{"answer-a": "z"}, {"answer-z": "a"}],
    "ordering": [
        {"answer-a": "1", "answer-b": "1", "answer-c": "2", "answer-d": "3"},
        {"answer-a": "1", "answer-b": "", "answer-c": "2", "answer-d": "3"},
        {"answer-a": "9", "answer-b": "1", "answer-c": "2", "answer-d": "3"},
    ],
    "short_answer": [{"answer": "x" * 70_000}],
    "numerical": [{"answer": "9" * 2_000}],
    "cloze": [{"answer-g9": "x"}, {"answer-g3": "z"}],
    "essay": [{"answer": "x" * 70_000}, {"answer-files": "not-a-file"}],
    "hotspot": [{"answer": "z"}],
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_fits_no_question_is_a_sentence_and_changes_nothing(client, organisation, learner, now, kind):
    attempt = started(organisation, learner, now)
    slot = KINDS.index(kind) + 1
    for forged in FORGED[kind]:
        fields = {f"q{slot}-{name}": value for name, value in forged.items()}
        reply = client.post(url("attempt", attempt, slot=slot), fields | {"go": "next"})
        assert reply.status_code == 422, forged
        assert "Chưa lưu được câu trả lời" in reply.content.decode()
    assert answers_of(attempt) == {}


def test_half_an_order_stays_on_the_page_as_it_was_chosen(client, organisation, learner, now):
    attempt = started(organisation, learner, now, kinds=["ordering"])
    fields = {"q1-answer-a": "2", "q1-answer-b": "", "q1-answer-c": "1", "q1-answer-d": ""}
    html = client.post(url("attempt", attempt, slot=1), fields).content.decode()
    assert html.count("selected") == 2
    assert "mọi dòng" in html


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "essay"])
def test_another_window_was_quicker_and_both_answers_are_told(client, organisation, learner, now, kind):
    attempt = started(organisation, learner, now, kinds=[kind])
    first = {f"q1-{name}": value for name, value in SENT[kind][0].items()}
    other = {
        "single_choice": {"q1-answer": "a"},
        "multiple_choice": {"q1-answer": "b"},
        "true_false": {"q1-answer": "false"},
        "true_false_group": {"q1-answer-b": "true"},
        "matching": {"q1-answer-a": "a"},
        "ordering": {"q1-answer-a": "1", "q1-answer-b": "2", "q1-answer-c": "3", "q1-answer-d": "4"},
        "short_answer": {"q1-answer": "Huế"},
        "numerical": {"q1-answer": "1.784"},
        "cloze": {"q1-answer-g2": "7"},
        "hotspot": {"q1-answer": "a"},
    }[kind]
    client.post(url("attempt", attempt, slot=1), first | {"q1-base_revision": 0})
    reply = client.post(url("attempt", attempt, slot=1), other | {"q1-base_revision": 0})
    html = reply.content.decode()
    assert reply.status_code == 409
    assert MARK[kind] in html, "the newer answer is in the controls"
    words = html.split('class="quiz-words">')[1].split("<")[0]
    assert words
    assert words != "chưa trả lời"
    assert {"short_answer": "Huế", "cloze": "Ô trống 2: 7", "numerical": "1.784"}.get(kind, words) == words


def test_letters_only_travel_to_the_page(client, organisation, learner, now):
    attempt = started(organisation, learner, now, layout="all")
    html = client.get(url("attempt", attempt, slot=1)).content.decode()
    for stored in ("c1", "s1", "t1", "r1"):
        assert f'"{stored}"' not in html


def test_one_page_for_all_saves_each_answer_and_asks_little(client, organisation, learner, now):
    attempt = started(organisation, learner, now, layout="all")
    fields = {}
    for slot, kind in enumerate(KINDS, start=1):
        fields |= {f"q{slot}-{name}": value for name, value in SENT[kind][0].items()}
    reply = client.post(url("attempt", attempt, slot=1), fields | {"go": "overview"})
    assert reply["Location"] == url("overview", attempt)
    assert len([a for a in answers_of(attempt).values() if a]) == len(KINDS)
    with assert_max_queries(12):
        client.get(url("attempt", attempt, slot=1))


def test_a_page_of_twenty_asks_as_often_as_one_of_two(client, organisation, learner, now):
    bank = make_bank(organisation, now)
    two = make_quiz(organisation, now, items=[make_item(bank, now) for _ in range(2)], layout="all")
    many = make_quiz(organisation, now, items=[make_item(bank, now) for _ in range(20)], layout="all")
    papers = [start_attempt(quiz=quiz, learner=learner, now=now) for quiz in (two, many)]
    shown = [papers[0]]
    assert_flat_queries(
        grow=lambda: shown.append(papers[1]), work=lambda: client.get(url("attempt", shown[-1], slot=1))
    )
    with assert_max_queries(8):
        assert client.get(url("attempt", papers[1], slot=1)).content.count(b"data-question ") == 20


def test_sections_have_titles_and_pages_of_their_own(client, organisation, learner, now):
    quiz = every_kind_quiz(organisation, now, kinds=["single_choice"], layout="section")
    first = quiz.sections.get()
    first.title, first.instructions = "Phần I", "Chọn một phương án."
    first.save()
    second = quiz.sections.create(position=2, title="Phần II. Viết")
    bank = make_bank(organisation, now)
    for position, kind in enumerate(["essay", "short_answer"]):
        content, key = GOOD[kind]
        item = make_item(bank, now, kind=kind, content=content, key=key)
        second.fixed_items.create(item=item, position=position)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    one = client.get(url("attempt", attempt, slot=1)).content.decode()
    two = client.get(url("attempt", attempt, slot=3)).content.decode()
    assert "Phần I" in one
    assert "Phần II. Viết" not in one
    assert "Phần II. Viết" in two
    assert 'id="q2"' in two
    assert 'id="q3"' in two
    assert client.post(url("attempt", attempt, slot=1), {"go": "next"})["Location"].endswith("/2/")


class TestForwardOnly:
    @pytest.fixture
    def attempt(self, organisation, learner, now):
        return started(organisation, learner, now, kinds=KINDS[:3], navigation="forward")

    def test_what_was_passed_is_closed(self, client, attempt):
        page = client.get(url("attempt", attempt, slot=1)).content.decode()
        assert "đóng lại" in page
        assert 'value="prev"' not in page
        client.post(url("attempt", attempt, slot=1), {"q1-answer": "b", "go": "next"})

        assert client.get(url("attempt", attempt, slot=1))["Location"] == url("attempt", attempt, slot=2)
        assert client.get(url("attempt", attempt, slot=3))["Location"] == url("attempt", attempt, slot=2)
        late = client.post(url("attempt", attempt, slot=1), {"q1-answer": "a", "q1-base_revision": 1})
        assert late.status_code == 409
        assert "đã đóng" in late.content.decode()
        assert answers_of(attempt)[1]["choices"] == [attempt.slots.get(slot=1).choice_order[1]]

    def test_a_script_cannot_reach_behind(self, client, attempt):
        client.post(url("attempt", attempt, slot=1), {"q1-answer": "b", "go": "next"})
        save = {
            "slot": 1,
            "answer": {"choices": ["a"]},
            "client": "p",
            "sequence": 1,
            "base_revision": 1,
        }
        reply = client.post(url("save", attempt), save, content_type="application/json")
        assert reply.status_code == 409
        assert answers_of(attempt)[1]["choices"] == [attempt.slots.get(slot=1).choice_order[1]]

    def test_the_overview_leads_to_open_questions_only(self, client, attempt):
        client.post(url("attempt", attempt, slot=1), {"go": "next"})
        html = client.get(url("overview", attempt)).content.decode()
        assert url("attempt", attempt, slot=1) not in html
        assert url("attempt", attempt, slot=2) in html


class TestPractice:
    @pytest.fixture
    def attempt(self, organisation, learner, now):
        told = wordings()["single_choice"]
        told[1]["hints"] = ["<p>Gợi ý một</p>", "<p>Gợi ý hai</p>"]
        item = make_item(make_bank(organisation, now), now, content=told[0], key=told[1])
        quiz = make_quiz(organisation, now, items=[item], mode="practice")
        return start_attempt(quiz=quiz, learner=learner, now=now, return_url="/khoa-hoc/thu/")

    def letter(self, attempt, is_right):
        slot = attempt.slots.get()
        return next("abc"[n] for n, one in enumerate(slot.choice_order) if (one == "c2") == is_right)

    def look(self, client, attempt, letter):
        response = Response.objects.filter(attempt_item__attempt=attempt).first()
        revision = response.revision if response else 0
        fields = {"q1-answer": letter, "q1-base_revision": revision, "go": "check-1"}
        reply = client.post(url("attempt", attempt, slot=1), fields)
        return client.get(reply["Location"]).content.decode()

    def test_right_at_once_is_explained_at_once(self, client, attempt):
        html = self.look(client, attempt, self.letter(attempt, True))
        assert "✓ Đúng" in html
        assert "Chung" in html

    def test_after_two_wrong_tries_it_is_explained(self, client, attempt):
        wrong = [one for one in "abc" if one != self.letter(attempt, True)]
        first = self.look(client, attempt, wrong[0])
        assert "✗ Sai" in first
        assert "đáp án đúng" not in first
        assert "Chung" not in first
        again = self.look(client, attempt, wrong[0])
        assert attempt.slots.get().tries == 1, "the same answer again is no second try"
        assert "đáp án đúng" not in again
        second = self.look(client, attempt, wrong[1])
        assert "đáp án đúng" in second
        assert "Chung" in second
        assert 'href="/khoa-hoc/thu/"' in second

    def test_hints_come_one_by_one_and_are_recorded(self, client, attempt):
        assert "Gợi ý một" not in client.get(url("attempt", attempt, slot=1)).content.decode()
        for _press in range(3):
            client.post(url("attempt", attempt, slot=1), {"go": "hint-1"})
        html = client.get(url("attempt", attempt, slot=1)).content.decode()
        assert "Gợi ý một" in html
        assert "Gợi ý hai" in html
        assert attempt.slots.get().hints_given == 2

    def test_an_exam_explains_nothing_before_it_is_handed_in(self, client, organisation, learner, now):
        exam = started(organisation, learner, now, kinds=["single_choice"])
        for go in ("check-1", "hint-1"):
            html = client.post(
                url("attempt", exam, slot=1), {"q1-answer": "a", "go": go}, follow=True
            ).content
            assert "Gợi ý".encode() not in html
            assert b"Chung" not in html
        assert not Attempt.objects.get(pk=exam.pk).is_closed


def test_the_review_tells_each_kind_in_words(client, organisation, learner, now):
    attempt = started(organisation, learner, now, layout="all", attempts_allowed=1)
    fields = {}
    for slot, kind in enumerate(KINDS, start=1):
        fields |= {f"q{slot}-{name}": value for name, value in SENT[kind][0].items()}
    client.post(url("attempt", attempt, slot=1), fields | {"q8-answer": "21"})
    submit_attempt(attempt=attempt, now=timezone.now())
    html = client.get(url("result", attempt)).content.decode()
    for words in (
        "297 mm (± 0,5)",
        "Ô trống 3",
        "Chờ chấm",
        "Bài mẫu",
        "Đáp án đúng:",
        "[1]",
        "Góc phải",
        "✓ Đúng",
        "◐ Đúng một phần",
    ):
        assert words in html, words
    assert "[[g1]]" not in html
    assert "Chấm theo ý" not in html, "guidance is for markers"


def test_ticks_in_a_gap_are_kept_by_a_plain_form_and_told_after_the_end(client, organisation, learner, now):
    listed = [{"id": f"c{number}", "text": f"tờ {number}"} for number in (1, 2, 3)]
    gap = {"id": "g1", "kind": "choices", "choices": listed, "size": 0}
    rule = {"weight": "1", "takes_several": True, "correct": ["c1", "c2"], "scoring": "right_minus_wrong"}
    item = make_item(
        make_bank(organisation, now),
        now,
        kind="cloze",
        content={"stem": "<p>Hồ sơ gồm [[g1]].</p>", "gaps": [gap]},
        key={"gaps": {"g1": {**rule, "choice_feedback": {}}}, "feedback": ""},
    )
    quiz = make_quiz(organisation, now, items=[item], shuffle_choices=False)
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    page = client.get(url("attempt", attempt, slot=1)).content.decode()
    assert page.count('type="checkbox" name="q1-answer-g1"') == 3
    assert 'role="group" aria-labelledby="q1-gap-g1"' in page
    assert "correct" not in page

    sent = {"q1-answer-g1": ["a", "c"], "go": "stay"}
    assert client.post(url("attempt", attempt, slot=1), sent).status_code == 302
    assert answers_of(attempt) == {1: {"gaps": {"g1": ["c1", "c3"]}}}
    again = client.get(url("attempt", attempt, slot=1)).content.decode()
    assert [f'value="{letter}" checked' in again for letter in "abc"] == [True, False, True]

    client.post(
        url("attempt", attempt, slot=1), {"q1-answer-g1": ["a", "b"], "go": "stay", "q1-base_revision": "1"}
    )
    assert answers_of(attempt) == {1: {"gaps": {"g1": ["c1", "c2"]}}}
    submit_attempt(attempt=attempt, now=now)
    attempt.refresh_from_db()
    assert attempt.score == 1
