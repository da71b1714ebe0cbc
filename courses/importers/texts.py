"""What a lesson says, without how it looks: lines to compare, and a print that editors' own tidying does not change. Pure."""

import difflib
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.importers.lesson import FoundPicture

_BREAK = re.compile(r"<br\s*/?>|</(?:p|h[1-6]|li|tr|blockquote|caption|ol|ul)>", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>")
_KEPT = re.compile(r"\b(href|src|colspan|rowspan|linktype|embedtype)=\"([^\"]*)\"")
_SAME = {"strong": "b", "em": "i", "del": "s"}
_GONE = {"tbody", "thead"}
MOST_LINES = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row of two texts side by side. ``kind``: "same", "changed", "left" or "right" (only there), "gap"."""

    kind: str
    left: str = ""
    right: str = ""


def lines_of(blocks: Iterable[Mapping[str, Any]], pictures: Sequence[FoundPicture] = ()) -> list[str]:
    """The text of raw stream values, one line a paragraph; a picture is a line with its caption or words."""
    return [line for block in blocks for line in _lines(block["type"], block["value"], pictures)]


def _lines(kind: str, value: Any, pictures: Sequence[FoundPicture]) -> list[str]:
    if kind == "image":
        index = value.get("picture")
        alt = pictures[index].alt if index is not None else value.get("alt", "")
        return [f"▣ {value.get('caption') or alt}".strip()]
    if kind == "self_check":
        return ["[?]"]
    if isinstance(value, str):
        return plain_lines(value)
    found: list[str] = []
    for part in _strings(value):
        found += plain_lines(part)
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for key, part in value.items() if key not in {"id", "type"} for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return []


def plain_lines(markup: str) -> list[str]:
    """HTML as lines of plain text.

    >>> plain_lines("<p>Một <b>cửa</b></p><p>Hai&nbsp;</p>")
    ['Một cửa', 'Hai']
    """
    text = _TAG.sub("", _BREAK.sub("\n", _CELL.sub(" | ", markup)))
    return [line for raw in html.unescape(text).splitlines() if (line := " ".join(raw.split()))]


def print_of(blocks: Iterable[Mapping[str, Any]]) -> str:
    """32 hexadecimal digits that change when somebody changed a lesson, and not when an editor merely saved it again."""
    plain = [[block["type"], _tidy(block["value"])] for block in blocks]
    joined: list[list[Any]] = []
    for kind, value in plain:
        if kind == "text" and joined and joined[-1][0] == "text":
            joined[-1][1] += value
        else:
            joined.append([kind, value])
    said = json.dumps(joined, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(html.unescape(_TAG.sub(_tidy_tag, value)).split()).replace("> <", "><")
    if isinstance(value, Mapping):
        return {
            key: _tidy(part) for key, part in value.items() if key != "id" and part not in ("", None, False)
        }
    if isinstance(value, list):
        return [_tidy(part) for part in value]
    return value


def _tidy_tag(match: re.Match[str]) -> str:
    closing, name, attributes = match.groups()
    name = _SAME.get(name.lower(), name.lower())
    if name in _GONE:
        return ""
    kept = "".join(f' {key}="{said}"' for key, said in sorted(_KEPT.findall(attributes)))
    return f"<{closing}{name}{kept}>"


def differences(left: Sequence[str], right: Sequence[str]) -> list[Difference]:
    """Two texts beside each other, what is the same in between left out but for one line at each end."""
    left, right = left[:MOST_LINES], right[:MOST_LINES]
    rows: list[Difference] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += _same(left[a:b])
            continue
        for at in range(max(b - a, d - c)):
            old = left[a + at] if a + at < b else ""
            new = right[c + at] if c + at < d else ""
            kind = "changed" if old and new else "left" if old else "right"
            rows.append(Difference(kind=kind, left=old, right=new))
    return rows


def _same(lines: Sequence[str]) -> list[Difference]:
    if len(lines) <= 3:
        return [Difference(kind="same", left=line, right=line) for line in lines]
    return [
        Difference(kind="same", left=lines[0], right=lines[0]),
        Difference(kind="gap"),
        Difference(kind="same", left=lines[-1], right=lines[-1]),
    ]
