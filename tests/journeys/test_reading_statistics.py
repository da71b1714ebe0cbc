"""An author reads the statistics of a quiz, finds the question with a wrong key, and takes the report home."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.urls import reverse

from quizzes.models import SectionItem
from tests.journeys.conftest import DESK, PHONE
from tests.support.people import make_person
from tests.support.quizzes import choice_content, make_bank, make_item, make_quiz
from tests.support.statistics import count_all, sit_in_bulk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STEMS = [
    "Khi gửi văn bản điện tử, chữ ký số nào có giá trị pháp lý?",
    "Hồ sơ nộp trực tuyến quá hạn xử lý thì ai xin lỗi bằng văn bản?",
    "Lề trái của văn bản hành chính rộng bao nhiêu?",
    "Dịch vụ công trực tuyến toàn trình là gì?",
    "Mã định danh cơ quan dùng để làm gì?",
    "Văn bản đến được đăng ký vào lúc nào?",
    "Ai được ký thừa lệnh người đứng đầu?",
    "Thời hạn giải quyết tính từ lúc nào?",
]
NAMES = ["Trần Văn Ánh", "Lê Thị An", "Nguyễn Đức Dũng", "Phạm Thị Đào", "Hoàng Văn Ân", "Vũ Thị Thu Hà"]


@pytest.fixture
def quiz(organisation):
    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    bank = make_bank(organisation, now)
    items = [make_item(bank, now, content=choice_content(stem)) for stem in STEMS]
    quiz = make_quiz(organisation, now, items=items, title="Kiểm tra cuối khóa Văn thư điện tử")
    versions = [
        row.item.current
        for row in SectionItem.objects.filter(section__quiz=quiz)
        .order_by("position")
        .select_related("item__current")
    ]
    chance = np.random.default_rng(11)
    ability = chance.normal(size=(120, 1))
    hardness = np.linspace(-1.6, 1.2, len(STEMS))
    marks = (ability + chance.normal(size=(120, len(STEMS))) > hardness).astype(int)
    marks[:, 6] = (ability[:, 0] + chance.normal(size=120) * 0.5 < -0.7).astype(int)
    people = [make_person(NAMES[n % 6], organisation=organisation) for n in range(120)]
    sit_in_bulk(quiz, versions, marks.tolist(), now, people=people)
    count_all(quiz, now)
    return quiz


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_an_author_finds_the_wrong_key_and_takes_the_report(
    site, quiz, instructor, open_page, sign_in, axe, size
):
    page = open_page(size)
    sign_in(page, instructor)
    page.goto(reverse("quizzes_statistics_list"))
    check(page, axe, "danh-sach", size, at="thong-ke-bai-kiem-tra")
    page.click(f"role=link[name='Thống kê – {quiz.title}']")
    check(page, axe, "thong-ke", size, at="/thong-ke/")
    assert page.locator("svg[role=img] title").count() == 2
    with page.expect_download() as report:
        page.click("role=link[name='Báo cáo Word']")
    assert report.value.suggested_filename == "bao-cao-kiem-tra-cuoi-khoa-van-thu-dien-tu.docx"
    page.click("role=link[name='Độ phân biệt']")
    page.wait_for_url("**xep=phan-biet**")
    page.click(".quizzes-statistics__hints a >> nth=0")
    page.wait_for_url("**/cau-hoi/**")
    assert "xem lại đáp án" in page.text_content(".quizzes-bank")
    check(page, axe, "cau-hoi", size, at="/cau-hoi/")
    page.click("role=link[name='Sổ điểm']")
    check(page, axe, "so-diem", size, at="/so-diem/")
    assert page.text_content("tbody tr >> nth=0 >> th").strip() == "An"
    item = SectionItem.objects.filter(section__quiz=quiz).first().item
    page.goto(item.bank.get_absolute_url())
    check(page, axe, "ngan-hang", size, at="/ngan-hang-cau-hoi/")
    assert "xem lại đáp án" in page.text_content(".quizzes-bank__list")
    page.goto(reverse("quizzes_item_about", kwargs={"uuid": item.bank.uuid, "item": item.uuid}))
    check(page, axe, "ho-so-cau-hoi", size, at="/ho-so/")
    page.click(f"role=link[name='{quiz.title} – thống kê của câu hỏi']")
    page.wait_for_url("**/thong-ke/cau-hoi/**")


def check(page, axe, name, size, *, at):
    page.wait_for_url(f"**{at}**")
    page.wait_for_selector(".quizzes-bank")
    axe(page, within=".quizzes-bank")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name} scrolls sideways by {wide} px at {size['width']}"
    if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
        page.set_viewport_size({**size, "height": 2600})
        page.screenshot(path=f"{folder}/thong-ke-{name}-{size['width']}.png", full_page=True)
        page.set_viewport_size(size)
