"""The attempt page with its scripts as a nation is sent them: bundled, shortened, hashed; the sources are not touched."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models import Attempt
from quizzes.services.starting import start_attempt
from tests.journeys.conftest import PHONE
from tests.support.quizzes import answers_of, make_bank, make_item, make_quiz

pytestmark = pytest.mark.django_db(transaction=True)
pytest.importorskip("minify")
BACKEND = "lms.static_files.SmallStaticFiles"


@pytest.fixture
def sent(tmp_path):
    options = {"location": str(tmp_path)}
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    with override_settings(
        STATIC_ROOT=str(tmp_path),
        STORAGES={"default": memory, "staticfiles": {"BACKEND": BACKEND, "OPTIONS": options}},
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]

    def serve(route):
        name = route.request.url.split("/static/")[1].split("?")[0]
        route.fulfill(body=(tmp_path / paths.get(name, name)).read_bytes(), content_type="text/javascript")

    return serve


@pytest.fixture
def attempt(organisation, learner):
    now = timezone.now()
    bank = make_bank(organisation, now)
    quiz = make_quiz(organisation, now, items=[make_item(bank, now), make_item(bank, now)], layout="all")
    return start_attempt(quiz=quiz, learner=learner, now=now)


def test_an_exam_is_saved_cut_off_signed_out_and_handed_in(open_page, sent, attempt, learner, sign_in):
    page = open_page(PHONE)
    asked = []
    page.route("**/static/**/*.js", lambda route: (asked.append(route.request.url), sent(route)))
    sign_in(page, learner)
    asked.clear()
    page.goto(reverse("quizzes:attempt", args=[attempt.uuid, 1]))
    page.wait_for_load_state("networkidle")
    loaded = [url.rsplit("/", 1)[1].split(".")[0] for url in asked]
    assert loaded[:2] == ["core", "attempt"]
    assert set(loaded[2:]) == {"sign-in", "conflict"}, "what may be wanted later is here while the line is up"

    page.locator("[data-slot='1'] label").first.click()
    expect(page.locator("[data-slot='1'] [data-status]")).to_contain_text("Đã lưu lúc")
    asked.clear()
    page.context.set_offline(True)
    page.locator("[data-slot='2'] label").first.click()
    expect(page.locator("[data-slot='2'] [data-status]")).to_have_attribute("data-tone", "warn")
    page.context.clear_cookies()
    Attempt.objects.update(ticket_epoch=7)
    page.context.set_offline(False)

    dialog = page.locator("[data-sign-in]")
    expect(dialog).to_be_visible(timeout=20_000)
    dialog.locator("[name=login]").fill(learner.email)
    dialog.locator("[name=password]").fill("mat-khau-dai-12")
    dialog.locator("button[type=submit], .ui-button").first.click()
    expect(page.locator("[data-slot='2'] [data-status]")).to_contain_text("Đã lưu lúc", timeout=16_000)
    assert set(answers_of(attempt)) == {1, 2}
    assert asked == [], "nothing more was fetched"

    Attempt.objects.update(due_at=timezone.now() + timedelta(seconds=4))
    page.reload()
    page.wait_for_url("**/ket-qua/**", timeout=20_000)


def test_another_device_was_quicker(open_page, sent, attempt, learner, sign_in):
    first, second = open_page(PHONE), open_page(PHONE)
    for page in (first, second):
        page.route("**/static/**/*.js", sent)
        sign_in(page, learner)
        page.goto(reverse("quizzes:attempt", args=[attempt.uuid, 1]))
    status = "[data-slot='1'] [data-status]"
    first.locator("[data-slot='1'] label").nth(0).click()
    expect(first.locator(status)).to_contain_text("Đã lưu lúc")
    second.locator("[data-slot='1'] label").nth(1).click()
    expect(second.locator("[data-conflict]")).to_be_visible()
    second.click("[data-conflict-mine]")
    expect(second.locator(status)).to_contain_text("Đã lưu lúc")
    assert first.locator("[data-slot='1'] input:checked").count() == 1
