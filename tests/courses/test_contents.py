"""What is kept of a course's contents holds exactly as long as its stamp."""

import pytest
from django.db import transaction
from django.utils import timezone

from courses.contents import lessons_read, text_read
from courses.models import Chapter, Course, Lesson, LessonText
from tests.support.certificates import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(organisation):
    course = make_course(organisation, timezone.now())
    first = course.lessons.first() or Lesson.objects.create(course=course, title="Một", position=1)
    Lesson.objects.filter(pk=first.pk).update(is_published=True)
    LessonText.objects.update_or_create(
        lesson=first, defaults={"html": "<p>a</p>", "published_at": timezone.now()}
    )
    return course


def fresh(course: Course) -> Course:
    return Course.objects.get(pk=course.pk)


CHANGES = {
    "a lesson saved": lambda c: c.lessons.first().save(),
    "lessons changed at once": lambda c: c.lessons.update(periods=3),
    "a lesson made": lambda c: Lesson.objects.create(course=c, title="Mới", position=900),
    "lessons made at once": lambda c: Lesson.objects.bulk_create(
        [Lesson(course=c, title="Mới", position=901)]
    ),
    "lessons saved at once": lambda c: Lesson.objects.bulk_update(list(c.lessons.all()), ["title"]),
    "a chapter made": lambda c: Chapter.objects.create(course=c, title="Chương", position=900),
    "a text published": lambda c: LessonText.objects.get(lesson__course=c).save(),
    "texts changed at once": lambda c: LessonText.objects.filter(lesson__course=c).update(html="<p>b</p>"),
    "texts gone": lambda c: LessonText.objects.filter(lesson__course=c).delete(),
    "the course saved": lambda c: c.save(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_of_the_contents_draws_a_new_stamp(course, change):
    before = fresh(course).contents_stamp
    change(course)
    assert fresh(course).contents_stamp != before


def test_a_lesson_that_moves_stamps_both_courses(course, organisation):
    other = Course.objects.create(
        code="KH-2", slug="kh-2", title="Hai", organisation=organisation, created_at=timezone.now()
    )
    before = fresh(course).contents_stamp, fresh(other).contents_stamp
    Lesson.objects.filter(course=course).update(course=other)
    assert fresh(course).contents_stamp != before[0]
    assert fresh(other).contents_stamp != before[1]


def test_a_course_read_before_brings_no_old_stamp_back(course):
    old = fresh(course)
    course.lessons.update(periods=3)
    now = fresh(course).contents_stamp
    old.title = "Tên mới"
    old.save()
    assert fresh(course).contents_stamp not in {now, course.contents_stamp}


def test_what_is_read_again_under_the_same_stamp_asks_nothing(course, django_assert_num_queries):
    read = fresh(course)
    lessons_read(read)
    text_read(read, read.lessons.first().position)
    position = read.lessons.first().position
    with django_assert_num_queries(0):
        assert [lesson.title for lesson in lessons_read(read)]
        assert text_read(read, position).html == "<p>a</p>"


def test_a_change_is_read_by_whoever_reads_the_course_after_it(course):
    position = lessons_read(fresh(course))[0].position
    assert text_read(fresh(course), position).html == "<p>a</p>"
    LessonText.objects.filter(lesson__course=course).update(html="<p>b</p>")
    assert text_read(fresh(course), position).html == "<p>b</p>"
    Lesson.objects.filter(course=course).update(is_published=False)
    assert text_read(fresh(course), position) is None


def test_what_was_taken_back_leaves_nothing_behind(course):
    position = lessons_read(fresh(course))[0].position
    try:
        with transaction.atomic():
            LessonText.objects.filter(lesson__course=course).update(html="<p>never</p>")
            assert text_read(fresh(course), position).html == "<p>never</p>"
            raise LookupError
    except LookupError:
        pass
    assert text_read(fresh(course), position).html == "<p>a</p>"


def test_what_one_reader_does_to_a_lesson_is_not_seen_by_the_next(course):
    read = fresh(course)
    position = read.lessons.first().position
    text_read(read, position).lesson.title = "Của riêng"
    assert text_read(read, position).lesson.title != "Của riêng"
