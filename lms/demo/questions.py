"""The demo's questions, in the banks and final quizzes of its courses, and a few of them as a public self-check."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from content.services.pictures import clean_picture, store_picture
from lms.demo.drawing import slip
from lms.demo.files import DATA, read_docx
from lms.demo.wordings import KINDS, Question, wording_of
from people.models import Organisation, User
from quizzes.models import Item, QuestionBank, Quiz
from quizzes.models.bank import ItemType
from quizzes.services.authoring import add_section, create_bank, create_quiz, publish_item_version
from quizzes.services.importing import apply_batch, check_file

SELF_CHECK_TITLE = "Tự kiểm tra: dịch vụ công trực tuyến"
CITIZENS_BANK = "Câu hỏi cho người dân"
CITIZENS_TITLE = "Thử sức: nộp hồ sơ trực tuyến"
QUIZ_FILE = "de-kiem-tra-cuoi-khoa.docx"
SELF_CHECK = (
    *("single", "multiple", "truefalse", "statements", "matching", "ordering"),
    *("short", "numerical", "cloze", "hotspot"),
)
"""What the public may try on itself: one question of each of these types."""


def questions_of(course: str) -> list[Question]:
    return [q for q in _questions() if q["course"] == course]


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


def load_self_check(*, organisation: Organisation, now: datetime) -> Quiz:
    """A self-check for everybody: one question of each type that a machine can explain, from the banks that are there."""
    first = {q["type"]: q for q in reversed(_questions())}
    codes = [first[kind]["id"] for kind in SELF_CHECK]
    items = {item.code: item for item in Item.objects.filter(code__in=codes, bank__organisation=organisation)}
    quiz = create_quiz(title=SELF_CHECK_TITLE, organisation=organisation, now=now, mode=Quiz.Mode.SELF_CHECK)
    add_section(quiz=quiz, items=[items[code] for code in codes])
    return quiz


def load_citizens_check(*, organisation: Organisation, by: User, now: datetime) -> Quiz:
    """A few plain questions for the reader of a guide."""
    found = Quiz.objects.filter(title=CITIZENS_TITLE).first()
    if found is not None:
        return found
    bank = create_bank(name=CITIZENS_BANK, organisation=organisation, now=now)
    items = [_write(bank, question, by, now) for question in _questions("citizens.json")]
    quiz = create_quiz(title=CITIZENS_TITLE, organisation=organisation, now=now, mode=Quiz.Mode.SELF_CHECK)
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
    # Its certificate comes at once, so nothing in it waits for a marker; the essay stays in the bank.
    asked = bank.items.in_use().exclude(current__kind=ItemType.ESSAY).order_by("code")
    add_section(quiz=quiz, items=list(asked))
    return quiz


def _questions(name: str = "questions.json") -> list[Question]:
    return list(json.loads((DATA / "quiz" / name).read_text(encoding="utf-8"))["questions"])


def _write(bank: QuestionBank, question: Question, by: User, now: datetime) -> Item:
    content, key = wording_of(question)
    if "picture" in question:
        content["picture"] = _picture(question, bank.organisation, by)
    version = publish_item_version(
        bank=bank,
        code=question["id"],
        kind=KINDS[question["type"]],
        content=content,
        key=key,
        points=Decimal(question.get("max_points", 1)),
        difficulty=question.get("difficulty", 2),
        by=by,
        now=now,
    )
    return version.item


def _picture(question: Question, organisation: Organisation, by: User) -> dict[str, Any]:
    """Drawn, kept among the organisation's pictures, and told as a wording tells it."""
    picture = clean_picture(data=slip())
    image = store_picture(
        picture=picture, title=question["id"], alt=question["alt"], organisation=organisation, by=by
    )
    return {"src": image.file.url, "alt": question["alt"], "width": image.width, "height": image.height}
