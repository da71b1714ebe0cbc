"""A citizen's telephone: one visit, then no line; saved pages, a page that was taken off, an exercise played to its end."""

import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from guides.models import GuidePage
from tests.journeys.conftest import PHONE, settle
from tests.journeys.test_practising_a_service import SIGN_IN, Player
from tests.practice.conftest import scenarios  # noqa: F401 - a fixture
from tests.support.once import publish_guides

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE, OTHER = "/huong-dan/nop-ho-so-truc-tuyen/", "/huong-dan/nop-phi-le-phi-truc-tuyen/"
SHELF = "/ngoai-tuyen/"
SMALLEST = {"width": 320, "height": 640}
KEPT = "(path) => caches.open('cong-dan-trang-v1').then((c) => c.match(path)).then(Boolean)"
ALL_KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  return found;
}"""

ALL_TEXTS = """async () => {
  const cache = await caches.open('cong-dan-trang-v1');
  return Promise.all((await cache.keys()).map(async (one) => (await cache.match(one)).text()));
}"""


@pytest.fixture
def guides(site: object) -> None:
    publish_guides()


@pytest.fixture
def demo(demo_copy: None) -> None:
    """The demonstration as it is shipped."""


def visit(page: object, path: str) -> None:
    """Open a page and wait until the program has put it away by itself."""
    page.goto(path)
    for _look in range(150):
        if page.evaluate(KEPT, path):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{path} was not kept")


def save(page: object) -> None:
    page.get_by_role("button", name="Lưu để đọc ngoại tuyến").click()
    expect(page.locator("[data-save-told]")).to_contain_text("Đã lưu ngày", timeout=30_000)


@pytest.mark.parametrize("size", [SMALLEST, PHONE], ids=["320", "360"])
def test_a_guide_opened_once_is_read_without_a_line(guides, open_page, axe, gates, size):
    page = open_page(size)
    visit(page, GUIDE)
    title = page.inner_text("h1")
    page.click("summary:has-text('Hỗ trợ đọc')")
    axe(page)
    gates(page)

    page.context.set_offline(True)
    page.goto(GUIDE)
    assert page.inner_text("h1") == title
    expect(page.locator("[data-saved-copy]")).to_contain_text("còn mới đến")
    assert (
        page.locator(".guides-steps__number").first.evaluate("one => getComputedStyle(one).borderRadius")
        == "50%"
    )
    expect(page.get_by_role("button", name="Lưu để đọc ngoại tuyến")).to_be_hidden()
    axe(page)
    gates(page)

    page.goto("/huong-dan/")
    expect(page.locator("[data-not-kept]")).to_contain_text("chưa được lưu trên máy này")
    link = page.locator("[data-shelf-list] a")
    assert link.inner_text() == title
    facts = page.inner_text("[data-shelf-list]")
    assert "còn mới đến" in facts
    assert "KB" in facts
    assert "tự giữ khi bạn mở" in facts
    axe(page)
    gates(page)
    link.click()
    assert page.inner_text("h1") == title

    page.goto(SHELF)
    expect(page.locator("[data-not-kept]")).to_be_hidden()
    page.click("[data-shelf-list] button")
    expect(page.locator("[data-empty]")).to_contain_text("bấm “Lưu” ở cuối trang")
    expect(page.locator("[data-shelf-told]")).to_contain_text(title)
    axe(page)
    assert page.context.cookies() == []
    assert page.evaluate(ALL_KEPT).count(GUIDE) == 0


def test_what_was_saved_stands_first_and_says_until_when(guides, page_360, axe, gates):
    page = page_360
    visit(page, OTHER)
    visit(page, GUIDE)
    save(page)
    until = GuidePage.objects.get(code="HD-02").review_by
    assert f"còn mới đến {until.day}/{until.month}/{until.year}" in page.inner_text("[data-save-told]")
    visit(page, OTHER)
    page.goto(f"/en{SHELF}")
    expect(page.locator("[data-shelf-list] a")).to_have_count(2)
    assert page.locator("[data-shelf-list] a").first.get_attribute("href") == GUIDE
    assert page.locator("[data-shelf-list] a").first.get_attribute("lang") == "vi"
    assert f"fresh until {until:%d/%m/%Y}" in page.inner_text("[data-shelf-list]"), (
        "as English pages write a day"
    )
    axe(page)
    gates(page)
    page.goto(GUIDE)
    expect(page.locator("[data-save-told]")).to_contain_text("Đã lưu ngày")


def test_a_page_taken_off_the_site_leaves_the_device_and_says_so(guides, page_360, axe):
    page = page_360
    visit(page, OTHER)
    visit(page, GUIDE)
    save(page)
    GuidePage.objects.get(code="HD-02").unpublish()

    page.reload()
    expect(page.locator("main [role=status]")).to_contain_text("đã được gỡ khỏi hệ thống")
    assert "404" in page.inner_text("main")
    axe(page)
    assert not page.evaluate(KEPT, GUIDE)

    GuidePage.objects.live().get(slug=OTHER.strip("/").split("/")[-1]).unpublish()
    page.goto(SHELF)
    expect(page.locator("[data-shelf-told]")).to_contain_text("Không còn trên hệ thống")
    expect(page.locator("[data-empty]")).to_be_visible()


def test_a_slow_line_shows_the_saved_copy_after_three_seconds(guides, page_360, monkeypatch):
    page = page_360
    visit(page, GUIDE)
    serve = GuidePage.serve

    def slowly(self: GuidePage, *args: object, **kwargs: object) -> object:
        time.sleep(8)
        return serve(self, *args, **kwargs)

    monkeypatch.setattr(GuidePage, "serve", slowly)
    begun = time.monotonic()
    page.reload(wait_until="domcontentloaded")
    assert time.monotonic() - begun < 7
    expect(page.locator("[data-saved-copy]")).to_be_visible()


def test_a_server_in_trouble_shows_the_saved_copy(guides, page_360, monkeypatch):
    page = page_360
    visit(page, GUIDE)

    def broken(self: GuidePage, *args: object, **kwargs: object) -> object:
        from django.http import HttpResponse

        return HttpResponse("…", status=503)

    monkeypatch.setattr(GuidePage, "serve", broken)
    page.reload()
    expect(page.locator("[data-saved-copy]")).to_be_visible()


def test_nothing_of_somebody_who_is_signed_in_is_kept(guides, open_page, organisation, learner, sign_in):
    course = _course(organisation, learner)
    page = open_page(PHONE)
    sign_in(page, learner)
    visit(page, GUIDE)
    for path in (
        "/cua-toi/",
        "/tai-khoan/",
        f"/khoa-hoc/{course.slug}/",
        f"/hoc/{course.slug}/1/",
        "/tim-kiem/?q=ho+so",
    ):
        page.goto(path)
        settle(page)
    page.goto(GUIDE)
    told = page.evaluate(
        """async (paths) => {
          const { ask } = await import("/static/ui/js/keeping.js");
          const ends = [];
          for (const path of paths) ends.push(await ask({ act: "keep", path }).then(() => "kept", (failure) => failure.message));
          return ends;
        }""",
        [
            "/cua-toi/",
            "/en/cua-toi/",
            f"/hoc/{course.slug}/1/",
            f"/khoa-hoc/{course.slug}/",
            "/quan-tri/",
            "/khong-co/",
        ],
    )
    assert all("closed" in told[place] for place in (0, 1, 2, 4)), told
    kept = page.evaluate(ALL_KEPT)
    pages = {path for path in kept if not path.startswith("/static/")} - {"/who"}
    assert pages <= {GUIDE, SHELF, f"/khoa-hoc/{course.slug}/"}, pages
    texts = page.evaluate(ALL_TEXTS)
    assert len(texts) == len(pages)
    for text in texts:
        assert learner.full_name not in text
        assert "Đăng xuất" not in text, "a course is kept as a stranger reads it, whoever asked"


def test_both_programs_work_side_by_side(guides, open_page, organisation, learner, sign_in):
    course = _course(organisation, learner)
    page = open_page(PHONE)
    sign_in(page, learner)
    visit(page, GUIDE)
    page.goto(f"/hoc/{course.slug}/1/")
    page.click("[data-act=offline]")
    expect(page.locator("[data-study-status]")).to_contain_text("Đã lưu")
    page.click("[data-act=larger]")
    scopes = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => new URL(one.scope).pathname).sort())"
    )
    assert scopes == ["/", "/hoc/"]

    page.context.set_offline(True)
    page.goto(f"/hoc/{course.slug}/1/")
    expect(page.locator("[data-saved-copy]")).to_contain_text("Bản lưu ngày")
    assert page.locator("html").get_attribute("data-text-size") == "1"
    page.goto(GUIDE)
    expect(page.locator("[data-saved-copy]")).to_contain_text("còn mới đến")
    assert page.locator("html").get_attribute("data-text-size") == "1", "one choice for both rooms"


@pytest.mark.usefixtures("scenarios")
def test_an_exercise_is_saved_and_played_to_its_end_without_a_line(open_page):
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    visit(page, SIGN_IN)
    save(page)
    page.goto("about:blank")
    page.context.set_offline(True)
    page.goto(SIGN_IN)
    expect(page.locator("[data-saved-copy]")).to_be_visible()
    player = Player(page)
    player.press("Bắt đầu tập")
    ways = {
        "Mở Cổng bằng cách nào?": "Tự gõ vào",
        "Trên trang chủ, chọn nút nào?": "Đăng nhập",
        "Chọn cách đăng nhập": "Nhập số định danh",
        "VNeID hỏi xác nhận": "chính mình",
        "Có cuộc gọi lạ": "Dập máy",
        "Kiểm tra họ tên": "Đọc tên",
    }
    while page.get_by_role("button", name="Bước tiếp theo").count():
        if player.title() in ways:
            player.choose(ways[player.title()])
            continue
        if page.get_by_role("button", name="Điền giúp tôi").count():
            player.press("Điền giúp tôi")
        player.next()
    assert "Bạn không mắc lỗi nào" in page.locator("[data-practice]").inner_text()


def test_a_helper_is_saved_with_all_its_answers_and_pictures_wait_for_a_tap(demo, open_page, axe, gates):
    page = open_page(SMALLEST)
    visit(page, "/hoi-chon/giay-to-khai-sinh/")
    save(page)
    page.context.set_offline(True)
    page.reload()
    for words in ("Ở nhà hoặc nơi khác, không có giấy chứng sinh", "Có", "Đã đăng ký kết hôn"):
        page.get_by_role("main").get_by_role("link", name=words, exact=True).click()
        settle(page)
    assert "Văn bản của người làm chứng" in page.inner_text("main")
    page.goto(SHELF)
    expect(page.locator("[data-shelf-list] a")).to_have_count(1)
    page.context.set_offline(False)

    asked: list[str] = []
    campaign = "/chien-dich/khong-doc-ma-otp/"
    page.context.on(
        "request", lambda request: asked.append(request.url) if "/media/" in request.url else None
    )
    page.goto(GUIDE)
    page.click("summary:has-text('Hỗ trợ đọc')")
    page.get_by_role("button", name="Chỉ tải hình khi bấm").click()
    page.goto(campaign)
    offer = page.get_by_role("button", name="Xem hình: Không đọc mã OTP")
    offer.scroll_into_view_if_needed()
    settle(page)
    axe(page)
    gates(page)
    page.wait_for_timeout(500)
    assert asked == []
    assert page.locator(".guides-poster img").is_hidden()
    offer.click()
    expect(page.locator(".guides-poster img")).to_be_visible()
    page.wait_for_timeout(500)
    assert len(asked) >= 1
    expect(offer).to_have_count(0)


def test_reading_aids_stay_on_the_device(guides, open_page, axe, gates):
    page = open_page(SMALLEST)
    page.goto(GUIDE)
    page.click("summary:has-text('Hỗ trợ đọc')")
    before = page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    for _press in range(5):
        page.get_by_role("button", name="Chữ to hơn").click()
    contrast = page.get_by_role("button", name="Tương phản cao")
    contrast.click()
    assert contrast.get_attribute("aria-pressed") == "true"
    after = page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert after > 1.4 * before
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)
    page.goto("/")
    assert page.locator("html").get_attribute("data-text-size") == "3"
    assert page.locator("html").get_attribute("data-contrast") == "more"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)
    assert page.context.cookies() == []


def test_the_browsers_invitation_waits_until_it_is_asked_for(guides, page_360, gates):
    page = page_360
    page.goto(SHELF)
    expect(page.locator("[data-install]").first).to_be_hidden()
    page.evaluate(
        """() => {
          const event = new Event("beforeinstallprompt", { cancelable: true });
          event.prompt = () => { window.asked = (window.asked || 0) + 1; };
          window.dispatchEvent(event);
          window.heldBack = event.defaultPrevented;
        }"""
    )
    assert page.evaluate("window.heldBack")
    gates(page)
    page.locator("footer [data-install]").click()
    assert page.evaluate("window.asked") == 1
    expect(page.locator("[data-install]").first).to_be_hidden()


def test_without_scripts_no_button_leads_nowhere(guides, open_page, axe):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(GUIDE)
    for name in ("Lưu để đọc ngoại tuyến", "Chữ to hơn", "Cài lên điện thoại"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.goto(SHELF)
    assert "bật JavaScript" in page.inner_text("main")


def _course(organisation: object, learner: object) -> object:
    now = timezone.now()
    course = create_course(code="KS-01", title="Chữ ký số cho văn thư", organisation=organisation, now=now)
    lesson = add_lesson(
        course=course, title="Bài số 1", number="1", body=[{"type": "text", "value": "<p>Ký số.</p>"}]
    )
    publish_lesson(lesson=lesson, now=now)
    course = publish_course(course=course, now=now)
    enrol_learner(course=course, learner=learner, now=now)
    return course
