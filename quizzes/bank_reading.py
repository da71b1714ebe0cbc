"""What the desk of a bank shows: lists, shelves, uses, history. Reads only; doors are passed already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from content.vietnamese import fold, sort_key
from quizzes.bank_figures import Reading, items_that_read, reading_of_parts
from quizzes.likeness import nearest
from quizzes.models import (
    AttemptItem,
    Category,
    Item,
    ItemEvent,
    ItemTag,
    ItemVersion,
    QuestionBank,
    Quiz,
    QuizSection,
    SectionItem,
    VersionStatistics,
)
from quizzes.models.bank import ItemQuerySet
from quizzes.services.wordings import bare_text
from quizzes.statistics import Tally

SORTS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "-code": ("-code",),
    "-changed": ("-current__created_at", "code"),
    "changed": ("current__created_at", "code"),
    "difficulty": ("current__difficulty", "code"),
    "-difficulty": ("-current__difficulty", "code"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A category in the tree. ``here``: questions on it; ``below``: those and all further down."""

    uuid: UUID
    name: str
    depth: int
    here: int
    below: int
    path: str
    names: str
    """The way from the top, as it is read: "A › B"."""


def shelves_of(bank: QuestionBank) -> list[Shelf]:
    """The tree of categories in reading order, in one query."""
    rows = list(Category.objects.filter(bank=bank).annotate(here=Count("items")))
    names = {row.pk: row.name for row in rows}
    below: dict[int, int] = defaultdict(int)
    ways: dict[int, list[int]] = {}
    for row in rows:
        ways[row.pk] = [int(step) for step in row.path.strip("/").split("/")]
        for step in ways[row.pk]:
            below[step] += row.here
    in_order = sorted(rows, key=lambda row: [(sort_key(names[step]), step) for step in ways[row.pk]])
    return [
        Shelf(
            uuid=row.uuid,
            name=row.name,
            depth=row.depth,
            here=row.here,
            below=below[row.pk],
            path=row.path,
            names=" › ".join(names[step] for step in ways[row.pk]),
        )
        for row in in_order
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; empty fields ask for nothing."""

    words: str = ""
    state: str = ""
    kind: str = ""
    category: str = ""
    """A category's uuid with everything below it, or ``none`` for questions without a category."""
    tag: str = ""
    difficulty: str = ""
    language: str = ""
    used: str = ""
    author: str = ""
    figures: str = ""
    """A name of :data:`quizzes.bank_figures.WANTED`, or ``few``: too few answers."""
    sort: str = "code"


def _folded(text: str) -> str:
    return fold(text.strip())


def items_wanted(bank: QuestionBank, wanted: Wanted) -> ItemQuerySet:
    """The questions of a bank that fit, in the order wanted, without what a list does not show."""
    rows: ItemQuerySet = Item.objects.filter(bank=bank).matching(wanted.words)
    exact = {
        "state": wanted.state,
        "current__kind": wanted.kind,
        "current__difficulty": wanted.difficulty,
        "language": wanted.language,
        "current__created_by__uuid": wanted.author,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.category == "none":
        rows = rows.filter(category__isnull=True)
    elif wanted.category:
        rows = rows.filter(category__in=_subtree(bank, wanted.category))
    if wanted.tag.strip():
        rows = rows.filter(Exists(ItemTag.objects.filter(item=OuterRef("pk"), folded=_folded(wanted.tag))))
    if wanted.used:
        rows = rows.filter(_is_used() if wanted.used == "yes" else ~_is_used())
    if wanted.figures:
        ids, leaves_out = items_that_read(bank, wanted.figures)
        rows = rows.exclude(pk__in=ids) if leaves_out else rows.filter(pk__in=ids)
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["code"]))


def _subtree(bank: QuestionBank, uuid: str) -> QuerySet[Category]:
    top = Category.objects.filter(bank=bank, uuid=uuid).first()
    return Category.objects.within(top) if top else Category.objects.none()


def _is_used() -> Q:
    """Whether a question stands in a quiz by itself or has been asked."""
    stands = SectionItem.objects.filter(item=OuterRef("pk"))
    asked = AttemptItem.objects.filter(version__item=OuterRef("pk"))
    return Q(Exists(stands)) | Q(Exists(asked))


def for_list(rows: ItemQuerySet) -> ItemQuerySet:
    """What one line of the list shows, in two queries for a page."""
    found: ItemQuerySet = (
        rows.select_related("current", "category", "current__created_by")
        .defer("search_text", "current__key")
        .prefetch_related("tags")
    )
    return found


