"""The main job, told once from end to end: from two Word files to a certificate that a stranger verifies."""

from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader
from pyzbar.pyzbar import decode

from courses.models import CourseIndexPage, Lesson, LessonPage
from jobs.services import run_due_jobs
from quizzes.models import AttemptItem
from tests.journeys.conftest import DESK, PHONE
from tests.support.certificates import give_right

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Một cửa điện tử trong một buổi"


@pytest.fixture
def files(shared):
    folder = shared / "content" / "docx"
    return folder / "bai-giang-tiep-nhan-ho-so.docx", folder / "de-kiem-tra-cuoi-khoa.docx"


@pytest.fixture
def public_address(settings, live_server):
    """The address that certificates print: this very server."""
    settings.SITE_URL = live_server.url
    settings.COURSES_FOUR_EYES = False  # the story has one author; test_a_review tells of two


def make_bank_and_quiz(page, quiz_file):
    page.goto(reverse("quizzes_banks"))
    page.fill("[name=name]", "Một cửa điện tử")
    page.select_option("[name=organisation]", index=1)
    page.click("main form[method=post] button[type=submit]")
    page.set_input_files("[name=file]", str(quiz_file))
    page.click("form[enctype] button[type=submit]")
    text = page.inner_text("main")
    assert "gạch chân" in text
    assert "Tìm thấy 11 câu" in text
    page.click("form[action$='/ghi/'] button")
    page.goto(reverse("quizzes_quizzes"))
    page.fill("[name=title]", "Kiểm tra cuối khóa")
    page.select_option("[name=organisation]", index=1)
    page.click("main form[method=post] button[type=submit]")
    page.click("role=link[name='Rút câu hỏi theo quy tắc']")
    page.fill("[name=count]", "7")  # all that are answered by choosing; the essay would wait for a marker
    page.check("[name=kinds][value=single_choice]")
    page.check("[name=kinds][value=multiple_choice]")
    page.click("form[data-rule] button[type=submit]:not([name])")
    expect(page.locator("main")).to_contain_text("7 câu hỏi")


