"""Second reading of the questions that are not choices: what is asked, and what the answers as typed make of it. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from content.vietnamese import fold
from quizzes.importers import shaping
from quizzes.importers.lines import Line
from quizzes.importers.word_answers import Typed, gaps_in, pairs_in, quantity_in, steps_in, texts_in
from quizzes.importers.word_gaps import gap_from, with_gaps
from quizzes.importers.word_raw import RawQuestion
from quizzes.importers.word_rubric import rubric_of
from quizzes.importers.word_statements import statements_of

_MARKED = re.compile(r"^\s*(\d{1,2}|[A-Za-z])\s*[.)]\s*")
_TWO_COLUMNS = re.compile(r"\t+|\s{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """``content`` without the stem; ``stem`` and ``tables`` are what is left of the question's text."""

    content: Mapping[str, Any] = field(default_factory=dict)
    key: Mapping[str, Any] = field(default_factory=dict)
    stem: list[Line] | None = None
    has_tables: bool = True
    stem_html: str = ""
    """The finished stem where marks stand in it."""
    marks: tuple[str, ...] = ()
    refused: str = ""
    detail: str = ""
    points: str = ""


def shape(question: RawQuestion, kind: str, table_answer: str) -> Shaped:
    """The question as one of the kinds without lettered choices."""
    answer, refused = _answer_of(question, table_answer)
    if refused:
        return Shaped(marks=("answer_line", "answer_table"), refused="marks_disagree", detail=refused)
    mark = ("answer_line",) if question.answer else ("answer_table",) if table_answer else ()
    return _SHAPES[kind](question, answer, mark)


def _answer_of(question: RawQuestion, table_answer: str) -> tuple[str, str]:
    """The answer, and the sentence's detail when line and table do not say the same."""
    typed = question.answer
    if typed and table_answer and _bare(typed) != _bare(table_answer):
        return "", f"answer_line: {typed}; answer_table: {table_answer}"
    return typed or table_answer, ""


def _bare(text: str) -> str:
    return re.sub(r"[\s.,;:–→>()-]+", "", fold(text))


