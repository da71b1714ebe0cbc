"""The English side of the demo's pages, one file per page: pairs of passages, as a translator would have saved them."""

import json
from datetime import datetime
from typing import Any

from wagtail.models import Page

from content.models import PageTranslation
from content.services.translations import save_translation
from courses.models import CoursePage, LessonPage
from guides.models import (
    CampaignPage,
    DecisionHelperPage,
    ExplainerPage,
    GuideIndexPage,
    GuidePage,
    NewsPage,
    PublicServicePage,
    QuestionPage,
    StepByStepPage,
)
from lms.demo.files import DATA
from people.models import User

REVIEWED = (CampaignPage, DecisionHelperPage, ExplainerPage, NewsPage, QuestionPage, StepByStepPage)
"""Kinds whose pages have no code: their files name them by their address."""


def load_english(*, by: User, now: datetime) -> None:
    """Publish the translations that are not there yet."""
    for path in sorted((DATA / "english").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        page = _page_of(told)
        if page and not PageTranslation.objects.filter(page_key=page.translation_key).exists():
            save_translation(page=page, wanted=dict(told["words"]), base=0, by=by, now=now, publish=True)


def _page_of(told: dict[str, Any]) -> Page | None:
    """The page a file names by kind and code."""
    found: dict[str, Any] = {
        "guide": lambda code: GuidePage.objects.filter(code=code),
        "service": lambda code: PublicServicePage.objects.filter(code=code),
        "page": lambda slug: Page.objects.type(*REVIEWED).filter(slug=slug).specific(),
        "guides": lambda _code: GuideIndexPage.objects.all(),
        "course": lambda code: CoursePage.objects.filter(course__code=code),
        "course_lesson": lambda code: LessonPage.objects.filter(lesson__course__code=code),
        "lesson": lambda code: LessonPage.objects.filter(lesson__code=code),
    }
    [(kind, code)] = [(kind, told[kind]) for kind in found if kind in told]
    page: Page | None = found[kind](code).first()
    return page
