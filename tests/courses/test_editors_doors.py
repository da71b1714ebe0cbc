"""An editor of another organisation neither sees nor chooses anything of this one: every list, chooser, search, API, address."""

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse

from content.models import ContentImage
from content.services.shelves import collection_of
from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.services.authoring import add_lesson, create_course
from tests.support.media import make_document, make_media
from tests.support.people import make_organisation, make_person
from tests.support.pictures import png

pytestmark = pytest.mark.django_db
SECRET = "BIMAT NHANUOC"  # without accents: JSON would hide them from a search


@pytest.fixture
def things(site, organisation, instructor, now):
    course = create_course(code="BM-01", title=SECRET, organisation=organisation, now=now, by=instructor)
    add_lesson(course=course, title=SECRET, by=instructor)
    image = ContentImage(
        title=SECRET, uploaded_by_user=instructor, collection=collection_of(organisation=organisation)
    )
    image.file = ImageFile(png(40, 30), name="a.png")
    image.save()
    return {
        "course": CoursePage.objects.get(),
        "lesson": LessonPage.objects.get(),
        "image": image,
        "document": make_document(organisation, SECRET),
        "media": make_media(organisation, SECRET, uploaded_by_user=instructor),
        "index": CourseIndexPage.objects.get(),
    }


LISTS = {
    "explorer": lambda t: reverse("wagtailadmin_explore", args=[t["index"].pk]),
    "page search": lambda _t: reverse("wagtailadmin_pages:search") + "?q=BIMAT",
    "page chooser": lambda t: reverse("wagtailadmin_choose_page_child", args=[t["index"].pk]),
    "page chooser search": lambda _t: reverse("wagtailadmin_choose_page_search") + "?q=BIMAT",
    "image index": lambda _t: reverse("wagtailimages:index"),
    "image search": lambda _t: reverse("wagtailimages:index") + "?q=BIMAT",
    "image chooser": lambda _t: reverse("wagtailimages_chooser:choose"),
    "image chooser search": lambda _t: reverse("wagtailimages_chooser:choose_results") + "?q=BIMAT",
    "document index": lambda _t: reverse("wagtaildocs:index"),
    "document chooser": lambda _t: reverse("wagtaildocs_chooser:choose"),
    "document chooser search": lambda _t: reverse("wagtaildocs_chooser:choose_results") + "?q=BIMAT",
    "media index": lambda _t: reverse("wagtailsnippets_content_contentmedia:list"),
    "media chooser": lambda _t: reverse("wagtailsnippetchoosers_content_contentmedia:choose"),
    "media chooser search": lambda _t: (
        reverse("wagtailsnippetchoosers_content_contentmedia:choose_results") + "?q=BIMAT"
    ),
    "api of pages": lambda _t: "/quan-tri/api/main/pages/",
    "api of images": lambda _t: "/quan-tri/api/main/images/",
    "api of documents": lambda _t: "/quan-tri/api/main/documents/",
    "history": lambda _t: reverse("wagtailadmin_reports:site_history"),
    "aging pages": lambda _t: reverse("wagtailadmin_reports:aging_pages"),
    "desk": lambda _t: reverse("wagtailadmin_home"),
    "lessons from Word": lambda _t: reverse("courses_import:choose"),
    "question banks": lambda _t: reverse("quizzes_banks"),
    "quizzes": lambda _t: reverse("quizzes_quizzes"),
}
ADDRESSES = {
    **{
        f"{kind} {name}": lambda t, kind=kind, name=name: reverse(
            f"wagtailadmin_pages:{name}", args=[t[kind].pk]
        )
        for kind in ("course", "lesson")
        for name in (
            "edit",
            "delete",
            "unpublish",
            "move",
            "copy",
            "history",
            "view_draft",
            "workflow_history",
            "usage",
        )
    },
    "course children": lambda t: reverse("wagtailadmin_explore", args=[t["course"].pk]),
    "course chosen as parent": lambda t: reverse("wagtailadmin_choose_page_child", args=[t["course"].pk]),
    "lesson beneath": lambda t: reverse(
        "wagtailadmin_pages:add", args=["courses", "lessonpage", t["course"].pk]
    ),
    "api of course": lambda t: f"/quan-tri/api/main/pages/{t['course'].pk}/",
    "api of lesson": lambda t: f"/quan-tri/api/main/pages/{t['lesson'].pk}/",
    "image": lambda t: reverse("wagtailimages:edit", args=[t["image"].pk]),
    "image delete": lambda t: reverse("wagtailimages:delete", args=[t["image"].pk]),
    "image usage": lambda t: reverse("wagtailimages:image_usage", args=[t["image"].pk]),
    "image chosen": lambda t: reverse("wagtailimages_chooser:chosen", args=[t["image"].pk]),
    "image api": lambda t: f"/quan-tri/api/main/images/{t['image'].pk}/",
    "document": lambda t: reverse("wagtaildocs:edit", args=[t["document"].pk]),
    "document delete": lambda t: reverse("wagtaildocs:delete", args=[t["document"].pk]),
    "document chosen": lambda t: reverse("wagtaildocs_chooser:chosen", args=[t["document"].pk]),
    "document api": lambda t: f"/quan-tri/api/main/documents/{t['document'].pk}/",
    "document file": lambda t: t["document"].url,
    "media": lambda t: reverse("wagtailsnippets_content_contentmedia:edit", args=[t["media"].pk]),
    "media delete": lambda t: reverse("wagtailsnippets_content_contentmedia:delete", args=[t["media"].pk]),
    "media usage": lambda t: reverse("wagtailsnippets_content_contentmedia:usage", args=[t["media"].pk]),
    "media history": lambda t: reverse("wagtailsnippets_content_contentmedia:history", args=[t["media"].pk]),
    "media chosen": lambda t: reverse(
        "wagtailsnippetchoosers_content_contentmedia:chosen", args=[t["media"].pk]
    ),
    "media file": lambda t: reverse("content:media", kwargs={"uuid": t["media"].uuid}),
}


@pytest.fixture(params=["instructor", "reviewer", "administrator"])
def stranger(request, client_for):
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    return client_for(make_person("Đỗ Văn Khác", organisation=other, role=request.param))


def test_strangers_find_nothing(things, stranger):
    for name, address in LISTS.items():
        response = stranger.get(
            address(things), headers={"Accept": "application/json"} if "api" in name else {}
        )
        assert response.status_code in {200, 302, 403, 404}, name
        assert SECRET not in response.content.decode(), name


def test_strangers_open_nothing(things, stranger):
    for name, address in ADDRESSES.items():
        response = stranger.get(address(things))
        shown = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code in {302, 403, 404} or SECRET.encode() not in shown, name


def test_the_author_finds_all_of_it(things, instructor, client_for):
    """The table above would prove nothing if the addresses were wrong."""
    desk = client_for(instructor)
    for name in (
        "explorer",
        "page search",
        "image index",
        "image chooser",
        "document chooser",
        "media chooser",
        "media index",
    ):
        assert SECRET.encode() in desk.get(LISTS[name](things)).content, name
    for name in ("api of pages", "api of images", "api of documents"):
        assert desk.get(LISTS[name](things)).json()["meta"]["total_count"] > 0, name
    for name in (
        "course edit",
        "lesson edit",
        "media",
        "image chosen",
        "document chosen",
        "media chosen",
        "media file",
    ):
        assert desk.get(ADDRESSES[name](things)).status_code == 200, name
