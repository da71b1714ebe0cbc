"""What the screens of citizens' pages show, ready made. Nothing here knows who is reading."""

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.models import ContentMedia
from content.official import official_host
from content.translating import Side, said
from guides.addresses import address_of
from guides.deciding import Answer, Place, Question
from guides.handout_links import SERVICES, handout_links
from guides.helper_blocks import StageBlock
from guides.listing import service_index_url, topic_url
from guides.models import (
    CampaignPage,
    DecisionHelperPage,
    ExplainerPage,
    NewsPage,
    PublicServicePage,
    QuestionPage,
    StepByStepPage,
    VideoPage,
)
from guides.models.public_service import PAPER
from guides.models.reviewed import ReviewedPage, lines_of
from guides.page_links import PageLink, links_to
from guides.queries import help_contact, holder_of, published_guides
from guides.telling import Telling
from guides.trying_out import exercise_of

Fact = tuple[str, str]
logger = logging.getLogger("lms.guides")


def reviewed_context(page: ReviewedPage) -> dict[str, Any]:
    """What every page with a date of review says of itself."""
    return {
        "owner_name": holder_of(page.owner_org_role),
        "index": help_contact(),
        "address": f"{settings.SITE_URL}{address_of(page)}",
        "is_vietnamese_only": get_language() == "en",
    }


def service_context(page: PublicServicePage) -> dict[str, Any]:
    """A service in the language of its reader, as far as each part of it is translated."""
    guide = published_guides().filter(pk=page.related_guide_id).first() if page.related_guide_id else None
    telling = Telling(page)
    sides = telling.blocks(page.body)
    level, *others = _facts(page)
    facts = [(term, telling.text(value)) for term, value in others]
    papers = [_paper(block.value, telling) for block in page.dossier]
    return {
        **reviewed_context(page),
        **telling.notes,
        "facts": [level, *((term, text.text) for term, text in facts)],
        "facts_language": "en" if all(text.language == "en" for _term, text in facts) else "vi",
        "papers": papers,
        "sides": sides,
        "exercise": exercise_of(page),
        "handouts": handout_links(SERVICES, page.slug),
        "level_meaning": page.known_level.said_in(get_language() or "vi")[2] if page.known_level else "",
        "guide": guide,
        "guide_url": address_of(guide) if guide is not None else "",
        "breadcrumb": [
            (_("Public services"), service_index_url()),
            (page.topic.display_name, topic_url(page.topic)),
        ],
    }


def _paper(value: Any, telling: Telling) -> dict[str, str]:
    """A paper of the dossier, whole in one language."""
    parts = {name: said(value[name], telling.words) for name in PAPER if value[name]}
    language = "en" if parts and all(part.language == "en" for part in parts.values()) else "vi"
    telling.languages.add(language)
    return {
        "language": language,
        **{name: part.text if language == "en" else value[name] for name, part in parts.items()},
    }


def _facts(page: PublicServicePage) -> list[Fact]:
    return [
        (_("Online level"), _level(page)),
        (_("Handled by"), page.handler),
        (_("Fee"), page.fee),
        (_("Time limit"), page.time_limit),
    ]


