"""Inside Django: set the stage of the siege of answers, or hold the client's ledger against the database.

python -m tests.siege.answers_stage set 200
python -m tests.siege.answers_stage count LEDGER
"""

import json
import sys
from collections import Counter
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db.models import Count, Sum
from django.middleware.csrf import _get_new_csrf_string

from quizzes.models import Attempt, Grade, GradeEvent, Response, ResponseEvent
from quizzes.shown import to_shown
from tests.support import exams

QUESTIONS = 10


def set_stage(learners: int) -> dict:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    quiz = exams.make_exam(questions=QUESTIONS)
    return {
        "questions": QUESTIONS,
        "csrf": _get_new_csrf_string(),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "people": [exams.sit_down(quiz, person) for person in exams.make_learners(learners)],
    }


def count(ledger: Path) -> dict:
    """What became of every acknowledgement; and the invariants that hold after any siege."""
    rows = [json.loads(line) for line in ledger.read_text().splitlines()]
    acks = [row for row in rows if "sequence" in row]
    submitted = {row["attempt"]: row["receipt"] for row in rows if "receipt" in row}
    attempts = {str(a.uuid): a for a in Attempt.objects.all()}
    events = {
        (str(uuid), slot, client, sequence): (outcome, to_shown(answer, arrangement), revision)
        for uuid, slot, client, sequence, outcome, answer, arrangement, revision in ResponseEvent.objects.values_list(
            "attempt_item__attempt__uuid",
            "attempt_item__slot",
            "client",
            "sequence",
            "outcome",
            "answer",
            "attempt_item__arrangement",
            "revision",
        )
    }
    counting = {
        (str(uuid), slot): (to_shown(answer, arrangement), revision)
        for uuid, slot, answer, arrangement, revision in Response.objects.values_list(
            "attempt_item__attempt__uuid",
            "attempt_item__slot",
            "answer",
            "attempt_item__arrangement",
            "revision",
        )
    }
    lost = changed = 0
    last: dict[tuple[str, int], dict] = {}
    for ack in acks:
        told = events.get((ack["attempt"], ack["slot"], ack["client"], ack["sequence"]))
        lost += told is None
        changed += told is not None and told != ("accepted", {"choices": [ack["letter"]]}, ack["revision"])
        last[ack["attempt"], ack["slot"]] = ack
    for place, ack in last.items():
        lost += place not in counting
        changed += place in counting and counting[place] != ({"choices": [ack["letter"]]}, ack["revision"])
    numbers = Counter((ack["attempt"], ack["slot"], ack["client"], ack["sequence"]) for ack in acks)
    accepted = Counter((uuid, slot) for (uuid, slot, _c, _s), told in events.items() if told[0] == "accepted")
    closed = [a for a in attempts.values() if a.is_closed]
    sums = dict(Response.objects.values_list("attempt_item__attempt").annotate(total=Sum("score")))
    return {
        "acknowledged": len(acks),
        "lost": lost,
        "changed": changed,
        "doubled": sum(n > 1 for n in numbers.values())
        + sum(accepted[place] != revision for place, (_answer, revision) in counting.items()),
        "submitted": len(submitted),
        "closed": len(closed),
        "receipts_wrong": sum(
            attempts[uuid].receipt_sha256 != receipt for uuid, receipt in submitted.items()
        ),
        "graded_not_once": sum(
            GradeEvent.objects.filter(attempt=a, kind="scored").count() != 1 for a in closed
        ),
        "sums_wrong": sum(sums.get(a.pk) != a.score for a in closed),
        "grades": Grade.objects.count(),
        "more_than_one_running": Attempt.objects.filter(status="in_progress")
        .values("quiz", "learner")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .count(),
    }


if __name__ == "__main__":
    if sys.argv[1] == "set":
        print(json.dumps(set_stage(int(sys.argv[2]))))
    else:
        print(json.dumps(count(Path(sys.argv[2]))))
