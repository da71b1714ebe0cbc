"""From rendered lesson HTML to the reading copy: addressable headings and paragraphs, word count, minutes. Pure.

The HTML comes from our own blocks, whose rich text was cleaned when it was written; nothing here makes text safe.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from content.vietnamese import fold, slugify
from courses.anchoring import Named, name_paragraphs

# Adults read Vietnamese administrative prose at about 200 words (tiếng) a minute.
WORDS_PER_MINUTE = 200
_HEADING = re.compile(r"<h([2-4])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_PARAGRAPH = re.compile(
    r"<(p|li|figcaption)((?:\s[^>]*)?)>(.*?)(?=</?(?:p|li|ul|ol|div|table|figure|figcaption)\b)", re.S | re.I
)
_OUR_ID = re.compile(r' id="d-[0-9a-f]{8}(?:-\d+)?"')
_TAG = re.compile(r"<[^>]+>")
_SELF_CHECK = re.compile(r'<hr data-self-check="([0-9a-f-]{36})">')


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCopy:
    html: str
    headings: tuple[dict[str, str | int], ...]
    words: int
    paragraphs: tuple[Named, ...] = ()
    """Name and text of every paragraph and point of a list, in order."""

    @property
    def search_key(self) -> str:
        """All words as they might be typed without accents, each after a space."""
        return f" {' '.join(folded_words(plain_text(self.html)))}"

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one where there is anything to read."""
        return -(-self.words // WORDS_PER_MINUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Either a stretch of HTML or the uuid of a self-check that stands there: in turn they make the whole text."""

    html: str = ""
    self_check: str = ""


def pieces_of(markup: str) -> list[Piece]:
    """A reading copy parted at its self-checks, which are shown as they are on the day of reading."""
    return [
        Piece(self_check=part) if index % 2 else Piece(html=part)
        for index, part in enumerate(_SELF_CHECK.split(markup))
    ]


def folded_words(text: str) -> list[str]:
    """Words as somebody might type them, without accents or punctuation."""
    return re.findall(r"[a-z0-9]+", fold(text))


def plain_text(markup: str) -> str:
    """What a reader sees of a piece of HTML, on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def reading_copy(markup: str, before: Sequence[Named] = ()) -> ReadingCopy:
    """Give every heading an id that stays the same while its words do, every paragraph one that it keeps through small
    edits (``before`` are the paragraphs of the last copy), and count what is to be read.
    """
    taken: set[str] = set()
    headings: list[dict[str, str | int]] = []

    def addressed(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        text = plain_text(inner)
        given = _ID.search(attributes)
        wanted = (given.group(1) or given.group(2) or "") if given else ""
        if not _SAFE_ID.fullmatch(wanted):
            wanted = slugify(text)[:80].strip("-") or "muc"
        address, number = wanted, 2
        while address in taken:
            address, number = f"{wanted}-{number}", number + 1
        taken.add(address)
        headings.append({"id": address, "level": int(level), "text": text})
        return f'<h{level} id="{address}"{_ID.sub("", attributes)}>{inner}</h{level}>'

    addressed_html, paragraphs = _with_named_paragraphs(_HEADING.sub(addressed, markup), before)
    return ReadingCopy(
        html=addressed_html,
        headings=tuple(headings),
        words=len(plain_text(addressed_html).split()),
        paragraphs=paragraphs,
    )


def reading_copy_beside(original: ReadingCopy, markup: str) -> ReadingCopy:
    """A reading copy of the same text in another language. Where both have as many headings and paragraphs, each goes by
    the name it has in the original, so that places, notes and links lead to the same one in either language.
    """
    copy = reading_copy(markup)
    if (len(copy.headings), len(copy.paragraphs)) != (len(original.headings), len(original.paragraphs)):
        return copy
    ours = [*(str(one["id"]) for one in copy.headings), *(name for name, _words in copy.paragraphs)]
    theirs = [*(str(one["id"]) for one in original.headings), *(name for name, _words in original.paragraphs)]
    names = dict(zip(ours, theirs, strict=True))
    renamed = re.sub(r' id="([^"]+)"', lambda found: f' id="{names.get(found[1], found[1])}"', copy.html)
    return ReadingCopy(
        html=renamed,
        headings=tuple({**one, "id": names[str(one["id"])]} for one in copy.headings),
        words=copy.words,
        paragraphs=tuple((names[name], words) for name, words in copy.paragraphs),
    )


def _with_named_paragraphs(markup: str, before: Sequence[Named]) -> tuple[str, tuple[Named, ...]]:
    markup = _OUR_ID.sub("", markup)
    texts = [
        plain_text(found[3])
        for found in _PARAGRAPH.finditer(markup)
        if not _ID.search(found[2]) and plain_text(found[3])
    ]
    names = iter(name_paragraphs(texts, before))
    paragraphs: list[Named] = []

    def named(match: re.Match[str]) -> str:
        tag, attributes, inner = match.groups()
        text = plain_text(inner)
        if _ID.search(attributes) or not text:
            return match[0]
        paragraphs.append((next(names), text))
        return f'<{tag} id="{paragraphs[-1][0]}"{attributes}>{inner}'

    return _PARAGRAPH.sub(named, markup), tuple(paragraphs)
