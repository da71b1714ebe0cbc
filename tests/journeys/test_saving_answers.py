"""What is typed in an exam is saved: through cuts, sign-outs, crashes, a second window, a stranger at the same device.

Short versions run with the suite; SIEGE_CUTS=20 SIEGE_SIGN_OUTS=50 (make siege-answers) run them at full length.
"""

import itertools
import os
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt
from quizzes.services.starting import start_attempt
from tests.journeys.conftest import DESK, PHONE
from tests.support.cutting import CuttingProxy
from tests.support.people import make_person
from tests.support.quizzes import answers_of, make_bank, make_item, make_quiz

pytestmark = pytest.mark.django_db(transaction=True)
CUTS = int(os.environ.get("SIEGE_CUTS", "3"))
SIGN_OUTS = int(os.environ.get("SIEGE_SIGN_OUTS", "2"))
PASSWORD = "mat-khau-dai-12"
SENTENCE = (
    "Hồ sơ được tiếp nhận, kiểm tra, thụ lý và trả kết quả đúng hẹn cho người dân trên Cổng dịch vụ công. "
)
WORDS = SENTENCE.split(" ")
STORED = """() => new Promise((resolve) => { const opening = indexedDB.open('answers', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('unsent', { keyPath: 'id' });
  opening.onsuccess = () => { const all = opening.result.transaction('unsent').objectStore('unsent').getAll();
    all.onsuccess = () => { opening.result.close();
      resolve(all.result.map((one) => one.id + ' ' + new TextDecoder('latin1').decode(one.data))); }; }; })"""


@pytest.fixture
def quiz(organisation):
    now = timezone.now()
    bank = make_bank(organisation, now)
    essay = {"format": "plain", "min_words": None, "max_words": None, "template": ""}
    files = {"max_count": 0, "max_mb": 5, "kinds": ["pdf"]}
    items = [
        make_item(bank, now, kind="essay", content={"stem": "<p>Trình bày.</p>", "files": files, **essay},
                  key={"rubric": [], "guidance": "", "sample": ""}),
        make_item(bank, now),
    ]  # fmt: skip
    return make_quiz(organisation, now, items=items, layout="all", shuffle_items=False)


@pytest.fixture
def attempt(quiz, learner):
    return start_attempt(quiz=quiz, learner=learner, now=timezone.now())


@pytest.fixture
def proxy(live_server):
    between = CuttingProxy(live_server.thread.port)
    yield between
    between.stop()


