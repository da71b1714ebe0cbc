"""Pages of provinces: what readers find, and who may keep one page and no other."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Page

from guides.importing_local import read_local
from guides.local_blocks import LocalEventBlock, is_past
from guides.models import LocalIndexPage, LocalPage
from guides.services import (
    end_keeping_local_page,
    let_keep_local_page,
    publish_local_page,
    set_up_local_editors,
)
from lms.demo.files import DATA
from people.models import Role
from tests.support.people import make_person
from tests.support.queries import count_queries

URL = "/dia-phuong/phu-tho/"


@pytest.fixture
def places(services) -> dict[str, LocalPage]:
    """The demo's two provinces, published; by slug."""
    index = LocalIndexPage.objects.get()
    drafts = [
        read_local(path.read_text(encoding="utf-8")) for path in sorted((DATA / "local").glob("*.json"))
    ]
    pages = [publish_local_page(index=index, draft=draft, today=localdate()) for draft in drafts]
    return {page.slug: page for page in pages}


@pytest.fixture
def keeper(places, organisation):
    """Somebody without any editing role who keeps the page of Phú Thọ."""
    person = make_person("Lê Thị Xuân", organisation=organisation, role=Role.LEARNER)
    let_keep_local_page(page=places["phu-tho"], person=person)
    return person


def test_a_province_tells_where_to_go(places, client_for):
    response = client_for().get(URL)
    html = response.content.decode()

    assert not response.cookies
    assert "public" in response["Cache-Control"]
    for words in (
        "Điểm tiếp nhận mẫu số 1",
        'href="tel:02100000001"',
        "Tổ công nghệ số cộng đồng mẫu số 2",
        "Chỉ là ví dụ",
        'href="/huong-dan/nop-ho-so-truc-tuyen/"',
        'href="/dich-vu/dang-ky-khai-sinh/"',
    ):
        assert words in html, words


def test_what_is_over_is_folded_away(places, client_for):
    html = client_for().get(URL).content.decode()

    before, _, folded = html.partition("<details><summary>1 sự kiện đã qua")
    assert "Ngày hội cài VNeID" in before
    assert "Tập huấn tổ công nghệ" not in before
    assert "Tập huấn tổ công nghệ" in folded


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(-1, None, True), (0, None, False), (-3, 0, False), (-3, -1, True), (1, 2, False)],
)
def test_an_event_is_over_the_day_after_its_last_day(starts, ends, expected):
    today = date(2026, 11, 29)
    event = {
        "starts_on": today + timedelta(days=starts),
        "ends_on": None if ends is None else today + timedelta(days=ends),
    }
    assert is_past(event, today) is expected


def test_an_event_does_not_end_before_it_begins():
    block = LocalEventBlock()
    value = block.to_python(
        {"title": "Buổi", "starts_on": "2026-12-05", "ends_on": "2026-12-01", "place": "Nhà văn hóa"}
    )
    with pytest.raises(ValidationError):
        block.clean(value)


def test_the_list_names_every_province(places, client_for):
    html = client_for().get("/dia-phuong/").content.decode()

    assert 'href="/dia-phuong/phu-tho/"' in html
    assert 'href="/dia-phuong/lao-cai/"' in html
    assert "<li>Thành phố Hà Nội</li>" in html
    assert "<li>Tỉnh Phú Thọ</li>" not in html
    assert html.count('<ul class="guides-names"') == 1


def test_a_page_taken_down_is_gone_and_its_province_named_again(places, client_for):
    places["phu-tho"].unpublish()

    assert client_for().get(URL).status_code == 404
    assert "<li>Tỉnh Phú Thọ</li>" in client_for().get("/dia-phuong/").content.decode()


