"""Questions written in Word as teachers write them: the document tree becomes drafts. See domain.md's list of marks."""

import html
from collections import Counter
from collections.abc import Mapping
from typing import Any

from content.vietnamese import fold
from content.word.tree import WordDocument
from quizzes.importers import word_grammar as grammar
from quizzes.importers.drafts import IMPORTABLE, Draft, Note, ParsedBank
from quizzes.importers.lines import Line
from quizzes.importers.word_marks import Verdict, judge, refuse_other_ways
from quizzes.importers.word_reading import RawQuestion, Reading, read_questions, table_html


def parse_word(document: WordDocument) -> ParsedBank:
    """Every question of the document as a draft, importable or with the reason why not."""
    reading = read_questions(document)
    repeated = {
        n for n, count in Counter(q.number for q in reading.questions if q.number).items() if count > 1
    }
    kinds = [_kind_of(question) for question in reading.questions]
    verdicts = [
        _verdict(
            question, kind, reading.answers.get(question.number, ""), is_repeated=question.number in repeated
        )
        for question, kind in zip(reading.questions, kinds, strict=True)
    ]
    verdicts = refuse_other_ways(verdicts)
    drafts = tuple(
        _draft(question, kind, verdict)
        for question, kind, verdict in zip(reading.questions, kinds, verdicts, strict=True)
    )
    return ParsedBank(format="word", drafts=drafts, notes=tuple(_notes(document, reading)))


def _kind_of(question: RawQuestion) -> str:
    """The type, from what stands there first and from headings second."""
    if question.choices:
        return _kind_with_choices(question)
    if grammar.PAIRING.match(question.answer) or (question.tables and _is_pairing(question)):
        return "matching"
    if question.answer:
        return _kind_by_answer(question)
    return "true_false" if _truth(question) is not None else _kind_without_answer(question)


def _kind_without_answer(question: RawQuestion) -> str:
    if grammar.GAP.search(question.stem_text):
        return "cloze"
    hint = question.part if question.part not in IMPORTABLE else ""
    if hint or question.grading or grammar.asks_to_write(question.stem_text):
        return hint or "essay"
    return "unclear"


def _kind_with_choices(question: RawQuestion) -> str:
    texts = [choice.text.text for choice in question.choices]
    answered = sum(bool(grammar.TRUE_OR_FALSE.search(text)) for text in texts)
    is_lower = all(choice.letter.islower() for choice in question.choices)
    speaks_of_truth = "true_false" in (question.part, grammar.hint_of(question.stem_text))
    if (answered * 2 > len(texts)) or (is_lower and speaks_of_truth and len(texts) > 2):
        return "true_false_group"
    if len(texts) == 2 and {grammar.truth_of(text) for text in texts} == {True, False}:
        return "true_false"
    if grammar.PAIRING.match(question.answer):
        return "matching"
    if grammar.SEQUENCE.match(question.answer) and grammar.hint_of(question.stem_text) == "ordering":
        return "ordering"
    return "choice"


def _kind_by_answer(question: RawQuestion) -> str:
    answer, hint = question.answer, grammar.hint_of(question.stem_text)
    if grammar.truth_of(answer) is not None and len(answer.strip(" .")) > 1:
        return "true_false"
    if "ordering" in (question.part, hint) or grammar.SEQUENCE.match(answer):
        return "ordering"
    if grammar.GAP.search(question.stem_text) or question.part == "cloze":
        return "cloze"
    if question.part == "essay":
        return "essay"
    return "numerical" if grammar.NUMBER.match(answer) else "short_answer"


def _is_pairing(question: RawQuestion) -> bool:
    words = fold(table_html(question.tables[0]) + question.stem_text)
    return question.part == "matching" or "ghep" in words or ("cot a" in words and "cot b" in words)


def _truth(question: RawQuestion) -> bool | None:
    """A statement that ends in (Đ) or (S), or has "Đáp án: Đúng"."""
    end = grammar.TRUE_OR_FALSE.search(question.stem_text)
    return (
        grammar.truth_of(question.answer)
        if question.answer
        else grammar.truth_of(end.group(1))
        if end
        else None
    )


