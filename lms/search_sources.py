"""What the citizens' search looks through: each kind of thing with its name, its address and its facts. Joins rooms."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import CharField, Q, Value
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from modelsearch.query import SearchQuery
from wagtail.models import Page, PageViewRestriction
from wagtail.search.backends import get_search_backend

from content.search.ranking import among, by_index, ranked
from content.translating import Said
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
from guides.queries import guide_links
from practice.models import ScenarioPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something found, before anything but its titles was read: a hundred are ranked, twenty shown."""

    kind: str
    model: type[Any]
    pk: Any
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is shown of it, before its title is marked."""

    title: str
    language: str
    url: str
    facts: tuple[Said, ...]
    others: tuple[str, ...] = ()
    """Titles it goes by as well, such as the other language's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A filter of the search: its code in the address, its name, and how it is looked through."""

    code: str
    name: str | Promise
    models: tuple[type[Any], ...]
    entries: Callable[[Iterable[Any]], Iterator[Entry]]
    titles: tuple[str, ...] = ("title", "title_en")
    """Fields that hold its names, in the words of a query; a field may hold several lines."""
    told: tuple[str, ...] = ("title", "title_en", "summary", "summary_en", "url_path")
    """Fields its entries are made of; none: all there are."""


def _guide_entries(guides: Iterable[GuidePage]) -> Iterator[Entry]:
    for link in guide_links(guides):
        yield Entry(
            title=link.title,
            language=link.language,
            url=link.url,
            facts=link.facts,
            others=(link.guide.title, link.guide.title_en),
        )


def _page_entries(pages: Iterable[Any]) -> Iterator[Entry]:
    for page in pages:
        link = link_to(page)
        yield Entry(
            title=link.title,
            language=link.language,
            url=link.url,
            facts=(Said(text=link.summary, language=link.summary_language),) if link.summary else (),
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
            facts=(
                Said(text=term.definition_en, language="en")
                if in_english
                else Said(text=term.definition, language="vi"),
            ),
            others=(term.term, term.term_en, *term.aliases.splitlines()),
        )


def _course_entries(pages: Iterable[CoursePage]) -> Iterator[Entry]:
    language = get_language() or "vi"
    for course in (page.course for page in pages):
        periods = ngettext("%(number)s period", "%(number)s periods", course.periods) % {
            "number": course.periods
        }
        yield Entry(
            title=course.display_title,
            language=course.title_language,
            url=course.get_absolute_url(),
            facts=(
                *(Said(text=text, language=language) for text in (_("Course"), course.code, periods)),
                Said(text=course.organisation.short_name, language="vi"),
            ),
            others=(course.title, course.title_en),
        )


MOST_TITLES = 3
SPARE = 25
"""Asked for beyond a limit at once, for drafts that stand in the index too."""

KINDS = (
    Kind(
        code="huong-dan",
        name=gettext_lazy("Guides"),
        models=(GuidePage,),
        entries=_guide_entries,
        told=(
            *("title", "title_en", "slug", "translation_key"),
            *("minutes_needed", "fee", "time_limit", "official_url"),
        ),
    ),
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
    Kind(
        code="thuat-ngu",
        name=gettext_lazy("Glossary"),
        models=(GlossaryTerm,),
        entries=_term_entries,
        titles=("term", "term_en", "aliases"),
        told=(),
    ),
    Kind(
        code="khoa-hoc",
        name=gettext_lazy("Courses"),
        models=(CoursePage,),
        entries=_course_entries,
        titles=("course__title", "course__title_en"),
        told=(),
    ),
)


ALL = tuple((kind, model) for kind in KINDS for model in kind.models)


def all_entries() -> dict[str, list[Entry]]:
    """Everything the search looks through, by kind: for whoever looks through it without us."""
    return {
        kind.code: [entry for model in kind.models for entry in kind.entries(_everything(model))]
        for kind in KINDS
    }


def _everything(model: type[Any]) -> Any:
    rows = _shown(model)
    return rows.public().order_by("path") if issubclass(model, Page) else rows


