"""A marker with two essays, by keyboard; and every screen of marking, results and paper on a phone and at a desk."""

import os
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt, Marking, Response
from quizzes.services.marking import claim_marking
from quizzes.services.paper import make_paper_forms
from quizzes.services.recognising import recognise_results
from quizzes.services.regrading import preview_regrade
from tests.journeys.conftest import DESK, PHONE
from tests.quizzes.test_regrading import attempt_picking, corrected, item_of
from tests.support.marking import RUBRIC, essay_quiz, essays_of, make_marker, sit
from tests.support.people import make_organisation, make_person
from tests.support.quizzes import make_quiz

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TEXT = "Ký số bảo đảm tính xác thực và toàn vẹn của văn bản.\n\n" * 6


@pytest.fixture
def organisation(transactional_db):
    return make_organisation("HVHC", "Học viện Hành chính")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def marker(organisation):
    return make_marker("Đỗ Thị An", organisation, role="administrator")


def waits_until_saved(page):
    page.wait_for_selector("[data-status][data-state=saved]")


def test_a_marker_with_two_essays(organisation, marker, now, page_1280, sign_in, axe):
    """Rubric, autosave, finished by Ctrl+Enter, the next answer there at once; nothing of the draft is lost on the way."""
    quiz = essay_quiz(organisation, now, rubric=RUBRIC, title="Kiểm tra tự luận")
    for name in ("Nguyễn Thị Lan", "Trần Văn Bình"):
        sit(quiz, make_person(name, organisation=organisation), now, text=TEXT)
    page = page_1280
    sign_in(page, marker)
    page.goto(reverse("quizzes_marking_queue", kwargs={"uuid": quiz.uuid}))
    assert "Nguyễn Thị Lan" not in page.content()
    page.get_by_role("button", name="Chấm bài tiếp theo").click()
    page.wait_for_url(lambda url: "/bai/" in url)
    axe(page, within=".quizzes-bank")

    assert page.evaluate("document.activeElement.name") == "r-r1", "the first criterion has the keyboard"
    page.keyboard.type("3,5")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    assert page.locator("[data-sum]").text_content() == "7,5"
    waits_until_saved(page)
    assert Marking.objects.values_list("rubric", flat=True).get() == {"r1": "3.5", "r2": "4"}
    page.keyboard.press("Tab")
    with page.expect_response(lambda reply: reply.url.endswith("/luu/")):
        page.keyboard.type("Lập luận rõ.")
    page.reload()
    assert page.get_by_label("Nhận xét cho học viên").input_value() == "Lập luận rõ."
    first = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != first)

    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    second = page.url
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != second)
    page.get_by_text("Không còn bài nào để bạn chấm ở đây.").wait_for()

    assert sorted(Marking.objects.values_list("state", "points", "comment")) == [
        ("final", 7.5, "Lập luận rõ."),
        ("final", 10, ""),
    ]
    assert not Attempt.objects.filter(needs_marking=True).exists()


def test_a_draft_survives_a_cut_and_works_without_a_script(organisation, marker, now, open_page, sign_in):
    quiz = essay_quiz(organisation, now)
    item = essays_of(sit(quiz, make_person("Lan", organisation=organisation), now))[0]
    claim_marking(item=item, marker=marker, now=now)
    address = reverse("quizzes_marking_essay", kwargs={"uuid": quiz.uuid, "pk": item.pk})
    page = open_page(DESK)
    sign_in(page, marker)
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Điểm").fill("6")
    page.wait_for_selector("[data-status][data-state=unsaved]")
    page.context.set_offline(False)
    waits_until_saved(page)
    assert Marking.objects.get().points == 6

    bare = open_page(PHONE, java_script_enabled=False)
    sign_in(bare, marker)
    bare.goto(address)
    bare.get_by_label("Điểm").fill("7")
    bare.get_by_role("button", name="Chấm xong").click()
    assert Response.objects.get(attempt_item=item).score == 7


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_a_clerk_enters_a_sheet_and_sees_every_row_first(
    organisation, marker, now, open_page, sign_in, axe, tmp_path, size
):
    """The sheet with a mistake is shown and not taken; corrected, it is entered as a whole."""
    quiz = make_quiz(organisation, now, questions=2)
    people = [make_person(name, organisation=organisation) for name in ("Nguyễn Thị Lan", "Trần Văn Bình")]
    make_paper_forms(quiz=quiz, count=1, by=marker, now=now)
    page = open_page(size)
    sign_in(page, marker)
    page.goto(reverse("quizzes_paper", kwargs={"uuid": quiz.uuid}))
    with page.expect_download() as download:
        page.get_by_role("link", name="Bảng nhập kết quả (Excel)").click()
    download.value.save_as(tmp_path / "mau.xlsx")
    book = openpyxl.load_workbook(tmp_path / "mau.xlsx")
    book.active.append([people[0].email, people[0].full_name, "101", "A", "B"])
    book.active.append([people[1].email, people[1].full_name, "101", "?", ""])
    for name, fix in (("sai.xlsx", None), ("dung.xlsx", "C")):
        if fix:
            book.active.cell(row=5, column=4, value=fix)
        book.save(tmp_path / name)
        page.goto(reverse("quizzes_paper", kwargs={"uuid": quiz.uuid}))
        page.get_by_label("Bảng kết quả (.xlsx)").set_input_files(tmp_path / name)
        page.get_by_role("button", name="Kiểm tra bảng").click()
        page.get_by_role("heading", name="Kiểm tra bảng").wait_for()
        if folder := os.environ.get("LMS_MARKING_PICTURES"):
            page.screenshot(path=f"{folder}/check-{name}-{size['width']}.png", full_page=True)
        axe(page, within=".quizzes-bank")
        assert not Attempt.objects.exists()
    page.get_by_role("button", name="Nhập tất cả kết quả").click()
    page.get_by_text("Đã nhập 2 kết quả.").wait_for()
    assert Attempt.objects.filter(source="paper").count() == 2


