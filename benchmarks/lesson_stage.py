"""Set the stage for lessons.py: the demo, and a course of 500 lessons with 100,000 places on it. Prints JSON."""

import json
import os
import sys
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()

from django.core.management import call_command
from django.utils import timezone

from benchmarks.signing_in import sign_in
from courses.models import Chapter, Course, Enrolment, Lesson, LessonProgress, LessonText
from courses.services.enrolment import enrol_learner
from people.models import User
from people.services import register_person

LESSONS, PLACES = 500, 100_000


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sys.stdout.flush()
    call_command("load_demo", stdout=sys.stderr)
    now = timezone.now()
    person = register_person(email="bench@example.vn", full_name="Học Viên")
    lesson = Lesson.objects.filter(is_published=True, course__final_quiz__isnull=False).first()
    enrol_learner(course=lesson.course, learner=person, now=now)
    large = make_large(lesson, now)
    place = enrol_learner(course=large, learner=person, now=now)
    LessonProgress.objects.bulk_create(
        LessonProgress(enrolment=place, lesson=one, opened_at=now, seen_at=now, percent=50)
        for one in large.lessons.filter(position__lte=LESSONS // 2)
    )
    print(
        json.dumps(
            {
                "session": sign_in(person),
                "pages": {
                    f"lesson of {lesson.course.lessons.count()}": lesson.get_absolute_url(),
                    f"lesson of {LESSONS}": large.lessons.order_by("position")[0].get_absolute_url(),
                },
            }
        )
    )


def make_large(model: Lesson, now) -> Course:
    course = Course.objects.create(
        code="LARGE",
        slug="rat-dai",
        title="Khóa rất dài",
        organisation=model.course.organisation,
        status="published",
        created_at=now,
    )
    chapters = Chapter.objects.bulk_create(
        Chapter(course=course, position=n, title=f"Chương {n}") for n in range(1, 26)
    )
    lessons = Lesson.objects.bulk_create(
        Lesson(
            course=course,
            chapter=chapters[(n - 1) // 20],
            position=n,
            title=f"Bài {n}",
            minutes=5,
            is_published=True,
        )
        for n in range(1, LESSONS + 1)
    )
    html = LessonText.objects.get(lesson=model).html
    LessonText.objects.bulk_create(
        LessonText(lesson=lesson, html=html, published_at=now) for lesson in lessons
    )
    for start in range(0, PLACES, 5_000):
        people = User.objects.bulk_create(
            User(email=f"crowd{n}@example.vn", full_name=f"Người {n}", password="!")
            for n in range(start, start + 5_000)
        )
        Enrolment.objects.bulk_create(
            Enrolment(course=course, learner=one, enrolled_at=now - timedelta(days=1)) for one in people
        )
    return course


main()
