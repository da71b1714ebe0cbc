"""Who may write exercises, and what the form refuses when they are published."""

import html
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from people.models import Role
from practice.models import ScenarioIndexPage, ScenarioPage
from tests.support.people import make_person


@pytest.fixture
def editor(organisation, site):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


def a_screen(kind: str, key: str, **parts) -> tuple[str, dict]:
    names = ("title", "text", "slip", "hint")
    usual = {name: "" for pair in names for name in (pair, f"{pair}_en")}
    if kind != "finish":
        usual |= {"goes_to": "", "trial": "", "trial_text": "", "trial_text_en": ""}
    return kind, usual | {"key": key, "title": key.capitalize()} | parts


def posted(*screens: tuple[str, dict], **extra: str) -> dict:
    facts = {
        "title": "Tập tra cứu",
        "slug": "tap-tra-cuu",
        "summary": "Tập tra cứu hồ sơ.",
        "summary_en": "",
        "title_en": "",
        "lessons": "Biết mã hồ sơ.",
        "lessons_en": "",
        "official_url": "https://dichvucong.gov.vn/",
        "minutes": "5",
        "position": "50",
        "to_verify": "",
        "body": streamfield(list(screens)),
        "comments": inline_formset([]),
    }
    return nested_form_data(facts) | extra


def add_url() -> str:
    index = ScenarioIndexPage.objects.get()
    return reverse("wagtailadmin_pages:add", args=["practice", "scenariopage", index.pk])


PUBLISH = {"action-publish": "1"}
GOOD = (a_screen("message", "mo-dau"), a_screen("finish", "xong"))


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.MINISTRY_EDITOR, 200), (Role.ADMINISTRATOR, 200), (Role.INSTRUCTOR, 302), (Role.LEARNER, 403)],
)
def test_ministry_editors_and_administrators_write_exercises(
    scenarios, organisation, client_for, role, status
):
    person = make_person("Hoàng Ngọc Mai", organisation=organisation, role=role)
    edit = reverse("wagtailadmin_pages:edit", args=[scenarios["nop-ho-so-va-nop-phi"].pk])

    assert client_for(person).get(add_url()).status_code == status
    assert client_for(person).get(edit).status_code == status
    assert client_for(None).get(edit).status_code == 302


def test_an_exercise_made_in_the_form_is_published_and_played(editor, client_for):
    response = client_for(editor).post(add_url(), posted(*GOOD, **PUBLISH))

    assert response.status_code == 302
    assert ScenarioPage.objects.get(slug="tap-tra-cuu").live
    assert client_for().get("/mo-phong/tap-tra-cuu/").status_code == 200


START, END = a_screen("message", "mo-dau"), a_screen("finish", "xong")
BROKEN = [
    (
        (a_screen("message", "mo-dau", goes_to="khong-co"), a_screen("finish", "xong")),
        "không có màn hình nào mang khóa này",
    ),
    (
        (
            a_screen("message", "mo-dau"),
            a_screen("message", "hai", goes_to="mo-dau"),
            a_screen("finish", "xong"),
        ),
        "vòng tròn",
    ),
    ((START,), "Chưa có màn hình kết thúc"),
    (
        (
            a_screen("message", "mo-dau", goes_to="xong"),
            a_screen("message", "lac"),
            a_screen("finish", "xong"),
        ),
        "Không có lối nào dẫn đến",
    ),
]


@pytest.mark.parametrize(("screens", "sentence"), BROKEN)
def test_a_broken_exercise_is_refused_in_a_sentence_and_kept_as_a_draft(
    editor, client_for, screens, sentence
):
    client = client_for(editor)
    refused = client.post(add_url(), posted(*screens, **PUBLISH))

    assert refused.status_code == 200
    assert sentence in decoded(refused)
    assert not ScenarioPage.objects.exists()

    assert client.post(add_url(), posted(*screens)).status_code == 302
    assert not ScenarioPage.objects.get().live


