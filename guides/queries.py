"""Reads for the guides' screens and for the site's search. Nothing here knows who is reading."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from modelsearch.query import SearchQuery
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from content.models import WordImport
from content.official import official_host
from content.queries import published_words, published_words_of
from content.translating import Said, Words, said
from content.vietnamese import fold
from guides.handout_links import GUIDES, handout_links
from guides.importing import PORTAL
from guides.kept import kept
from guides.models import GuideIndexPage, GuidePage, PublicServicePage, Topic
from guides.reading import reading_minutes
from guides.telling import Telling
from guides.trying_out import exercise_of
from people.models import OrganisationRole

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideLink:
    """A guide as lists show it."""

    title: str
    language: str
    url: str
    facts: tuple[Said, ...]
    guide: GuidePage


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLinks:
    topic: Topic
    url: str
    guides: tuple[GuideLink, ...]


def published_guides() -> QuerySet[GuidePage]:
    """Every guide citizens may read, light enough for lists: without the texts."""
    return GuidePage.objects.live().public().select_related("topic").defer_streamfields()


def guide_index_url() -> str:
    """The list of guides in the language of the page: guides are never moved elsewhere (``plant_site``)."""
    return reverse("wagtail_serve", args=["huong-dan/"])


def guide_links(guides: Iterable[GuidePage]) -> list[GuideLink]:
    """A question for the guides; in English one more for what is translated of them."""
    base, listed = guide_index_url(), list(guides)
    words = words_for_readers(listed)
    return [
        GuideLink(
            title=guide.display_title,
            language=guide.title_language,
            url=f"{base}{guide.slug}/",
            facts=short_facts(guide, words.get(guide.translation_key, {})),
            guide=guide,
        )
        for guide in listed
    ]


def words_for_readers(pages: Collection[Page]) -> dict[UUID, Words]:
    """What readers of the language spoken now are shown in other words than the original; by translation key."""
    return dict(published_words_of(pages)) if pages and get_language() == "en" else {}


def short_facts(guide: GuidePage, words: Words) -> tuple[Said, ...]:
    """What tells one guide from another in a list: minutes, fee, time limit, official host."""
    language = get_language() or "vi"
    facts = (
        Said(text=_minutes(guide.minutes_needed), language=language),
        said(guide.fee, words),
        said(guide.time_limit, words),
        Said(text=guide.official_host, language=language),
    )
    return tuple(fact for fact in facts if fact.text)


def guides_by_topic(*, index: GuideIndexPage) -> list[TopicLinks]:
    """All published guides under their topics; a topic without guides is left out."""
    base = guide_index_url()
    found: dict[Topic, list[GuideLink]] = {}
    for link in guide_links(published_guides().order_by("topic__position", "topic__name", "code", "title")):
        found.setdefault(link.guide.topic, []).append(link)
    return [
        TopicLinks(topic=topic, url=f"{base}#{topic.code}", guides=tuple(links))
        for topic, links in found.items()
    ]


def newest_guides(count: int = 3) -> list[GuideLink]:
    return guide_links(published_guides().order_by("-last_reviewed", "code")[:count])


def search_guides(query: SearchQuery | str, *, limit: int) -> list[GuidePage]:
    """Published guides that answer a question, best first."""
    found: Iterable[GuidePage] = get_search_backend().search(query, published_guides())[:limit]
    return list(found)


def guide_context(guide: GuidePage) -> dict[str, Any]:
    """What the guide's template shows, ready made."""
    base = guide_index_url()
    topic = guide.topic
    telling = Telling(guide)
    sides = telling.blocks(guide.body)
    parts = {
        "summary": telling.text(guide.summary),
        "audience": telling.text(guide.audience),
        "needs": [telling.text(need) for need in guide.need_list],
    }
    return {
        **parts,
        **telling.notes,
        "sides": sides,
        "facts": guide_facts(guide, telling.words),
        "has_pictures": any(block.block_type == "picture" for block in guide.body),
        "reading_minutes": reading_minutes(
            " ".join(guide.body.stream_block.get_searchable_content(guide.body))
        ),
        "owner_name": holder_of(guide.owner_org_role),
        "breadcrumb": [(_("Guides"), base), (topic.display_name, f"{base}#{topic.code}")],
        "index": help_contact(),
        "exercise": exercise_of(guide),
        "handouts": handout_links(GUIDES, guide.slug),
        "has_help": any(block.block_type == "help" for block in guide.body),
        "address": f"{settings.SITE_URL}{base}{guide.slug}/",
    }


def guide_facts(guide: GuidePage, words: Words) -> list[Fact]:
    """What it costs in time and money, in the words of the reader as far as there are any."""
    return [
        (_("Takes"), _("about %(minutes)s") % {"minutes": _minutes(guide.minutes_needed)}),
        (_("Fee"), said(guide.fee, words).text),
        (_("Time limit"), said(guide.time_limit, words).text),
        (_("Where to submit"), said(guide.where, words).text),
    ]


def _minutes(number: int) -> str:
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Whom to ask: telephone, hours and place."""

    hotline: str
    hotline_hours: Said
    help_place: Said


def help_contact() -> Help | None:
    """What stands with the list of guides, in the language of the reader as far as it is translated; kept."""
    language = get_language() or "vi"
    return kept(f"help.{language}", partial(_read_help, language))


def _read_help(language: str) -> Help | None:
    index = GuideIndexPage.objects.first()
    if index is None:
        return None
    words = published_words(index) if language == "en" else {}
    return Help(
        hotline=index.hotline,
        hotline_hours=said(index.hotline_hours, words),
        help_place=said(index.help_place, words),
    )


def holder_of(role: str) -> str:
    """The body that holds a duty of the State today."""
    today, language = localdate(), get_language() or "vi"
    return kept(f"holder.{role}.{language}.{today}", partial(_holder_on, role, language, today))


def _holder_on(role: str, language: str, today: date) -> str:
    held = (
        OrganisationRole.objects.filter(role=role, valid_from__lte=today)
        .exclude(valid_to__lte=today)
        .select_related("organisation")
        .first()
    )
    return held.organisation.name_on(today, language=language) if held else ""


def official_addresses(*, most: int = 30) -> list[str]:
    """The official sites that guides and services lead to already, for whoever writes another one. Two questions."""
    used = (
        address
        for model in (GuidePage, PublicServicePage)
        for address in model.objects.order_by().values_list("official_url", flat=True).distinct()[:500]
    )
    hosts = {f"https://{host}/" for address in used if (host := official_host(address))}
    return sorted({PORTAL, *hosts})[:most]


def topic_in_words(text: str) -> Topic | None:
    """The topic whose name a text says, if one is said: a proposal, for somebody to confirm."""
    said = fold(text)
    return next((topic for topic in Topic.objects.order_by("position") if fold(topic.name) in said), None)


def written_from(batch: WordImport) -> GuidePage | None:
    """The guide a Word file has become, if it is still there."""
    key = batch.outcome.get("guide")
    return GuidePage.objects.filter(translation_key=key).first() if key else None
