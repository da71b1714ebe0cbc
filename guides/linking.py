"""Linking the words of a glossary within cleaned HTML: each term once, where it is first said. Pure.

Nothing is linked inside a link, a heading, a button, a form or code. Where two terms begin at the same place the longer
one wins, and a shorter one is never cut out of a longer one. The text a reader sees stays letter for letter the same.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

CLOSED = frozenset(
    {
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "button",
        "code",
        "pre",
        "kbd",
        "samp",
        "form",
        "label",
        "summary",
    }
    | {
        "select",
        "option",
        "legend",
        "svg",
        "math",
        "dfn",
        "abbr",
        "audio",
        "video",
        "object",
        "iframe",
        "noscript",
    }
)
"""Elements in which nothing is linked."""

_PIECE = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|title|template)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
# A letter, a digit, an accent that stands for itself, or the beginning of an entity.
_BEFORE, _AFTER = r"(?<![\w\u0300-\u036f&#])", r"(?![\w\u0300-\u036f])"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words under which a term is said; ``key`` names the term. Words in capitals are met in capitals only."""

    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The HTML with its links, and the keys of the terms it links, in order."""

    markup: str
    keys: tuple[str, ...]


def link_terms(markup: str, phrases: Sequence[Phrase]) -> Linked:
    """Turn the first mention of each term into a link to ``#tn-<key>``.

    >>> link_terms("<p>Nộp hồ sơ.</p>", [Phrase("hồ sơ", "ho-so")]).markup
    '<p>Nộp <a class="guides-term" href="#tn-ho-so">hồ sơ</a>.</p>'
    """
    book = _book_of(tuple(phrases))
    if book is None:
        return Linked(markup, ())
    keys: list[str] = []
    pieces: list[str] = []
    is_open: Counter[str] = Counter()
    at = 0
    for piece in _PIECE.finditer(markup):
        pieces.append(_linked(markup[at : piece.start()], book, keys, is_closed=is_open.total() > 0))
        pieces.append(piece.group())
        at = piece.end()
        name = (piece["name"] or "").lower()
        if name in CLOSED and not piece["end"]:
            is_open[name] += 1
        elif name in CLOSED and is_open[name]:
            is_open[name] -= 1
    pieces.append(_linked(markup[at:], book, keys, is_closed=is_open.total() > 0))
    return Linked("".join(pieces), tuple(keys))


@dataclass(frozen=True, slots=True)
class _Book:
    pattern: re.Pattern[str]
    exact: dict[str, str]
    any_case: dict[str, str]

    def key_of(self, words: str) -> str:
        plain = " ".join(html.unescape(words).split())
        return self.exact.get(plain) or self.any_case.get(plain.casefold(), "")


@lru_cache(maxsize=16)
def _book_of(phrases: tuple[Phrase, ...]) -> _Book | None:
    """All phrases as one pattern, the longest first."""
    said = [(" ".join(phrase.words.split()), phrase.key) for phrase in phrases if phrase.words.strip()]
    if not said:
        return None
    said.sort(key=lambda pair: (-len(pair[0]), pair))
    ways = (_way_of(words) for words, _key in said)
    return _Book(
        pattern=re.compile(f"{_BEFORE}(?:{'|'.join(ways)}){_AFTER}"),
        exact=dict(reversed(said)),
        any_case={words.casefold(): key for words, key in reversed(said) if not words.isupper()},
    )


def _way_of(words: str) -> str:
    spaced = r"\s+".join(re.escape(html.escape(word, quote=False)) for word in words.split(" "))
    return spaced if words.isupper() else f"(?i:{spaced})"


def _linked(text: str, book: _Book, keys: list[str], *, is_closed: bool) -> str:
    if is_closed or not text.strip():
        return text

    def link(match: re.Match[str]) -> str:
        key = book.key_of(match.group())
        if not key or key in keys:
            return match.group()
        keys.append(key)
        return f'<a class="guides-term" href="#tn-{html.escape(key)}">{match.group()}</a>'

    return book.pattern.sub(link, text)
