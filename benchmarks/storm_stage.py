"""Inside Django: set the stage of an exam, or fill the tables with earlier attempts. Prints JSON.

python -m benchmarks.storm_stage set 128       # an exam of 20 questions, learners, attempts that run
python -m benchmarks.storm_stage fill 1000000  # until so many closed attempts are stored
python -m benchmarks.storm_stage fresh 128     # new running attempts for the same learners
"""

import json
import sys

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string

from courses.models import Course
from people.models import User
from quizzes.models import Attempt, Quiz
from tests.support import exams

QUESTIONS = 20
STORED_SLOTS = 4
"""Slots of each stored attempt: enough rows to make the trees as deep as they get."""

PEOPLE = """
INSERT INTO people_user (password, uuid, email, full_name, language, is_active, is_superuser, joined_at)
SELECT '!', gen_random_uuid(), 'stored.' || n || '@example.vn', 'Thí sinh ' || n, 'vi', true, false, now()
FROM generate_series(%(low)s, %(high)s) n"""

ATTEMPTS = """
INSERT INTO quizzes_attempt (uuid, quiz_id, learner_id, number, seed, status, started_at, due_at, grace_seconds,
  grades_late, is_late, needs_marking, source, focus_losses, pastes, open_from, ticket_epoch, closed_at,
  max_points, score, receipt_sha256, return_url)
SELECT gen_random_uuid(), %(quiz)s, u.id, 1, md5(u.id::text), 'submitted', now() - interval '1 day',
  now() - interval '21 hours', 60, false, false, false, 'online', 0, 0, 1, 0, now() - interval '22 hours',
  20, (u.id %% 21), repeat('0', 64), ''
FROM people_user u WHERE u.email LIKE 'stored.%%'
  AND split_part(u.email, '@', 1) IN (SELECT 'stored.' || n FROM generate_series(%(low)s, %(high)s) n)"""

SLOTS = """
INSERT INTO quizzes_attemptitem (attempt_id, slot, version_id, section, arrangement, points, is_flagged, hints_given,
  tries, checked_revision)
SELECT a.id, s.n, %(version)s, 1, '{"choices": ["c1", "c2", "c3", "c4"]}', 1, false, 0, 0, 0
FROM quizzes_attempt a CROSS JOIN generate_series(1, %(slots)s) s(n)
WHERE a.seed <> '' AND NOT EXISTS (SELECT 1 FROM quizzes_attemptitem i WHERE i.attempt_id = a.id)"""

RESPONSES = """
INSERT INTO quizzes_response (attempt_item_id, revision, answer, saved_at, score, seconds)
SELECT i.id, 1, '{"choices": ["c2"]}', now() - interval '22 hours', 1, 30 FROM quizzes_attemptitem i
JOIN quizzes_attempt a ON a.id = i.attempt_id AND a.status = 'submitted'
WHERE NOT EXISTS (SELECT 1 FROM quizzes_response r WHERE r.attempt_item_id = i.id)"""

EVENTS = """
INSERT INTO quizzes_responseevent (attempt_item_id, client, sequence, outcome, revision, answer, received_at)
SELECT r.attempt_item_id, 'stored', 1, 'accepted', 1, r.answer, r.saved_at FROM quizzes_response r
WHERE NOT EXISTS (SELECT 1 FROM quizzes_responseevent e WHERE e.attempt_item_id = r.attempt_item_id)"""

GRADES = """
INSERT INTO quizzes_gradeevent (attempt_id, kind, points, max_points, reason, recorded_at)
SELECT a.id, 'scored', a.score, a.max_points, '', a.closed_at FROM quizzes_attempt a
WHERE a.status = 'submitted' AND NOT EXISTS (SELECT 1 FROM quizzes_gradeevent g WHERE g.attempt_id = a.id)"""

RESULTS = """
INSERT INTO quizzes_grade (quiz_id, learner_id, percent, is_passed, attempts_closed, is_provisional, updated_at)
SELECT a.quiz_id, a.learner_id, 50, true, 1, false, a.closed_at FROM quizzes_attempt a WHERE a.status = 'submitted'
ON CONFLICT DO NOTHING"""


def set_stage(number: int) -> dict:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    quiz = exams.make_exam(questions=QUESTIONS, layout="all")
    course = exams.make_course(quiz)
    exams.make_learners(2 * number, course)
    return fresh(number)


def fresh(number: int) -> dict:
    quiz, course = Quiz.objects.get(), Course.objects.get()
    people = list(User.objects.filter(email__startswith="thi.sinh.").order_by("pk")[: 2 * number])
    Attempt.objects.filter(learner__in=people, status="in_progress").update(status="annulled")
    return {
        "course": course.get_absolute_url(),
        "questions": QUESTIONS,
        "csrf": _get_new_csrf_string(),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "people": [exams.sit_down(quiz, person) for person in people[:number]],
        "crowd": [{"email": person.email, "session": exams.sign_in(person)} for person in people[number:]],
    }


def fill(wanted: int) -> dict:
    have = Attempt.objects.filter(learner__email__startswith="stored.").count()
    quiz = Quiz.objects.get()
    version = quiz.sections.get().fixed_items.first().item.current_id
    values = {"low": have + 1, "high": wanted, "quiz": quiz.pk, "version": version, "slots": STORED_SLOTS}
    with connection.cursor() as cursor:
        if have < wanted:
            cursor.execute("SET synchronous_commit = off")
            for statement in (PEOPLE, ATTEMPTS, SLOTS, RESPONSES, EVENTS, GRADES, RESULTS):
                cursor.execute(statement, values if "%(" in statement else None)
        cursor.execute("VACUUM (ANALYZE)")
    return {"stored": Attempt.objects.filter(learner__email__startswith="stored.").count()}


if __name__ == "__main__":
    works = {"set": set_stage, "fill": fill, "fresh": fresh}
    print(json.dumps(works[sys.argv[1]](int(sys.argv[2]))))
