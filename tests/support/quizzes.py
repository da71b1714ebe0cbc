"""Quizzes with questions, and ways to answer them as a browser would."""

import itertools
from datetime import datetime
from decimal import Decimal

from quizzes.models import Attempt, Item, ItemVersion, QuestionBank, Quiz, QuizSection, SectionItem

_numbers = itertools.count(1)


def choice_content(stem="Khi gửi công văn đi, cách nào đúng?", count=4):
    return {
        "stem": f"<p>{stem}</p>",
        "choices": [{"id": f"c{n}", "text": f"Phương án {n}"} for n in range(1, count + 1)],
    }


def make_bank(organisation, now: datetime) -> QuestionBank:
    return QuestionBank.objects.create(
        name=f"Ngân hàng {next(_numbers)}", organisation=organisation, created_at=now
    )


def make_item(bank, now, *, kind="single_choice", content=None, key=None, points="1", stem=None) -> Item:
    number = next(_numbers)
    if kind == "true_false":
        content = content or {"stem": f"<p>{stem or f'Nhận định {number}'}</p>"}
        key = key or {"correct": True, "feedback": ""}
    else:
        content = content or choice_content(stem or f"Câu hỏi {number}?")
        key = key or {
            "correct": ["c2"] if kind == "single_choice" else ["c1", "c3"],
            "scoring": "all_or_nothing",
            "feedback": "",
            "choice_feedback": {},
        }
    item = Item.objects.create(bank=bank, code=f"Q{number}", state=Item.State.IN_USE)
    item.current = ItemVersion.objects.create(
        item=item, number=1, kind=kind, content=content, key=key, points=Decimal(points), created_at=now
    )
    item.save()
    return item


def make_quiz(organisation, now, *, items=(), questions=3, draw=None, **fields) -> Quiz:
    """A quiz of fixed ``items``, or of ``questions`` new single-choice ones, or drawing ``draw`` of them."""
    settings = {"title": "Kiểm tra cuối khóa", "time_limit_minutes": 30, "attempts_allowed": 3} | fields
    quiz = Quiz.objects.create(organisation=organisation, created_at=now, **settings)
    bank = make_bank(organisation, now)
    items = list(items) or [make_item(bank, now) for _ in range(questions)]
    section = QuizSection.objects.create(
        quiz=quiz, position=1, draw_from=bank if draw else None, draw_count=draw
    )
    if not draw:
        SectionItem.objects.bulk_create(
            SectionItem(section=section, item=item, position=position) for position, item in enumerate(items)
        )
    return quiz


def right_answer(slot) -> dict:
    """What earns full points in a slot, in stored form."""
    key = slot.version.key
    return {"value": key["correct"]} if slot.version.kind == "true_false" else {"choices": key["correct"]}


def wrong_answer(slot) -> dict:
    key = slot.version.key
    if slot.version.kind == "true_false":
        return {"value": not key["correct"]}
    return {"choices": [next(c for c in slot.choice_order if c not in key["correct"])]}


def shown(slot, answer) -> dict:
    """A stored answer as the browser sends it."""
    from quizzes.shown import to_shown

    return to_shown(answer, slot.arrangement)


def answers_of(attempt: Attempt) -> dict[int, dict]:
    return {
        slot: answer
        for slot, answer in attempt.slots.values_list("slot", "response__answer")
        if answer is not None
    }