def search_all(query: SearchQuery, *, limit: int) -> dict[str, list[Candidate]]:
    """What answers a question, by kind, best first: at most two questions to the index, and one for the titles of what it names.

    Titles are asked for until ``limit`` of what was found may be shown.
    """
    named = ranked(query, [model for kind in KINDS for model in kind.models])
    found: list[Candidate] = []
    with by_index():
        while len(found) < limit and (part := list(islice(named, limit + SPARE))):
            found += _candidates(part)
    return _by_kind(found[:limit])


def suggest_all(words: str, *, limit: int) -> dict[str, list[Candidate]]:
    """Pages whose titles have words that begin like these."""
    pages = Page.objects.live().public().type(*_kinds_of_pages())
    found = get_search_backend().autocomplete(words, pages)[:limit]
    return _by_kind(_candidates([(page.specific_class, page.pk) for page in found]))


def entries_of(candidates: Sequence[Candidate]) -> list[tuple[Candidate, Entry]]:
    """What is shown of some candidates, in their order. One question for each model; what was just withdrawn is left out."""
    keys: dict[Any, list[Any]] = {}
    for one in candidates:
        keys.setdefault(one.model, []).append(one.pk)
    kind_of = {model: kind for kind, model in ALL}
    shown: dict[tuple[type[Any], Any], Entry] = {}
    for model, wanted in keys.items():
        rows = list(_told(model).filter(pk__in=wanted))
        told = kind_of[model].entries(rows)
        shown |= {(model, row.pk): entry for row, entry in zip(rows, told, strict=True)}
    return [(one, shown[one.model, one.pk]) for one in candidates if (one.model, one.pk) in shown]


@cache
def _told(model: Any) -> Any:
    """Rows that may be shown, with nothing but what their entries are made of. Made once."""
    rows, kind = _shown(model).order_by(), next(kind for kind, one in ALL if one is model)
    return rows.defer(None).only(*kind.told) if kind.told else rows


def _shown(model: type[Any]) -> Any:
    """Rows that may be shown, with what their entries tell and no long texts."""
    if model is CoursePage:
        published = CoursePage.objects.live().filter(course__status=Course.Status.PUBLISHED)
        return published.select_related("course__organisation")
    if model is GlossaryTerm:
        return GlossaryTerm.objects.all()
    return model.objects.live().defer_streamfields()


def _candidates(named: Sequence[tuple[type[Any], Any]]) -> list[Candidate]:
    """Those that may be shown, in the same order, with every name they go by. One question for all models together."""
    keys: dict[Any, list[Any]] = {}
    for model, pk in named:
        keys.setdefault(model, []).append(pk)
    private = _private()
    parts = [
        (_titles(model).exclude(private) if issubclass(model, Page) and private else _titles(model)).filter(
            among("pk", wanted)
        )
        for model, wanted in keys.items()
    ]
    found = {}
    for number, pk, *fields in parts[0].union(*parts[1:], all=True) if parts else ():
        kind, model = ALL[number]
        titles = tuple(line for field in fields for line in field.splitlines())
        found[model, pk] = Candidate(kind=kind.code, model=model, pk=pk, titles=titles)
    return [found[one] for one in named if one in found]


@cache
def _titles(model: Any) -> Any:
    """Of everything of a model that may be shown: its place in ``ALL``, its key and ``MOST_TITLES`` names. Made once."""
    number, kind = next((number, kind) for number, (kind, one) in enumerate(ALL) if one is model)
    nothing = [Value("", output_field=CharField())] * (MOST_TITLES - len(kind.titles))
    return _shown(model).order_by().values_list(Value(number), "pk", *kind.titles, *nothing)


def _private() -> Q:
    """Pages of whole branches that are not for everybody; nothing where there are none."""
    branches = PageViewRestriction.objects.order_by().values_list("page__path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in branches), Q())


def _by_kind(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    kinds: dict[str, list[Candidate]] = {kind.code: [] for kind in KINDS}
    for one in found:
        kinds[one.kind].append(one)
    return kinds


def _kinds_of_pages() -> list[type[Page]]:
    return [model for kind in KINDS for model in kind.models if issubclass(model, Page)]