def _level(page: PublicServicePage) -> str:
    level = page.known_level
    if level is None or page.level_on is None:
        return _("See the official portal: %(host)s") % {"host": page.official_host}
    name, scheme, _meaning = level.said_in(get_language() or "vi")
    return _("%(level)s (%(scheme)s; as read on %(day)s)") % {
        "level": name,
        "scheme": scheme,
        "day": date_format(page.level_on, "SHORT_DATE_FORMAT"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage as it is shown; ``number`` is 0 for one that has none of its own."""

    number: int
    kind: str
    value: Any
    language: str
    links: tuple[PageLink, ...]


def helper_context(page: DecisionHelperPage, *, answers: tuple[str, ...]) -> dict[str, Any]:
    """A question, a result, or the sentence for a combination nobody offered."""
    place = page.place_at(answers)
    start = address_of(page)
    telling = Telling(page)
    parts = {
        side.block.value["key"]: side  # as one walks: of a draft's equal keys the first
        for side in reversed((*telling.untold(page.questions), *telling.untold(page.results)))
    }
    shown = parts.get(place.result or (place.question.key if place.question else ""))
    telling.show(*([shown] if shown else []), *(parts[question.key] for question, _answer in place.trail))
    result = shown.block.value if shown and place.result else None
    here = start + "".join(f"{answer.address}/" for _question, answer in place.trail)
    return {
        **reviewed_context(page),
        **telling.notes,
        "address": f"{settings.SITE_URL}{here}",
        "place": place,
        "question": shown.block.value if shown and place.question else None,
        "shown_language": shown.language if shown else "vi",
        "choices": [
            (_label(shown, place.question, answer), f"{here}{answer.address}/")
            for answer in place.question.answers
        ]
        if shown and place.question
        else [],
        "trail": _trail(place, start, parts),
        "result": result,
        "links": list(links_to(result["links"]).values()) if result else [],
        "official_host": official_host(result["official_url"]) if result else "",
        "start": start,
        "breadcrumb": _parents(page),
    }


def _label(side: Side, question: Question, answer: Answer) -> str:
    """The words of an answer in the language its question came out in; its address stays."""
    return str(side.block.value["answers"][question.answers.index(answer)]["label"])


def _trail(place: Place, start: str, parts: dict[str, Side]) -> list[tuple[str, str, str, str]]:
    """The questions answered so far, the answers, where each can be answered anew, and the language of both."""
    rows, at = [], start
    for question, answer in place.trail:
        side = parts[question.key]
        rows.append((side.block.value["text"], _label(side, question, answer), at, side.language))
        at += f"{answer.address}/"
    return rows


def stages_context(page: StepByStepPage) -> dict[str, Any]:
    """The stages with their numbers and the links of each, in order."""
    links = links_to(linked for block in page.stages for linked in block.value["links"])
    telling = Telling(page)
    stages: list[Stage] = []
    number = 0
    for block, side in zip(page.stages, telling.blocks(page.stages), strict=True):
        kind = block.value["kind"]
        number += kind == StageBlock.THEN
        chosen = (links.get(linked.pk) for linked in block.value["links"] if linked is not None)
        stages.append(
            Stage(
                number=number if kind == StageBlock.THEN else 0,
                kind=kind,
                value=side.block.value,
                language=side.language,
                links=tuple(link for link in chosen if link is not None),
            )
        )
    return {**reviewed_context(page), **telling.notes, "stages": stages, "breadcrumb": _parents(page)}


def _parents(page: Page) -> list[tuple[str, str]]:
    """The list a page stands in."""
    parent = page.get_parent(update=False).specific
    return [(parent.display_title, address_of(parent))]


def article_context(page: NewsPage | ExplainerPage | QuestionPage) -> dict[str, Any]:
    telling = Telling(page)
    points = telling.text(page.key_points if isinstance(page, ExplainerPage) else "")
    answer = telling.rich(page.answer) if isinstance(page, QuestionPage) else None
    sides = telling.blocks(page.body)
    return {
        **reviewed_context(page),
        **telling.notes,
        "points": lines_of(points.text),
        "points_language": points.language,
        "answer": answer,
        "sides": sides,
        "breadcrumb": _parents(page),
        "published_at": page.first_published_at if isinstance(page, NewsPage) else None,
    }


def campaign_context(page: CampaignPage) -> dict[str, Any]:
    telling = Telling(page)
    parts = {"call": telling.text(page.call_text), "sides": telling.blocks(page.body)}
    return {
        **reviewed_context(page),
        **telling.notes,
        **parts,
        "breadcrumb": _parents(page),
        "call_host": official_host(page.call_url),
        "is_over": page.is_over(localdate()),
    }


def video_context(page: VideoPage) -> dict[str, Any]:
    """A film that lost its captions since it was published is not shown until it has them again."""
    media = page.media
    return {
        **reviewed_context(page),
        "breadcrumb": _parents(page),
        "media": media,
        "is_complete": media.is_complete,
        "size": _size_of(media),
    }


def _size_of(media: ContentMedia) -> int:
    """In bytes; 0 when the store does not say."""
    try:
        return int(media.file.size)
    except (OSError, ValueError):
        logger.exception("guides.film_lost", extra={"media": str(media.uuid)})
        return 0
