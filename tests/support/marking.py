"""Quizzes with essays, sat by learners, and people who mark them."""

import itertools
from decimal import Decimal

from django.contrib.auth.models import Permission

from quizzes.models import AttemptItem, MarkEvent
from quizzes.services.attempts import save_response, submit_attempt
from quizzes.services.marking import Draft, claim_marking, finish_marking
from quizzes.services.starting import start_attempt
from tests.support.people import make_person
from tests.support.quizzes import make_bank, make_item, make_quiz, right_answer

_sequence = itertools.count(1)

RUBRIC = [
    {"id": "r1", "text": "Nêu đúng căn cứ", "points": "4"},
    {"id": "r2", "text": "Lập luận mạch lạc", "points": "6"},
]


def make_essay(bank, now, *, rubric=(), points="10", **content):
    return make_item(
        bank,
        now,
        kind="essay",
        points=points,
        content={
            "stem": "<p>Vì sao phải ký số văn bản?</p>",
            "format": "plain",
            "min_words": None,
            "max_words": None,
            "files": {"max_count": 0, "max_mb": 0, "kinds": []},
            "template": "",
        }
        | content,
        key={
            "rubric": list(rubric),
            "guidance": "<p>Cho điểm theo ý.</p>",
            "sample": "<p>Mẫu.</p>",
            "feedback": "",
        },
    )


def essay_quiz(organisation, now, *, essays=1, rubric=(), choices=1, points="10", **fields):
    bank = make_bank(organisation, now)
    items = [make_essay(bank, now, rubric=rubric, points=points) for _ in range(essays)]
    items += [make_item(bank, now, points=points) for _ in range(choices)]
    return make_quiz(organisation, now, items=items, shuffle_items=False, **fields)


def sit(quiz, learner, now, *, text="Vì pháp luật yêu cầu.", is_right=True):
    """An attempt handed in: ``text`` for every essay (empty: left blank), the other answers right or not given."""
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    for slot in attempt.slots.select_related("version"):
        is_essay = slot.version.kind == "essay"
        answer = {"text": text} if is_essay else right_answer(slot)
        if text if is_essay else is_right:
            save_response(
                attempt=attempt,
                slot=slot.slot,
                answer=answer,
                client="page",
                sequence=next(_sequence),
                base_revision=0,
                now=now,
            )
    return submit_attempt(attempt=attempt, now=now)


def essays_of(attempt):
    return list(
        AttemptItem.objects.filter(attempt=attempt, version__kind="essay").select_related("attempt__quiz")
    )


def mark(item, marker, points, now, *, comment=""):
    """Claim and finish in one go, with points for the whole answer."""
    marking = claim_marking(item=item, marker=marker, now=now)
    draft = Draft(points=Decimal(points), rubric={}, comment=comment)
    return finish_marking(marking=marking, draft=draft, revision=marking.revision, by=marker, now=now)


def make_marker(name, organisation, role="instructor"):
    person = make_person(name, organisation=organisation, role=role)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def changes_of(item):
    return [
        (event.kind, event.points_before, event.points)
        for event in MarkEvent.objects.filter(attempt_item=item)
    ]
