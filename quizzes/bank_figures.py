"""How the questions of a bank did where they were asked: share of points, discrimination, and what an author should look at.

Only the wording that is asked today counts: figures of an older one would speak of a question that is no longer there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from people.access import Person
from quizzes.access_statistics import quizzes_read_by_statisticians
from quizzes.models import Item, QuestionBank, Quiz, VersionStatistics
from quizzes.statistics import ENOUGH, Hint, ItemFigures, Tally, figures_across, hints_for

NEEDED = ("answers", "points", "points2", "rest", "rest2", "cross", "worth")
"""The sums these figures follow from; who picked what, the largest part, stays in the database."""
WANTED: Mapping[str, frozenset[str]] = {
    "suspect": frozenset({"key_suspect", "negative"}),
    "poor": frozenset({"poor"}),
    "easy": frozenset({"too_easy"}),
    "hard": frozenset({"too_hard"}),
    "none": frozenset(),
}
"""What a list is narrowed to, and the hints that fit; ``none``: nothing to look at."""
FEW = "few"
"""Questions with too few answers for a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The figures of a wording over all quizzes that asked it; shares are 0..1."""

    figures: ItemFigures
    hints: tuple[Hint, ...]

    @property
    def has_enough(self) -> bool:
        return self.figures.answers >= ENOUGH

    @property
    def is_suspect(self) -> bool:
        return any(hint.is_serious for hint in self.hints)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRead:
    """A wording in one quiz. ``has_page``: whether the quiz has enough attempts for a page of statistics."""

    quiz: Quiz
    reading: Reading
    has_page: bool


def readings_of(items: Iterable[Item]) -> dict[int, Reading]:
    """By item id, the figures of the current wordings; one query. Questions without answers are absent."""
    return _read(VersionStatistics.objects.filter(version__in=[item.current_id for item in items]))


def items_that_read(bank: QuestionBank, wanted: str) -> tuple[set[int], bool]:
    """Ids of the questions for a filter of :data:`WANTED` or :data:`FEW`, and whether they are those to leave out."""
    found = _read(VersionStatistics.objects.filter(version__in=bank.items.values("current")))
    if wanted == FEW:
        return {pk for pk, one in found.items() if one.has_enough}, True
    codes = WANTED[wanted]
    fits = {
        pk
        for pk, one in found.items()
        if one.has_enough and ({hint.code for hint in one.hints} & codes or not (codes or one.hints))
    }
    return fits, False


def places_read(person: Person, item: Item) -> list[PlaceRead]:
    """The quizzes that asked the current wording and whose statistics a person may read, by title."""
    quizzes = quizzes_read_by_statisticians(person)
    rows = VersionStatistics.objects.filter(version=item.current_id, quiz__in=quizzes)
    return [
        PlaceRead(
            quiz=row.quiz,
            reading=reading_of_parts([Tally.from_json(row.sums)]),
            has_page=hasattr(row.quiz, "statistics") and row.quiz.statistics.attempts >= ENOUGH,
        )
        for row in rows.select_related("quiz__statistics").order_by("quiz__title", "quiz_id")
    ]


def _read(rows: QuerySet[VersionStatistics]) -> dict[int, Reading]:
    tallies: dict[int, list[Tally]] = defaultdict(list)
    sums = [KeyTransform(name, "sums") for name in NEEDED]
    for item, *found in rows.order_by("quiz_id").values_list("version__item", *sums):
        told = {name: value for name, value in zip(NEEDED, found, strict=True) if value is not None}
        tallies[item].append(Tally.from_json(told))
    return {item: reading_of_parts(parts) for item, parts in tallies.items()}


def reading_of_parts(parts: Sequence[Tally]) -> Reading:
    """The figures that follow from the sums of one wording, one tally a quiz."""
    figures = figures_across(parts)
    return Reading(figures=figures, hints=tuple(hints_for(figures, guess=None, offers=(), picks={})))
