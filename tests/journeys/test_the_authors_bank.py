"""An author writes a question of each kind, looks at it as a learner would, and finds it among many."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from playwright.sync_api import expect
from wagtail.images import get_image_model

from jobs.services import run_due_jobs
from people.services import grant_membership
from quizzes.models import Item
from quizzes.services.authoring import create_bank, publish_item_version
from tests.journeys.conftest import DESK, PHONE
from tests.quizzes.bank_desk import LIST, SHEETS, may_edit
from tests.support.pictures import png
from tests.support.wordings import GOOD

pytestmark = pytest.mark.django_db(transaction=True)
OURS = ".quizzes-bank"


@pytest.fixture
def author(site, instructor):
    return may_edit(instructor)


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Thể thức văn bản", organisation=organisation, now=now)


@pytest.fixture
def picture_of():
    """A picture of the whole page, when somebody asks for it."""

    def take(page, name):
        if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
            before = page.viewport_size
            page.set_viewport_size({**before, "height": 2600})  # Wagtail scrolls its main part, not the page
            page.screenshot(path=str(Path(folder) / f"{name}.png"))
            page.set_viewport_size(before)

    return take


def type_text(page, text):
    editor = page.locator(".public-DraftEditor-content")
    editor.click()
    page.keyboard.insert_text(text)


def fill(page, kind):
    """Fill in the form as somebody would; the text goes into the visual editor."""
    data = {
        name: value for name, value in SHEETS[kind].items() if name not in {"kind", "act", "language", "code"}
    }
    lists = {
        name.removesuffix("-total"): int(value) for name, value in data.items() if name.endswith("-total")
    }
    for name, wanted in lists.items():
        while page.locator(f'[data-rows="{name}"] .quizzes-rows__row').count() < wanted:
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                page.locator(f'[name=act][value="{name}:add"]').click()
    type_text(page, data.pop("stem-html"))
    for name, value in data.items():
        if name.endswith("-total"):
            continue
        field = page.locator(f'[name="{name}"]:visible')
        kind_of_field = field.first.evaluate("(e) => e.type")
        if kind_of_field == "checkbox":
            field.check()
        elif kind_of_field == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind_of_field == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def saved(page):
    page.locator("[name=act][value=save]").click()
    page.wait_for_load_state()
    again = page.locator("[name=act][value=save_anyway]")
    if again.count():
        again.click()
        page.wait_for_load_state()
    assert "/ho-so/" in page.url, page.inner_text("main")


def test_an_author_writes_a_question_of_each_kind_and_tries_it_out(
    author, bank, open_page, sign_in, axe, picture_of
):
    page = open_page(DESK)
    sign_in(page, author)
    for kind in SHEETS:
        page.goto(f"{LIST}{bank.uuid}/them/")
        page.click(f'a[href="?loai={kind}"]')
        fill(page, kind)
        page.click("[data-preview]")
        frame = page.frame_locator("iframe[name=preview]")
        frame.locator("[name=try]").wait_for()
        picture_of(page, f"editor-{kind}-1280")
        axe(page, within=OURS)
        saved(page)
        assert Item.objects.get(code=page.inner_text("h1").split()[0]).current.kind == kind
    assert Item.objects.count() == len(SHEETS)
    page.goto(f"{LIST}{bank.uuid}/")
    axe(page, within=OURS)
    picture_of(page, "bank-1280")


def test_regions_are_drawn_on_a_picture(author, bank, open_page, sign_in, axe, picture_of, organisation):
    grant_membership(
        person=author, organisation=organisation, role="administrator", since=bank.created_at.date()
    )
    author.is_superuser = True
    author.save()
    get_image_model().objects.create(title="Sơ đồ", file=ImageFile(png(600, 400), name="so-do.png"))
    page = open_page(DESK)
    sign_in(page, author)
    page.goto(f"{LIST}{bank.uuid}/them/?loai=hotspot")
    type_text(page, "Quốc hiệu nằm ở đâu?")
    page.click("text=Chọn hình ảnh")
    page.locator(".modal a[data-chooser-modal-choice], .modal .image-choice").first.click()
    page.locator("[data-regions-picture]").wait_for()
    page.fill("[name=own-alt]", "Trang công văn")
    for number, (left, top) in enumerate(((10, 10), (200, 100))):
        page.fill(f"[name=regions-{number}-text]", f"Vùng {number + 1}")
        page.locator("[data-regions-drawing]").scroll_into_view_if_needed()
        box = page.locator("[data-regions-drawing]").bounding_box()
        page.mouse.move(box["x"] + left, box["y"] + top)
        page.mouse.down()
        page.locator("[data-regions-drawing]").scroll_into_view_if_needed()
        box = page.locator("[data-regions-drawing]").bounding_box()
        page.mouse.move(box["x"] + left + 100, box["y"] + top + 60)
        page.mouse.up()
    page.check("[name=regions-0-is_right]")
    page.click("[data-preview]")
    page.frame_locator("iframe[name=preview]").locator("[name=try]").wait_for()
    picture_of(page, "editor-hotspot-1280")
    axe(page, within=OURS)
    saved(page)
    assert len(Item.objects.get().current.content["regions"]) == 2


def test_the_desk_fits_a_phone_and_works_by_keyboard(
    author, bank, open_page, sign_in, axe, picture_of, client_for
):
    client = client_for(author)
    for kind in SHEETS:
        client.post(f"{LIST}{bank.uuid}/them/", SHEETS[kind])
    client.post(f"{LIST}{bank.uuid}/danh-muc/", {"name": "Thể thức"})
    item = Item.objects.get(code="Q-multiple_choice")
    data = {**SHEETS["multiple_choice"], "choices-2-text": "Màu mực", "points": "2"}
    client.post(f"{LIST}{bank.uuid}/{item.uuid}/", data)
    client.post(f"{LIST}{bank.uuid}/them/", {**SHEETS["multiple_choice"], "code": "Q-twin"})
    client.post(f"{LIST}{bank.uuid}/cau-giong-nhau/")
    run_due_jobs()
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, author)
    places = {
        "banks": LIST,
        "bank": f"{LIST}{bank.uuid}/",
        "kinds": f"{LIST}{bank.uuid}/them/",
        "editor": f"{LIST}{bank.uuid}/{item.uuid}/",
        "about": f"{LIST}{bank.uuid}/{item.uuid}/ho-so/",
        "compare": f"{LIST}{bank.uuid}/{item.uuid}/so-sanh/",
        "categories": f"{LIST}{bank.uuid}/danh-muc/",
        "sharing": f"{LIST}{bank.uuid}/chia-se/",
        "duplicates": f"{LIST}{bank.uuid}/cau-giong-nhau/",
        "facts": f"{LIST}{bank.uuid}/thong-tin/",
    }
    for size, name in ((PHONE, "360"), (DESK, "1280")):
        page.set_viewport_size(size)
        for place, address in places.items():
            page.goto(address)
            axe(page, within=OURS)
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, (
                f"{place} {name}"
            )
            picture_of(page, f"desk-{place}-{name}")

    page.goto(places["bank"])
    page.locator("[data-mark]").first.focus()
    page.keyboard.press("Space")
    assert page.inner_text("[data-marked]") == "(1)"
    page.locator("#chosen_tag_names").focus()
    page.keyboard.type("ký số")
    page.locator("[name=act][value=tag]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Đã thay đổi 1 câu hỏi")

    page.goto(places["editor"])
    up = page.locator('[value="choices:up:1"]')
    up.focus()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(page.locator('[value="choices:down:0"]')).to_be_focused()
    assert page.input_value("[name=choices-0-text]") == "Ký hiệu"


def test_without_a_script_a_question_is_written_all_the_same(author, bank, open_page, sign_in):
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, author)
    page.goto(f"{LIST}{bank.uuid}/them/?loai=single_choice")
    page.fill("[name=stem-html]", "Lề trái?")
    page.fill("[name=choices-0-text]", "20 mm")
    page.click('[value="choices:add"]')
    assert page.input_value("[name=choices-0-text]") == "20 mm"
    page.fill("[name=choices-4-text]", "30 mm")
    page.check('[name=choices-is_right][value="4"]')
    page.click('[value="choices:up:4"]')
    page.click("[name=act][value=save]")
    version = Item.objects.get().current
    assert [c["text"] for c in version.content["choices"]] == ["20 mm", "30 mm"]
    assert version.key["correct"] == [version.content["choices"][1]["id"]]


TICKS = (
    "Hồ sơ gồm [[+đơn đề nghị|+bản sao văn bằng|giấy khám sức khỏe của cả gia đình]] "
    "và nộp tại [[+Bộ phận Một cửa|kho lưu trữ]]."
)


def test_choices_are_ticked_inside_a_text_and_questions_leave_as_a_file(
    author, bank, open_page, sign_in, axe, picture_of, now
):
    for kind, (content, key) in GOOD.items():
        publish_item_version(
            bank=bank, code=f"Q-{kind}", kind=kind, content=content, key=key, points=Decimal(1), now=now
        )
    page = open_page(DESK)
    sign_in(page, author)
    page.goto(f"{LIST}{bank.uuid}/them/?loai=cloze")
    type_text(page, TICKS)
    saved(page)
    item = Item.objects.get(current__content__gaps__0__kind="choices")
    page.goto(f"{LIST}{bank.uuid}/{item.uuid}/xem-thu/")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe(page, within="main")
        picture_of(page, f"ticks-{size['width']}")
    group = page.get_by_role("group", name="Chỗ trống 1")
    group.get_by_label("đơn đề nghị").check()
    group.get_by_label("bản sao văn bằng").focus()
    page.keyboard.press("Space")
    page.locator("[name=try]").click()
    page.wait_for_load_state()
    assert group.locator("input:checked").count() == 2
    picture_of(page, "ticks-tried-1280")

    page.goto(f"{LIST}{bank.uuid}/xuat/")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe(page, within=OURS)
        picture_of(page, f"export-{size['width']}")
    page.get_by_label("Moodle XML").check()
    page.get_by_role("button", name="Ghi tệp").click()
    page.wait_for_load_state()
    run_due_jobs()
    page.goto(f"{LIST}{bank.uuid}/xuat/")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        axe(page, within=OURS)
        picture_of(page, f"exported-{size['width']}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải the-thuc-van-ban.xml").click()
    assert b"MULTIRESPONSE" in Path(download.value.path()).read_bytes()
