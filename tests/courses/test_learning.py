"""Enrolling, reading, finishing, completing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses.errors import EnrolmentRefused, ProgressRefused
from courses.models import Completion, Course, CoursePage, Enrolment, LessonPage, LessonProgress
from courses.services.authoring import publish_lesson
from courses.services.completion import assess_completion, reconcile_completions
from courses.services.enrolment import enrol_learner, withdraw_enrolment
from courses.services.progress import finish_lesson, open_lesson, record_place
from courses.signals import course_completed
from jobs.models import Job
from jobs.services import run_due_jobs
from quizzes.models import Attempt, Grade, Quiz
from quizzes.signals import attempt_graded

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What the floors above hear."""
    completions = []

    def listen(completion, **kwargs):
        completions.append(completion)

    course_completed.connect(listen)
    yield completions
    course_completed.disconnect(listen)


@pytest.fixture
def quiz(organisation, now):
    return Quiz.objects.create(title="Kiểm tra cuối khóa", organisation=organisation, created_at=now)


def passed(quiz, learner, now):
    Grade.objects.create(
        quiz=quiz, learner=learner, percent=Decimal(80), is_passed=True, attempts_closed=1, updated_at=now
    )
    return Attempt.objects.create(
        quiz=quiz, learner=learner, number=1, seed="s", status="submitted", started_at=now, max_points=10
    )


def finish_all(enrolment, lessons, now):
    for lesson in lessons:
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)


def test_enrolling_twice_gives_one_place(course, learner, now):
    first = enrol_learner(course=course, learner=learner, now=now)
    second = enrol_learner(course=course, learner=learner, now=now + timedelta(hours=1))

    assert first.pk == second.pk
    assert Enrolment.objects.count() == 1
    assert second.enrolled_at == now


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "draft"}, "not_published"),
        ({"status": "retired"}, "not_published"),
        ({"is_open_for_enrolment": False}, "enrolment_closed"),
    ],
)
def test_a_closed_course_says_why_nobody_can_enrol(course, learner, now, changes, code):
    Course.objects.filter(pk=course.pk).update(**changes)

    with pytest.raises(EnrolmentRefused) as refusal:
        enrol_learner(course=course, learner=learner, now=now)

    assert refusal.value.code == code
    assert str(refusal.value)


def test_coming_back_after_withdrawing_keeps_what_was_read(course, lessons, enrolment, learner, now):
    finish_lesson(enrolment=enrolment, lesson=lessons[0], now=now)
    withdraw_enrolment(enrolment=enrolment, now=now)

    again = enrol_learner(course=course, learner=learner, now=now + timedelta(days=1))

    assert again.pk == enrolment.pk
    assert again.progress.get().done_at == now


def test_a_completed_course_cannot_be_given_up(lessons, enrolment, now):
    finish_all(enrolment, lessons, now)

    with pytest.raises(EnrolmentRefused) as refusal:
        withdraw_enrolment(enrolment=enrolment, now=now)

    assert refusal.value.code == "already_completed"


def test_the_place_read_is_kept_and_the_share_only_grows(lessons, enrolment, now):
    open_lesson(enrolment=enrolment, lesson=lessons[0], now=now)
    record_place(enrolment=enrolment, lesson=lessons[0], place="ky-hang-loat", percent=70, now=now)
    record_place(
        enrolment=enrolment, lesson=lessons[0], place="cac-buoc", percent=20, now=now + timedelta(minutes=1)
    )

    progress = LessonProgress.objects.get()
    assert (progress.place, progress.percent) == ("cac-buoc", 70)


def test_the_same_report_at_once_writes_nothing(lessons, enrolment, now, django_assert_num_queries):
    record_place(enrolment=enrolment, lesson=lessons[0], place="cac-buoc", percent=20, now=now)

    saved = record_place(
        enrolment=enrolment, lesson=lessons[0], place="cac-buoc", percent=20, now=now + timedelta(seconds=1)
    )

    assert saved.seen_at == now


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": "khong-co"}, "unknown_place"),
        ({"percent": 101}, "bad_percent"),
        ({"percent": -1}, "bad_percent"),
    ],
)
def test_a_place_that_is_not_in_the_lesson_is_refused(lessons, enrolment, now, changes, code):
    with pytest.raises(ProgressRefused) as refusal:
        record_place(
            **(
                {"enrolment": enrolment, "lesson": lessons[0], "place": "", "percent": 5, "now": now}
                | changes
            )
        )

    assert refusal.value.code == code


def test_lessons_of_other_courses_and_in_preparation_cannot_be_finished(make_course, enrolment, learner, now):
    other = make_course("KS-02", "Khác", ready=0, preparing=1)
    foreign = other.lessons.get()
    theirs = enrol_learner(course=other, learner=learner, now=now)

    with pytest.raises(ProgressRefused) as refusal:
        finish_lesson(enrolment=enrolment, lesson=foreign, now=now)
    assert refusal.value.code == "foreign_lesson"
    with pytest.raises(ProgressRefused) as refusal:
        finish_lesson(enrolment=theirs, lesson=foreign, now=now)
    assert refusal.value.code == "in_preparation"


