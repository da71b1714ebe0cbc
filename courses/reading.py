"""From rendered lesson HTML to the reading copy: addressable headings, word count, minutes. Pure.

The HTML comes from our own blocks, whose rich text was cleaned when it was written; nothing here makes text safe.
"""

import html
import re
from dataclasses import dataclass

from content.vietnamese import fold, slugify

# Adults read Vietnamese administrative prose at about 200 words (tiếng) a minute.
WORDS_PER_MINUTE = 200
_HEADING = re.compile(r"<h([2-4])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCopy:
    html: str
    headings: tuple[dict[str, str | int], ...]
    words: int

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one where there is anything to read."""
        return -(-self.words // WORDS_PER_MINUTE)


def folded_words(text: str) -> list[str]:
    """Words as somebody might type them, without accents or punctuation."""
    return re.findall(r"[a-z0-9]+", fold(text))


def plain_text(markup: str) -> str:
    """What a reader sees of a piece of HTML, on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def reading_copy(markup: str) -> ReadingCopy:
    """Give every heading an id that stays the same while its words do, and count what is to be read."""
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

    addressed_html = _HEADING.sub(addressed, markup)
    return ReadingCopy(
        html=addressed_html, headings=tuple(headings), words=len(plain_text(addressed_html).split())
    )
