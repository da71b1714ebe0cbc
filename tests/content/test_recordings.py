"""Uploaded films and recordings: by range, behind the door of the lesson, each organisation its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from content.models import ContentMedia
from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from tests.support.media import FILM, make_document, make_media
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(site, organisation):
    return make_media(organisation)


@pytest.fixture
def document(site, organisation):
    return make_document(organisation)


@pytest.fixture
def course(media, document, organisation, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now)
    body = [
        {"type": "recording", "value": {"media": media.pk, "caption": ""}},
        {"type": "document", "value": {"document": document.pk, "title": "", "description": "Để điền"}},
    ]
    publish_lesson(lesson=add_lesson(course=course, title="Bài 1", body=body), now=now)
    return publish_course(course=course, now=now)


def file_of(media):
    return reverse("content:media", kwargs={"uuid": media.uuid})


def body_of(response):
    return b"".join(response.streaming_content)


def test_a_learner_sees_the_film_where_it_stands(course, media, document, learner, client_for, now):
    enrol_learner(course=course, learner=learner, now=now)
    client = client_for(learner)
    page = client.get(course.lessons.get().get_absolute_url()).content.decode()
    assert f'src="{file_of(media)}"' in page
    assert '<track kind="captions"' in page
    assert "Bản chép lời" in page
    assert "Xin chào các anh, các chị." in page
    assert document.url in page

    whole = client.get(file_of(media))
    assert (whole.status_code, body_of(whole), whole["Accept-Ranges"]) == (200, FILM, "bytes")
    assert client.get(document.url).status_code == 200
    captions = client.get(reverse("content:captions", kwargs={"uuid": media.uuid}))
    assert captions["Content-Type"].startswith("text/vtt")
    assert "Xin chào" in captions.content.decode()


def test_who_may_not_see_the_lesson_sees_neither_film_nor_document(
    course, media, document, learner, colleague, client_for, now
):
    enrol_learner(course=course, learner=learner, now=now)
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    stranger = make_person("Đỗ Văn Khác", organisation=other, role="instructor")
    for person in (None, colleague, stranger):
        client = client_for(person)
        assert client.get(file_of(media)).status_code == 404
        assert client.get(reverse("content:captions", kwargs={"uuid": media.uuid})).status_code == 404
        assert client.get(document.url).status_code == 403


def test_a_lesson_taken_back_takes_its_film_along(course, media, learner, client_for, now):
    enrol_learner(course=course, learner=learner, now=now)
    LessonPage.objects.get().unpublish()
    assert client_for(learner).get(file_of(media)).status_code == 404


def test_a_document_on_no_shelf_is_public(site, client_for):
    assert client_for(None).get(make_document(None).url).status_code == 200


def test_ranges(media, instructor, client_for):
    client, size = client_for(instructor), len(FILM)
    for header, expected in (
        ("bytes=0-9", FILM[:10]),
        ("bytes=100-199", FILM[100:200]),
        ("bytes=-10", FILM[-10:]),
        ("bytes=5-9,20-30", FILM[5:10]),
    ):
        response = client.get(file_of(media), headers={"Range": header})
        assert response.status_code == 206
        assert body_of(response) == expected
        assert response["Content-Length"] == str(len(expected))
    assert client.get(file_of(media), headers={"Range": "bytes=0-9"})["Content-Range"] == f"bytes 0-9/{size}"
    refused = client.get(file_of(media), headers={"Range": f"bytes={size}-"})
    assert (refused.status_code, refused["Content-Range"]) == (416, f"bytes */{size}")
    head = client.head(file_of(media), headers={"Range": "bytes=0-9"})
    assert (head.status_code, head["Content-Length"], head.content) == (206, "10", b"")


def test_a_web_server_or_a_store_takes_over(media, instructor, client_for, settings, monkeypatch):
    client = client_for(instructor)
    settings.CONTENT_MEDIA_BY = "accel"
    assert client.get(file_of(media))["X-Accel-Redirect"] == f"/_private/media/{media.uuid}.mp4"
    settings.CONTENT_MEDIA_BY = "redirect"
    monkeypatch.setattr(
        media.file.storage.__class__, "url", lambda _self, name: f"https://kho.example/{name}"
    )
    assert client.get(file_of(media))["Location"].startswith("https://kho.example/media/")


def test_an_editor_brings_a_film_with_captions(site, organisation, instructor, client_for):
    client = client_for(instructor)
    address = reverse("wagtailsnippets_content_contentmedia:add")
    assert client.get(address).status_code == 200
    srt = SimpleUploadedFile("phu-de.srt", "1\n00:00:01,000 --> 00:00:02,000\nXin chào".encode())
    sent = {"title": "Phim", "transcript": "Xin chào", "captions_file": srt}

    refused = client.post(address, {**sent, "file": SimpleUploadedFile("a.mp4", b"MZ" + bytes(100))})
    assert "không phải" in refused.content.decode()
    assert not ContentMedia.objects.exists()

    srt.seek(0)
    from content.services.shelves import collection_of

    shelf = collection_of(organisation=organisation)
    taken = client.post(address, {**sent, "collection": shelf.pk, "file": SimpleUploadedFile("a.exe", FILM)})
    assert taken.status_code == 302, taken.context["form"].errors
    media = ContentMedia.objects.get()
    assert (media.kind, media.content_type, media.is_complete) == ("video", "video/mp4", True)
    assert media.file.name == f"media/{media.uuid}.mp4"
    assert media.collection == shelf
    assert media.uploaded_by_user == instructor


def test_the_list_leads_to_the_editor_only_where_it_opens(site, organisation, instructor, client_for):
    own = make_media(organisation, "Của tôi", uploaded_by_user=instructor)
    other = make_media(organisation, "Của đồng nghiệp")
    desk = client_for(instructor)
    page = desk.get(reverse("wagtailsnippets_content_contentmedia:list")).content.decode()
    assert "Của đồng nghiệp" in page
    for media, status in ((own, 200), (other, 404)):
        address = reverse("wagtailsnippets_content_contentmedia:edit", args=[media.pk])
        assert desk.get(address).status_code == status
        assert (address in page) == (status == 200)