def authors_of(bank: QuestionBank) -> list[tuple[str, str]]:
    """Who wrote the current wordings of a bank: uuid and name."""
    rows = ItemVersion.objects.filter(pk__in=bank.items.values("current"), created_by__isnull=False)
    found = rows.order_by().values_list("created_by__uuid", "created_by__full_name").distinct()
    return sorted(((str(uuid), name) for uuid, name in found), key=lambda pair: sort_key(pair[1]))


def tags_of(bank: QuestionBank, *, limit: int = 300) -> list[str]:
    """The tags in use in a bank, most used first."""
    rows = (
        ItemTag.objects.filter(item__bank=bank).values("name").annotate(n=Count("pk")).order_by("-n", "name")
    )
    return [row["name"] for row in rows[:limit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A quiz that asks a question, or may ask it."""

    quiz: Quiz
    section: str
    is_by_rule: bool


def uses_of(item: Item) -> list[Use]:
    """The quizzes a question stands in by itself, and those whose rules may draw it while it is in use."""
    fixed = (
        SectionItem.objects.filter(item=item).select_related("section__quiz").order_by("section__quiz__title")
    )
    found = [Use(quiz=row.section.quiz, section=row.section.title, is_by_rule=False) for row in fixed]
    rules = QuizSection.objects.filter(draw_from=item.bank_id).select_related("quiz", "draw_category")
    tags = {(tag.kind, tag.folded) for tag in item.tags.all()}
    path = item.category.path if item.category else ""
    found += [
        Use(quiz=section.quiz, section=section.title, is_by_rule=True)
        for section in rules.order_by("quiz__title", "position")
        if rule_takes(section, item=item, path=path, tags=tags)
    ]
    return found


def rule_takes(section: QuizSection, *, item: Item, path: str, tags: set[tuple[str, str]]) -> bool:
    """Whether a section's rule may draw a question: shelf, tags, type and difficulty all fit."""
    version = item.current
    if version is None:
        return False
    low, high = section.draw_difficulty_from, section.draw_difficulty_to
    asked = {(str(tag.get("kind", "tag")), _folded(str(tag.get("name", "")))) for tag in section.draw_tags}
    return (
        (section.draw_category is None or path.startswith(section.draw_category.path))
        and asked <= tags
        and (not section.draw_kinds or version.kind in section.draw_kinds)
        and (low is None or version.difficulty >= low)
        and (high is None or version.difficulty <= high)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    version: ItemVersion
    asked: int
    reading: Reading
    """Its figures over all quizzes."""


def versions_of(item: Item) -> list[VersionFacts]:
    """All wordings, newest first, with how often each was asked and what statistics know of it."""
    versions = list(item.versions.select_related("created_by").order_by("-number"))
    asked = dict(
        AttemptItem.objects.filter(version__in=versions)
        .values_list("version")
        .annotate(n=Count("pk"))
        .order_by()
    )
    sums: dict[int, list[Tally]] = defaultdict(list)
    for row in VersionStatistics.objects.filter(version__in=versions).order_by("quiz_id"):
        sums[row.version_id].append(Tally.from_json(row.sums))
    return [
        VersionFacts(
            version=version,
            asked=asked.get(version.pk, 0),
            reading=reading_of_parts(sums[version.pk]),
        )
        for version in versions
    ]


def history_of(item: Item) -> QuerySet[ItemEvent]:
    return item.events.select_related("made_by").order_by("-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    item: Item
    percent: int


def questions_like(*, bank: QuestionBank, text: str, but: Item | None = None) -> list[Likeness]:
    """Questions of the bank that say nearly the same as a text without accents, most alike first."""
    others = bank.items.exclude(state=Item.State.RETIRED)
    others = others.exclude(pk=but.pk) if but else others
    told = others.values_list("pk", "code", "search_text")
    near = dict(nearest(text, ((pk, bare_text(code=code, search_text=found)) for pk, code, found in told)))
    items = {item.pk: item for item in Item.objects.filter(pk__in=near).select_related("current")}
    return [Likeness(item=items[pk], percent=round(value * 100)) for pk, value in near.items() if pk in items]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAlike:
    first: Item
    second: Item
    percent: int


def pairs_found(*, bank: QuestionBank, pairs: Iterable[Sequence[Any]]) -> list[PairAlike]:
    """The pairs of a search of which both questions still stand, with what is shown of them; one query."""
    listed = [(str(first), str(second), int(percent)) for first, second, percent in pairs]
    wanted = {uuid for first, second, _percent in listed for uuid in (first, second)}
    rows = bank.items.filter(uuid__in=wanted).exclude(state=Item.State.RETIRED).select_related("current")
    items = {str(item.uuid): item for item in rows}
    return [
        PairAlike(first=items[first], second=items[second], percent=percent)
        for first, second, percent in listed
        if first in items and second in items
    ]
