"""Aiken: a stem, choices ``A.`` or ``A)``, one line ``ANSWER: B``. One right choice, no mark-up, no feedback. Pure.

The format is strict, so every departure from it is told with its line; the questions around it come in all the same.
https://docs.moodle.org/en/Aiken_format
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_uppercase

from quizzes.importers.counting import numbered
from quizzes.importers.drafts import Draft, Note, ParsedBank
from quizzes.importers.encodings import read_text
from quizzes.importers.making import Answer, make_choice
from quizzes.importers.notes import notes_of

_CHOICE = re.compile(r"([A-Za-z])[.)](?:[ \t]+(.*)|)$")
_ANSWER = re.compile(r"ANSWER[ \t]*:[ \t]*(.*)$", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class _Block:
    """A question as typed: its lines, where it begins, and the line of its answer."""

    line: int
    stem: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


def parse_aiken(data: bytes) -> ParsedBank:
    """Every question of the file, importable or with the line and the reason why not."""
    read = read_text(data)
    drafts = tuple(_draft(block, number) for number, block in numbered(_blocks(read.text)))
    notes = notes_of(read)
    if not drafts:
        notes = (*notes, Note(severity="error", where="", code="no_questions"))
    return ParsedBank(format="aiken", drafts=drafts, notes=notes)


def _blocks(text: str) -> Iterator[_Block]:
    """Cut at each ANSWER line, and at an empty line once choices were seen."""
    current: _Block | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        answer, choice = _ANSWER.match(line), _CHOICE.match(line)
        ends = current is not None and bool(current.choices) and not answer and not choice
        if current is not None and ends:
            yield current
            current = None
        if not line:
            continue
        current = current or _Block(line=number)
        if answer:
            current.answer = answer.group(1).strip()
            yield current
            current = None
        elif choice and (current.stem or current.choices):
            _add_choice(current, choice.group(1).upper(), (choice.group(2) or "").strip())
        else:
            current.stem.append(line)
    if current is not None:
        yield current


def _add_choice(block: _Block, letter: str, text: str) -> None:
    """No more letters than there are: the rest can only be out of order."""
    if len(block.choices) <= len(ascii_uppercase):
        block.choices.append((letter, text))


def _draft(block: _Block, number: int) -> Draft:
    stem = (
        "<p>" + "<br>".join(html.escape(line, quote=False) for line in block.stem) + "</p>"
        if block.stem
        else ""
    )
    letters = [letter for letter, _text in block.choices]
    right = (block.answer or "").rstrip(".) ").upper()
    answers = [
        Answer(text=html.escape(text, quote=False), fraction=Decimal(letter == right))
        for letter, text in block.choices
    ]
    made = make_choice(stem, answers, is_single=True)
    code, detail = _trouble(block, letters, right)
    return Draft(
        where=f"dòng {block.line}",
        number=str(number),
        kind=made.kind if block.choices else "unclear",
        content=made.content,
        key={} if code else made.key,
        recognised_by=() if code else ("answer_line",),
        rejected=code,
        detail=detail,
    )


def _trouble(block: _Block, letters: list[str], right: str) -> tuple[str, str]:
    """Why a block is no question: a code and what fills its sentence."""
    if not block.choices:
        return ("answer_without_choices", "") if block.answer is not None else ("unclear", "")
    if block.answer is None:
        return "no_answer_line", ""
    if letters != [chr(ord("A") + place) for place in range(len(letters))]:
        return "choices_out_of_order", ", ".join(letters)
    return ("", "") if right in letters else ("key_names_no_choice", block.answer[:60])
