"""The demo's questions: those of the types this release can ask. The others are counted, never dropped in silence."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from content.markdown import read_markdown
from lms.demo.files import DATA, read_docx
from people.models import Organisation, User
from quizzes.models import Item, QuestionBank, Quiz
from quizzes.services.authoring import add_section, create_bank, create_quiz, publish_item_version
from quizzes.services.importing import apply_batch, check_file

QUIZ_FILE = "de-kiem-tra-cuoi-khoa.docx"
TYPES = {"single": "single_choice", "multiple": "multiple_choice", "truefalse": "true_false"}
Question = Mapping[str, Any]


def questions_of(course: str) -> list[Question]:
    return [q for q in _questions() if q["course"] == course and q["type"] in TYPES]


def waiting_types() -> Counter[str]:
    """Questions whose types arrive later, by type."""
    return Counter(q["type"] for q in _questions() if q["type"] not in TYPES)


def load_quiz(
    *,
    code: str,
    title: str,
    organisation: Organisation,
    pass_percent: int,
    attempts_allowed: int,
    minutes: int,
    by: User,
    now: datetime,
) -> Quiz:
    """A course's final quiz, of every question about it that can be asked."""
    bank = QuestionBank.objects.filter(name=f"Ngân hàng câu hỏi {code}").first() or create_bank(
        name=f"Ngân hàng câu hỏi {code}", organisation=organisation, now=now
    )
    items = [_write(bank, q, by, now) for q in questions_of(code)]
    quiz = create_quiz(
        title=f"Kiểm tra cuối khóa: {title}",
        organisation=organisation,
        now=now,
        time_limit_minutes=minutes,
        pass_percent=pass_percent,
        attempts_allowed=attempts_allowed,
    )
    add_section(quiz=quiz, items=items)
    return quiz


def quiz_from_word(*, code: str, title: str, organisation: Organisation, by: User, now: datetime) -> Quiz:
    """A final quiz of the questions an instructor wrote in Word."""
    bank = create_bank(name=f"Ngân hàng câu hỏi {code}", organisation=organisation, now=now)
    batch = check_file(data=read_docx(QUIZ_FILE), filename=QUIZ_FILE, bank=bank, by=by, now=now)
    apply_batch(batch=batch, bank=bank, by=by, now=now)
    quiz = create_quiz(
        title=f"Kiểm tra cuối khóa: {title}",
        organisation=organisation,
        now=now,
        time_limit_minutes=20,
        pass_percent=70,
        attempts_allowed=3,
    )
    add_section(quiz=quiz, items=list(bank.items.filter(state=Item.State.IN_USE).order_by("code")))
    return quiz


def _questions() -> list[Question]:
    return list(json.loads((DATA / "quiz" / "questions.json").read_text(encoding="utf-8"))["questions"])


def _write(bank: QuestionBank, question: Question, by: User, now: datetime) -> Item:
    version = publish_item_version(
        bank=bank,
        code=question["id"],
        kind=TYPES[question["type"]],
        content=_content(question),
        key=_key(question),
        difficulty=question.get("difficulty", 2),
        by=by,
        now=now,
    )
    return version.item


def _content(question: Question) -> dict[str, Any]:
    content: dict[str, Any] = {"stem": _html(question["text"])}
    if "options" in question:
        content["choices"] = [
            {"id": f"c{number}", "text": escape(option["text"])}
            for number, option in enumerate(question["options"], start=1)
        ]
    return content


def _key(question: Question) -> dict[str, Any]:
    feedback = escape(question.get("feedback", ""))
    if question["type"] == "truefalse":
        return {"correct": question["answer"], "feedback": feedback}
    options = list(enumerate(question["options"], start=1))
    return {
        "correct": [f"c{number}" for number, option in options if option["correct"]],
        "scoring": "proportional" if question.get("scoring") == "partial" else "all_or_nothing",
        "feedback": feedback,
        "choice_feedback": {f"c{n}": escape(o["feedback"]) for n, o in options if o.get("feedback")},
    }


def _html(markdown: str) -> str:
    parts = read_markdown(markdown).intro
    return "".join(f"<p>{part.words.html}</p>" for part in parts if hasattr(part, "words"))