def _true_false_group(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    found = statements_of(question, answer)
    if found.refused:
        return Shaped(refused=found.refused, detail=found.detail, marks=found.marks)
    texts = [line.to_html(keeps_whole_format=False) for line in found.statements]
    content = {"statements": shaping.numbered("s", texts)}
    correct = {f"s{place}": is_true for place, is_true in enumerate(found.truths, start=1)}
    key = {"correct": correct, "scoring": "proportional", "choice_feedback": {}}
    return Shaped(content=content, key=key, marks=found.marks, has_tables=found.has_tables)


def _matching(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    sources, targets, stem, has_tables = _two_columns(question)
    if len(sources) < 2 or len(targets) < 2:
        return Shaped(refused="items_missing", marks=mark)
    pairs = pairs_in(answer)
    if not answer:
        return Shaped(refused="no_mark")
    if set(pairs) != set(sources) or not set(pairs.values()) <= set(targets):
        return Shaped(refused="key_names_no_choice", detail=answer[:100], marks=mark)
    target_ids = {letter: f"t{place}" for place, letter in enumerate(targets, start=1)}
    content = {
        "sources": shaping.numbered("s", [line.to_html() for line in sources.values()]),
        "targets": shaping.numbered("t", [line.to_html() for line in targets.values()]),
    }
    key = {
        "pairs": {f"s{place}": target_ids[pairs[name]] for place, name in enumerate(sources, start=1)},
        "scoring": "proportional",
        "choice_feedback": {},
    }
    return Shaped(content=content, key=key, stem=stem, has_tables=has_tables, marks=mark)


def _two_columns(question: RawQuestion) -> tuple[dict[str, Line], dict[str, Line], list[Line], bool]:
    """Both columns by their marks, from a table or from two lists; and the lines that belong to neither."""
    sources: dict[str, Line] = {}
    targets: dict[str, Line] = {}
    for table in question.tables:
        for row in table.cells:
            for cell in row:
                _sort(cell, sources, targets)
    if sources and targets:
        return sources, targets, question.stem, False
    stem: list[Line] = []
    for line in question.stem:
        sorted_in = [_sort(part, sources, targets) for part in _parts(line)]
        if not all(sorted_in):
            stem.append(line)
    for choice in question.choices:
        name = choice.letter.lower() if choice.letter.islower() or sources else choice.letter
        targets.setdefault(name.lower(), choice.text)
    return sources, targets, stem, True


def _parts(line: Line) -> list[Line]:
    """The columns of a line that tabs or wide blanks divide."""
    cuts = [match.span() for match in _TWO_COLUMNS.finditer(line.text)]
    starts = [0, *(end for _start, end in cuts)]
    ends = [*(start for start, _end in cuts), len(line.text)]
    return [line.cut(start, end) for start, end in zip(starts, ends, strict=True)]


def _sort(part: Line, sources: dict[str, Line], targets: dict[str, Line]) -> bool:
    """Put a marked text into its column: digits on the left, letters on the right."""
    match = _MARKED.match(part.text)
    if not match or not (part.text[match.end() :].strip() or part.images):
        return False
    name, column = match.group(1), sources if match.group(1).isdigit() else targets
    column.setdefault(name if name.isdigit() else name.lower(), part.cut(match.end()))
    return True


def _ordering(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    items = {choice.letter.lower(): choice.text for choice in question.choices}
    stem = question.stem
    if not items:
        stem = []
        for line in question.stem:
            match = _MARKED.match(line.text)
            if match and line.text[match.end() :].strip():
                items.setdefault(match.group(1).lower(), line.cut(match.end()))
            else:
                stem.append(line)
    if len(items) < 2:
        return Shaped(refused="items_missing", marks=mark)
    if not answer:
        return Shaped(refused="no_mark")
    steps = steps_in(answer)
    if sorted(steps) != sorted(items):
        return Shaped(refused="key_names_no_choice", detail=answer[:100], marks=mark)
    ids = {name: f"c{place}" for place, name in enumerate(items, start=1)}
    content = {
        "choices": shaping.numbered("c", [line.to_html(keeps_whole_format=False) for line in items.values()])
    }
    key = {"order": [ids[step] for step in steps], "scoring": "exact"}
    return Shaped(content=content, key=key, stem=stem, marks=mark)


def _all_answers(question: RawQuestion, answer: str) -> list[Typed]:
    others = [line.text for line in question.labels.get("other_answer", [])]
    return [one for text in [*answer.split("\n"), *others] for one in texts_in(text)]


def _short_answer(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    accepted = _all_answers(question, answer)
    if not accepted:
        return Shaped(refused="no_mark")
    texts = [shaping.accepted_text(one.text, credit=one.credit) for one in accepted]
    return Shaped(key=shaping.text_key(texts), marks=mark)


def _numerical(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    typed = [part for part in answer.replace("\n", ";").split(";") if part.strip()]
    typed += [line.text for line in question.labels.get("other_answer", [])]
    found = [quantity_in(part) for part in typed]
    if not typed:
        return Shaped(refused="no_mark")
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return Shaped(refused="not_a_number", detail=answer[:100], marks=mark)
    accepted = [
        shaping.accepted_number(
            one.value, tolerance=one.tolerance, tolerance_kind=one.tolerance_kind, credit=one.credit
        )
        for one in known
    ]
    units = list(dict.fromkeys(one.unit for one in known if one.unit))
    if len(units) > 1:
        return Shaped(refused="several_units", detail=", ".join(units), marks=mark)
    key = shaping.number_key(
        accepted,
        units=[{"text": unit, "factor": "1"} for unit in units],
        unit_policy="optional" if units else "none",
    )
    return Shaped(content={"number_format": "vi", "units": []}, key=key, marks=mark)


def _cloze(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    plain = "".join(f"<p>{line.to_html(keeps_whole_format=False)}</p>" for line in question.stem)
    plain += "".join(table.html for table in question.tables)
    stem, count = with_gaps(plain)
    if not count:
        return Shaped(refused="no_gaps", marks=mark)
    if not answer:
        return Shaped(refused="no_mark")
    answers = gaps_in(answer, count)
    if not answers:
        return Shaped(refused="gaps_disagree", detail=f"{count} / {answer[:80]}", marks=mark)
    gaps, keys = [], {}
    for place, said in enumerate(answers, start=1):
        gap, key = gap_from(said, f"g{place}")
        gaps.append(gap)
        keys[f"g{place}"] = {"weight": "1", **key}
    return Shaped(content={"gaps": gaps}, key={"gaps": keys}, stem_html=stem, marks=mark)


def _essay(question: RawQuestion, answer: str, mark: tuple[str, ...]) -> Shaped:
    found = rubric_of(question)
    content = shaping.essay_content("", format="plain")
    del content["stem"]
    sample = "".join(f"<p>{line.to_html()}</p>" for line in question.sample if line.text or line.images)
    key = shaping.essay_key(rubric=found.lines, guidance=found.guidance, sample=sample)
    return Shaped(content=content, key=key, marks=mark, points=found.points)


_SHAPES: dict[str, Callable[[RawQuestion, str, tuple[str, ...]], Shaped]] = {
    "true_false_group": _true_false_group,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
}
