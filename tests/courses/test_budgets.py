"""Query budgets of the busy screens: written down, and flat when rows grow a hundredfold.

Counted with session and person (two) and, where somebody is signed in, nothing for the header.
"""

import json

import pytest

from courses.models import Chapter, Course, Enrolment, Lesson, LessonProgress, LessonText
from courses.services.enrolment import enrol_learner
from tests.support.queries import assert_flat_queries, assert_max_queries

pytestmark = pytest.mark.django_db

BUDGETS = {
    # count + page of courses
    "catalogue, stranger": 2,
    # session, person, four of learning_of, count + page
    "catalogue, learner": 8,
    # course, lessons, courses to complete first
    "course, stranger": 3,
    # session, person, place on the course, lessons, progress (+ result of the quiz, where there is one)
    "course, learner": 5,
    # session, person, place on the course, progress, own notes
    "lesson again": 5,
    # the same with the reading copy and the lessons, after somebody has changed the course
    "lesson, changed": 7,
    # and with two writes: the trace and the place to go on
    "lesson first": 9,
    # session, person, place on the course, lesson, headings, progress, write
    "place": 7,
    # session, person, four of learning_of (the quizzes' results only where there are quizzes)
    "my learning": 6,
}


@pytest.fixture
def crowd(course, organisation, now):
    """A hundred times more of everything: three lessons become 303, one course and one place on it 101."""

    def grow():
        chapter = Chapter.objects.filter(course=course).first()
        first = course.lessons.order_by("position").first()
        Lesson.objects.bulk_create(
            Lesson(course=course, chapter=chapter, position=n, title=f"Bài {n}", is_published=True, minutes=5)
            for n in range(100, 400)
        )
        LessonText.objects.bulk_create(
            LessonText(lesson=lesson, html="<p>…</p>", published_at=now)
            for lesson in course.lessons.filter(position__gte=100)
        )
        Course.objects.bulk_create(
            Course(
                code=f"X-{n}",
                slug=f"x-{n}",
                title=f"Khóa {n}",
                organisation=organisation,
                status="published",
                created_at=now,
                search_key=" khoa",
            )
            for n in range(100)
        )
        for enrolment in Enrolment.objects.filter(course=course):
            LessonProgress.objects.bulk_create(
                LessonProgress(enrolment=enrolment, lesson=lesson, opened_at=now, seen_at=now, percent=5)
                for lesson in course.lessons.exclude(pk=first.pk)
            )
            Enrolment.objects.bulk_create(
                Enrolment(learner=enrolment.learner, course=other, enrolled_at=now)
                for other in Course.objects.exclude(pk=course.pk)
            )

    return grow


def getting(client, url):
    def work():
        assert client.get(url).status_code == 200

    return work


@pytest.mark.parametrize(
    ("screen", "who", "address"),
    [
        ("catalogue, stranger", None, "/khoa-hoc/"),
        ("catalogue, learner", "learner", "/khoa-hoc/"),
        ("course, stranger", None, "/khoa-hoc/{slug}/"),
        ("course, learner", "learner", "/khoa-hoc/{slug}/"),
        ("lesson again", "learner", "/hoc/{slug}/1/"),
        ("my learning", "learner", "/cua-toi/"),
    ],
)
def test_a_screen_keeps_its_budget_however_much_there_is(
    screen, who, address, course, enrolment, learner, client_for, crowd
):
    client = client_for(learner if who else None)
    work = getting(client, address.format(slug=course.slug))

    assert_flat_queries(grow=crowd, work=work, is_kept=screen == "lesson again")
    with assert_max_queries(BUDGETS[screen]):
        work()


def test_reading_a_lesson_after_a_change_keeps_its_budget(course, enrolment, learner, client_for, crowd):
    client = client_for(learner)

    def work():
        course.save()  # a new stamp: nothing that was kept holds
        with assert_max_queries(BUDGETS["lesson, changed"]):
            assert client.get(f"/hoc/{course.slug}/1/").status_code == 200

    client.get(f"/hoc/{course.slug}/1/")
    assert_flat_queries(grow=crowd, work=work)


def test_opening_a_lesson_for_the_first_time_keeps_its_budget(course, enrolment, learner, client_for):
    client = client_for(learner)

    with assert_max_queries(BUDGETS["lesson first"]):
        getting(client, f"/hoc/{course.slug}/1/")()


def test_saving_a_place_keeps_its_budget(course, enrolment, learner, client_for, crowd):
    client = client_for(learner)
    url = f"/hoc/{course.slug}/1/"
    client.get(url)
    percents = iter(range(10, 90))

    def work():
        body = json.dumps({"place": "cac-buoc", "percent": next(percents)})
        assert client.post(f"{url}vi-tri/", body, content_type="application/json").status_code == 200

    assert_flat_queries(grow=crowd, work=work)
    with assert_max_queries(BUDGETS["place"]):
        work()


def test_the_sweep_asks_as_much_for_a_hundred_learners_as_for_one(course, enrolment, organisation, now):
    from courses.services.completion import reconcile_completions
    from tests.support.people import make_person

    def grow():
        for number in range(100):
            person = make_person(f"Người học {number}", organisation=organisation)
            enrol_learner(course=course, learner=person, now=now)

    assert_flat_queries(grow=grow, work=lambda: reconcile_completions(now=now))


def test_a_row_of_the_outline_is_rendered_once_for_equal_values(
    course, enrolment, learner, colleague, client_for, now
):
    from courses.templatetags.outlines import _rendered

    enrol_learner(course=course, learner=colleague, now=now)
    url = f"/hoc/{course.slug}/1/"
    first = client_for(learner).get(url).content.decode()
    before = _rendered.cache_info().misses
    client_for(colleague).get(url)
    assert _rendered.cache_info().misses == before
    Lesson.objects.filter(course=course, position=2).update(title="Tên khác")
    second = client_for(learner).get(url).content.decode()
    assert "Tên khác" not in first
    assert "Tên khác" in second
    assert "Tên khác" in client_for(learner).get(f"/en{url}").content.decode()


def test_a_very_long_course_lists_the_neighbourhood_beside_a_lesson(
    course, enrolment, learner, client_for, crowd
):
    crowd()
    html = client_for(learner).get(f"/hoc/{course.slug}/200/").content.decode()
    assert len(html) < 120_000
    assert "Toàn bộ 303 bài của khóa học" in html
    assert "Bài 199" in html
    assert "Bài 399" not in html
