"""Who has met the rule. Asked after every finished lesson and every graded attempt; a sweep asks again."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from courses.completion import Complete, CompletionFacts, completion_of
from courses.models import Completion, Course, Enrolment, Lesson, LessonProgress
from jobs.services import enqueue
from quizzes.models import Attempt, Grade

ANNOUNCE = "courses.announce_completion"


def completion_facts(*, enrolment: Enrolment) -> CompletionFacts:
    """What the rule needs to know about one learner on one course."""
    course = enrolment.course
    counts = Lesson.objects.filter(course=course, is_mandatory=True).aggregate(
        mandatory=Count("pk"), published=Count("pk", filter=Q(is_published=True))
    )
    done = LessonProgress.objects.filter(
        enrolment=enrolment, lesson__course=course, lesson__is_mandatory=True, done_at__isnull=False
    ).count()
    has_quiz = course.final_quiz_id is not None
    return CompletionFacts(
        mandatory=counts["mandatory"],
        published=counts["published"],
        done=done,
        min_lessons_percent=course.min_lessons_percent,
        has_quiz=has_quiz,
        is_quiz_passed=has_quiz
        and Grade.objects.filter(
            quiz=course.final_quiz_id, learner=enrolment.learner_id, is_passed=True
        ).exists(),
    )


@transaction.atomic
def assess_completion(*, enrolment: Enrolment, now: datetime) -> Completion | None:
    """Record that a learner has completed a course, if the rule says so.

    Asking any number of times gives one completion and one announcement. What was completed stays completed: a lesson
    added later, or a rule made stricter, takes nothing back.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=enrolment.pk)
    )
    existing = Completion.objects.filter(enrolment=enrolment).first()
    if existing is not None or enrolment.status == Enrolment.Status.WITHDRAWN:
        return existing
    answer = completion_of(completion_facts(enrolment=enrolment))
    if not isinstance(answer, Complete):
        return None
    completion = Completion.objects.create(
        enrolment=enrolment,
        completed_at=now,
        facts=asdict(answer.facts) | {"required": answer.facts.required},
    )
    enrolment.status = Enrolment.Status.COMPLETED
    enrolment.save(update_fields=["status"])
    enqueue(
        kind=ANNOUNCE,
        key=f"{ANNOUNCE}:{completion.uuid}",
        payload={"completion": str(completion.uuid)},
        requested_by=enrolment.learner,
        now=now,
    )
    return completion


def assess_for_attempt(*, attempt: Attempt, now: datetime) -> None:
    """A graded attempt may complete any course of this learner that ends with its quiz."""
    for enrolment in Enrolment.objects.filter(
        learner=attempt.learner_id, course__final_quiz=attempt.quiz_id, status=Enrolment.Status.ACTIVE
    ):
        assess_completion(enrolment=enrolment, now=now)


def reconcile_completions(*, now: datetime) -> int:
    """Find those who met the rule while nobody noticed (a failed receiver, a lesson published later)."""
    found = 0
    courses = Course.objects.filter(enrolments__status=Enrolment.Status.ACTIVE).distinct()
    for course in courses.annotate(
        mandatory=Count("lessons", filter=Q(lessons__is_mandatory=True), distinct=True),
        published=Count(
            "lessons", filter=Q(lessons__is_mandatory=True, lessons__is_published=True), distinct=True
        ),
    ):
        if course.published < course.mandatory:
            continue
        for enrolment in _likely(course, mandatory=course.mandatory):
            found += assess_completion(enrolment=enrolment, now=now) is not None
    return found


def _likely(course: Course, *, mandatory: int) -> list[Enrolment]:
    """Active enrolments whose counts fit; the rule itself decides."""
    rows = Enrolment.objects.filter(course=course, status=Enrolment.Status.ACTIVE).annotate(
        done=Count("progress", filter=Q(progress__done_at__isnull=False, progress__lesson__is_mandatory=True))
    )
    if course.final_quiz_id is not None:
        rows = rows.filter(
            learner__in=Grade.objects.filter(quiz=course.final_quiz_id, is_passed=True).values("learner")
        )
    return list(rows.filter(done__gte=-(-mandatory * course.min_lessons_percent // 100)))
