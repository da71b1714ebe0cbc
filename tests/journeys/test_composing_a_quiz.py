"""An author imports a bank and builds a quiz by rule from it, in at most ten actions, and learners can start it."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Quiz
from quizzes.services.starting import start_attempt
from tests.journeys.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


class Actions:
    """Counts what a person does: a click, a choice, a field filled in."""

    def __init__(self, page) -> None:
        self.page = page
        self.done = 0

    def __getattr__(self, name):
        def act(*args, **kwargs):
            self.done += name in {"click", "fill", "select_option", "set_input_files", "check"}
            return getattr(self.page, name)(*args, **kwargs)

        return act


def test_a_quiz_by_rule_from_an_imported_bank_in_ten_actions(
    site, organisation, instructor, learner, shared, open_page, sign_in, axe
):
    page = open_page(DESK)
    sign_in(page, instructor)
    page.goto(reverse("quizzes_banks"))
    page.fill("[name=name]", "Một cửa điện tử")
    page.select_option("[name=organisation]", index=1)
    page.click("main form[method=post] button[type=submit]")
    page.set_input_files("[name=file]", str(shared / "content" / "quiz" / "questions.json"))
    page.click("form[enctype] button[type=submit]")
    page.click("form[action$='/ghi/'] button")
    page.wait_for_load_state()

    author = Actions(page)
    page.goto(reverse("quizzes_quizzes"))
    author.fill("[name=title]", "Kiểm tra cuối khóa")
    author.select_option("[name=organisation]", index=1)
    author.click("main form[method=post] button[type=submit]")
    expect(page.locator(".quizzes-bank")).to_contain_text("chưa có câu hỏi")
    axe(page, within=".quizzes-bank")
    author.click("role=link[name='Rút câu hỏi theo quy tắc']")
    author.fill("[name=count]", "5")
    author.check("[name=kinds][value=single_choice]")
    expect(page.locator("[data-fitting]")).to_contain_text("phù hợp")
    axe(page, within=".quizzes-bank")
    author.click("form[data-rule] button[type=submit]:not([name])")
    expect(page.locator(".quizzes-bank")).to_contain_text("Phần 1")

    assert author.done <= 10
    axe(page, within=".quizzes-bank")
    quiz = Quiz.objects.get(title="Kiểm tra cuối khóa")
    paper = start_attempt(quiz=quiz, learner=learner, now=timezone.now() + timedelta(minutes=1)).slots
    assert set(paper.values_list("version__kind", flat=True)) == {"single_choice"}
    assert paper.count() == 5

    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for name in ("quizzes_compose", "quizzes_rules", "quizzes_accommodations"):
            page.goto(reverse(name, args=[quiz.uuid]))
            axe(page, within=".quizzes-bank")
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
            if folder := os.environ.get("LMS_JOURNEY_PICTURES"):
                page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
