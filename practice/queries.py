"""Reads for the exercises' screens. Nothing here knows who is reading."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.related import related_to
from practice.models import ScenarioPage
from practice.playing import Shown, shown_screens
from practice.scenario import read_screens
from practice.words import picture_words, player_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLink:
    """An exercise as lists show it."""

    title: str
    title_language: str
    summary: str
    summary_language: str
    url: str
    worksheet_url: str
    minutes: str


def published_scenarios() -> QuerySet[ScenarioPage]:
    return ScenarioPage.objects.live().public().defer_streamfields().order_by("position", "title")


def practice_index_url() -> str:
    """The list of exercises in the language of the page: it is planted at one address and stays there."""
    return reverse("wagtail_serve", args=["mo-phong/"])


def scenario_links() -> list[ScenarioLink]:
    """All published exercises. One question, however many there are."""
    base = practice_index_url()
    return [
        ScenarioLink(
            title=page.display_title,
            title_language=page.title_language,
            summary=page.display_summary,
            summary_language=page.summary_language,
            url=f"{base}{page.slug}/",
            worksheet_url=reverse("practice:worksheet", args=[page.slug]),
            minutes=told_minutes(page.minutes),
        )
        for page in published_scenarios()
    ]


def told_minutes(number: int) -> str:
    return ngettext("about %(number)s minute", "about %(number)s minutes", number) % {"number": number}


def get_published_scenario(slug: str) -> ScenarioPage:
    """The exercise of an address, or 404: drafts and private pages are not there."""
    page = ScenarioPage.objects.live().public().filter(slug=slug).first()
    if page is None:
        raise Http404
    return page


def screens_of(page: ScenarioPage) -> list[Shown]:
    return shown_screens(read_screens(page.body.get_prep_value()), today=localdate())


def scenario_context(page: ScenarioPage) -> dict[str, Any]:
    """What the page of an exercise shows, and what its player is given."""
    screens = screens_of(page)
    return {
        "screens": screens,
        "play": play_data(page, screens),
        "pictures": picture_words(),
        "trials": len({screen["trial"] for screen in screens} - {""}),
        "breadcrumb": [(_("Practice"), practice_index_url())],
        "minutes": told_minutes(page.minutes),
        "explained_by": related_to(page),
        "worksheet_url": reverse("practice:worksheet", args=[page.slug]) if page.slug else "",
    }


def play_data(page: ScenarioPage, screens: list[Shown]) -> dict[str, Any]:
    """Everything the player needs: after this it asks for nothing. ``version`` tells an old kept state from this one."""
    screens_stored = repr(read_screens(page.body.get_prep_value()))  # the same in every language
    return {
        "slug": page.slug,
        "version": hashlib.sha256(screens_stored.encode()).hexdigest()[:12],
        "title": page.display_title,
        "official": {"url": page.official_url if page.official_host else "", "host": page.official_host},
        "lessons": [{"t": line, "l": page.lessons_language} for line in page.lesson_list],
        "screens": screens,
        "pictures": picture_words(),
        "words": player_words(),
    }
