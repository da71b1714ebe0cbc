"""Inside Django, beside the running system: set the stage, or count what is left after the siege.

python -m tests.siege.stage set 50        # a course, learners, sessions → JSON
python -m tests.siege.stage count < ledger.json
"""

import hashlib
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.embedded")
django.setup()

from datetime import date

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from certificates.models import Certificate
from certificates.services.set_up import authorise, ensure_kind
from courses.models import Completion
from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from jobs.models import Job
from people.models import Organisation
from people.services import register_person
from quizzes.models import Attempt, GradeEvent
from quizzes.services.authoring import add_section, create_bank, create_quiz, publish_item_version

CODE = "VAY-HAM"
RIGHT = "phương án đúng"
ITEMS = 10


def make_course() -> object:
    now = timezone.now()
    organisation = Organisation.objects.first()
    kind = ensure_kind()
    authorise(
        organisation=organisation,
        kind=kind,
        signatory_office="GIÁM ĐỐC",
        signatory_name="Nguyễn Văn A",
        since=date(2020, 1, 1),
    )
    bank = create_bank(name="Ngân hàng vây hãm", organisation=organisation, now=now)
    items = []
    for number in range(ITEMS):
        choices = [{"id": f"c{n}", "text": f"sai {n}"} for n in range(3)] + [{"id": "c3", "text": RIGHT}]
        version = publish_item_version(
            bank=bank,
            code=f"Q{number}",
            kind="single_choice",
            content={"stem": f"Câu hỏi số {number}?", "choices": choices},
            key={"correct": ["c3"], "scoring": "all_or_nothing", "feedback": "", "choice_feedback": {}},
            points=1,
            difficulty=1,
            by=None,
            now=now,
        )
        items.append(version.item)
    quiz = create_quiz(
        title="Kiểm tra vây hãm", organisation=organisation, pass_percent=100, attempts_allowed=3, now=now
    )
    add_section(quiz=quiz, items=items)
    course = create_course(
        code=CODE,
        title="Khóa học vây hãm",
        organisation=organisation,
        now=now,
        periods=2,
        final_quiz=quiz,
        certificate_kind=kind.code,
    )
    body = [{"type": "text", "value": "<h2>Mục một</h2><p>Nội dung.</p>"}]
    lesson = add_lesson(course=course, title="Bài một", body=body, periods=2, minutes=1)
    publish_course(course=course, now=now)
    publish_lesson(lesson=lesson, now=now)
    course.refresh_from_db()
    return course


def sign_in(person: object) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def set_stage(learners: int) -> dict:
    course = make_course()
    sessions = []
    for number in range(learners):
        person = register_person(email=f"siege{number}@example.vn", full_name=f"Học Viên {number}")
        sessions.append(sign_in(person))
    return {"course": course.get_absolute_url(), "sessions": sessions, "right": RIGHT, "items": ITEMS}


def count(ledger: list[dict]) -> dict:
    """What the database says about every acknowledged answer, and about certificates."""
    attempts = {str(a.uuid): a for a in Attempt.objects.filter(learner__email__startswith="siege")}
    lost = changed = 0
    last = {(row["attempt"], row["slot"]): row for row in ledger}
    for (uuid, slot), row in last.items():
        place = attempts[uuid].slots.select_related("response").get(slot=slot)
        response = getattr(place, "response", None)
        if response is None:
            lost += 1
            continue
        letter = "abcdefgh"[place.choice_order.index(response.answer["choices"][0])]
        changed += letter != row["letter"] or response.revision < row["revision"]
    doubled = sum(
        GradeEvent.objects.filter(attempt=a, kind="scored").count() != 1
        for a in attempts.values()
        if a.is_closed
    )
    certificates = Certificate.objects.filter(learner__email__startswith="siege")
    per_person: dict[int, int] = {}
    broken = 0
    for certificate in certificates:
        per_person[certificate.learner_id] = per_person.get(certificate.learner_id, 0) + 1
        if not certificate.pdf:
            broken += 1
            continue
        with certificate.pdf.open("rb") as file:
            broken += hashlib.sha256(file.read()).hexdigest() != certificate.pdf_sha256
    numbers = sorted(
        Certificate.objects.filter(issuer__in=certificates.values("issuer")).values_list(
            "register_sequence", flat=True
        )
    )
    return {
        "acknowledged": len(last),
        "lost": lost,
        "changed": changed,
        "attempts": len(attempts),
        "graded_not_once": doubled,
        "completions": Completion.objects.filter(enrolment__learner__email__startswith="siege").count(),
        "people_with_one_certificate": sum(n == 1 for n in per_person.values()),
        "people_with_more": sum(n > 1 for n in per_person.values()),
        "files_missing_or_wrong": broken,
        "register_has_gaps": numbers != list(range(1, len(numbers) + 1)),
        "jobs_open": [
            f"{job.kind} {job.status}, {job.tries} tries, due {job.due_at:%d.%m. %H:%M:%S}: {job.last_error[-200:]}"
            for job in Job.objects.filter(status__in=["queued", "running"], due_at__lte=timezone.now())
        ],
        "jobs_failed": Job.objects.filter(status="failed").count(),
    }


if __name__ == "__main__":
    if sys.argv[1] == "set":
        print(json.dumps(set_stage(int(sys.argv[2]))))
    else:
        print(json.dumps(count(json.load(sys.stdin))))
