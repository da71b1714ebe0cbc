"""One search over what everybody may read: guides and courses. Joins what their rooms find; stores nothing of who asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelsearch.query import PlainText, SearchQuery
from wagtail.search.backends import get_search_backend

from content.models import BestAnswer
from content.search.asking_well import ask, best_answer, query_for
from content.search.folding import folded_words
from content.vietnamese import fold
from courses.models import Course, CoursePage
from guides.models import GuidePage
from guides.queries import guide_links, search_guides, suggest_guides

# Nobody reads further; an endless result list would only cost.
MOST_HITS = 200
PER_PAGE = 20
NEAREST = 3
SUGGESTED, SHORTEST_SUGGESTED = 5, 2
MAX_SHOWN_QUESTION = 200
_PIECES = re.compile(r"[^\W_]+|[\W_]+")

Piece = tuple[str, bool]
Forms = Sequence[str]
"""A question in all the words it was asked in, folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A result: its title in pieces (those that match are marked), where it leads, and facts instead of an excerpt."""

    kind: str
    title: str
    pieces: tuple[Piece, ...]
    language: str
    url: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    question: str
    mended: str
    """What was searched for instead, because nothing was found for what was typed; else empty."""
    best: BestAnswer | None
    kind: str
    page: Page[Hit]
    guide_count: int
    course_count: int
    nearest: tuple[Hit, ...]

    @property
    def total(self) -> int:
        return self.guide_count + self.course_count


def answer(*, question: str, kind: str = "", page: str = "1") -> Answer:
    """Search for what somebody typed. Two questions to the database; as many again for each step that is needed: with slips
    put right when nothing was found, then with any of the words.
    """
    question = " ".join(question.replace("\x00", " ").split())
    understood = ask(question)
    found = _found(understood.asked, question) if understood.asked else _NOTHING
    mended = ""
    if not found.total and understood.mended:
        found = _found(understood.mended)
        mended = understood.mended[0] if found.total else ""
    wanted = {"huong-dan": (found.guides, []), "khoa-hoc": ([], found.courses)}.get(kind, found)
    forms = (understood.mended if mended else understood.asked) or ("",)
    hits = _ranked(forms, [*_guide_hits(wanted[0], forms), *_course_hits(wanted[1], forms)])
    return Answer(
        question=question[:MAX_SHOWN_QUESTION],
        mended=mended[:MAX_SHOWN_QUESTION],
        best=best_answer(question) if question else None,
        kind=kind if kind in {"huong-dan", "khoa-hoc"} else "",
        page=Paginator(hits, PER_PAGE).get_page(page),
        guide_count=len(found.guides),
        course_count=len(found.courses),
        nearest=() if found.total or understood.nothing else _nearest(understood.mended or understood.asked),
    )


def suggestions(*, question: str) -> list[Hit]:
    """What the beginning of a question may lead to, for a box that helps while somebody types."""
    words = " ".join(question.replace("\x00", " ").split())[:MAX_SHOWN_QUESTION]
    if len(words) < SHORTEST_SUGGESTED:
        return []
    return list(_guide_hits(suggest_guides(words, limit=SUGGESTED), [" ".join(folded_words(words))]))


class _Found(NamedTuple):
    guides: list[GuidePage]
    courses: list[Course]

    @property
    def total(self) -> int:
        return len(self.guides) + len(self.courses)


_NOTHING = _Found([], [])


def _found(forms: tuple[str, ...], typed: str = "") -> _Found:
    query = query_for(forms, typed=typed)
    return _Found(search_guides(query, limit=MOST_HITS), _courses(query, limit=MOST_HITS))


def _courses(query: SearchQuery, *, limit: int) -> list[Course]:
    pages = CoursePage.objects.live().select_related("course__organisation")
    found = get_search_backend().search(query, pages)[:limit]
    return [page.course for page in found if page.course.status == Course.Status.PUBLISHED]


def _nearest(forms: tuple[str, ...]) -> tuple[Hit, ...]:
    """What shares at least one word with a question that found nothing."""
    query = PlainText(" ".join(dict.fromkeys(" ".join(forms).split())), operator="or")
    guides, courses = search_guides(query, limit=NEAREST), _courses(query, limit=NEAREST)
    hits = _ranked(forms, [*_guide_hits(guides, forms), *_course_hits(courses, forms)])
    return tuple(hits[:NEAREST])


def _guide_hits(guides: Iterable[GuidePage], forms: Forms) -> Iterator[Hit]:
    words = set(" ".join(forms).split())
    for link in guide_links(guides):
        yield Hit(
            kind="guide",
            title=link.title,
            pieces=marked(link.title, words),
            language=link.language,
            url=link.url,
            facts=link.facts,
        )


def _course_hits(courses: Iterable[Course], forms: Forms) -> Iterator[Hit]:
    words = set(" ".join(forms).split())
    for course in courses:
        title = course.display_title
        periods = ngettext("%(number)s period", "%(number)s periods", course.periods) % {
            "number": course.periods
        }
        yield Hit(
            kind="course",
            title=title,
            pieces=marked(title, words),
            language="vi" if title == course.title else "en",
            url=course.get_absolute_url(),
            facts=(_("Course"), course.code, periods, course.organisation.short_name),
        )


def _ranked(forms: Forms, hits: Sequence[Hit]) -> list[Hit]:
    """A title with the very words side by side comes first, then one with all of them, then the rest as the index ranked
    them; of the forms of a question the first that fits counts.
    """

    def rank(hit: Hit) -> tuple[bool, bool, int]:
        title = f" {' '.join(folded_words(hit.title))} "
        words = set(title.split())
        places = [
            (f" {form} " not in title, not set(form.split()) <= words, number)
            for number, form in enumerate(forms)
        ]
        return min(places)

    return sorted(hits, key=rank)


def marked(title: str, words: set[str]) -> tuple[Piece, ...]:
    """A title in pieces; the words that were asked for are marked, and show their real spelling.

    >>> marked("Nộp hồ sơ", {"ho"})
    (('Nộp', False), (' ', False), ('hồ', True), (' ', False), ('sơ', False))
    """
    return tuple((piece, fold(piece) in words) for piece in _PIECES.findall(title))
