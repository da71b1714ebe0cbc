"""One search over what everybody may read, whatever room it is in. Stores nothing of who asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString, mark_safe
from modelsearch.query import PlainText

from content.models import BestAnswer
from content.search.asking_well import ask, query_for
from content.search.folding import folded_words, words_of
from content.translating import Said
from content.vietnamese import fold
from lms.search_sources import KINDS, Candidate, Entry, entries_of, search_all, suggest_all

# Nobody reads further; an endless result list would only cost.
MOST_HITS = 100
PER_PAGE = 20
NEAREST = 3
SUGGESTED, SHORTEST_SUGGESTED = 5, 2
MAX_SHOWN_QUESTION = 200
_PIECES = re.compile(r"[^\W_]+|[\W_]+")
_folded = lru_cache(maxsize=20_000)(fold)

Forms = Sequence[str]
"""A question in all the words it was asked in, folded."""
Found = dict[str, list[Candidate]]
"""What was found, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A result: its title (the words that match are marked), where it leads, and facts instead of an excerpt."""

    kind: str
    title: str
    marked_title: SafeString
    language: str
    url: str
    facts: tuple[Said, ...]


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
    understood, best = ask(question)
    found = _search(understood.asked) if understood.asked else {}
    mended = ""
    if not _total(found) and understood.mended:
        found = _search(understood.mended)
        mended = understood.mended[0] if _total(found) else ""
    forms = (understood.mended if mended else understood.asked) or ("",)
    if not _total(found) and understood.partly:
        found, forms = _search(understood.partly), understood.partly
        mended = understood.partly[0] if _total(found) else ""
    wanted = kind if any(kind == one.code for one in KINDS) else ""
    ranked = _ranked(
        forms, {code: rows for code, rows in found.items() if wanted in {"", code}}, typed=question
    )
    return Answer(
        question=question[:MAX_SHOWN_QUESTION],
        mended=mended[:MAX_SHOWN_QUESTION],
        best=best,
        kind=wanted,
        page=_page_of(forms, ranked, page),
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
    forms = [" ".join(folded_words(words))]
    return _hits(forms, _ranked(forms, suggest_all(words, limit=SUGGESTED)))


def _search(forms: tuple[str, ...]) -> Found:
    return search_all(query_for(forms), limit=MOST_HITS)


def _total(found: Found) -> int:
    return sum(map(len, found.values()))


def _nearest(forms: tuple[str, ...]) -> tuple[Hit, ...]:
    """What shares at least one word with a question that found nothing: the best of each kind, so that no kind fills all."""
    words = " ".join(dict.fromkeys(" ".join(forms).split()))
    best: dict[str, Candidate] = {}
    for one in _ranked(forms, search_all(PlainText(words, operator="or"), limit=MOST_HITS)):
        best.setdefault(one.kind, one)
    return tuple(_hits(forms, list(best.values())[:NEAREST]))


def _ranked(forms: Forms, found: Found, *, typed: str = "") -> list[Candidate]:
    """A title with the very words side by side comes first, then one with all of them, then one with most; of the forms of a
    question the first that fits counts, of equals the one with the accents as they were ``typed``, the shorter title, then
    the order of the kinds and of the index.
    """
    accented = frozenset(word for word in words_of(typed) if word != fold(word))
    asked = [(f" {form} ", frozenset(form.split())) for form in forms]
    candidates = (one for candidates in found.values() for one in candidates)
    return sorted(candidates, key=lambda one: _rank(asked, accented, one))


def _rank(
    asked: Sequence[tuple[str, frozenset[str]]], accented: frozenset[str], candidate: Candidate
) -> tuple[int, int, int, int]:
    """The best place any of its titles gives it for any form of the question, each as a line and as a set of words."""
    best = (9, 9, 9, 9)
    for written, words, line in map(_words, candidate.titles):
        lost = len(accented.difference(written)) if accented else 0
        for number, (form, of_form) in enumerate(asked):
            missing = 0 if form in line else 1 + len(of_form.difference(words))
            best = min(best, (missing, number, lost, len(words)))
    return best


def _page_of(forms: Forms, ranked: Sequence[Candidate], number: str) -> Page[Hit]:
    paginator: Paginator[Any] = Paginator(ranked, PER_PAGE)
    page = paginator.get_page(number)
    return Page(_hits(forms, list(page)), page.number, paginator)


@lru_cache(maxsize=20_000)
def _words(title: str) -> tuple[list[str], list[str], str]:
    """As they are written, folded, and the folded ones as a line with blanks at both ends."""
    folded = folded_words(title)
    return words_of(title), folded, f" {' '.join(folded)} "


def _hits(forms: Forms, candidates: Sequence[Candidate]) -> list[Hit]:
    words = set(" ".join(forms).split())
    return [_hit(one.kind, entry, words) for one, entry in entries_of(candidates)]


def _hit(code: str, entry: Entry, words: set[str]) -> Hit:
    return Hit(
        kind=code,
        title=entry.title,
        marked_title=marked(entry.title, words),
        language=entry.language,
        url=entry.url,
        facts=entry.facts,
    )


def marked(title: str, words: set[str]) -> SafeString:
    """A title in which the words that were asked for are marked, and show their real spelling.

    >>> marked("Nộp hồ sơ", {"ho"})
    'Nộp <mark>hồ</mark> sơ'
    """
    return mark_safe(  # noqa: S308 - each piece is escaped
        "".join(
            f"<mark>{escape(piece)}</mark>" if _folded(piece) in words else escape(piece)
            for piece in _PIECES.findall(title)
        )
    )
