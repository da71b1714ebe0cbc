"""Rich text in passages: what a translator has before them, one paragraph, heading or list at a time. Pure.

Links are numbered while somebody translates: where they lead is the original's, and stays so whatever is typed.
"""

import html
import re
from html.parser import HTMLParser
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from content.sanitising import clean_rich_text, strip_all

LEAST_ALIKE = 60
"""From so many equal letters in a hundred on, an old passage is taken for the one that was edited."""
_BLOCK_KEY = re.compile(r'\sdata-block-key="[^"]*"')
_LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_NUMBERED = re.compile(r'<a href="#link-(\d{1,3})"(?: title="[^"]*")?>')
_OTHER_LINK = re.compile(r"<a\b(?![^>]*\bdata-kept=)[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_OPENING = re.compile(r"\s*<([a-z][a-z0-9]*)\b", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "embed", "wbr", "input", "col"})


class _Pieces(HTMLParser):
    """Where each element of the outermost level begins and ends."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.cuts: list[int] = []
        self._depth, self._lines = 0, [0]
        for line in markup.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.feed(markup)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._depth == 0:
            self.cuts.append(self._here())
        if tag not in _VOID:
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if self._depth == 0:
            self.cuts.append(self._here())

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - (tag not in _VOID))


def pieces_of_markup(markup: str) -> list[str]:
    """The outermost elements of rich text, in order; put together again they are the text without the editor's marks.

    >>> pieces_of_markup("<h2>Một</h2><p>Hai <b>ba</b></p>")
    ['<h2>Một</h2>', '<p>Hai <b>ba</b></p>']
    """
    plain = _BLOCK_KEY.sub("", markup.replace("\r\n", "\n").replace("\r", "\n"))
    cuts = _Pieces(plain).cuts
    edges = [0, *(cut for cut in cuts if cut), len(plain)]
    return [plain[start:end] for start, end in pairwise(edges) if start < end]


def has_words(markup: str) -> bool:
    """Whether there is a letter to translate: numbers, dates and lines are the same in every language."""
    return any(letter.isalpha() for letter in html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def outer_tag(markup: str) -> str:
    """The element a piece is, in small letters; empty for bare text."""
    found = _OPENING.match(markup)
    return found[1].lower() if found else ""


def numbered_links(source: str) -> str:
    """A passage as it is edited: its links lead to their numbers."""
    count = iter(range(1, 1000))
    return _LINK.sub(lambda _link: f'<a href="#link-{next(count)}">', source)


def as_kept(edited: str, *, source: str) -> str:
    """What a translator typed, cleaned and with the original's links; it is one element of the original's kind.

    Raises ValueError when it is something else: two paragraphs for one, a paragraph for a heading.
    """
    links = [found[0] for found in _LINK.finditer(source)]
    cleaned = clean_rich_text(edited).strip()
    wanted = outer_tag(source)
    if (
        wanted
        and cleaned
        and outer_tag(cleaned) != wanted
        and not re.search(r"<(?:p|h\d|ul|ol|div|table)\b", cleaned)
    ):
        cleaned = f"<{wanted}>{cleaned}</{wanted}>"  # typed without a script
    if cleaned and [outer_tag(piece) for piece in pieces_of_markup(cleaned)] != [wanted]:
        raise ValueError("another kind of passage")

    def original(found: re.Match[str]) -> str:
        number = int(found[1])
        known = 0 < number <= len(links)
        return links[number - 1].replace("<a", "<a data-kept=1", 1) if known else found[0]

    kept = _OTHER_LINK.sub(r"\1", _NUMBERED.sub(original, cleaned))
    return kept.replace("<a data-kept=1", "<a") if strip_all(kept).strip() else ""


def closest(source: str, old: list[str]) -> str:
    """The old passage that a new one was most likely made of; empty when none is like it."""
    found = extractOne(source, old, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
    return found[0] if found else ""
