"""Lists of citizens' pages: services by topic. Each asks the database once, however much there is."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.translating import Said, Words, said
from guides.models import DirectoryPage, PublicServicePage, ServiceIndexPage, Topic
from guides.models.public_service import TOPIC_PATH
from guides.page_links import PageLink, link_to
from guides.queries import words_for_readers

PER_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLink:
    """A service as lists show it."""

    title: str
    language: str
    url: str
    facts: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicServices:
    topic: Topic
    url: str
    services: tuple[ServiceLink, ...]


def published_services() -> QuerySet[PublicServicePage]:
    return PublicServicePage.objects.live().public().select_related("topic").defer_streamfields()


def service_index_url() -> str:
    return reverse("wagtail_serve", args=["dich-vu/"])


def topic_url(topic: Topic) -> str:
    return f"{service_index_url()}{TOPIC_PATH}/{topic.code}/"


def services_by_topic() -> list[TopicServices]:
    """All published services under their topics; a topic without services is left out."""
    base = service_index_url()
    found: dict[Topic, list[ServiceLink]] = {}
    services = list(published_services().order_by("topic__position", "topic__name", "code", "title"))
    words = words_for_readers(services)
    for service in services:
        found.setdefault(service.topic, []).append(
            ServiceLink(
                title=service.display_title,
                language=service.title_language,
                url=f"{base}{service.slug}/",
                facts=_short_facts(service, words.get(service.translation_key, {})),
            )
        )
    return [
        TopicServices(topic=topic, url=topic_url(topic), services=tuple(links))
        for topic, links in found.items()
    ]


def services_context(index: ServiceIndexPage, *, topic_code: str) -> dict[str, Any] | None:
    """What the list shows: everything, or one topic; None for a topic that has no service."""
    topics = services_by_topic()
    shown = [entry for entry in topics if entry.topic.code == topic_code] if topic_code else topics
    if topic_code and not shown:
        return None
    return {
        "topics": topics,
        "shown": shown,
        "chosen": shown[0] if topic_code else None,
        "directories": directory_links(),
        "total": sum(len(entry.services) for entry in topics),
        "all_url": service_index_url(),
        "breadcrumb": [(_("Public services"), service_index_url())],
    }


def _short_facts(service: PublicServicePage, words: Words) -> tuple[Said, ...]:
    level, language = service.known_level, get_language() or "vi"
    name = level.said_in(language)[0] if level else ""
    facts = (
        Said(text=name, language=language),
        said(service.time_limit, words),
        Said(text=service.official_host, language=language),
    )
    return tuple(fact for fact in facts if fact.text)


def directory_links() -> list[PageLink]:
    """The lists beside guides and services that citizens may open, in the order of the tree."""
    return [link_to(page) for page in DirectoryPage.objects.live().public().order_by("path")]


def directory_context(directory: DirectoryPage, *, number: str) -> dict[str, Any]:
    """A page of the list: what is published below, in the order of the tree or the newest first."""
    children = directory.get_children().live().public()
    if directory.is_newest_first:
        children = children.order_by("-first_published_at", "pk")
    page = Paginator(children.specific(), PER_PAGE).get_page(number)
    return {
        "entries": [(link_to(child), child) for child in page],
        "page_obj": page,
    }
