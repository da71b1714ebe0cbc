"""What would shut a reader out is saved and not published, on every road; other public pages pass the same gate."""

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.models import Collection, Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import rich_text

from content.accessibility import barriers_in_page
from content.errors import PublishingRefused
from content.models import ContentImage, PublicPage, StandardPage
from content.services.holding import LOG_ACTION
from content.tasks import publish_scheduled
from guides.models import CampaignPage, DirectoryPage, GuidePage
from jobs.services import run_due_jobs
from lms.demo.citizens import load_citizens_pages
from people.models import Role
from tests.support.guide_forms import guide_form, picture_block, text_block
from tests.support.people import make_person
from tests.support.pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def desk(editor, client_for, settings):
    settings.GUIDES_FOUR_EYES = False  # who may publish: test_reviewing
    return client_for(editor)


@pytest.fixture
def image(site):
    image = ContentImage(title="Màn hình", collection=Collection.get_first_root_node())
    image.file = ImageFile(png(40, 30), name="a.png")
    image.save()
    return image


@pytest.fixture
def address(guides):
    guides["HD-02"].unpublish()
    return reverse("wagtailadmin_pages:edit", args=[guides["HD-02"].pk])


def is_live(guides):
    return Page.objects.get(pk=guides["HD-02"].pk).live


PUBLISH = {"action-publish": "1"}


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ('<p><a href="https://a.gov.vn/x">https://a.gov.vn/x</a></p>', "địa chỉ"),
        ("<p>Mở cổng.</p>", ""),
    ],
)
def test_links_say_where_they_lead(guides, desk, address, html, sentence):
    answer = desk.post(address, guide_form(text_block(html), **PUBLISH))

    assert is_live(guides) is not bool(sentence)
    assert answer.status_code == (200 if sentence else 302)
    assert sentence in answer.content.decode()


def test_a_picture_without_words_stops_publishing_and_not_saving(guides, desk, address, image):
    bare = (text_block(), picture_block(image))

    assert desk.post(address, guide_form(*bare)).status_code == 302
    stopped = desk.post(address, guide_form(*bare, **PUBLISH))

    assert stopped.status_code == 200
    assert "Hình này chưa có mô tả" in stopped.content.decode()
    assert not is_live(guides)
    told = (text_block(), picture_block(image, alt="Màn hình đăng nhập"))
    assert desk.post(address, guide_form(*told, **PUBLISH)).status_code == 302
    assert is_live(guides)


def test_the_title_of_a_part_counts_as_its_heading(guides):
    guide = guides["HD-02"]
    for title, count in (("Cách làm", 0), ("", 1)):
        guide.body = [("text", {"title": title, "text": "<h3>Nhỏ hơn</h3>"})]
        assert len(barriers_in_page(_as_stored(guide))) == count


def _as_stored(guide):
    guide.save_revision()
    return guide.get_latest_revision_as_object()


def test_publishing_many_at_once_passes_the_same_gate(guides, desk, address, image):
    desk.post(address, guide_form(picture_block(image)))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = desk.post(f"{bulk}?id={guides['HD-02'].pk}", follow=True)

    assert "Chưa xuất bản gì" in answer.content.decode()
    assert not is_live(guides)


def test_the_clock_holds_what_is_not_fit_and_tells_its_editor(
    guides, desk, address, image, editor, mailoutbox, now
):
    desk.post(address, guide_form(picture_block(image)))
    held = Page.objects.get(pk=guides["HD-02"].pk).get_latest_revision()
    Revision.objects.filter(pk=held.pk).update(approved_go_live_at=now)

    publish_scheduled()
    run_due_jobs()

    assert not is_live(guides)
    assert PageLogEntry.objects.filter(page=guides["HD-02"].pk, action=LOG_ACTION).count() == 1
    assert [letter.to for letter in mailoutbox] == [[editor.email]]


def test_what_nobody_in_particular_planned_is_told_to_all_editors(guides, image, editor, mailoutbox, now):
    guide = guides["HD-02"]
    guide.body = [("picture", {"image": image, "alt": "", "is_decorative": False, "caption": ""})]
    held = guide.save_revision()
    Revision.objects.filter(pk=held.pk).update(approved_go_live_at=now)

    publish_scheduled()
    run_due_jobs()

    assert [letter.to for letter in mailoutbox] == [[editor.email]]


def test_a_service_that_publishes_passes_the_same_gate(guides, image):
    guide = guides["HD-02"]
    guide.body = [("picture", {"image": image, "alt": "", "is_decorative": False, "caption": ""})]

    with pytest.raises(PublishingRefused) as refusal:
        guide.save_revision().publish()

    assert refusal.value.code == "not_fit"
    assert "Hình này chưa có mô tả" in str(refusal.value)


def test_plain_pages_and_posters_pass_it_too(site, image, client_for, organisation, now, settings):
    home = Page.objects.get(slug="trang-chu").specific
    page = StandardPage(title="Trợ giúp", slug="tro-giup-moi", body="<h2>Một</h2><h3>Hai</h3><p>x</p>")
    home.add_child(instance=page)
    assert page.barriers() == []
    page.body = "<h3>Nhảy cấp</h3><p><a href='https://a.vn'>https://a.vn</a></p>"
    assert [barrier.field for barrier in page.barriers()] == ["body", "body"]
    campaign = CampaignPage(title="Chiến dịch", poster=image)
    assert [barrier.field for barrier in campaign.barriers()] == ["poster"]
    image.description = "Áp phích"
    assert campaign.barriers() == []


def test_the_form_of_a_plain_page_tells_its_barriers_at_the_field(site, client_for, organisation):
    administrator = client_for(
        make_person("Ngô Anh Tuấn", organisation=organisation, role=Role.ADMINISTRATOR)
    )
    home = Page.objects.get(slug="trang-chu").specific
    page = StandardPage(title="Trợ giúp", slug="tro-giup-moi", body="<p>x</p>", live=False)
    home.add_child(instance=page)
    form = {
        "title": "Trợ giúp",
        "slug": "tro-giup-moi",
        "body": rich_text('<p><a href="https://a.vn/x">https://a.vn/x</a></p>', features=["link"]),
        "body_en": rich_text("<p></p>"),
        "title_en": "",
        "reviewed_on": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **PUBLISH,
    }

    answer = administrator.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    assert answer.status_code == 200
    assert "địa chỉ" in answer.content.decode()
    assert not Page.objects.get(pk=page.pk).live


def test_everything_the_demo_publishes_is_fit(guides, services, ways, editor, now):
    load_citizens_pages(editor=editor, now=now)

    pages = [page.specific for page in Page.objects.live() if issubclass(page.specific_class, PublicPage)]

    assert len(pages) > 20
    assert {page.title: page.barriers() for page in pages if page.barriers()} == {}
    assert {GuidePage, DirectoryPage} <= {type(page) for page in pages}
