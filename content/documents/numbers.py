"""Lists of a Word document: each list of ours is one of Word's, so that it counts for itself. Pure."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_INDENT, _HANGING = 567, 283
"""Twentieths of a point: one and half a centimetre."""


class WordLists:
    """Opens lists and puts paragraphs into them."""

    def __init__(self, document: Any) -> None:
        self._numbering = document.part.numbering_part.element
        self._last = 1_000

    def open(self, *, tag: str, level: int, kind: str, start: str) -> int:
        """A new list that begins on some level (from 0): ``ul`` or ``ol``, counting with ``kind`` from ``start``."""
        self._last += 1
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), str(self._last))
        abstract.append(_value("w:multiLevelType", "singleLevel"))
        lvl = OxmlElement("w:lvl")
        lvl.set(qn("w:ilvl"), str(level))
        is_number = tag == "ol"
        number_format = _FORMATS.get(kind, "decimal")
        text = f"%{level + 1}{')' if number_format.endswith('Letter') else '.'}" if is_number else "–"
        lvl.append(_value("w:start", start if start.isascii() and start.isdigit() else "1"))
        lvl.append(_value("w:numFmt", number_format if is_number else "bullet"))
        lvl.append(_value("w:lvlText", text))
        properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
        indent.set(qn("w:left"), str(_INDENT * (level + 1)))
        indent.set(qn("w:hanging"), str(_HANGING))
        properties.append(indent)
        lvl.append(properties)
        abstract.append(lvl)
        first = self._numbering.find(qn("w:num"))
        if first is None:
            self._numbering.append(abstract)
        else:
            first.addprevious(abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), str(self._last))
        number.append(_value("w:abstractNumId", str(self._last)))
        self._numbering.append(number)
        return self._last

    def put(self, paragraph: Any, number: int, level: int) -> None:
        """Make a paragraph an item of a list."""
        properties = paragraph.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def _value(name: str, value: str) -> Any:
    made = OxmlElement(name)
    made.set(qn("w:val"), value)
    return made
