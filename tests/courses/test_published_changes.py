"""A lesson is changed with a hundred people in the middle: four choices, each doing what it says."""

from datetime import timedelta

import pytest

from courses.models import Completion, Enrolment, LessonChange, LessonPage, LessonProgress
from courses.services.authoring import publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson, open_lesson
from jobs.models import Job
from jobs.services import run_due_jobs
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
NEW = [{"type": "text", "value": "<h2>Các bước</h2><p>Nay làm khác hẳn.</p>"}]


@pytest.fixture
def hundred(course, lessons, organisation, now):
    """40 have finished the first lesson, 40 are reading it, 20 have not begun; of the 40 one has completed the course."""
    people = [make_person(f"Người {n}", organisation=organisation) for n in range(100)]
    places = [enrol_learner(course=course, learner=person, now=now) for person in people]
    for place in places[:40]:
        finish_lesson(enrolment=place, lesson=lessons[0], now=now)
    for place in places[40:80]:
        open_lesson(enrolment=place, lesson=lessons[0], now=now)
    for lesson in lessons[1:]:
        finish_lesson(enrolment=places[0], lesson=lesson, now=now)
        finish_lesson(enrolment=places[99], lesson=lesson, now=now)
    return places


@pytest.fixture
def change(lessons, now):
    def publish(meaning, *, body=NEW, note="Bước 2 theo quy định mới", at=None):
        page = LessonPage.objects.get(lesson=lessons[0])
        page.body = page.body.stream_block.to_python(body)
        page.details = {"change_meaning": meaning, "change_note": note}
        page.save_revision()
        publish_lesson(lesson=lessons[0], now=at or now)
        run_due_jobs()
        return LessonChange.objects.order_by("-pk").first()

    return publish


def done(lessons):
    return LessonProgress.objects.filter(lesson=lessons[0], done_at__isnull=False).count()


@pytest.mark.parametrize(
    ("meaning", "finished", "completed", "touched"),
    [("keep", 40, 1, 79), ("again", 1, 1, 39), ("newcomers", 100, 2, 99), ("announce", 40, 1, 79)],
)
def test_what_each_choice_does(hundred, lessons, change, meaning, finished, completed, touched):
    made = change(meaning)

    assert done(lessons) == finished
    assert Completion.objects.count() == completed
    assert (made.people, made.meaning, made.version) == (touched, meaning, 2)
    assert made.applied_at is not None


@pytest.mark.parametrize(
    ("meaning", "told", "again"),
    [("keep", False, False), ("again", True, True), ("newcomers", False, False), ("announce", True, False)],
)
def test_who_is_told(hundred, course, lessons, change, client_for, meaning, told, again):
    change(meaning)
    html = client_for(hundred[5].learner).get(f"/hoc/{course.slug}/1/").content.decode()
    assert ("Bước 2 theo quy định mới" in html) is told
    assert ("đọc lại" in html) is again
    assert "Bước 2" not in client_for(hundred[5].learner).get(f"/hoc/{course.slug}/2/").content.decode()


def test_a_newcomer_is_neither_told_nor_excused(
    hundred, course, lessons, change, organisation, client_for, now
):
    from django.utils import timezone

    change("newcomers")
    person = make_person("Người mới", organisation=organisation)
    place = enrol_learner(course=course, learner=person, now=timezone.now() + timedelta(seconds=1))
    assert "Bước 2" not in client_for(person).get(f"/hoc/{course.slug}/1/").content.decode()
    assert not LessonProgress.objects.filter(enrolment=place, done_at__isnull=False).exists()


def test_finishing_again_ends_the_asking(hundred, course, lessons, change, client_for):
    change("again")
    client = client_for(hundred[5].learner)
    client.post(f"/hoc/{course.slug}/1/xong/")
    html = client.get(f"/hoc/{course.slug}/1/").content.decode()
    assert "Bước 2 theo quy định mới" not in html
    assert done(lessons) == 2


def test_doing_it_twice_does_nothing_more(hundred, lessons, change, now):
    change("again")
    finish_lesson(enrolment=hundred[5], lesson=lessons[0], now=now + timedelta(days=400))
    Job.objects.filter(kind="courses.apply_change").update(status=Job.Status.QUEUED)
    run_due_jobs()
    assert done(lessons) == 2


def test_the_same_text_published_again_is_no_change(hundred, lessons, change):
    change("again")
    finish_lesson(enrolment=hundred[5], lesson=lessons[0], now=hundred[5].enrolled_at + timedelta(days=400))
    page = LessonPage.objects.get(lesson=lessons[0])
    page.get_latest_revision().publish()
    assert LessonChange.objects.count() == 1
    assert Enrolment.objects.filter(status="completed").count() == 1


def test_an_author_must_choose_before_publishing(hundred, lessons, instructor):
    page = LessonPage.objects.get(lesson=lessons[0])
    form_class = page.get_edit_handler().bind_to_model(LessonPage).get_form_class()

    def errors(**data):
        form = form_class({"title": "Tên mới", "body-count": "0", **data}, instance=page, for_user=instructor)
        form.is_valid()
        return form.errors.get("change_meaning", [])

    assert "39 người đã học xong bài này và 40 người đang đọc" in str(errors(**{"action-publish": "1"}))
    assert not errors(**{"action-publish": "1", "change_meaning": "keep"})
    assert not errors(), "a draft may be saved without"