def publish(page):
    """Open the menu beside "save draft" and choose "publish"."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("[name=action-publish]").click()
    page.wait_for_load_state()


def make_course(page):
    page.goto(
        reverse("wagtailadmin_pages:add", args=["courses", "coursepage", CourseIndexPage.objects.get().pk])
    )
    page.fill("[name=title]", TITLE)
    page.fill("[name=code]", "MC-01")
    page.select_option("[name=organisation]", index=1)
    page.click("role=tab[name='Hoàn thành và chứng nhận']")
    page.select_option("[name=final_quiz]", index=1)
    page.fill("[name=periods]", "4")
    page.select_option("[name=certificate_kind]", index=1)
    publish(page)


def import_lesson(page, lesson_file, screen):
    page.goto(reverse("courses_import:choose"))
    page.select_option("[name=course]", index=1)
    page.set_input_files("input[type=file]", str(lesson_file))
    page.click("form[enctype] button[type=submit]")
    page.wait_for_load_state()
    assert not Lesson.objects.exists(), "the check writes nothing"
    outline = page.inner_text("main")
    assert "2. Năm bước kiểm tra" in outline
    screen(page, "word-import-1280")
    page.click("text=Tạo bài nháp")
    page.wait_for_load_state()
    lesson = Lesson.objects.get()
    assert not lesson.is_published
    page.goto(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.get().pk]))
    publish(page)
    lesson.refresh_from_db()
    assert lesson.is_published


def answer_rightly(page):
    """Choose the right answers on the screen, as somebody who has studied would; the key is asked of the database."""
    slots = AttemptItem.objects.select_related("version").order_by("slot")
    for slot in slots:
        right = [slot.choice_order.index(choice) for choice in slot.version.key["correct"]]
        for position in right:
            page.locator("input[data-answer]").nth(position).check()
        expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
        page.click(
            "form[data-question-form] button[value=next], form[data-question-form] button[value=overview] >> nth=0"
        )
        page.wait_for_load_state()


def test_from_two_word_files_to_a_verified_certificate(
    site,
    organisation,
    instructor,
    learner,
    registrar,
    files,
    open_page,
    sign_in,
    axe,
    gates,
    screen,
    public_address,
):
    give_right(organisation)
    lesson_file, quiz_file = files

    desk = open_page(DESK)
    sign_in(desk, instructor)
    make_bank_and_quiz(desk, quiz_file)
    make_course(desk)
    import_lesson(desk, lesson_file, screen)

    phone = open_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(phone, learner)
    phone.goto("/khoa-hoc/")
    phone.click(f"main >> text={TITLE}")
    screen(phone, "course-360")
    gates(phone)
    phone.click("main form[action$='/ghi-danh/'] button")
    phone.wait_for_load_state()
    course = phone.url
    slug = course.rstrip("/").rsplit("/", 1)[1]
    phone.goto(f"/hoc/{slug}/1/")
    assert "Năm bước kiểm tra" in phone.inner_text("article")
    assert phone.locator("article table").count() == 1
    assert phone.locator("article img").first.get_attribute("alt").startswith("Sơ đồ năm bước")
    screen(phone, "lesson-360")
    axe(phone)
    gates(phone)

    phone.evaluate("document.querySelectorAll('article h2')[3].scrollIntoView()")
    expect(phone.locator("[data-status]")).to_contain_text("Đã lưu vị trí")
    phone.goto("/cua-toi/")
    axe(phone)
    gates(phone)
    phone.goto(f"/hoc/{slug}/")
    assert "#" in phone.url, "resuming leads to the place left"

    phone.click("form#finish button")
    phone.wait_for_load_state()
    phone.goto(f"/khoa-hoc/{slug}/kiem-tra/")
    axe(phone)
    gates(phone)
    phone.click("form.courses-action button")
    phone.wait_for_url("**/lam-bai/**")
    axe(phone)
    gates(phone)
    screen(phone, "quiz-360")
    answer_rightly(phone)
    phone.wait_for_url("**/tong-quan/")
    axe(phone)
    gates(phone)
    phone.click("form[action$='/nop-bai/'] button[type=submit]")
    phone.wait_for_url("**/ket-qua/**")
    assert "100" in phone.inner_text("h1")
    axe(phone)
    gates(phone)
    screen(phone, "result-360")

    run_due_jobs()
    phone.goto("/chung-nhan/")
    axe(phone)
    gates(phone)
    phone.click(f"main >> text={TITLE}")
    phone.wait_for_load_state()
    axe(phone)
    gates(phone)
    screen(phone, "certificate-360")
    with phone.expect_download() as waiting:
        phone.click("a[href$='/tai-pdf/']")
    document = waiting.value.path().read_bytes()
    assert "Nguyễn Thị Lan" in PdfReader(BytesIO(document)).pages[0].extract_text()
    picture = pypdfium2.PdfDocument(document)[0].render(scale=3).to_pil()
    address = decode(picture)[0].data.decode()

    stranger = open_page(PHONE)
    stranger.goto(address)
    assert "hợp lệ" in stranger.inner_text("main").lower()
    assert "Nguyễn Thị Lan" in stranger.inner_text("main")
    assert stranger.context.cookies() == []
    axe(stranger)
    gates(stranger)
    screen(stranger, "verification-360")

    office = open_page(DESK)
    sign_in(office, registrar)
    office.goto("/giao-vu/chung-nhan/")
    axe(office)
    gates(office)
    office.click("main th a >> nth=0")
    office.click("a[href$='/thu-hoi/']")
    axe(office)
    gates(office)
    office.fill("[name=reason]", "Cấp nhầm người theo báo cáo của đơn vị.")
    office.check("[name=confirmed]")
    office.click("main form[method=post] button[type=submit]")
    office.wait_for_load_state()

    stranger.goto(address)
    assert "thu hồi" in stranger.inner_text("main").lower()
    assert "hợp lệ" not in stranger.inner_text("main").lower()