@pytest.fixture
def through(open_page, proxy, learner, sign_in):
    """The attempt's page, seen through the proxy."""

    def come(size=DESK, **options):
        page = open_page(size, **options)
        page.goto(f"http://127.0.0.1:{proxy.port}/dang-nhap/")
        page.fill("[name=login]", learner.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        return page

    return come


def at(proxy, attempt):
    return f"http://127.0.0.1:{proxy.port}" + reverse("quizzes:attempt", args=[attempt.uuid, 1])


def type_at_the_end(page, box, piece):
    """Inserting past a soft line break, Chromium may leave the caret before the last word: go to the end first."""
    box.focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(piece)


def stored_text(attempt):
    return answers_of(attempt).get(1, {}).get("text", "")


def wait_until_stored(page, attempt, text, within):
    """Seconds until the database holds exactly this text; spaces around it are nobody's answer."""
    text = text.strip()
    began = time.monotonic()
    while stored_text(attempt) != text:
        assert time.monotonic() - began < within, f"{stored_text(attempt)!r} is not {text!r}"
        page.wait_for_timeout(100)
    return time.monotonic() - began


def test_fault_01_every_typed_answer_survives_cuts(through, proxy, attempt):
    """Cut, broken-off answers, slowness; each time the page says so within 3 s and saves within 15 s of the return."""
    page = through()
    page.goto(at(proxy, attempt))
    box, status = page.locator("textarea"), page.locator("[data-status]").first
    typed, words = "", itertools.cycle(WORDS)
    slowest = 0.0
    for number in range(CUTS):
        box.focus()
        for part in range(3):
            if part == 1:
                [proxy.cut, lambda: proxy.truncate(40), lambda: setattr(proxy, "delay", 0.3)][number % 3]()
            piece = " ".join(next(words) for _ in range(3)) + " "
            type_at_the_end(page, box, piece)
            typed += piece
            page.wait_for_timeout(250)
        if number % 3 < 2:
            expect(status).to_have_attribute("data-tone", "warn", timeout=4500)  # 1 s quiet, then 3 s
        proxy.mend()
        proxy.drop()
        slowest = max(slowest, wait_until_stored(page, attempt, typed, 20.0 if number % 3 == 1 else 16.0))
        expect(status).to_contain_text("Đã lưu lúc", timeout=16_000)
    assert stored_text(attempt) == typed.strip()
    print(f"{CUTS} cuts, {len(typed)} characters, all stored; slowest {slowest:.1f} s after the return")


def test_fault_13_signing_out_in_the_middle_loses_no_character(through, proxy, attempt, learner):
    page = through()
    page.goto(at(proxy, attempt))
    box = page.locator("textarea")
    typed, words = "", itertools.cycle(WORDS)
    for _number in range(SIGN_OUTS):
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        base = f"http://127.0.0.1:{proxy.port}"
        piece = " ".join(next(words) for _ in range(4)) + " "
        type_at_the_end(page, box, piece)
        gone = page.request.post(
            base + "/dang-xuat/",
            form={"csrfmiddlewaretoken": token},
            headers={"Referer": base, "Origin": base},
        )
        assert gone.ok
        typed += piece
        piece = next(words) + " "
        type_at_the_end(page, box, piece)
        typed += piece
        dialog = page.locator("[data-sign-in]")
        expect(dialog).to_be_visible(timeout=8000)
        assert box.input_value() == typed, "what is typed never leaves the page"
        dialog.locator("[name=login]").fill(learner.email)
        dialog.locator("[name=password]").fill(PASSWORD)
        dialog.locator("button[type=submit], .ui-button").first.click()
        expect(dialog).to_be_hidden(timeout=10_000)
        wait_until_stored(page, attempt, typed, 15.0)
    print(f"{SIGN_OUTS} sign-outs, {len(typed)} characters, 0 lost")


def test_a_wrong_password_in_the_dialog_is_told_there(through, proxy, attempt, learner, axe):
    page = through(PHONE)
    page.goto(at(proxy, attempt))
    page.context.clear_cookies()
    Attempt.objects.update(ticket_epoch=7)
    page.locator("textarea").fill("Đang làm bài")
    dialog = page.locator("[data-sign-in]")
    expect(dialog).to_be_visible(timeout=8000)
    axe(page)
    dialog.locator("[name=login]").fill(learner.email)
    dialog.locator("[name=password]").fill("không phải mật khẩu")
    dialog.locator(".ui-button").first.click()
    expect(dialog.locator("[data-sign-in-problem]")).not_to_be_empty()
    assert page.locator("textarea").input_value() == "Đang làm bài"
    assert stored_text(attempt) == ""


def test_fault_22_a_killed_page_gives_its_text_back_marked_as_unsent_and_sends_it(through, proxy, attempt):
    page = through()
    page.goto(at(proxy, attempt))
    proxy.cut()
    page.locator("textarea").fill("Chữ chưa kịp gửi")
    expect(page.locator("[data-status]").first).to_have_attribute("data-tone", "warn")
    page.wait_for_function(f"({STORED})().then((all) => all.length > 0)")
    context = page.context
    page.close()
    assert stored_text(attempt) == ""

    proxy.mend()
    again = context.new_page()
    again.goto(at(proxy, attempt))
    expect(again.locator("textarea")).to_have_value("Chữ chưa kịp gửi")
    wait_until_stored(again, attempt, "Chữ chưa kịp gửi", 15.0)
    expect(again.locator("[data-status]").first).to_contain_text("Đã lưu lúc")
    again.wait_for_function(f"({STORED})().then((all) => all.length === 0)")


def test_abuse_12_drafts_are_unreadable_for_the_next_person_and_gone_after_signing_out(
    through, proxy, attempt, organisation
):
    stranger = make_person("Lê Văn Lạ", organisation=organisation, role="learner")
    page = through()
    page.goto(at(proxy, attempt))
    proxy.cut()
    page.locator("textarea").fill("Bí mật của tôi")
    expect(page.locator("[data-status]").first).to_have_attribute("data-tone", "warn")
    page.wait_for_function(f"({STORED})().then((all) => all.length > 0)")
    kept = " ".join(page.evaluate(STORED))
    assert str(attempt.learner.uuid) in kept
    assert "mật" not in kept
    assert "choices" not in kept
    assert "text" not in kept
    assert page.evaluate("Object.keys(localStorage).length") == 0

    # Another person at the same browser, without any sign-out: their page neither shows nor sends it.
    proxy.mend()
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto(f"http://127.0.0.1:{proxy.port}/dang-nhap/")
    page.fill("[name=login]", stranger.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    theirs = start_attempt(quiz=attempt.quiz, learner=stranger, now=timezone.now())
    page.goto(at(proxy, theirs))
    page.wait_for_timeout(1500)
    assert page.locator("textarea").input_value() == ""
    assert answers_of(theirs) == {}
    assert page.goto(at(proxy, attempt)).status == 404

    # Signing out forgets everything of everybody.
    page.goto(at(proxy, theirs))
    page.click("header summary")
    page.click("form[action*='dang-xuat'] button")
    page.wait_for_url(lambda url: "/lam-bai/" not in url)
    assert page.evaluate(STORED) == []


def test_abuse_12_signing_out_from_another_page_forgets_the_drafts_too(through, proxy, attempt):
    page = through()
    page.goto(at(proxy, attempt))
    proxy.cut()
    page.locator("textarea").fill("Bí mật của tôi")
    page.wait_for_function(f"({STORED})().then((all) => all.length > 0)")
    page.goto("about:blank")
    proxy.mend()
    page.goto(f"http://127.0.0.1:{proxy.port}/cua-toi/")
    assert len(page.evaluate(STORED)) > 0
    page.click("header summary")
    page.click("form[action*='dang-xuat'] button")
    page.wait_for_url(lambda url: "/cua-toi/" not in url)
    assert page.evaluate(STORED) == []


def test_fault_09_two_windows_are_told_and_the_newer_edit_wins(through, proxy, attempt):
    first = through()
    first.goto(at(proxy, attempt))
    second = first.context.new_page()
    second.goto(at(proxy, attempt))
    expect(first.locator("[data-two-windows]")).to_be_visible()
    expect(second.locator("[data-two-windows]")).to_be_visible()

    second.locator("textarea").fill("Từ cửa sổ thứ hai")
    wait_until_stored(second, attempt, "Từ cửa sổ thứ hai", 10.0)
    expect(first.locator("textarea")).to_have_value("Từ cửa sổ thứ hai")

    first.locator("textarea").fill("Sửa ở cửa sổ thứ nhất")
    wait_until_stored(first, attempt, "Sửa ở cửa sổ thứ nhất", 10.0)


def test_fault_09_two_devices_are_shown_both_answers_and_nothing_is_overwritten(through, proxy, attempt):
    phone, desk = through(PHONE), through(DESK)
    for page in (phone, desk):
        page.goto(at(proxy, attempt))
    phone.locator("textarea").fill("Từ điện thoại")
    wait_until_stored(phone, attempt, "Từ điện thoại", 10.0)

    desk.locator("textarea").fill("Từ máy bàn")
    box = desk.locator("[data-conflict]")
    expect(box).to_be_visible(timeout=8000)
    expect(box).to_contain_text("Từ điện thoại")
    expect(box).to_contain_text("Từ máy bàn")
    assert stored_text(attempt) == "Từ điện thoại"
    desk.click("[data-conflict-mine]")
    wait_until_stored(desk, attempt, "Từ máy bàn", 10.0)


def test_the_last_second_carries_what_is_not_acknowledged_and_hands_in(through, proxy, attempt):
    page = through()
    Attempt.objects.update(due_at=timezone.now() + timedelta(seconds=6))
    page.goto(at(proxy, attempt))
    page.locator("textarea").fill("Chữ cuối cùng")
    page.wait_for_url("**/ket-qua/**", timeout=20_000)
    attempt.refresh_from_db()
    assert attempt.status == "submitted"
    assert stored_text(attempt) == "Chữ cuối cùng"
    assert attempt.receipt_sha256 in page.inner_text("main")
    with page.expect_download() as waiting:
        page.click("a[href$='/bien-nhan/']")
    assert "Chữ cuối cùng" in waiting.value.path().read_text()
    assert page.evaluate(STORED) == []


def test_fault_11_and_14_offline_across_the_deadline_then_back_with_a_clock_gone_wrong(
    through, proxy, attempt
):
    """The device's clock is a day ahead: the countdown is the server's all the same, and nothing is handed in early."""
    page = through()
    page.clock.install(time=time.time() + 86_400)
    page.clock.resume()
    page.goto(at(proxy, attempt))
    expect(page.locator("[data-timer]")).to_contain_text("30")
    page.locator("textarea").fill("Trước hạn")
    wait_until_stored(page, attempt, "Trước hạn", 15.0)
    proxy.cut()
    page.locator("textarea").fill("Trước hạn, gửi sau hạn")
    expect(page.locator("[data-status]").first).to_have_attribute("data-tone", "warn")
    Attempt.objects.update(due_at=timezone.now() - timedelta(minutes=10))
    proxy.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-status]").first).to_contain_text("không được tính điểm", timeout=16_000)
    attempt.refresh_from_db()
    assert attempt.status == "expired"
    assert stored_text(attempt) == "Trước hạn"
    assert attempt.slots.get(slot=1).events.get(outcome="late").answer["text"] == "Trước hạn, gửi sau hạn"


def test_what_the_page_counts_reaches_the_records(through, proxy, attempt):
    page = through()
    page.goto(at(proxy, attempt))
    box = page.locator("textarea")
    box.focus()
    page.wait_for_timeout(2300)
    box.evaluate("(e) => e.dispatchEvent(new ClipboardEvent('paste', {bubbles: true}))")
    page.evaluate("dispatchEvent(new Event('blur')); dispatchEvent(new Event('focus'))")
    page.keyboard.insert_text("Một câu")
    wait_until_stored(page, attempt, "Một câu", 10.0)
    attempt.refresh_from_db()
    assert (attempt.focus_losses, attempt.pastes) == (1, 1)
    assert attempt.slots.get(slot=1).response.seconds >= 2
