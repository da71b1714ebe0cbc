"""Lettered choices and single statements: the verdict of the marks, and the choices as JSON. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.importers import shaping
from quizzes.importers import word_grammar as grammar
from quizzes.importers.lines import Line
from quizzes.importers.word_marks import Verdict, judge
from quizzes.importers.word_raw import RawQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapedChoices:
    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any]
    stem: list[Line]


def verdict_on(question: RawQuestion, kind: str, table_answer: str, *, is_repeated: bool) -> Verdict:
    if not question.choices:
        is_told = truth_told(question) is not None or grammar.truth_of(table_answer) is not None
        if kind == "choice" or not is_told:
            return Verdict(refused="items_missing" if kind == "choice" else "no_mark")
        return Verdict(marks=("answer_line",) if question.answer else ("file_key",))
    if is_repeated and table_answer:
        return Verdict(refused="number_repeated")
    letters = "".join(choice.letter.upper() for choice in question.choices)
    if letters != "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(letters)]:
        return Verdict(refused="choices_out_of_order", detail=", ".join(letters))
    verdict = judge(question, table_answer)
    return _counted(question, verdict) if verdict.right else verdict


def _counted(question: RawQuestion, verdict: Verdict) -> Verdict:
    """Hold the number of marked choices to what the stem or the part's heading asks for."""
    wanted = grammar.wanted_count(question.stem_text)
    if wanted is not None and wanted != len(verdict.right):
        return Verdict(
            marks=verdict.marks, refused="count_disagrees", detail=f"{wanted} / {len(verdict.right)}"
        )
    is_single = question.part == "single_choice" and question.told != "multiple_choice"
    if wanted is None and is_single and len(verdict.right) > 1:
        return Verdict(marks=verdict.marks, refused="several_in_single")
    return verdict


def truth_told(question: RawQuestion) -> bool | None:
    """A statement that ends in (Đ) or (S), or has "Đáp án: Đúng"."""
    if question.answer:
        return grammar.truth_of(question.answer)
    end = grammar.TRUE_OR_FALSE.search(question.stem_text)
    return grammar.truth_of(end.group(1)) if end else None


def shape_choices(question: RawQuestion, kind: str, verdict: Verdict) -> ShapedChoices:
    stem = list(question.stem)
    ending = grammar.TRUE_OR_FALSE.search(stem[-1].text) if stem and not question.choices else None
    if ending and not question.answer and kind == "true_false":
        stem[-1] = stem[-1].cut(0, ending.start())
    if kind == "true_false":
        key = {"correct": _is_true(question, verdict)}
        return ShapedChoices(kind="true_false", content={}, key=key, stem=stem)
    is_many = (
        question.told == "multiple_choice"
        or len(verdict.right) > 1
        or question.part == "multiple_choice"
        or bool(grammar.SEVERAL.search(question.stem_text))
    )
    texts = [choice.text.to_html(keeps_whole_format=False) for choice in question.choices]
    return ShapedChoices(
        kind="multiple_choice" if is_many and question.told != "single_choice" else "single_choice",
        content={"choices": shaping.numbered("c", texts)},
        key=shaping.choice_key([f"c{position + 1}" for position in verdict.right]),
        stem=stem,
    )


def _is_true(question: RawQuestion, verdict: Verdict) -> bool:
    if verdict.right:
        return bool(grammar.truth_of(question.choices[verdict.right[0]].text.text))
    return bool(truth_told(question))
