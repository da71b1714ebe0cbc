"""Guidance for markers as typed: lines that end in points become the lines of a rubric, the rest stays guidance. Pure."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.importers.lines import Line
from quizzes.importers.word_answers import plain_number
from quizzes.importers.word_raw import RawQuestion, RawTable

_POINTS = re.compile(
    r"\s*(?:[:–-]\s*|\(\s*|\t+)?(\d+(?:[.,]\d+)?)\s*(?:điểm|đ|points?)\s*\)?\s*\.?\s*$", re.IGNORECASE
)
_MARK = re.compile(r"^\s*(?:[-–+•]|\d{1,2}[.)]|[a-z][.)]|Ý\s*\d+\s*[.:)]?)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\s*$", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Rubric:
    lines: list[dict[str, Any]] = field(default_factory=list)
    guidance: str = ""
    points: str = ""
    """The sum of the lines, "" when there are none."""


def rubric_of(question: RawQuestion) -> Rubric:
    found = Rubric()
    total = Decimal(0)
    rest: list[str] = []
    pairs = [_line(line) for line in question.grading]
    pairs += [pair for table in question.grading_tables for pair in _rows(table)]
    for line, points in pairs:
        text = line.to_html()
        if points and text:
            total += Decimal(points)
            found.lines.append({"id": f"r{len(found.lines) + 1}", "text": text, "points": points})
        elif text:
            rest.append(f"<p>{text}</p>")
    found.guidance = "".join(rest)
    found.points = plain_number(total) if total > 0 else ""
    return found


def _line(line: Line) -> tuple[Line, str]:
    match = _POINTS.search(line.text)
    if not match or not line.text[: match.start()].strip():
        return line, ""
    mark = _MARK.match(line.text)
    return line.cut(mark.end() if mark else 0, match.start()), _plain(match.group(1))


def _rows(table: RawTable) -> list[tuple[Line, str]]:
    """Rows whose last cell is a number of points; the header says nothing to a marker."""
    found = []
    for row in table.cells:
        match = _NUMBER.match(row[-1].text) if len(row) > 1 else None
        texts = [cell for cell in row[:-1] if cell.text]
        if match and texts:
            found.append((max(texts, key=lambda cell: len(cell.text)), _plain(match.group(1))))
    return found


def _plain(text: str) -> str:
    return plain_number(Decimal(text.replace(",", ".")))
