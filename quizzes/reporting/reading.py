"""From the stored sums to figures. The number of queries is the same for ten attempts and for a hundred thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from content.sanitising import strip_all
from people.access import Person, may_act_in
from quizzes.access_statistics import RESULT_READERS, STATISTICIANS, quizzes_with_statistics_for
from quizzes.models import ItemVersion, Quiz, QuizStatistics, SectionItem, VersionStatistics
from quizzes.statistics import (
    ENOUGH,
    Hint,
    ItemFigures,
    Offer,
    PaperFigures,
    PickFigures,
    Tally,
    guess_score_of,
    hints_for,
    item_figures,
    offers_of,
    paper_figures,
    picks_by_part,
)

LONGEST_STEM = 120
MOST_GUESSES = 20_000
_GUESSES: dict[UUID, float | None] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An offered value with who picked it."""

    offer: Offer
    picked: PickFigures
    letter: str
    """As authors count them, in the order of writing: A, B, C …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRow:
    """One wording of a question in this quiz. ``number`` is its place in the list, from 1."""

    number: int
    uuid: UUID
    item: UUID
    bank: UUID
    code: str
    version: int
    kind: str
    stem: str
    figures: ItemFigures
    guess: float | None
    hints: Sequence[Hint]
    choices: Sequence[Choice]

    @property
    def is_suspect(self) -> bool:
        return any(hint.is_serious for hint in self.hints)

    @property
    def has_enough(self) -> bool:
        return self.figures.answers >= ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizReport:
    """``figures`` is None, and there are no wordings, until enough attempts are counted."""

    attempts: int
    updated_at: datetime | None
    figures: PaperFigures | None
    wordings: Sequence[WordingRow]

    @property
    def suspects(self) -> list[WordingRow]:
        return [row for row in self.wordings if row.is_suspect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A quiz in the list, with where one may go from there."""

    quiz: Quiz
    attempts: int
    has_statistics: bool
    has_results: bool


def readable_quizzes(person: Person, words: str) -> QuerySet[Quiz]:
    """The quizzes a person may read figures of, by title; ``words`` are looked for in it."""
    rows = quizzes_with_statistics_for(person).select_related("organisation", "statistics")
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    return rows.order_by("title", "pk")


def readable(person: Person, quiz: Quiz) -> Readable:
    """Where a person may go from a quiz of :func:`readable_quizzes`."""
    counted = getattr(quiz, "statistics", None)
    return Readable(
        quiz=quiz,
        attempts=counted.attempts if counted else 0,
        has_statistics=may_act_in(person, quiz.organisation, STATISTICIANS),
        has_results=may_act_in(person, quiz.organisation, RESULT_READERS),
    )


def report_of(quiz: Quiz) -> QuizReport:
    """Everything about a quiz, in three queries."""
    stored = QuizStatistics.objects.filter(quiz=quiz).first()
    if stored is None or stored.attempts < ENOUGH:
        return QuizReport(
            attempts=stored.attempts if stored else 0,
            updated_at=stored.updated_at if stored else None,
            figures=None,
            wordings=[],
        )
    rows = list(VersionStatistics.objects.filter(quiz=quiz).select_related("version__item__bank"))
    tallies = {row.version_id: Tally.from_json(row.sums) for row in rows}
    items: dict[int, Tally] = {}
    for row in rows:
        items.setdefault(row.version.item_id, Tally()).merge(tallies[row.version_id])
    figures = paper_figures(Tally.from_json(stored.sums), items, pass_percent=quiz.pass_percent)
    places = dict(
        SectionItem.objects.filter(section__quiz=quiz)
        .order_by("-section__position", "-position")
        .values_list("item_id", "pk")
    )
    order = {item: number for number, item in enumerate(reversed(places))}
    rows.sort(
        key=lambda row: (
            order.get(row.version.item_id, len(order)),
            row.version.item.code,
            row.version.number,
        )
    )
    wordings = [
        _wording(number, row.version, tallies[row.version_id], figures)
        for number, row in enumerate(rows, start=1)
    ]
    return QuizReport(
        attempts=stored.attempts, updated_at=stored.updated_at, figures=figures, wordings=wordings
    )


def _wording(number: int, version: ItemVersion, tally: Tally, figures: PaperFigures) -> WordingRow:
    offers = offers_of(version.kind, version.content, version.key)
    picks = picks_by_part(tally)
    nobody = PickFigures(count=0, share=0.0, mean_percent=None)
    of_item = item_figures(tally, spread=figures.spread)
    guess = _guess_of(version)
    return WordingRow(
        number=number,
        uuid=version.uuid,
        item=version.item.uuid,
        bank=version.item.bank.uuid,
        code=version.item.code,
        version=version.number,
        kind=version.get_kind_display(),
        stem=_stem_of(version),
        figures=of_item,
        guess=guess,
        hints=hints_for(of_item, guess=guess, offers=offers, picks=picks),
        choices=[
            Choice(
                offer=offer,
                picked=picks.get(offer.part, {}).get(offer.value, nobody),
                letter=chr(ord("A") + place) if place < 26 else str(place + 1),
            )
            for place, offer in enumerate(offers)
        ],
    )


def _stem_of(version: ItemVersion) -> str:
    words = " ".join(strip_all(str(version.content.get("stem", ""))).split())
    return words[:LONGEST_STEM] + ("…" if len(words) > LONGEST_STEM else "")


def _guess_of(version: ItemVersion) -> float | None:
    """A wording never changes, so neither does what guessing earns: computed once for each process."""
    if version.uuid not in _GUESSES:
        if len(_GUESSES) >= MOST_GUESSES:
            _GUESSES.clear()
        _GUESSES[version.uuid] = guess_score_of(version.kind, version.content, version.key)
    return _GUESSES[version.uuid]
