"""The demonstration: all of it, once."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from certificates.models import Certificate
from courses.models import Completion, Course, Lesson
from guides.models import (
    AlertBanner,
    CampaignPage,
    DecisionHelperPage,
    GlossaryTerm,
    GuidePage,
    LocalPage,
    PublicServicePage,
    StepByStepPage,
)
from jobs.models import Job
from jobs.services import run_due_jobs
from lms.demo.answers import right_answer
from lms.demo.questions import SELF_CHECK_TITLE
from people.models import Organisation, User
from quizzes.models import Item, ItemVersion, Quiz
from quizzes.models.bank import ItemType
from quizzes.presenting.parts import parts_of
from quizzes.presenting.self_check import paper_of_quiz, place_of
from quizzes.shown import to_shown

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count() for model in apps.get_models() if hasattr(model, "objects")
    }


def _finish_jobs() -> None:
    """What the demonstration left for a minute later (figures of a quiz) is done now, not by the second loading."""
    Job.objects.filter(status=Job.Status.QUEUED).update(due_at=timezone.now())
    run_due_jobs()


@pytest.fixture
def demo(_demo_of_module: str, db: None) -> str:
    """Everything the demonstration holds; what its loading printed."""
    return _demo_of_module


def test_the_demo_holds_what_it_promises_and_loads_once(demo):
    assert GuidePage.objects.live().count() == 5
    assert PublicServicePage.objects.live().count() == 10
    assert GlossaryTerm.objects.count() >= 30
    assert DecisionHelperPage.objects.live().count() == StepByStepPage.objects.live().count() == 1
    assert LocalPage.objects.live().filter(is_example=True).count() == 2
    assert CampaignPage.objects.live().count() == AlertBanner.objects.count() == 1
    assert Course.objects.published().count() == 4
    assert Lesson.objects.filter(is_published=True).count() == 6
    assert User.objects.count() == 8
    assert Completion.objects.count() == Certificate.objects.count() == 1
    assert Organisation.objects.get(code="HVHC").names.count() == 2
    assert not Lesson.objects.filter(title__contains="phút").exists(), "a row of the final quiz is no lesson"
    assert Course.objects.get(code="CPDT-101").final_quiz.time_limit_minutes == 45
    _finish_jobs()
    before = rows()

    call_command("load_demo")

    assert rows() == before


def test_the_demo_prints_who_can_sign_in(demo, client_for):
    for line in ("lan@hocvienso.example", "VT0001", "Mật khẩu chung"):
        assert line in demo
    client = client_for()
    for person in User.objects.all():
        assert client.login(email=person.email, password=re.search(r"Mật khẩu chung: (\S+)", demo).group(1))


def test_all_eleven_kinds_are_there_and_anybody_practises_ten_of_them(demo, client_for):
    kinds = set(Item.objects.values_list("current__kind", flat=True))
    assert kinds == set(ItemType.values)
    quiz = Quiz.objects.get(title=SELF_CHECK_TITLE)
    asked = paper_of_quiz(quiz)
    assert {version.kind for version, _arrangement in asked} == kinds - {"essay"}
    address = reverse("quizzes:self_check", kwargs={"uuid": quiz.uuid})
    client = client_for()
    html = client.get(address).content.decode()
    assert html.count("data-spot") == 5
    sent = {"mark": re.search(r'name="mark" value="(\w+)"', html).group(1)}
    for number, (version, arrangement) in enumerate(asked, start=1):
        answer = right_answer(version.kind, version.content, ItemVersion.objects.get(pk=version.pk).key)
        for part, values in parts_of(to_shown(answer, arrangement)).items():
            name = f"{place_of(quiz)}{number}-answer" + (f"-{part}" if part else "")
            sent[name] = values
    judged = client.post(address, sent).content.decode()
    assert "Đúng 10 trên 10 câu" in judged


def test_a_guide_asks_its_reader_and_stays_without_cookies(demo, client_for):
    guide = GuidePage.objects.get(code="HD-02")
    page = client_for().get(guide.url)
    html = page.content.decode()
    door = re.search(r'href="(/tu-kiem-tra/[^"?]+/)\?ve=([^"]+)"', html)
    assert door.group(2) == guide.url
    asked = client_for().get(door.group(1), {"ve": door.group(2)})
    assert asked.content.decode().count("data-question ") == 4
    assert f'<a href="{guide.url}">Quay lại trang vừa xem</a>' in asked.content.decode()
    assert "csrfmiddlewaretoken" not in html + asked.content.decode()
    assert not asked.cookies
    assert not page.cookies
    assert "public" in page["Cache-Control"]


def test_the_tree_is_sound(demo):
    assert not any(Page.find_problems())