def _verdict(question: RawQuestion, kind: str, table_answer: str, *, is_repeated: bool) -> Verdict:
    if kind not in {"choice", "true_false"}:
        return Verdict(refused="unclear" if kind == "unclear" else "not_yet", detail=kind)
    if not question.choices:
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
    if wanted is None and question.part == "single_choice" and len(verdict.right) > 1:
        return Verdict(marks=verdict.marks, refused="several_in_single")
    return verdict


def _draft(question: RawQuestion, kind: str, verdict: Verdict) -> Draft:
    stem = _stem(question)
    content: dict[str, Any] = {"stem": stem}
    key: Mapping[str, Any] = {}
    feedback = _paragraphs(question.explanation)
    if kind == "choice":
        is_many = (
            len(verdict.right) > 1
            or question.part == "multiple_choice"
            or bool(grammar.SEVERAL.search(question.stem_text))
        )
        kind = "multiple_choice" if is_many else "single_choice"
    if kind == "true_false":
        key = {"correct": _is_true(question, verdict), "feedback": feedback}
    elif question.choices:
        content["choices"] = [
            {"id": f"c{number}", "text": choice.text.to_html(keeps_whole_format=False)}
            for number, choice in enumerate(question.choices, start=1)
        ]
        right = [f"c{position + 1}" for position in verdict.right]
        key = {"correct": right, "scoring": "all_or_nothing", "feedback": feedback, "choice_feedback": {}}
    return Draft(
        where=question.where,
        number=question.number,
        kind=kind,
        content=content,
        key=key if not verdict.refused else {},
        recognised_by=verdict.marks,
        rejected=verdict.refused,
        detail=verdict.detail,
        is_incomplete=bool(question.pictures),
    )


def _is_true(question: RawQuestion, verdict: Verdict) -> bool:
    if verdict.right:
        return bool(grammar.truth_of(question.choices[verdict.right[0]].text.text))
    return bool(_truth(question))


def _stem(question: RawQuestion) -> str:
    lines = list(question.stem)
    ending = grammar.TRUE_OR_FALSE.search(lines[-1].text) if lines and not question.choices else None
    if ending and not question.answer:
        lines[-1] = lines[-1].cut(0, ending.start())
    tables = "".join(table_html(table) for table in question.tables)
    return _paragraphs(question.shared) + _paragraphs(lines) + tables


def _paragraphs(lines: list[Line]) -> str:
    return "".join(f"<p>{line.to_html(keeps_whole_format=False)}</p>" for line in lines if line.text)


def _notes(document: WordDocument, reading: Reading) -> list[Note]:
    notes = [Note(severity=p.severity, where=p.where, code="", detail=p.message) for p in document.problems]
    notes += reading.notes
    tagged = [q for q in reading.questions if q.outcomes]
    if tagged:
        notes.append(
            Note(severity="info", where=tagged[0].where, code="outcome_tags", detail=tagged[0].outcomes[0])
        )
    for question in reading.questions:
        if question.pictures:
            notes.append(Note(severity="warning", where=question.where, code="picture_not_kept"))
        texts = [" ".join(c.text.text.split()).casefold() for c in question.choices]
        if len(set(texts)) < len(texts):
            notes.append(Note(severity="warning", where=question.where, code="equal_choices"))
    return notes + _notes_on_answers(reading)


def _notes_on_answers(reading: Reading) -> list[Note]:
    if not reading.answers:
        return []
    numbers = {q.number for q in reading.questions}
    nobody = [n for n in reading.answers if n not in numbers]
    count = str(len(reading.answers))
    notes = [Note(severity="info", where="", code="answer_table_used", detail=count)]
    if nobody:
        notes.append(
            Note(
                severity="warning", where="", code="answer_for_nobody", detail=html.escape(", ".join(nobody))
            )
        )
    return notes
