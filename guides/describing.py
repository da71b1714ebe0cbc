"""From a page and what its template shows to the descriptions of ``guides.structured``."""

from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from content.models import PublicPage, title_in_language
from content.translating import Side
from guides.addresses import address_of
from guides.blocks import anchor_of
from guides.helper_blocks import StageBlock
from guides.models import (
    CampaignPage,
    ExplainerPage,
    GuidePage,
    NewsPage,
    PublicServicePage,
    QuestionPage,
    StepByStepPage,
)
from guides.structured import (
    AnsweredQuestion,
    Crumb,
    Description,
    Part,
    Step,
    answered_questions,
    as_json,
    government_service,
    how_to,
    way_up,
)

Shown = Mapping[str, Any]
"""What the page's template is given."""


def described(page: object, shown: Shown) -> str:
    """The page for machines, as JSON for a script element; empty for what is no public page."""
    if not isinstance(page, PublicPage):
        return ""
    url = f"{settings.SITE_URL}{address_of(page)}"
    return as_json([*_descriptions(page, shown, url), way_up(_crumbs(page, shown, url))])


@singledispatch
def _descriptions(page: Page, shown: Shown, url: str) -> list[Description | None]:
    """What a page is besides a place in the tree: by default nothing."""
    return []


@_descriptions.register
def _guide(page: GuidePage, shown: Shown, url: str) -> list[Description | None]:
    sides = shown["sides"]
    steps = [side for side in sides if side.block.block_type == "steps"]
    return [
        how_to(
            url=url,
            name=page.display_title,
            description=shown["summary"].text,
            languages={side.language for side in steps},
            needs=[need.text for need in shown["needs"]],
            minutes=page.minutes_needed,
            parts=_parts(url, (side.block for side in steps)),
        ),
        _answers(url, sides),
    ]


@_descriptions.register
def _service(page: PublicServicePage, shown: Shown, url: str) -> list[Description | None]:
    return [
        government_service(
            url=url,
            name=page.display_title,
            description=page.display_summary,
            handler=page.handler,
            official_url=page.official_url,
            topic=page.topic.display_name,
            fee=page.fee,
        ),
        *_reading(page, shown, url),
    ]


@_descriptions.register(NewsPage)
@_descriptions.register(ExplainerPage)
@_descriptions.register(CampaignPage)
def _reading(page: Any, shown: Shown, url: str) -> list[Description | None]:
    """Steps and answers that stand in a text, each in the language it came out in."""
    steps = [side for side in shown["sides"] if side.block.block_type == "steps"]
    return [
        how_to(
            url=url,
            name=page.display_title,
            description=page.display_summary,
            languages={side.language for side in steps},
            parts=_parts(url, (side.block for side in steps)),
        ),
        _answers(url, shown["sides"]),
    ]


@_descriptions.register
def _question(page: QuestionPage, shown: Shown, url: str) -> list[Description | None]:
    """The question is the page's title, asked in the language of its answer."""
    answer = shown["answer"]
    title = page.title_en if answer.language == "en" and page.title_en else page.title
    asked = AnsweredQuestion(question=title, answer=get_text_for_indexing(answer.text))
    more = [side for side in shown["sides"] if side.block.block_type == "answers"]
    languages = {answer.language, *(side.language for side in more)}
    return [
        answered_questions(
            url=url, languages=languages, questions=[asked, *_rows_of(side.block for side in more)]
        )
    ]


@_descriptions.register
def _way(page: StepByStepPage, shown: Shown, url: str) -> list[Description | None]:
    """The stages everybody goes through."""
    steps = [
        Step(
            name=stage.value["title"],
            text=_plain(stage.value["text"]),
            url=f"{url}#buoc-{stage.number}",
        )
        for stage in shown["stages"]
        if stage.kind == StageBlock.THEN
    ]
    return [
        how_to(
            url=url,
            name=page.display_title,
            description=page.display_summary,
            languages={stage.language for stage in shown["stages"] if stage.kind == StageBlock.THEN},
            parts=[Part(name=page.display_title, steps=steps)],
        )
    ]


def _parts(url: str, blocks: Iterable[Any]) -> list[Part]:
    return [
        Part(
            name=block.value["title"],
            steps=[
                Step(
                    name=step["title"] or "",
                    text=_plain(step["text"]),
                    url=f"{url}#{anchor_of(block.value['title'])}-{place}",
                )
                for place, step in enumerate(block.value["steps"], start=1)
            ],
        )
        for block in blocks
    ]


def _answers(url: str, sides: Iterable[Side]) -> Description | None:
    told = [side for side in sides if side.block.block_type == "answers"]
    return answered_questions(
        url=url,
        languages={side.language for side in told},
        questions=_rows_of(side.block for side in told),
    )


def _rows_of(blocks: Iterable[Any]) -> list[AnsweredQuestion]:
    return [
        AnsweredQuestion(question=row["question"], answer=_plain(row["answer"]))
        for block in blocks
        for row in block.value["answers"]
    ]


def _plain(text: Any) -> str:
    """Rich text as the words it shows."""
    return get_text_for_indexing(text.source) if text else ""


def _crumbs(page: Page, shown: Shown, url: str) -> list[Crumb]:
    """The page itself comes last; a list names itself in its own way up, once."""
    home = f"{settings.SITE_URL}/en/" if get_language() == "en" else f"{settings.SITE_URL}/"
    if url == home:
        return []
    above = [(str(name), f"{settings.SITE_URL}{at}") for name, at in shown.get("breadcrumb", ())]
    way = [(_("Home page"), home), *(row for row in above if row[1] != url), (title_in_language(page), url)]
    return [Crumb(name=name, url=at) for name, at in way]
