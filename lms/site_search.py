"""One search over what everybody may read, whatever room it is in. Stores nothing of who asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from modelsearch.query import PlainText

from content.models import BestAnswer
from content.search.asking_well import ask, best_answer, query_for
from content.search.folding import folded_words
from content.vietnamese import fold
from lms.search_sources import KINDS, Entry, search_all, suggest_all

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
Found = dict[str, list[Entry]]
"""What was found, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A result: its title in pieces (those that match are marked), where it leads, and facts instead of an excerpt."""

    kind: str
    title: str
    pieces: tuple[Piece, ...]
    language: str
    url: str
    facts: tuple[str, ...]
    facts_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    question: str
    mended: str
    """What was searched for instead, because nothing was found for what was typed; else empty."""
    best: BestAnswer | None
    kind: str
    page: Page[Hit]
    counts: tuple[tuple[str, str, int], ...]
    """Code, name and number of each kind that was found."""
    nearest: tuple[Hit, ...]

    @property
    def total(self) -> int:
        return sum(count for _code, _name, count in self.counts)


def answer(*, question: str, kind: str = "", page: str = "1") -> Answer:
    """Search for what somebody typed; when nothing is found, with its slips put right, then for the official phrase in it;
    when that finds nothing either, for what has any of its words.

    A dozen questions to the database at most for each of these steps, however many pages there are.
    """
    question = " ".join(question.replace("\x00", " ").split())
    understood = ask(question)
    found = _search(understood.asked, question) if understood.asked else {}
    mended = ""
    if not _total(found) and understood.mended:
        found = _search(understood.mended)
        mended = understood.mended[0] if _total(found) else ""
    forms = (understood.mended if mended else understood.asked) or ("",)
    if not _total(found) and understood.partly:
        found, forms = _search(understood.partly), understood.partly
        mended = understood.partly[0] if _total(found) else ""
    wanted = kind if any(kind == one.code for one in KINDS) else ""
    hits = _ranked(forms, {code: rows for code, rows in found.items() if wanted in {"", code}})
    return Answer(
        question=question[:MAX_SHOWN_QUESTION],
        mended=mended[:MAX_SHOWN_QUESTION],
        best=best_answer(question) if question else None,
        kind=wanted,
        page=Paginator(hits, PER_PAGE).get_page(page),
        counts=tuple((one.code, str(one.name), len(found[one.code])) for one in KINDS if found.get(one.code)),
        nearest=()
        if _total(found) or understood.nothing
        else _nearest((*understood.mended, *understood.asked)),
    )


def suggestions(*, question: str) -> list[Hit]:
    """What the beginning of a question may lead to, for a box that helps while somebody types."""
    words = " ".join(question.replace("\x00", " ").split())[:MAX_SHOWN_QUESTION]
    if len(words) < SHORTEST_SUGGESTED:
        return []
    return _ranked([" ".join(folded_words(words))], suggest_all(words, limit=SUGGESTED))


def _search(forms: tuple[str, ...], typed: str = "") -> Found:
    return search_all(query_for(forms, typed=typed), limit=MOST_HITS)


def _total(found: Found) -> int:
    return sum(map(len, found.values()))


def _nearest(forms: tuple[str, ...]) -> tuple[Hit, ...]:
    """What shares at least one word with a question that found nothing."""
    words = " ".join(dict.fromkeys(" ".join(forms).split()))
    return tuple(_ranked(forms, search_all(PlainText(words, operator="or"), limit=NEAREST))[:NEAREST])


def _ranked(forms: Forms, found: Found) -> list[Hit]:
    """A title with the very words side by side comes first, then one with all of them, then one with most; of the forms of a
    question the first that fits counts, of equals the shorter title, then the order of the kinds and of the index.
    """
    rows = [(_rank(forms, entry), code, entry) for code, entries in found.items() for entry in entries]
    words = set(" ".join(forms).split())
    return [_hit(code, entry, words) for _place, code, entry in sorted(rows, key=lambda row: row[0])]


def _rank(forms: Forms, entry: Entry) -> tuple[int, int, int]:
    """The best place any of its titles gives it for any form of the question."""
    places = []
    for title in {entry.title, *entry.others} - {""}:
        words = folded_words(title)
        line = f" {' '.join(words)} "
        for number, form in enumerate(forms):
            asked = set(form.split())
            missing = len(asked - set(words))
            places.append((0 if f" {form} " in line else 1 + missing, number, len(words)))
    return min(places, default=(9, 9, 9))


def _hit(code: str, entry: Entry, words: set[str]) -> Hit:
    return Hit(
        kind=code,
        title=entry.title,
        pieces=marked(entry.title, words),
        language=entry.language,
        url=entry.url,
        facts=entry.facts,
        facts_language=entry.facts_language,
    )


def marked(title: str, words: set[str]) -> tuple[Piece, ...]:
    """A title in pieces; the words that were asked for are marked, and show their real spelling.

    >>> marked("Nộp hồ sơ", {"ho"})
    (('Nộp', False), (' ', False), ('hồ', True), (' ', False), ('sơ', False))
    """
    return tuple((piece, fold(piece) in words) for piece in _PIECES.findall(title))
