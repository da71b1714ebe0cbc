"""An essay that may be formatted: stored clean, shown to its writer and its marker, plain where there is no script."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from quizzes.grading import AnswerMalformed, clean_answer, is_blank
from quizzes.items.essay_text import answer_markup, answer_plain
from quizzes.services.attempts import submit_attempt
from quizzes.services.starting import start_attempt
from tests.support.quizzes import answers_of, make_bank, make_item, make_quiz

pytestmark = pytest.mark.django_db
HTML = "<p>Một <b>việc</b> gấp</p><ul><li>hai &amp; ba</li></ul>"
NASTY = '<p onclick="x()">Chữ<script>alert(1)</script><a href="javascript:x">nối</a></p><img src=x onerror=y><style>p{}</style>'


@pytest.fixture
def now():
    return timezone.now()


def essay(bank, now, **content):
    files = {"max_count": 0, "max_mb": 5, "kinds": ["pdf"]}
    plain = {"format": "rich", "min_words": None, "max_words": None, "template": "", "files": files}
    return make_item(
        bank, now, kind="essay",
        content={"stem": "<p>Trình bày.</p>", **plain, **content},
        key={"rubric": [], "guidance": "", "sample": ""},
    )  # fmt: skip


@pytest.fixture
def quiz(organisation, now):
    return make_quiz(organisation, now, items=[essay(make_bank(organisation, now), now)])


@pytest.fixture
def attempt(quiz, learner, now):
    return start_attempt(quiz=quiz, learner=learner, now=now)


def test_what_is_stored_is_clean_and_stays_so():
    kept = clean_answer("essay", {}, {"text": NASTY, "files": [], "format": "html"})
    assert kept == {"text": "<p>Chữnối</p>", "files": [], "format": "html"}
    assert clean_answer("essay", {}, kept) == kept
    assert clean_answer("essay", {}, {"text": HTML, "format": "html"})["text"] == HTML


def test_tags_in_a_plain_text_are_words():
    kept = clean_answer("essay", {}, {"text": "<p>thẻ p</p>"})
    assert kept == {"text": "<p>thẻ p</p>", "files": []}
    assert answer_markup(kept) == "<p>&lt;p&gt;thẻ p&lt;/p&gt;</p>"


def test_formatting_without_words_is_no_answer_and_an_unknown_format_is_refused():
    assert clean_answer("essay", {}, {"text": "<p><br></p>", "format": "html"}) == {}
    assert is_blank({"text": "", "format": "html"})
    with pytest.raises(AnswerMalformed):
        clean_answer("essay", {}, {"text": "x", "format": "rtf"})


def test_words_are_counted_without_their_tags():
    assert answer_plain({"text": HTML, "format": "html"}).split() == ["Một", "việc", "gấp", "hai", "&", "ba"]


def post(client, attempt, **fields):
    return client.post(reverse("quizzes:attempt", args=[attempt.uuid, 1]), {"go": "stay", **fields})


def test_a_page_without_a_script_keeps_what_was_formatted(client_for, learner, attempt):
    client = client_for(learner)
    post(client, attempt, **{"q1-answer": HTML, "q1-answer-format": "html"})
    page = client.get(reverse("quizzes:attempt", args=[attempt.uuid, 1])).content.decode()
    assert "data-rich hidden" in page
    assert HTML in page
    assert ">Một việc gấp\nhai &amp; ba</textarea>" in page

    post(client, attempt, **{"q1-answer": "Một việc gấp\r\nhai & ba", "q1-base_revision": "1"})
    assert answers_of(attempt)[1]["text"] == HTML, "unchanged words stay formatted"
    post(client, attempt, **{"q1-answer": "Viết lại", "q1-base_revision": "1"})
    assert answers_of(attempt)[1] == {"text": "Viết lại", "files": []}


def test_a_plain_essay_has_no_tools(client_for, organisation, learner, now):
    quiz = make_quiz(organisation, now, items=[essay(make_bank(organisation, now), now, format="plain")])
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    page = client_for(learner).get(reverse("quizzes:attempt", args=[attempt.uuid, 1])).content.decode()
    assert "data-rich" not in page
    assert "rich.js" not in page


def test_a_copy_to_take_home_holds_the_receipt_and_the_text(client_for, learner, attempt, colleague, now):
    client = client_for(learner)
    copy = {kind: reverse("quizzes:copy", args=[attempt.uuid, kind]) for kind in ("docx", "pdf", "odt")}
    assert client.get(copy["pdf"]).status_code == 302, "it still runs"
    post(client, attempt, **{"q1-answer": HTML, "q1-answer-format": "html"})
    submit_attempt(attempt=attempt, now=now)
    attempt.refresh_from_db()

    word = Document(io.BytesIO(client.get(copy["docx"]).content))
    lines = [paragraph.text for paragraph in word.paragraphs]
    pdf = PdfReader(io.BytesIO(client.get(copy["pdf"]).content))
    printed = "\n".join(page.extract_text() for page in pdf.pages)
    for words in (attempt.receipt_number, "Một việc gấp", "– hai & ba", learner.full_name):
        assert any(words in line for line in lines), words
        assert words in printed, words
    assert any(attempt.receipt_sha256 in line for line in lines)
    assert attempt.receipt_sha256 in printed.replace("\n", "")
    assert [run.text for p in word.paragraphs for run in p.runs if run.bold and run.text == "việc"]
    assert client.get(copy["odt"]).status_code == 404
    assert client_for(colleague).get(copy["pdf"]).status_code == 404
