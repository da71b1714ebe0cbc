"""One search over what everybody may read: guides and courses. Joins what their rooms find; stores nothing of who asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.search.backends import get_search_backend

from content.search.folding import folded_words, question_words, words_of
from content.vietnamese import fold
from courses.models import Course, CoursePage
from guides.models import GuidePage
from guides.queries import guide_links, search_guides

# Nobody reads further; an endless result list would only cost.
MOST_HITS = 200
PER_PAGE = 20
NEAREST = 3
MAX_SHOWN_QUESTION = 200
_PIECES = re.compile(r"[^\W_]+|[\W_]+")

Piece = tuple[str, bool]


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
    kind: str
    page: Page[Hit]
    guide_count: int
    course_count: int
    nearest: tuple[Hit, ...]

    @property
    def total(self) -> int:
        return self.guide_count + self.course_count


def answer(*, question: str, kind: str = "", page: str = "1") -> Answer:
    """Search for what somebody typed. Two questions to the database; two more when nothing was found."""
    question = " ".join(question.replace("\x00", " ").split())
    guides = search_guides(question, limit=MOST_HITS) if question else []
    courses = _courses(question, limit=MOST_HITS) if question else []
    wanted = {"huong-dan": (guides, []), "khoa-hoc": ([], courses)}.get(kind, (guides, courses))
    hits = _ranked(question, [*_guide_hits(wanted[0], question), *_course_hits(wanted[1], question)])
    nearest: tuple[Hit, ...] = ()
    if question and not guides and not courses:
        nearest = _nearest(question)
    return Answer(
        question=question[:MAX_SHOWN_QUESTION],
        kind=kind if kind in {"huong-dan", "khoa-hoc"} else "",
        page=Paginator(hits, PER_PAGE).get_page(page),
        guide_count=len(guides),
        course_count=len(courses),
        nearest=nearest,
    )


def _courses(question: str, *, limit: int, operator: str = "and") -> list[Course]:
    pages = CoursePage.objects.live().select_related("course__organisation")
    found = get_search_backend().search(question, pages, operator=operator)[:limit]
    return [page.course for page in found if page.course.status == Course.Status.PUBLISHED]


def _nearest(question: str) -> tuple[Hit, ...]:
    """What shares at least one word with a question that found nothing."""
    guides = search_guides(question, limit=NEAREST, operator="or")
    courses = _courses(question, limit=NEAREST, operator="or")
    hits = _ranked(question, [*_guide_hits(guides, question), *_course_hits(courses, question)])
    return tuple(hits[:NEAREST])


def _guide_hits(guides: Iterable[GuidePage], question: str) -> Iterator[Hit]:
    words = set(question_words(question)[0])
    for link in guide_links(guides):
        yield Hit(
            kind="guide",
            title=link.title,
            pieces=marked(link.title, words),
            language=link.language,
            url=link.url,
            facts=link.facts,
        )


def _course_hits(courses: Iterable[Course], question: str) -> Iterator[Hit]:
    words = set(question_words(question)[0])
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


def _ranked(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Exact words in the title first, then folded words in the title, then the rest; else as the index ranked them."""
    exact = " ".join(words_of(question))
    plain = " ".join(folded_words(question))
    words = set(plain.split())

    def rank(hit: Hit) -> tuple[bool, bool, bool]:
        title = " ".join(words_of(hit.title))
        folded = " ".join(folded_words(hit.title))
        return (exact not in title, plain not in folded, not words <= set(folded.split()))

    return sorted(hits, key=rank)


def marked(title: str, words: set[str]) -> tuple[Piece, ...]:
    """A title in pieces; the words that were asked for are marked, and show their real spelling.

    >>> marked("Nộp hồ sơ", {"ho"})
    (('Nộp', False), (' ', False), ('hồ', True), (' ', False), ('sơ', False))
    """
    return tuple((piece, fold(piece) in words) for piece in _PIECES.findall(title))
