"""A QTI 1.2 text with responses in it, as one stem with marks where the gaps are. Pure."""

import re
from collections.abc import Sequence

from quizzes.importers.foreign_html import paragraphs
from quizzes.importers.qti12_texts import RESPONSES, label_text, material
from quizzes.importers.qti_context import Context
from quizzes.importers.xml_reading import Element, attribute, local

_BLOCKS = re.compile(r"<(?:p|h\d|ul|ol|table|blockquote|pre)\b")


def stem_with_gaps(pieces: Sequence[Element], context: Context) -> str:
    """Texts and gaps in their order. Canvas names its gaps in the stem as [name]; others put the response in the text."""
    parts: list[str] = []
    names: dict[str, str] = {}
    place = 0
    for piece in pieces:
        if local(piece) in RESPONSES:
            place += 1
            name = label_text(piece, context) or attribute(piece, "ident").removeprefix("response_")
            names[name] = f"[[g{place}]]"
            parts.append(f" [[g{place}]] ")
        else:
            parts.append(_text(piece, context))
    named = _named(parts, names)
    return named if named else paragraphs(_joined(parts))


def _named(parts: list[str], names: dict[str, str]) -> str:
    """The stem when it names its gaps in brackets, else ""."""
    text = "".join(part for part in parts if not part.startswith(" [[g"))
    found = text
    for name, mark in names.items():
        found = found.replace(f"[{name}]", mark)
    return paragraphs(found) if all(mark in found for mark in names.values()) and names else ""


def _text(piece: Element, context: Context) -> str:
    markup = material(piece, context)
    is_one_line = markup.startswith("<p>") and markup.count("<p>") == 1 and markup.endswith("</p>")
    return markup[3:-4] if is_one_line and not _BLOCKS.search(markup[3:]) else markup


def _joined(parts: list[str]) -> str:
    return re.sub(r" {2,}", " ", " ".join(part for part in parts if part)).strip()
