"""Answers given together at the end: tables in three layouts, or lines such as "1. B   2. C". Pure."""

import re
from itertools import pairwise

from quizzes.importers import word_grammar as grammar
from quizzes.importers.word_answers import quantity_in, truths_in

_NUMBER_CELL = re.compile(r"\s*(?:câu\s*)?(\d{1,4})\s*[.)]?\s*", re.IGNORECASE)
_ANSWER_HEADER = re.compile(r"^\s*(?:đáp\s*án|đ/?a|answer|key|trả\s*lời)\s*$", re.IGNORECASE)


def answers_in(rows: list[list[str]], *, is_key: bool) -> dict[str, str]:
    """Answers by question number. Where the key has been announced, numbers and words are answers too."""
    says_so = any(_ANSWER_HEADER.match(cell) for row in rows for cell in row[:2])
    downwards = [pair for above, below in pairwise(rows) for pair in zip(above, below, strict=False)]
    sideways = [pair for row in rows for pair in pairwise(row)]
    for pairs_of_cells in (downwards, sideways):
        found: dict[str, str] = {}
        for number, said in pairs_of_cells:
            named = _NUMBER_CELL.fullmatch(number)
            if named and _is_answer(said, is_key=is_key, says_so=says_so):
                found[str(int(named.group(1)))] = said
        if found:
            return found
    cells = [cell for row in rows for cell in row if cell]
    pairs = [grammar.KEY_PAIR.fullmatch(cell.strip()) for cell in cells]
    return {str(int(m.group(1))): m.group(2) for m in pairs if m} if cells and all(pairs) else {}


def _is_answer(said: str, *, is_key: bool, says_so: bool) -> bool:
    if grammar.letters_in(said):
        return True
    if not is_key or not said.strip():
        return False
    return bool(truths_in(said)) or (
        says_so and not _ANSWER_HEADER.match(said) and not _NUMBER_CELL.fullmatch(said)
    )


def answer_in_line(text: str) -> str:
    """The answer on a line "Câu 3: B" of the key; "" when the line is a question."""
    said = text.strip()
    if grammar.letters_in(said) or truths_in(said) or grammar.PAIRING.match(said) or quantity_in(said):
        return said
    return ""


def pairs_in_line(text: str) -> dict[str, str]:
    """The answers of a line that holds nothing else."""
    pairs = grammar.KEY_PAIR.findall(text)
    if not pairs or re.sub(r"[\s;,|.\t]+", "", grammar.KEY_PAIR.sub("", text)):
        return {}
    return {str(int(number)): letters for number, letters in pairs}