def test_a_province_has_one_page(places):
    second = LocalPage(
        title="Phú Thọ khác",
        province="25",
        summary="Trang thứ hai",
        last_reviewed=date(2026, 11, 23),
        review_by=date(2027, 5, 23),
    )
    with pytest.raises(ValidationError) as refusal:
        LocalIndexPage.objects.get().add_child(instance=second)
    assert "province" in refusal.value.message_dict


def test_publishing_again_leaves_the_editors_text(places):
    draft = read_local((DATA / "local" / "phu-tho.json").read_text(encoding="utf-8"))

    assert (
        publish_local_page(index=LocalIndexPage.objects.get(), draft=draft, today=localdate())
        == places["phu-tho"]
    )
    assert LocalPage.objects.count() == 2


def test_the_search_finds_a_place(places, client_for):
    html = client_for().get("/tim-kiem/?q=phu+tho").content.decode()

    assert 'href="/dia-phuong/phu-tho/"' in html


def test_a_keeper_edits_one_page_and_no_other(places, keeper, client_for):
    client = client_for(keeper)

    def edit(page: Page) -> int:
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code

    assert edit(places["phu-tho"]) == 200
    assert edit(places["lao-cai"]) == 302
    assert edit(LocalIndexPage.objects.get()) == 302
    add = reverse("wagtailadmin_pages:add", args=["guides", "localpage", LocalIndexPage.objects.get().pk])
    assert client.get(add).status_code == 302
    assert places["phu-tho"].permissions_for_user(keeper).can_publish()
    assert not places["lao-cai"].permissions_for_user(keeper).can_edit()


def test_a_keeper_deletes_nothing_and_a_ministry_editor_may(places, keeper, organisation, client_for):
    page = places["phu-tho"]
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])

    client_for(keeper).post(delete)
    assert LocalPage.objects.filter(pk=page.pk).exists()

    client_for(make_person("Hoàng Ngọc Mai", organisation=organisation, role="ministry_editor")).post(delete)
    assert not LocalPage.objects.filter(pk=page.pk).exists()


def test_what_was_given_is_taken_back(places, keeper, client_for):
    end_keeping_local_page(page=places["phu-tho"], person=keeper)

    assert client_for(keeper).get("/quan-tri/").status_code == 403


def test_the_editors_of_a_page_are_a_group_from_the_first_day(places):
    page = places["lao-cai"]
    group = set_up_local_editors(page=page)

    assert group.name == "Biên tập địa phương 15 – Lào Cai"
    assert sorted(group.page_permissions.values_list("permission__codename", flat=True)) == [
        "change_page",
        "publish_page",
    ]
    page.province = "25"
    assert set_up_local_editors(page=page) == group, "a page keeps its editors"


def test_administrators_see_the_group_among_wagtails_own(places, organisation, client_for):
    admin = make_person("Quản trị", organisation=organisation, role=Role.ADMINISTRATOR)
    admin.is_superuser = True
    admin.save()

    assert (
        "Biên tập địa phương 25 – Phú Thọ"
        in client_for(admin).get(reverse("wagtailusers_groups:index")).content.decode()
    )


def test_who_keeps_a_page_has_a_second_factor_where_staff_need_one(places, keeper, client_for, settings):
    settings.PEOPLE_SECOND_FACTOR_ROLES = ["ministry_editor"]

    response = client_for(keeper).get("/quan-tri/")

    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


def test_more_places_ask_no_more_questions(places, client_for):
    client = client_for()
    client.get("/dia-phuong/")
    few = {path: count_queries(lambda path=path: client.get(path))[0] for path in ("/dia-phuong/", URL)}
    assert max(few.values()) <= 15, few
    page = places["phu-tho"]
    rows = page.contact_points.get_prep_value()
    page.contact_points = page.contact_points.stream_block.to_python(rows * 10)
    page.save_revision().publish()
    client.get(URL)

    assert count_queries(lambda: client.get(URL))[0] <= few[URL]


def test_a_missing_fact_is_named():
    with pytest.raises(ValueError, match="province is missing"):
        read_local('{"title": "x"}')
