"""An exam on a phone with every kind of question: by keyboard alone, with names a screen reader says, offline in the middle."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt
from quizzes.services.starting import start_attempt
from tests.journeys.conftest import PHONE
from tests.support.every_kind import KINDS, every_kind_quiz, sheet_of_paper
from tests.support.quizzes import answers_of

pytestmark = pytest.mark.django_db(transaction=True)

ESSAY = "Người dân nộp hồ sơ ở nhà, theo dõi được từng bước và không phải chờ."
NAMES = {
    "single_choice": ['group "Chọn một phương án', "table:", 'radio "A. '],
    "multiple_choice": ['group "Chọn các loại chữ ký số. Chọn tất cả phương án đúng"', 'checkbox "A. '],
    "true_false": ['radio "Đúng"', 'radio "Sai"'],
    "true_false_group": ['group "Về văn bản điện tử:', 'group "a) ', 'group "d) ', 'radio "Đúng"'],
    "matching": ['group "Ghép việc với nơi làm.', 'combobox "Khai sinh"', 'combobox "Hộ chiếu"'],
    "ordering": ['combobox "Vị trí của: Nộp"', 'button "Chuyển xuống: Nộp"', 'button "Chuyển lên: Nộp"'],
    "short_answer": ['group "Thủ đô của Việt Nam?', 'textbox "Câu trả lời của bạn"'],
    "numerical": ['textbox "Câu trả lời của bạn"', 'combobox "Đơn vị đo"'],
    "cloze": ['textbox "Chỗ trống 1"', 'textbox "Chỗ trống 2"', 'combobox "Chỗ trống 3"'],
    "essay": [
        'textbox "Bài làm của bạn"',
        'group "Tệp kèm theo"',
        'button "Thêm tệp"',
        'button "Tải tệp lên"',
    ],
    "hotspot": ['img "Mẫu công văn"', 'checkbox "', "Góc phải"],
}


@pytest.fixture
def attempt(site, organisation, learner):
    now = timezone.now()
    quiz = every_kind_quiz(organisation, now, attempts_allowed=1)
    return start_attempt(quiz=quiz, learner=learner, now=now, return_url="/cua-toi/")


@pytest.fixture
def open_exam(attempt, learner, open_page, sign_in):
    def opened(**options):
        page = open_page(PHONE, has_touch=True, is_mobile=True, **options)
        picture = {"body": sheet_of_paper(), "content_type": "image/png"}
        page.context.route("**/media/mau.png", lambda route: route.fulfill(**picture))
        sign_in(page, learner)
        page.goto(f"/lam-bai/{attempt.uuid}/1/")
        return page

    return opened


def tab_to(page, selector):
    """Press Tab until the control has the focus, as somebody without a mouse does."""
    for _press in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def press(page, selector, *keys):
    tab_to(page, selector)
    for key in keys:
        page.keyboard.press(key)


def type_in(page, selector, text):
    tab_to(page, selector)
    page.keyboard.type(text)


def pick(page):
    press(page, "[data-answer]", "Space")


def take_sides(page):
    for part in "abcd":
        press(page, f"[data-answer={part}]", "Space")


def match(page):
    for part in "ab":
        press(page, f"[data-answer={part}]", "ArrowDown")


def order(page):
    first = page.locator("[data-line] [data-part]").first.inner_text()
    press(page, "[data-move='1']", "Enter")
    assert page.locator("[data-line] [data-part]").nth(1).inner_text() == first
    assert page.locator("[data-said]").inner_text() == "Vị trí 2 trên 4"
    assert page.evaluate("document.activeElement.dataset.move") == "1", (
        "the focus stays on the line that moved"
    )


def name_the_capital(page):
    type_in(page, "[data-answer]", "Hà Nội")


def measure(page):
    type_in(page, "[data-answer='']", "29,7")
    press(page, "[data-answer=unit]", "ArrowDown", "ArrowDown")
    expect(page.locator("[data-reading]")).to_have_text("Hệ thống hiểu là 29,7")


def fill(page):
    type_in(page, "[data-answer=g1]", "Hà Nội")
    type_in(page, "[data-answer=g2]", "12")
    press(page, "[data-answer=g3]", "ArrowDown")


def write_offline(page):
    """The line is lost while somebody writes; not a character is."""
    type_in(page, "textarea", ESSAY[:30])
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
    page.context.set_offline(True)
    page.keyboard.type(ESSAY[30:])
    expect(page.locator("[data-status]")).to_contain_text("Mất mạng")
    tab_to(page, "button[value=next]")
    page.keyboard.press("Enter")
    assert page.url.endswith("/10/"), "nobody leaves a page whose answer is on the device only"
    expect(page.locator("[data-status]")).to_contain_text("đã lưu trên máy này")
    page.context.set_offline(False)
    expect(page.locator("[data-words]")).to_have_text("Số từ: 16")


ANSWER = {
    "single_choice": pick,
    "multiple_choice": pick,
    "true_false": pick,
    "true_false_group": take_sides,
    "matching": match,
    "ordering": order,
    "short_answer": name_the_capital,
    "numerical": measure,
    "cloze": fill,
    "essay": write_offline,
    "hotspot": pick,
}


def test_an_exam_with_every_kind(attempt, open_exam, axe, gates):
    page = open_exam()
    for number, kind in enumerate(KINDS, start=1):
        page.wait_for_url(f"**/{number}/")
        said = page.locator("main").aria_snapshot()
        for name in NAMES[kind]:
            assert name in said, f"{kind}: {name!r} is not said in\n{said}"
        axe(page)
        gates(page)
        ANSWER[kind](page)
        expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
        axe(page)
        press(page, "button[value=next], form button[value=overview]:not(.ui-button--quiet)", "Enter")
    page.wait_for_url("**/tong-quan/")
    assert "Đã trả lời mọi câu" in page.inner_text("main") or page.locator("text=Chưa trả lời").count() == 0
    axe(page)
    gates(page)
    answers = answers_of(attempt)
    assert len(answers) == len(KINDS)
    assert all(answers.values())
    assert answers[10]["text"] == ESSAY
    assert answers[8] == {"text": "29,7", "unit": "cm"}
    assert answers[7] == {"text": "Hà Nội"}
    assert answers[9]["gaps"]["g1"] == "Hà Nội"
    assert len(answers[6]["order"]) == 4

    press(page, "form[action$='/nop-bai/'] button", "Enter")
    page.wait_for_url("**/ket-qua/**")
    text = page.inner_text("main")
    assert "Chờ chấm" in text
    assert ESSAY in text
    axe(page)
    gates(page)
    assert Attempt.objects.get().is_closed


def test_the_same_exam_without_a_script(attempt, open_exam):
    page = open_exam(java_script_enabled=False)
    answers = {
        "matching": lambda: [page.select_option(f"[name=q5-answer-{part}]", index=1) for part in "ab"],
        "ordering": lambda: [
            page.select_option(f"[name=q6-answer-{part}]", str(place))
            for place, part in enumerate("dcba", start=1)
        ],
        "true_false_group": lambda: [page.check(f"[name=q4-answer-{part}][value=true]") for part in "abcd"],
        "short_answer": lambda: page.fill("[name=q7-answer]", "Hà Nội"),
        "numerical": lambda: page.fill("[name=q8-answer]", "297 mm"),
        "cloze": lambda: page.fill("[name=q9-answer-g1]", "Hà Nội"),
        "essay": lambda: page.fill("[name=q10-answer]", ESSAY),
    }
    for number, kind in enumerate(KINDS, start=1):
        page.wait_for_url(f"**/{number}/")
        answers.get(kind, lambda n=number: page.check(f"[name=q{n}-answer] >> nth=0"))()
        page.click("button[value=next], form button.ui-button[value=overview] >> nth=0")
    page.wait_for_url("**/tong-quan/")
    kept = answers_of(attempt)
    assert all(kept[number] for number in range(1, len(KINDS) + 1))
    assert kept[8] == {"text": "297 mm"}
    page.goto(f"/lam-bai/{attempt.uuid}/8/")
    assert "Hệ thống hiểu là 297 mm" in page.inner_text("main")
    page.goto(f"/lam-bai/{attempt.uuid}/6/")
    assert page.locator("select").first.input_value() == "1"


def test_several_questions_on_one_page_are_saved_each(
    site, organisation, learner, open_page, sign_in, axe, gates
):
    now = timezone.now()
    quiz = every_kind_quiz(organisation, now, layout="all")
    attempt = start_attempt(quiz=quiz, learner=learner, now=now)
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    picture = {"body": sheet_of_paper(), "content_type": "image/png"}
    page.context.route("**/media/mau.png", lambda route: route.fulfill(**picture))
    sign_in(page, learner)
    page.goto(f"/lam-bai/{attempt.uuid}/1/")
    axe(page)
    gates(page)
    page.locator("#q1 label").first.click()
    page.locator("#q7 [data-answer]").fill("Hà Nội")
    page.locator("#q11 svg rect").click()
    for number in (1, 7, 11):
        expect(page.locator(f"#q{number} [data-status]")).to_contain_text("Đã lưu lúc")
    expect(page.locator("#q11 input:checked")).to_have_count(1)
    page.reload()
    expect(page.locator("#q7 [data-answer]")).to_have_value("Hà Nội")
    assert set(answers_of(attempt)) == {1, 7, 11}