def scene_of(organisation, marker, now):
    """One quiz in every stage, and the addresses of its screens."""
    essays = essay_quiz(
        organisation,
        now,
        essays=2,
        rubric=RUBRIC,
        title="Kiểm tra tự luận về văn bản điện tử",
        markers_needed=2,
    )
    attempts = [
        sit(essays, make_person(name, organisation=organisation), now, text=TEXT)
        for name in ("Nguyễn Thị Lan", "Trần Văn Bình", "Đặng Thị Ổi")
    ]
    other = make_marker("Vũ Văn Bách", organisation)
    mark_by = essays_of(attempts[0])
    claim_marking(item=mark_by[0], marker=marker, now=now)
    claim_marking(item=essays_of(attempts[1])[0], marker=other, now=now)
    quiz = make_quiz(organisation, now, questions=2, pass_percent=100, title="Kiểm tra cuối khóa")
    sittings = [
        attempt_picking(quiz, make_person(f"Học Viên {name}", organisation=organisation), choice, now)
        for name, choice in (("Một", "c3"), ("Hai", "c2"), ("Ba", "c1"))
    ]
    corrected(quiz, now)
    regrade = preview_regrade(quiz=quiz, item=item_of(quiz), reason="Đáp án in sai", by=marker, now=now)
    (form, *_more) = make_paper_forms(quiz=quiz, count=2, by=marker, now=now)
    recognise_results(
        quiz=quiz,
        organisation=organisation,
        number="15/QĐ-HVHC",
        decided_on=date(2026, 11, 25),
        signed_by="Lê Văn Khoa",
        by=marker,
        now=now,
    )
    sit(quiz, make_person("Học Viên Tư", organisation=organisation), now)
    on_essays, on_quiz = {"uuid": essays.uuid}, {"uuid": quiz.uuid}
    return {
        "quizzes": reverse("quizzes_marking"),
        "queue": reverse("quizzes_marking_queue", kwargs=on_essays),
        "essay": reverse("quizzes_marking_essay", kwargs={**on_essays, "pk": mark_by[0].pk}),
        "results": reverse("quizzes_gradebook", kwargs={"quiz": quiz.uuid}),
        "sitting": reverse("quizzes_sitting", kwargs={**on_quiz, "attempt": sittings[0].uuid}),
        "sitting-essay": reverse("quizzes_sitting", kwargs={**on_essays, "attempt": attempts[0].uuid}),
        "regrades": reverse("quizzes_regrades", kwargs=on_quiz),
        "regrade": reverse("quizzes_regrade", kwargs={**on_quiz, "regrade": regrade.uuid}),
        "recognise": reverse("quizzes_recognise", kwargs=on_quiz),
        "paper": reverse("quizzes_paper", kwargs=on_quiz),
        "paper-one": reverse("quizzes_paper_one", kwargs={**on_quiz, "form": form.uuid}),
    }


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_every_screen_of_marking(organisation, marker, now, open_page, sign_in, axe, size):
    screens = scene_of(organisation, marker, now)
    page = open_page(size)
    sign_in(page, marker)
    for name, address in screens.items():
        page.goto(address)
        if folder := os.environ.get("LMS_MARKING_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
        axe(page, within=".quizzes-bank")
        wide = page.evaluate(
            "document.querySelector('.quizzes-bank').scrollWidth - document.querySelector('.quizzes-bank').clientWidth"
        )
        assert wide <= 0, f"{name} scrolls sideways by {wide} px"
