"""Attempts in bulk: rows as the services leave them, without taking them one click at a time."""

from datetime import timedelta
from decimal import Decimal

from people.models import User
from quizzes.models import Attempt, AttemptItem, Grade, GradeEvent, Response


def sit_in_bulk(quiz, versions, matrix, now, *, people=None, organisation=None):
    """One closed attempt for each row of ``matrix`` (1 right, 0 wrong, None blank), each by a person of their own.

    ``versions`` are single choices with four choices of which the second is right; a wrong answer picks the first.
    """
    first = User.objects.count()
    people = people or User.objects.bulk_create(
        User(email=f"dong-{first + n}@example.vn", full_name=f"Nguyễn Văn {chr(65 + n % 26)}{n}")
        for n in range(len(matrix))
    )
    most = Decimal(len(versions))
    attempts = Attempt.objects.bulk_create(
        Attempt(
            quiz=quiz,
            learner=person,
            number=1,
            seed="s",
            status=Attempt.Status.SUBMITTED,
            started_at=now - timedelta(minutes=10 + n % 7),
            closed_at=now,
            max_points=most,
            score=Decimal(sum(row_value or 0 for row_value in row)),
        )
        for n, (person, row) in enumerate(zip(people, matrix, strict=True))
    )
    slots = AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, slot=slot, version=version, points=Decimal(1))
        for attempt in attempts
        for slot, version in enumerate(versions, start=1)
    )
    marks = [mark for row in matrix for mark in row]
    Response.objects.bulk_create(
        Response(
            attempt_item=slot,
            revision=1,
            answer={"choices": ["c2" if mark else "c1"]},
            saved_at=now,
            score=Decimal(int(mark)),
            seconds=30,
        )
        for slot, mark in zip(slots, marks, strict=True)
        if mark is not None
    )
    GradeEvent.objects.bulk_create(
        GradeEvent(
            attempt=attempt,
            kind=GradeEvent.Kind.SCORED,
            points=attempt.score,
            max_points=most,
            recorded_at=now,
        )
        for attempt in attempts
    )
    Grade.objects.bulk_create(
        Grade(
            quiz=quiz,
            learner=attempt.learner,
            percent=100 * attempt.score / most,
            is_passed=100 * attempt.score / most >= quiz.pass_percent,
            attempts_closed=1,
            updated_at=now,
        )
        for attempt in attempts
    )
    return attempts


def count_all(quiz, now):
    """Fold everything that waits, without the jobs."""
    from quizzes.services.recounting import recount

    return recount(quiz=quiz, now=now)
