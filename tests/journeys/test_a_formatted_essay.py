"""The small editor of an essay in a real browser: typing, tools, pasting, a cut line, and what arrives."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.services.starting import start_attempt
from tests.journeys.conftest import DESK, PHONE
from tests.quizzes.test_formatted_essays import essay
from tests.support.quizzes import answers_of, make_bank, make_quiz

pytestmark = pytest.mark.django_db(transaction=True)
PASTE = """(editor, html) => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x');
  editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""


@pytest.fixture
def attempt(organisation, learner):
    now = timezone.now()
    quiz = make_quiz(
        organisation, now, items=[essay(make_bank(organisation, now), now, min_words=150, max_words=250)]
    )
    return start_attempt(quiz=quiz, learner=learner, now=now)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_learner_formats_pastes_is_cut_off_and_keeps_it_all(
    open_page, attempt, learner, sign_in, axe, gates, size
):
    page = open_page(size)
    sign_in(page, learner)
    address = reverse("quizzes:attempt", args=[attempt.uuid, 1])
    page.goto(address)
    editor, status = page.locator("[contenteditable]"), page.locator("[data-status]").first
    expect(editor).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()
    axe(page)
    gates(page)

    editor.focus()
    page.keyboard.insert_text("Họp giao ban ")
    page.keyboard.press("Control+b")
    page.keyboard.insert_text("thứ hai")
    page.keyboard.press("Control+b")
    expect(page.locator("[data-words]")).to_contain_text("5")
    expect(status).to_contain_text("Đã lưu lúc")
    assert answers_of(attempt)[1]["text"] == "<p>Họp giao ban <b>thứ hai</b></p>"

    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.context.set_offline(True)
    editor.evaluate(
        PASTE,
        '<h1 style="color:red" onclick="x()">Việc</h1><script>1</script><ul><li><span>một</span></li></ul>',
    )
    page.locator("[data-do=bold]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-do=italic]")).to_be_focused()
    expect(status).to_have_attribute("data-tone", "warn")
    page.context.set_offline(False)
    expect(status).to_contain_text("Đã lưu lúc", timeout=16_000)
    wanted = "<p>Họp giao ban <b>thứ hai</b></p><p>Việc</p><ul><li>một</li></ul>"
    assert answers_of(attempt)[1]["text"] == wanted

    page.goto(address)
    assert page.locator("[contenteditable]").inner_html().replace(" ", " ") == wanted
    page.locator("[data-do=insertOrderedList]").click()
    page.locator("[data-do=undo]").click()
    page.click("button[value=overview]")
    page.locator("form[action*='nop-bai'] button:visible").first.click()
    page.wait_for_url("**/ket-qua/**")
    expect(page.locator(".quiz-essay b")).to_have_text("thứ hai")
    with page.expect_download() as waiting:
        page.click("a[href$='.pdf']")
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
