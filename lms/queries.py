"""What the front page shows, from every room. Eleven questions at most, however much there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import Course
from guides.listing import directory_links, service_index_url, topic_url
from guides.local import local_index_url
from guides.models import Topic
from guides.page_links import PageLink
from guides.queries import guide_index_url, help_contact, newest_guides
from lms.models import HomePage
from practice.queries import practice_index_url

TOPICS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One of the ways on from the front page."""

    icon: str
    title: str
    sentence: str
    url: str
    language: str = ""
    """Of title and sentence, where an editor wrote them; else it is the page's own."""


def front_page(home: HomePage) -> dict[str, Any]:
    base = guide_index_url()
    warning = home.warning_page if home.warning_page_id else None
    return {
        "topics": _topics(base),
        "doors": list(_doors(base)),
        "newest": newest_guides(3),
        "course_count": Course.objects.published().count(),
        "index": help_contact(),
        "warning_url": f"{base}{warning.slug}/" if warning and warning.live else "",
        "guides_url": base,
    }


def _topics(base: str) -> list[tuple[Topic, str]]:
    """What happens in people's lives, as far as services are described; else what guides are about. One question or two."""
    lived = Topic.objects.filter(services__live=True).distinct()[:TOPICS_SHOWN]
    if lived:
        return [(topic, topic_url(topic)) for topic in lived]
    topics = Topic.objects.filter(guides__live=True).distinct()[:TOPICS_SHOWN]
    return [(topic, f"{base}#{topic.code}") for topic in topics]


def _doors(base: str) -> Iterator[Door]:
    """Only to what has something behind it."""
    kinds = set(Page.objects.live().order_by().values_list("content_type__model", flat=True).distinct())
    lists = {link.url.rstrip("/").rpartition("/")[2]: link for link in directory_links()}
    if "publicservicepage" in kinds:
        yield Door(
            icon="file",
            title=_("Public services"),
            sentence=_("Papers, fee, time limit and the official link of each."),
            url=service_index_url(),
        )
    if "guidepage" in kinds:
        yield Door(
            icon="list",
            title=_("Guides"),
            sentence=_("From signing in to the result, one step after the other."),
            url=base,
        )
    for slug, kind, icon in (
        ("hoi-chon", "decisionhelperpage", "check"),
        ("tung-buoc", "stepbysteppage", "arrow-right"),
    ):
        if slug in lists and kind in kinds:
            yield _door_to(lists[slug], icon)
    if "scenariopage" in kinds:
        yield Door(
            icon="edit",
            title=_("Practice"),
            sentence=_("Try a service out with made-up data before you do it for real."),
            url=practice_index_url(),
        )
    if "localpage" in kinds:
        yield Door(
            icon="flag",
            title=_("Places"),
            sentence=_("Contact points, community digital teams and events near you."),
            url=local_index_url(),
        )


def _door_to(link: PageLink, icon: str) -> Door:
    """Words of an editor; in English only when both are."""
    language = link.language if link.language == link.summary_language else "vi"
    return Door(
        icon=icon,
        title=link.title,
        sentence=link.summary,
        url=link.url,
        language="" if language == get_language() else language,
    )