def decoded(response) -> str:
    """What the editor reads: Wagtail sends errors of blocks as JSON in an attribute."""
    text = html.unescape(response.content.decode())
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def test_a_draft_of_a_published_exercise_may_be_broken_but_not_published(scenarios, editor, client_for):
    page = scenarios["dang-nhap-bang-vneid"]
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client = client_for(editor)
    broken = posted(*BROKEN[0][0])

    assert client.post(edit, broken).status_code == 302
    assert client.post(edit, broken | PUBLISH).status_code == 200
    assert len(ScenarioPage.objects.get(pk=page.pk).body) == 12
    assert client_for().get("/mo-phong/dang-nhap-bang-vneid/").status_code == 200


def test_many_are_not_published_at_once_when_one_is_broken(editor, client_for):
    client = client_for(editor)
    client.post(add_url(), posted(*BROKEN[0][0]))
    page = ScenarioPage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"

    response = client.post(url, {"id": page.pk}, follow=True)

    page.refresh_from_db()
    assert not page.live
    assert "Chưa xuất bản gì" in response.content.decode()


def test_a_draft_is_previewed_even_when_it_is_broken(editor, client_for):
    client = client_for(editor)
    client.post(add_url(), posted(*BROKEN[0][0]))
    page = ScenarioPage.objects.get()

    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert response.status_code == 200
    assert "Mo-dau" in response.content.decode()


def test_a_key_has_no_accents_and_no_blanks(editor, client_for):
    response = client_for(editor).post(
        add_url(), posted(a_screen("message", "Nộp hồ sơ"), a_screen("finish", "xong"), **PUBLISH)
    )

    assert response.status_code == 200
    assert "nop-ho-so" in decoded(response)
    assert not ScenarioPage.objects.exists()


def test_the_editing_form_is_vietnamese_and_shows_examples(scenarios, editor, client_for):
    client = client_for(editor)
    text = decoded(
        client.get(reverse("wagtailadmin_pages:edit", args=[scenarios["nop-ho-so-va-nop-phi"].pk]))
    ).lower()

    for words in ("điều học được", "dẫn đến", "giá trị giả", "tệp để tập"):
        assert words in text
    preview = reverse("wagtailadmin_block_preview")
    block_id = ScenarioPage._meta.get_field("body").stream_block.child_blocks["choice"].definition_prefix
    shown = client.get(preview, {"id": block_id})
    assert "Địa chỉ nào là thật?" in shown.content.decode()


def test_a_list_with_its_pages_is_not_published_either(scenarios, editor, client_for):
    client = client_for(editor)
    client.post(add_url(), posted(*BROKEN[0][0]))
    index = ScenarioIndexPage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={index.pk}"

    client.post(url, {"id": index.pk, "include_descendants": "on"})

    assert not ScenarioPage.objects.get(slug="tap-tra-cuu").live


def test_whole_exercises_are_published_together(editor, client_for):
    client = client_for(editor)
    client.post(add_url(), posted(*GOOD))
    page = ScenarioPage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}"

    client.post(url, {"id": page.pk})

    page.refresh_from_db()
    assert page.live


def test_the_address_is_made_of_the_title(site):
    index = ScenarioIndexPage.objects.get()
    page = ScenarioPage(
        title="Đăng ký khai sinh",
        summary="?",
        lessons="?",
        official_url="https://dichvucong.gov.vn/",
        live=False,
    )
    page._cached_parent_obj = index
    page.body = [("finish", {"key": "xong", "title": "Xong"})]

    page.full_clean(exclude=["path", "depth", "content_type"])

    assert page.slug == "dang-ky-khai-sinh"


EMPTIEST = [
    (),
    (a_screen("message", "mo-dau", title=""),),
    (a_screen("choice", "hoi", options=streamfield([])),),
]


@pytest.mark.parametrize("screens", EMPTIEST)
def test_the_emptiest_draft_is_previewed(editor, client_for, screens):
    client = client_for(editor)
    assert client.post(add_url(), posted(*screens)).status_code == 302
    page = ScenarioPage.objects.get()

    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