def test_after_withdrawing_nothing_can_be_finished(lessons, enrolment, now):
    withdrawn = withdraw_enrolment(enrolment=enrolment, now=now)

    with pytest.raises(ProgressRefused) as refusal:
        finish_lesson(enrolment=withdrawn, lesson=lessons[0], now=now)

    assert refusal.value.code == "not_enrolled"


def test_finishing_twice_keeps_the_first_moment(lessons, enrolment, now):
    finish_lesson(enrolment=enrolment, lesson=lessons[0], now=now)
    finish_lesson(enrolment=enrolment, lesson=lessons[0], now=now + timedelta(hours=1))

    assert LessonProgress.objects.get().done_at == now


def test_the_last_lesson_completes_a_course_without_a_quiz_once(lessons, enrolment, now, heard):
    finish_all(enrolment, lessons, now)
    finish_all(enrolment, lessons, now + timedelta(hours=1))
    run_due_jobs()

    completion = Completion.objects.get()
    enrolment.refresh_from_db()
    assert completion.completed_at == now
    assert completion.facts["done"] == 3
    assert enrolment.status == "completed"
    assert [c.pk for c in heard] == [completion.pk]


def test_a_course_with_lessons_in_preparation_is_not_completed_until_they_are_done(make_course, learner, now):
    course = make_course("KS-03", "Đang viết", ready=1, preparing=1)
    ready, draft = course.lessons.order_by("position")
    enrolment = enrol_learner(course=course, learner=learner, now=now)
    finish_lesson(enrolment=enrolment, lesson=ready, now=now)
    assert not Completion.objects.exists()

    draft = publish_lesson(lesson=draft, now=now)
    finish_lesson(enrolment=enrolment, lesson=draft, now=now)

    assert Completion.objects.filter(enrolment=enrolment).exists()


def test_a_graded_attempt_completes_the_course_once_however_often_it_is_told(
    make_course, quiz, learner, now, heard
):
    course = make_course("KS-04", "Có kiểm tra", ready=1, final_quiz=quiz)
    enrolment = enrol_learner(course=course, learner=learner, now=now)
    finish_lesson(enrolment=enrolment, lesson=course.lessons.get(), now=now)
    assert not Completion.objects.exists()

    attempt = passed(quiz, learner, now)
    for _time in range(3):
        attempt_graded.send_robust(sender=Attempt, attempt=attempt)
    run_due_jobs()

    assert Completion.objects.count() == 1
    assert len(heard) == 1


def test_a_failing_rule_does_not_undo_the_attempt_and_the_sweep_heals(
    make_course, quiz, learner, now, monkeypatch
):
    course = make_course("KS-05", "Có kiểm tra", ready=1, final_quiz=quiz)
    enrolment = enrol_learner(course=course, learner=learner, now=now)
    finish_lesson(enrolment=enrolment, lesson=course.lessons.get(), now=now)
    attempt = passed(quiz, learner, now)

    def broken(**_kwargs):
        raise RuntimeError("a bug upstairs")

    with monkeypatch.context() as patch:
        patch.setattr("courses.receivers.assess_for_attempt", broken)
        answers = attempt_graded.send_robust(sender=Attempt, attempt=attempt)
    assert any(isinstance(answer, RuntimeError) for _receiver, answer in answers)
    assert Attempt.objects.filter(pk=attempt.pk).exists()
    assert not Completion.objects.exists()

    assert reconcile_completions(now=now) == 1
    assert reconcile_completions(now=now) == 0
    assert Completion.objects.filter(enrolment=enrolment).exists()


def test_a_receiver_that_fails_makes_the_job_run_again(lessons, enrolment, now):
    calls = []

    def fails_once(completion, **kwargs):
        calls.append(completion)
        if len(calls) == 1:
            raise RuntimeError("the printer is away")

    course_completed.connect(fails_once)
    try:
        finish_all(enrolment, lessons, now)
        run_due_jobs(now=now)
        run_due_jobs(now=now + timedelta(hours=1))
    finally:
        course_completed.disconnect(fails_once)

    assert len(calls) == 2
    assert Job.objects.get(kind="courses.announce_completion").status == "done"


def test_nobody_is_completed_who_withdrew(lessons, enrolment, now):
    for lesson in lessons[:2]:
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)
    withdraw_enrolment(enrolment=enrolment, now=now)

    assert assess_completion(enrolment=enrolment, now=now) is None


def test_unpublishing_and_deleting_pages_keeps_what_learners_did(course, lessons, enrolment, now):
    finish_lesson(enrolment=enrolment, lesson=lessons[0], now=now)

    LessonPage.objects.get(lesson=lessons[0]).unpublish()
    CoursePage.objects.get(course=course).delete()

    progress = LessonProgress.objects.get()
    course.refresh_from_db()
    assert progress.done_at == now
    assert course.status == "retired"
    assert Enrolment.objects.filter(pk=enrolment.pk).exists()


def test_what_was_completed_stays_completed_when_a_lesson_is_withdrawn(lessons, enrolment, now):
    finish_all(enrolment, lessons, now)

    LessonPage.objects.get(lesson=lessons[0]).unpublish()

    assert assess_completion(enrolment=enrolment, now=now) == Completion.objects.get()
