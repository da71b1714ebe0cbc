"""A line of Word text that can be cut without losing which letters are underlined, bold, coloured or highlighted."""

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from content.word.tree import Paragraph, Run

SHIELD = "\u2060"
"""WORD JOINER, invisible: our own writer puts it before text that would otherwise read as a mark ("A. …", "* …")."""
FORMATS = ("underline", "bold", "colour", "highlight")
_DARK = 0x60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Text and, letter by letter, the run it stood in."""

    text: str
    runs: tuple[Run, ...]
    where: str = ""
    images: tuple[str, ...] = ()
    """The pictures of the line as HTML; where in the line they stand is not known."""

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A part of the line, without blanks at its ends."""
        part = self.text[start:end]
        skipped = len(part) - len(part.lstrip())
        kept = part.strip()
        first = start + skipped
        is_last = end is None or end >= len(self.text)
        images = self.images if is_last else ()
        return Line(text=kept, runs=self.runs[first : first + len(kept)], where=self.where, images=images)

    def value(self, name: str) -> str:
        """How the whole line is formatted in one respect: a value, or "" when not all of it is."""
        seen = {_value(run, name) for run, char in zip(self.runs, self.text, strict=True) if char.isalnum()}
        if not seen:
            seen = {
                _value(run, name)
                for run, char in zip(self.runs, self.text, strict=True)
                if not char.isspace()
            }
        return seen.pop() if len(seen) == 1 else ""

    def to_html(self, *, keeps_whole_format: bool = True) -> str:
        """Inline HTML. Colours go; without ``keeps_whole_format`` so does what covers the whole line (a teacher's mark)."""
        whole = {name for name in ("bold", "underline") if not keeps_whole_format and self.value(name)}
        parts = []
        pairs = zip(self.text, self.runs, strict=True)
        for (shape, _equation), group in groupby(
            pairs, key=lambda pair: (_shape(pair[1]), _equation_of(pair[1]))
        ):
            letters = list(group)
            said = "".join(char for char, _run in letters)
            run = letters[0][1]
            if run.mathml and said == run.text:
                parts.append(run.mathml)
                continue
            text = html.escape(said.replace("\t", " "), quote=False)
            parts.append(_wrapped(text.replace(SHIELD, ""), shape, whole))
        return "".join(["".join(parts).strip(), *self.images])


def lines_of(paragraph: Paragraph, where: str, images: tuple[str, ...] = ()) -> Iterator[Line]:
    """The visible lines of a paragraph; its pictures stand on the last one."""
    found = list(_text_lines(paragraph, where))
    if images:
        last = found.pop() if found else Line(text="", runs=(), where=where)
        found.append(replace(last, images=images))
    yield from found


def _text_lines(paragraph: Paragraph, where: str) -> Iterator[Line]:
    text = paragraph.text
    runs = tuple(run for run in paragraph.runs for _char in run.text)
    start = 0
    for part in text.split("\n"):
        line = Line(text=text, runs=runs, where=where).cut(start, start + len(part))
        start += len(part) + 1
        if line.text:
            yield line


def most_common_value(values: list[str]) -> str:
    """What counts as unmarked: plain where anything is plain, else the value most choices share."""
    if "" in values:
        return ""
    (value, count), *_rest = Counter(values).most_common() or [("", 0)]
    return value if count > 1 else ""


def _value(run: Run, name: str) -> str:
    if name == "underline":
        return "yes" if run.is_underlined else ""
    if name == "bold":
        return "yes" if run.is_bold else ""
    return _seen_colour(run.colour) if name == "colour" else run.highlight


def _seen_colour(colour: str) -> str:
    """Near-black is black to whoever reads the page."""
    try:
        parts = [int(colour[i : i + 2], 16) for i in (0, 2, 4)]
    except ValueError:
        return ""
    return "" if max(parts) < _DARK else colour


def _shape(run: Run) -> tuple[bool, bool, bool, str, str]:
    return (run.is_bold, run.is_italic, run.is_underlined, run.vertical, run.href)


def _equation_of(run: Run) -> int:
    """Two equations side by side are two; text around them is none."""
    return id(run) if run.mathml else 0


def _wrapped(text: str, shape: tuple[bool, bool, bool, str, str], whole: set[str]) -> str:
    is_bold, is_italic, is_underlined, vertical, href = shape
    if not text.strip():
        return text
    for is_on, tag in (
        (is_bold and "bold" not in whole, "strong"),
        (is_italic, "em"),
        (is_underlined and "underline" not in whole, "u"),
        (vertical == "sub", "sub"),
        (vertical == "super", "sup"),
    ):
        text = f"<{tag}>{text}</{tag}>" if is_on else text
    return f'<a href="{html.escape(href)}">{text}</a>' if href else text
