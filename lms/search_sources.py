"""What the citizens' search looks through: each kind of thing with its name, its address and its facts. Joins rooms."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from modelsearch.query import SearchQuery
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from courses.models import Course, CoursePage
from guides.glossary import glossary_url
from guides.models import (
    CampaignPage,
    DecisionHelperPage,
    ExplainerPage,
    GlossaryTerm,
    GuidePage,
    LocalPage,
    NewsPage,
    PublicServicePage,
    QuestionPage,
    StepByStepPage,
    VideoPage,
)
from guides.page_links import link_to
from guides.queries import short_facts
from practice.models import ScenarioPage

Asked = Callable[[type, Any], list[Any]]
"""Takes a model and its published rows; gives those that answer, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something found, before its title is marked."""

    title: str
    language: str
    url: str
    facts: tuple[str, ...]
    others: tuple[str, ...] = ()
    """Titles it goes by as well, such as the other language's."""
    facts_language: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A filter of the search: its code in the address, its name, and how it is looked through."""

    code: str
    name: str | Promise
    models: tuple[type[Any], ...]
    entries: Callable[[Iterable[Any]], Iterator[Entry]]


def _page_entries(pages: Iterable[Any]) -> Iterator[Entry]:
    for page in pages:
        link = link_to(page)
        facts = short_facts(page) if isinstance(page, GuidePage) else [link.summary]
        yield Entry(
            title=link.title,
            language=link.language,
            url=link.url,
            facts=tuple(fact for fact in facts if fact),
            facts_language="vi" if isinstance(page, GuidePage) else link.summary_language,
            others=(page.title, getattr(page, "title_en", "")),
        )


def _term_entries(terms: Iterable[GlossaryTerm]) -> Iterator[Entry]:
    base = glossary_url()
    for term in terms:
        in_english = get_language() == "en" and bool(term.term_en and term.definition_en)
        yield Entry(
            title=term.term_en if in_english else term.term,
            language="en" if in_english else "vi",
            url=f"{base}#{term.slug}",
            facts=(term.definition_en if in_english else term.definition,),
            facts_language="en" if in_english else "vi",
            others=(term.term, term.term_en, *term.aliases.splitlines()),
        )


def _course_entries(pages: Iterable[CoursePage]) -> Iterator[Entry]:
    for course in (page.course for page in pages if page.course.status == Course.Status.PUBLISHED):
        periods = ngettext("%(number)s period", "%(number)s periods", course.periods) % {
            "number": course.periods
        }
        yield Entry(
            title=course.display_title,
            language=course.title_language,
            url=course.get_absolute_url(),
            facts=(_("Course"), course.code, periods, course.organisation.short_name),
            others=(course.title, course.title_en),
        )


KINDS = (
    Kind(code="huong-dan", name=gettext_lazy("Guides"), models=(GuidePage,), entries=_page_entries),
    Kind(
        code="dich-vu",
        name=gettext_lazy("Public services"),
        models=(PublicServicePage,),
        entries=_page_entries,
    ),
    Kind(
        code="tro-giup",
        name=gettext_lazy("Helpers and exercises"),
        models=(DecisionHelperPage, StepByStepPage, ScenarioPage),
        entries=_page_entries,
    ),
    Kind(
        code="bai-viet",
        name=gettext_lazy("Answers and news"),
        models=(QuestionPage, ExplainerPage, NewsPage, CampaignPage, VideoPage),
        entries=_page_entries,
    ),
    Kind(code="dia-phuong", name=gettext_lazy("Places"), models=(LocalPage,), entries=_page_entries),
    Kind(code="thuat-ngu", name=gettext_lazy("Glossary"), models=(GlossaryTerm,), entries=_term_entries),
    Kind(code="khoa-hoc", name=gettext_lazy("Courses"), models=(CoursePage,), entries=_course_entries),
)


def all_entries() -> dict[str, list[Entry]]:
    """Everything the search looks through, by kind: for whoever looks through it without us."""
    models = {model for kind in KINDS for model in kind.models} - {CoursePage, GlossaryTerm}
    found: dict[type[Any], list[Any]] = {
        model: list(model.objects.live().public().defer_streamfields().order_by("path")) for model in models
    }
    found[CoursePage] = list(CoursePage.objects.live().select_related("course__organisation"))
    found[GlossaryTerm] = list(GlossaryTerm.objects.all())
    return _entries(found)


def search_all(query: SearchQuery, *, limit: int) -> dict[str, list[Entry]]:
    """What answers a question, by kind, best first: three questions to the index (pages, courses, terms) and one more for
    each kind of page that was found.
    """
    found = _pages(get_search_backend().search(query, public_pages())[:limit])
    courses = CoursePage.objects.live().select_related("course__organisation")
    found[CoursePage] = list(get_search_backend().search(query, courses)[:limit])
    found[GlossaryTerm] = list(get_search_backend().search(query, GlossaryTerm.objects.all())[:limit])
    return _entries(found)


def suggest_all(words: str, *, limit: int) -> dict[str, list[Entry]]:
    """Pages whose titles have words that begin like these."""
    return _entries(_pages(get_search_backend().autocomplete(words, public_pages())[:limit]))


def public_pages() -> QuerySet[Page]:
    """Every page citizens may read, of the kinds they look for."""
    kinds = {model for kind in KINDS for model in kind.models if issubclass(model, Page)} - {CoursePage}
    return Page.objects.live().public().type(*kinds)


def _pages(found: Iterable[Page]) -> dict[type[Any], list[Any]]:
    """The same pages in their own classes, in the order they were found, without their long texts."""
    order = {page.pk: number for number, page in enumerate(found)}
    keys: dict[type[Any], list[int]] = {}
    for page in found:
        if page.specific_class is not None:
            keys.setdefault(page.specific_class, []).append(page.pk)
    return {
        model: sorted(
            model.objects.filter(pk__in=wanted).defer_streamfields(), key=lambda page: order[page.pk]
        )
        for model, wanted in keys.items()
    }


def _entries(found: dict[type[Any], list[Any]]) -> dict[str, list[Entry]]:
    return {
        kind.code: [entry for model in kind.models for entry in kind.entries(found.get(model, []))]
        for kind in KINDS
    }
