"""One text read in two courses: written once, read in both, own progress in each."""

import pytest

from courses.models import LessonPage, LessonProgress, LessonText
from courses.page_forms import lessons_to_share
from courses.services.authoring import add_lesson, publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.progress import finish_lesson
from tests.courses.test_authors_desk import lesson_form
from tests.support.media import make_media
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(make_course):
    return make_course().lessons.order_by("position").first()


@pytest.fixture
def place(make_course, source, now):
    """A lesson of another course that shows the text of ``source``."""
    other = make_course(code="AT-01", title="An toàn thông tin", ready=1)
    lesson = add_lesson(course=other, title="Ký số (dùng chung)")
    page = LessonPage.objects.get(lesson=lesson)
    page.details = {"text_source": source.pk}
    page.save_revision()
    return publish_lesson(lesson=lesson, now=now)


def rewrite(lesson, now, blocks):
    page = LessonPage.objects.get(lesson=lesson)
    page.body = page.body.stream_block.to_python(blocks)
    page.save_revision()
    publish_lesson(lesson=lesson, now=now)


def test_what_is_written_in_one_place_is_read_in_both(source, place, now):
    assert place.is_published
    assert place.text.html == LessonText.objects.get(lesson=source).html
    rewrite(source, now, [{"type": "text", "value": "<h2>Mới</h2><p>Quy định mới.</p>"}])
    assert "Quy định mới" in LessonText.objects.get(lesson=place).html


def test_progress_is_kept_apart(source, place, learner, now):
    for lesson in (source, place):
        enrol_learner(course=lesson.course, learner=learner, now=now)
    enrolment = learner.enrolments.get(course=place.course) if hasattr(learner, "enrolments") else None
    enrolment = enrolment or enrol_learner(course=place.course, learner=learner, now=now)
    finish_lesson(enrolment=enrolment, lesson=place, now=now)
    assert list(LessonProgress.objects.exclude(done_at=None).values_list("lesson", flat=True)) == [place.pk]


def test_a_withdrawn_source_takes_its_places_along(source, place):
    LessonPage.objects.get(lesson=source).unpublish()
    place.refresh_from_db()
    assert not place.is_published
    assert not LessonText.objects.filter(lesson=place).exists()


def test_its_films_open_for_both_courses(source, place, organisation, learner, client_for, now):
    media = make_media(organisation)
    rewrite(source, now, [{"type": "recording", "value": {"media": media.pk, "caption": ""}}])
    client = client_for(learner)
    assert client.get(f"/phuong-tien/{media.uuid}/").status_code == 404
    enrol_learner(course=place.course, learner=learner, now=now)
    assert client.get(f"/phuong-tien/{media.uuid}/").status_code == 200


def test_only_own_published_texts_without_a_source_are_offered(source, place, instructor):
    offered = lessons_to_share(instructor, None)
    assert source in offered
    assert place not in offered
    assert not lessons_to_share(instructor, source.pk).exists(), "a source shows no other text: no chains"
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    stranger = make_person("Đỗ Văn Khác", organisation=other, role="instructor")
    assert not lessons_to_share(stranger, None).exists()


def test_an_author_chooses_the_text_in_the_form(source, place, instructor, client_for):
    page = LessonPage.objects.get(lesson=place)
    address = f"/quan-tri/pages/{page.pk}/edit/"
    client = client_for(instructor)
    assert f'<option value="{source.pk}" selected>' in client.get(address).content.decode()
    assert client.post(address, lesson_form(text_source=str(place.pk))).status_code == 200, "not itself"
    assert client.post(address, lesson_form(text_source=str(source.pk))).status_code == 302
