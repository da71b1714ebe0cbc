"""Barriers stop a lesson from being published, never from being saved; every one is told at its block."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.test import RequestFactory
from django.urls import resolve, reverse
from wagtail.models import Page, PageLogEntry, Revision

from content.accessibility import barriers_in
from content.blocks import LessonBlocks
from content.blocks.elsewhere import ElsewhereBlock, allowed_host
from content.errors import PublishingRefused
from content.models import ContentImage
from content.services.holding import LOG_ACTION
from content.services.shelves import collection_of
from content.tasks import publish_scheduled
from courses.middleware import CoursesDoor
from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course, publish_lesson
from jobs.services import run_due_jobs
from tests.courses.test_authors_desk import lesson_form
from tests.support.media import make_media
from tests.support.people import make_person
from tests.support.pictures import png

pytestmark = pytest.mark.django_db


def told(*blocks):
    body = LessonBlocks().to_python([{"type": kind, "value": value} for kind, value in blocks])
    return [barrier.message for barrier in barriers_in(body)]


def heading(markup):
    return ("text", markup)


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<h2>Một</h2><h3>Hai</h3><h2>Ba</h2>", 0),
        ("<h3>Một</h3>", 1),
        ("<h2>Một</h2><h4>Hai</h4>", 1),
        ("<h2></h2><p>x</p>", 1),
        ('<p><a href="https://a.vn">Cổng Dịch vụ công</a></p>', 0),
        ('<p><a href="https://a.vn"> </a></p>', 1),
        ('<p><a href="https://a.vn">https://a.vn/x</a></p>', 1),
        ('<p><a href="https://a.vn">www.a.vn</a></p>', 1),
        ('<p><a href="https://a.vn">dichvucong.gov.vn</a></p>', 1),
    ],
)
def test_texts(markup, count):
    assert len(told(heading(markup))) == count


def test_headings_are_followed_over_blocks():
    assert told(heading("<h2>Một</h2>"), heading("<h3>Hai</h3>")) == []
    assert len(told(heading("<h2>Một</h2>"), heading("<h4>Hai</h4>"))) == 1


def test_links_are_found_inside_other_blocks():
    link = '<p><a href="https://a.vn">https://a.vn</a></p>'
    assert len(told(("steps", {"start": 1, "steps": [link]}))) == 1
    assert len(told(("accordion", {"parts": [{"title": "A", "text": link}]}))) == 1
    assert len(told(("callout", {"tone": "info", "title": "", "text": link}))) == 1


def test_films_need_captions_and_words(site, organisation):
    bare = make_media(organisation, captions="", transcript="")
    sound = make_media(organisation, kind="audio", captions="")
    assert len(told(("recording", {"media": bare.pk, "caption": ""}))) == 2
    assert told(("recording", {"media": sound.pk, "caption": ""})) == []
    film = {"title": "A", "url": "https://youtu.be/x", "minutes": "", "has_captions": False, "transcript": ""}
    assert len(told(("elsewhere", film))) == 2


def test_films_come_only_from_listed_hosts():
    assert allowed_host("https://www.youtube.com/watch?v=1") == "youtube.com"
    for address in (
        "https://youtube.com.ac.example/x",
        "http://youtube.com/x",
        "https://a@youtube.com/",
        "https://youtube.com:8443/",
        "https://notyoutube.com/",
        "https://[",
        "javascript:alert(1)",
    ):
        assert allowed_host(address) == ""
    block = ElsewhereBlock()
    value = block.to_python({"title": "A", "url": "https://phim.example/1"})
    with pytest.raises(ValidationError) as refusal:
        block.clean(value)
    assert "youtube.com" in str(refusal.value.block_errors["url"].messages[0])
    assert "href" not in block.render(value)


@pytest.fixture
def lesson(site, organisation, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now)
    add_lesson(course=course, title="Vì sao cần ký số")
    return LessonPage.objects.get()


@pytest.fixture
def editor(organisation, client_for, settings):
    settings.COURSES_FOUR_EYES = False  # the gate is told here; who may publish: test_reviewing
    return client_for(make_person("Vũ Quốc Khánh", organisation=organisation, role="reviewer"))


def picture_form(organisation, **changes):
    image = ContentImage(title="Màn hình", collection=collection_of(organisation=organisation))
    image.file = ImageFile(png(40, 30), name="a.png")
    image.save()
    return lesson_form(
        **{
            "body-0-type": "image",
            "body-0-id": "11111111-1111-4111-8111-111111111111",
            "body-0-value-image": image.pk,
            "body-0-value-alt": "",
            "body-0-value-caption": "",
            **changes,
        }
    )


def test_a_missing_description_stops_publishing_and_not_saving(lesson, organisation, editor):
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    form = picture_form(organisation)

    assert editor.post(address, form).status_code == 302
    stopped = editor.post(address, {**form, "action-publish": "1"})

    page = stopped.content.decode()
    assert stopped.status_code == 200
    assert 'href="#block-11111111-1111-4111-8111-111111111111-section"' in page
    assert "Hình này chưa có mô tả" in page
    assert not Page.objects.get(pk=lesson.pk).live

    mended = editor.post(address, {**form, "body-0-value-alt": "Màn hình đăng nhập", "action-publish": "1"})
    assert mended.status_code == 302
    assert Page.objects.get(pk=lesson.pk).live


def test_publishing_many_at_once_passes_the_same_gate(lesson, organisation, editor):
    editor.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), picture_form(organisation))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = editor.post(f"{address}?id={lesson.pk}", follow=True)

    assert "Chưa xuất bản gì" in response.content.decode()
    assert not Page.objects.get(pk=lesson.pk).live


def unfit(lesson, organisation, editor, **changes):
    """A lesson with a draft that has a picture without a description."""
    editor.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), picture_form(organisation, **changes))
    return Page.objects.get(pk=lesson.pk).get_latest_revision()


def test_a_service_that_publishes_passes_the_same_gate(lesson, organisation, editor, now):
    unfit(lesson, organisation, editor)

    with pytest.raises(PublishingRefused) as refusal:
        publish_lesson(lesson=lesson.lesson, now=now)

    assert refusal.value.code == "not_fit"
    assert "Hình này chưa có mô tả" in str(refusal.value)
    assert not Page.objects.get(pk=lesson.pk).live


def test_the_clock_passes_the_same_gate_holds_what_is_not_fit_and_goes_on(
    lesson, organisation, editor, mailoutbox, now
):
    second = add_lesson(course=lesson.lesson.course, title="Bài đã xong")
    held = unfit(lesson, organisation, editor)
    fit = LessonPage.objects.get(lesson=second).get_latest_revision()
    Revision.objects.filter(pk__in=[held.pk, fit.pk]).update(approved_go_live_at=now)

    publish_scheduled()
    run_due_jobs()

    assert not Page.objects.get(pk=lesson.pk).live
    assert LessonPage.objects.get(lesson=second).live
    assert Revision.objects.get(pk=held.pk).approved_go_live_at is None
    assert PageLogEntry.objects.filter(page=lesson.pk, action=LOG_ACTION).count() == 1
    letters = [letter for letter in mailoutbox if "Vì sao cần ký số" in letter.subject]
    assert [letter.to for letter in letters] == [[held.user.email]]
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in letters[0].body

    publish_scheduled()  # nothing is planned any more
    run_due_jobs()
    assert len([letter for letter in mailoutbox if "Vì sao cần ký số" in letter.subject]) == 1


def test_an_old_version_that_is_not_fit_is_refused_in_words_where_there_is_no_form(
    lesson, organisation, editor
):
    revision = unfit(lesson, organisation, editor)
    request = RequestFactory().post("/quan-tri/")
    request.resolver_match = resolve(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    with pytest.raises(PublishingRefused) as refusal:
        revision.publish()
    request._messages = CookieStorage(request)

    answer = CoursesDoor(lambda _request: None).process_exception(request, refusal.value)

    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert [str(message).strip() for message in request._messages] == [str(refusal.value)]
    assert CoursesDoor(lambda _request: None).process_exception(request, ValueError("another")) is None
