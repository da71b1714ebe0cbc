"""Two authors save the same lesson: the second is told, and nothing is lost."""

import pytest
from django.urls import reverse

from courses.models import LessonPage
from courses.services.authoring import add_lesson, create_course
from tests.courses.test_authors_desk import lesson_form
from tests.support.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site, organisation, instructor, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now, by=instructor)
    add_lesson(course=course, title="Bài 1", by=instructor)
    return LessonPage.objects.get()


def test_the_second_save_is_told_and_both_are_kept(page, instructor, organisation, client_for):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    first, second = (
        client_for(instructor),
        client_for(make_person("Lý Văn Hai", organisation=organisation, role="instructor")),
    )
    loaded = {"loaded_revision_id": str(page.latest_revision_id)}

    one = first.post(address, lesson_form(title="Của Hà", **loaded), follow=True).content.decode()
    two = second.post(address, lesson_form(title="Của Hai", **loaded), follow=True).content.decode()

    assert "đã lưu trang này trong khi bạn đang viết" not in one
    assert "Phạm Thu Hà đã lưu trang này trong khi bạn đang viết" in two
    assert "compare" in two
    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert titles == ["Bài 1", "Của Hà", "Của Hai"]


def test_saving_twice_by_oneself_says_nothing(page, instructor, client_for):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    desk = client_for(instructor)
    for title in ("Một", "Hai"):
        loaded = LessonPage.objects.get().latest_revision_id
        said = desk.post(address, lesson_form(title=title, loaded_revision_id=str(loaded)), follow=True)
        assert "trong khi bạn đang viết" not in said.content.decode()
