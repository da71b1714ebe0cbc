"""A citizen practises on a phone: mistakes are explained, the line goes down, nothing leaves the device."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.journeys.conftest import DESK, PHONE, settle
from tests.practice.conftest import scenarios  # noqa: F401 - a fixture
from tests.practice.test_answer_rules import CASES, TODAY

SUBMIT = "/mo-phong/nop-ho-so-va-nop-phi/"
SIGN_IN = "/mo-phong/dang-nhap-bang-vneid/"
REGISTER = re.compile(r"^Đăng ký khai sinh$")
pytestmark = pytest.mark.django_db(transaction=True)


class Player:
    """The hands of whoever plays."""

    def __init__(self, page: object) -> None:
        self.page = page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def title(self) -> str:
        return self.page.locator("[data-practice] > h2").inner_text()

    def next(self) -> None:
        self.press("Bước tiếp theo")

    def choose(self, *words: str | re.Pattern[str]) -> None:
        for word in words:
            self.page.get_by_role("radio").filter(has_text=word).click()
            self.next()

    def told(self) -> str:
        return self.page.locator(".ui-error-summary").inner_text()


@pytest.fixture
def play(open_page, scenarios):  # noqa: F811
    """Open an exercise on a phone; every request that leaves after the page is there is written down."""

    def begin(path: str, **options: object) -> tuple[Player, list[str]]:
        page = open_page(PHONE, has_touch=True, is_mobile=True, **options)
        page.goto(path)
        settle(page)
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        return Player(page), asked

    return begin


def test_a_dossier_is_played_to_the_result_without_a_line(play, axe, gates):
    player, asked = play(SUBMIT)
    page = player.page
    page.context.set_offline(True)
    page.get_by_label("hết phiên").check()
    page.get_by_label("rớt mạng").check()
    player.press("Bắt đầu tập")
    player.next()
    player.choose("Đăng ký lại khai sinh")
    assert "sổ và giấy tờ đều mất" in player.told()
    player.choose(REGISTER)
    player.next()
    assert player.told().count(":") >= 2
    axe(page)
    gates(page)
    player.press("Điền giúp tôi")
    player.next()
    player.choose("Mọi bước làm trên mạng")

    page.get_by_label("Họ, chữ đệm và tên của trẻ").fill("NGUYEN GIA BAO")
    page.get_by_label("Ngày, tháng, năm sinh").fill("31/02/2025")
    player.next()
    field = page.get_by_label("Họ, chữ đệm và tên của trẻ")
    said = page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert "Viết có dấu" in said
    assert "Không có ngày này" in player.told()
    assert page.evaluate("document.activeElement.className") == "ui-error-summary"
    page.locator(".ui-error-summary a").first.click()
    assert field.evaluate("node => node === document.activeElement")
    player.press("Điền giúp tôi")
    player.next()
    assert "hết phiên" in player.title()
    player.press("Đăng nhập lại (giả)")
    assert field.input_value() == "", "nothing was saved as a draft"
    player.press("Điền giúp tôi")
    player.next()

    files = page.get_by_role("radio")
    files.filter(has_text="anh-chung-sinh-mo.jpg").click()
    files.filter(has_text="ket-hon.heic").click()
    player.next()
    assert "chữ bị nhòe" in player.told()
    assert "Tương thích nhất" in player.told()
    axe(page)
    gates(page)
    files.filter(has_text="anh-chung-sinh-goc.jpg").click()
    files.filter(has_text="ket-hon-hai-trang.pdf").click()
    player.next()
    assert "9,2 MB" in player.told()
    player.press("Thu nhỏ giúp tôi")
    player.next()
    assert "mất mạng" in player.title()
    player.press("Thử lại")
    files.filter(has_text="giay-chung-sinh.jpg").click()
    player.next()

    page.get_by_label("Cách nhận kết quả").select_option(label="Qua bưu điện, đến nhà")
    page.get_by_label("Số bản sao cần cấp").fill("2")
    player.next()
    assert player.title() == "Địa chỉ nhận qua bưu điện"
    player.press("Điền giúp tôi")
    player.next()
    player.choose("gửi một lần")
    player.press("Điền giúp tôi")
    player.next()
    player.choose("Tự mở Cổng")
    player.choose("tài khoản cá nhân")
    player.choose("chọn ngân hàng của mình")
    assert "Đừng trả lần hai" in page.locator("[data-practice]").inner_text()
    player.press("Thử lại")
    player.next()
    player.next()

    result = page.locator("[data-practice]").inner_text()
    mistakes = page.locator("[data-mistakes] li").all_inner_texts()
    assert f"Bạn đã mắc {len(mistakes)} lỗi hay gặp" in result
    assert any("tài khoản cá nhân" in mistake for mistake in mistakes)
    assert "Bạn đã học được" in result
    assert page.get_by_role("link", name="Làm thật tại dichvucong.gov.vn").get_attribute("href") == (
        "https://dichvucong.gov.vn/"
    )
    assert page.title().startswith("MÔ PHỎNG")
    axe(page)
    gates(page)
    assert asked == []


def test_every_step_says_that_it_is_an_exercise_and_no_field_has_a_name(play):
    player, asked = play(SIGN_IN)
    page = player.page
    player.press("Bắt đầu tập")
    seen = 0
    ways = {
        "Mở Cổng bằng cách nào?": "Tự gõ vào",
        "Trên trang chủ, chọn nút nào?": "Đăng nhập",
        "Chọn cách đăng nhập": "Nhập số định danh",
        "VNeID hỏi xác nhận": "chính mình",
        "Có cuộc gọi lạ": "Dập máy",
        "Kiểm tra họ tên": "Đọc tên",
    }
    while page.get_by_role("button", name="Bước tiếp theo").count():
        seen += 1
        assert "MÔ PHỎNG – không gửi đi đâu" in page.locator("[data-practice]").inner_text()
        assert page.title().startswith("MÔ PHỎNG")
        assert page.locator("main [name]").count() == 0
        assert page.locator("main form").count() == 0
        for control in page.locator("[data-practice] input[type=text]").all():
            assert control.get_attribute("autocomplete") == "off"
        if player.title() in ways:
            player.choose(ways[player.title()])
        else:
            if page.get_by_role("button", name="Điền giúp tôi").count():
                player.press("Điền giúp tôi")
            player.next()
    assert seen == 9
    assert "Bạn không mắc lỗi nào" in page.locator("[data-practice]").inner_text()
    assert asked == []


def test_a_mistake_shows_what_comes_of_it_and_leads_back(play):
    player, _asked = play(SIGN_IN)
    player.press("Bắt đầu tập")
    player.next()
    player.choose("Tự gõ vào", "Đăng nhập", "Quét mã QR")
    player.next()
    player.choose("chính mình", "Đọc mã cho nhanh")
    assert player.title() == "Nếu lỡ đọc mã thì sao?"
    player.next()
    assert player.title() == "Có cuộc gọi lạ"
    player.choose("Dập máy", "Đọc tên")
    assert player.page.locator("[data-mistakes] li").count() == 1


def test_one_goes_on_where_one_was_and_can_delete_everything(play):
    player, _asked = play(SUBMIT)
    page = player.page
    player.press("Bắt đầu tập")
    player.next()
    player.choose(REGISTER)
    assert player.title() == "Chọn nơi giải quyết"
    page.reload()
    assert player.title() == "Chọn nơi giải quyết"
    page.go_back()
    assert player.title() == "Tìm thủ tục"
    page = page.context.new_page()
    player = Player(page)
    page.goto(SUBMIT)
    player.press("Làm tiếp chỗ đang dở")
    assert player.title() == "Chọn nơi giải quyết"
    player.press("Quay lại")
    assert player.title() == "Tìm thủ tục"
    player.press("Xóa dữ liệu tập")
    assert page.evaluate("localStorage.length") == 0
    assert "Đã xóa dữ liệu tập" in page.locator("[data-practice]").inner_text()
    assert page.get_by_role("button", name="Làm tiếp chỗ đang dở").count() == 0


def test_a_draft_survives_the_end_of_the_session(play):
    player, _asked = play(SIGN_IN)
    page = player.page
    page.get_by_label("hết phiên").check()
    player.press("Bắt đầu tập")
    player.next()
    player.choose("Tự gõ vào", "Đăng nhập", "Nhập số định danh")
    player.press("Điền giúp tôi")
    player.press("Lưu nháp")
    player.next()
    player.press("Đăng nhập lại (giả)")
    assert page.get_by_label("Số định danh (giả)").input_value() == "000000123456"


def test_the_keyboard_alone_is_enough(play):
    player, _asked = play(SIGN_IN)
    page = player.page
    player.press("Bắt đầu tập")
    player.next()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio").nth(1).get_attribute("aria-checked") == "true"
    page.get_by_role("button", name="Bước tiếp theo").focus()
    page.keyboard.press("Enter")
    assert player.title() == "Trên trang chủ, chọn nút nào?"


def picture(*, blur: float = 0, size: int = 900) -> bytes:
    made = Image.new("L", (size, size * 4 // 3), "white")
    pen = ImageDraw.Draw(made)
    for line in range(40, size * 4 // 3 - 40, 24):
        for place in range(40, size - 40, 26):
            pen.rectangle((place, line, place + 9, line + 12), fill="black")
    out = io.BytesIO()
    made.filter(ImageFilter.GaussianBlur(blur)).save(out, "JPEG", quality=90)
    return out.getvalue()


def test_a_picture_of_ones_own_is_judged_on_the_device(play):
    player, asked = play(SUBMIT)
    page = player.page
    player.press("Bắt đầu tập")
    player.next()
    player.choose(REGISTER)
    player.press("Điền giúp tôi")
    player.next()
    player.choose("Mọi bước làm trên mạng")
    player.press("Điền giúp tôi")
    player.next()
    own = page.get_by_label("Hoặc thử một ảnh của bạn").first
    said = page.locator("[data-practice] .ui-field").first
    for name, data, sentence in (
        ("ro.jpg", picture(), "đủ nét"),
        ("mo.jpg", picture(blur=9), "có vẻ mờ"),
        ("to.jpg", picture() + b"\0" * 7_000_000, "Cổng chỉ nhận tối đa 6,0 MB"),
        ("x.exe", b"MZ", "không nhận loại tệp này"),
    ):
        own.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
        page.wait_for_function(
            "([node, text]) => node.innerText.includes(text)", arg=[said.element_handle(), sentence]
        )
    assert asked == []


def test_the_browser_and_the_server_judge_answers_alike(play):
    player, _asked = play(SIGN_IN)
    page = player.page
    told = page.evaluate(
        """async ([address, cases, today]) => {
          const { faultOf } = await import(address);
          const day = new Date(...today);
          return cases.map((one) => {
            const field = { required: true, options: [], rules: [], ...one.field };
            field.options = (one.field.options || []).map((label) => ({ value: label }));
            const fault = faultOf(field, one.answer, day);
            return fault && typeof fault !== "string" ? field.rules.indexOf(fault) : fault;
          });
        }""",
        ["/static/practice/checking.js", CASES, [TODAY.year, TODAY.month - 1, TODAY.day]],
    )
    assert told == [case["fault"] for case in CASES]


def test_without_scripts_the_page_is_a_walk_through(play):
    player, _asked = play(SUBMIT, java_script_enabled=False)
    page = player.page
    for words in ("Nguyễn Gia Bảo", "tài khoản cá nhân", "Thanh toán thành công", "Gợi ý"):
        assert page.get_by_text(words).last.is_visible(), words
    assert page.get_by_role("button", name="Bắt đầu tập").count() == 0


SHIFTED = """() => new Promise((told) => {
  const sum = (list) => list.getEntries().reduce((all, one) => all + one.value, 0);
  new PerformanceObserver((list) => told(sum(list))).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => told(0), 500);
})"""


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("path", [SIGN_IN, SUBMIT])
def test_nothing_moves_when_the_beginning_is_drawn(open_page, scenarios, size, path):  # noqa: F811
    """What can be tried is drawn by the script, in the room that was kept for it."""
    page = open_page(size)
    page.goto(path)
    page.get_by_role("button", name="Bắt đầu tập").wait_for()

    assert page.evaluate(SHIFTED) < 0.02


def test_no_word_of_later_javascript_is_used():
    for source in Path("practice/static/practice").glob("*.js"):
        code = re.sub(r"//[^\n]*", "", source.read_text(encoding="utf-8"))
        assert not re.search(r"\?\.[\w(\[]|\?\?|\|\|=|&&=|\breplaceAll\b|\.at\(|#\w+\s*=", code), source.name


@pytest.mark.parametrize("path", [SIGN_IN, SUBMIT, "/mo-phong/theo-doi-va-bo-sung-ho-so/"])
def test_every_exercise_ends_well_on_a_narrow_phone(open_page, scenarios, axe, path):  # noqa: F811
    page = open_page({"width": 320, "height": 700}, color_scheme="dark")
    page.goto(f"/en{path}")
    player = Player(page)
    play = page.evaluate("JSON.parse(document.getElementById('practice-data').textContent)")
    screens = {screen["title"]["t"]: screen for screen in play["screens"]}
    player.press("Begin the exercise")
    looked_at: set[str] = set()
    for _step in screens:
        screen = screens[player.title()]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, player.title()
        if screen["kind"] not in looked_at:
            axe(page)
            looked_at.add(screen["kind"])
        if screen["kind"] == "finish":
            break
        play_rightly(page, screen)
        player.press("Next step")
        assert page.locator(".ui-error-summary").count() == 0, player.told()
    assert "You made no mistake." in page.locator("[data-practice]").inner_text()


def play_rightly(page: object, screen: dict) -> None:
    """The first option that is right, the first file that passes, and what "fill in for me" knows."""
    if screen["options"]:
        right = [option["mistake"] for option in screen["options"]].index(False)
        page.get_by_role("radio").nth(right).click()
    for number, document in enumerate(screen["documents"]):
        good = [file["fault"] for file in document["files"]].index("")
        page.get_by_role("radiogroup").nth(number).get_by_role("radio").nth(good).click()
    if screen["fields"]:
        page.get_by_role("button", name="Fill in for me").click()
