"""Questions written in Word as teachers write them: the document tree becomes drafts. See domain.md's list of marks."""

import html
from collections import Counter

from content.vietnamese import fold
from content.word.tree import WordDocument
from quizzes.importers import word_grammar as grammar
from quizzes.importers.drafts import IMPORTABLE, Draft, Note, ParsedBank
from quizzes.importers.lines import Line
from quizzes.importers.word_answers import truths_in
from quizzes.importers.word_choices import shape_choices, truth_told, verdict_on
from quizzes.importers.word_details import completed
from quizzes.importers.word_evidence import is_plain_text
from quizzes.importers.word_kinds import Shaped, shape
from quizzes.importers.word_labels import html_lines
from quizzes.importers.word_marks import Verdict, refuse_other_ways
from quizzes.importers.word_raw import RawQuestion, Reading
from quizzes.importers.word_reading import read_questions
from quizzes.importers.word_statements import is_truth_table

_BY_CHOICES = {"choice", "true_false"}


def parse_word(document: WordDocument) -> ParsedBank:
    """Every question of the document as a draft, importable or with the reason why not."""
    reading = read_questions(document)
    if is_plain_text(reading):
        note = Note(
            severity="error", where="", code="not_a_question_sheet", detail=str(len(reading.questions))
        )
        return ParsedBank(format="word", notes=(note,))
    counts = Counter(q.number for q in reading.questions if q.number)
    kinds = [_kind_of(question, reading.answer_for(question)[0]) for question in reading.questions]
    verdicts: list[Verdict | None] = []
    for question, kind in zip(reading.questions, kinds, strict=True):
        answer, is_of_part = reading.answer_for(question)
        is_repeated = counts[question.number] > 1 and not is_of_part
        verdicts.append(
            verdict_on(question, kind, answer, is_repeated=is_repeated) if kind in _BY_CHOICES else None
        )
    judged = iter(refuse_other_ways([verdict for verdict in verdicts if verdict is not None]))
    drafts = []
    for question, kind, verdict in zip(reading.questions, kinds, verdicts, strict=True):
        if verdict is not None:
            drafts.append(_choice_draft(question, kind, next(judged)))
            continue
        answer, is_of_part = reading.answer_for(question)
        is_unclear = bool(answer) and counts[question.number] > 1 and not is_of_part
        drafts.append(_other_draft(question, kind, answer, is_repeated=is_unclear))
    return ParsedBank(
        format="word",
        drafts=tuple(drafts),
        notes=tuple(_notes(document, reading)),
        pictures=reading.box.found,
    )


def _kind_of(question: RawQuestion, table_answer: str) -> str:
    """The type: what the question says of itself, then what stands there, then headings."""
    if question.told:
        return "choice" if question.told in {"single_choice", "multiple_choice"} else question.told
    if question.choices:
        return _kind_with_choices(question, question.answer or table_answer)
    if any(is_truth_table(table) for table in question.tables):
        return "true_false_group"
    answer = question.answer or table_answer
    if grammar.PAIRING.match(answer) or (question.tables and _is_pairing(question)):
        return "matching"
    if answer:
        return _kind_by_answer(question, answer)
    return "true_false" if truth_told(question) is not None else _kind_without_answer(question)


def _kind_without_answer(question: RawQuestion) -> str:
    if grammar.GAP.search(question.stem_text):
        return "cloze"
    hint = question.part if question.part not in {"single_choice", "multiple_choice", "true_false"} else ""
    hint = hint or (
        found if (found := grammar.hint_of(question.stem_text)) in {"ordering", "matching"} else ""
    )
    is_asked = question.grading or question.grading_tables or question.sample
    if hint or is_asked or grammar.asks_to_write(question.stem_text):
        return hint or "essay"
    return "unclear"


def _kind_with_choices(question: RawQuestion, answer: str) -> str:
    texts = [choice.text.text for choice in question.choices]
    answered = sum(bool(grammar.TRUE_OR_FALSE.search(text)) for text in texts)
    is_lower = all(choice.letter.islower() for choice in question.choices)
    speaks_of_truth = "true_false" in (question.part, grammar.hint_of(question.stem_text))
    says_truths = len(texts) > 1 and len(truths_in(answer)) == len(texts) and not grammar.letters_in(answer)
    if (answered * 2 > len(texts)) or (is_lower and speaks_of_truth and len(texts) > 2) or says_truths:
        return "true_false_group"
    if len(texts) == 2 and {grammar.truth_of(text) for text in texts} == {True, False}:
        return "true_false"
    if grammar.PAIRING.match(answer):
        return "matching"
    hints = (question.part, grammar.hint_of(question.stem_text))
    if "ordering" in hints and (not answer or grammar.SEQUENCE.match(answer)):
        return "ordering"
    return "choice"


def _kind_by_answer(question: RawQuestion, answer: str) -> str:
    hint = grammar.hint_of(question.stem_text)
    if grammar.truth_of(answer) is not None and len(answer.strip(" .")) > 1:
        return "true_false"
    if "ordering" in (question.part, hint) or grammar.SEQUENCE.match(answer):
        return "ordering"
    if grammar.GAP.search(question.stem_text) or question.part == "cloze":
        return "cloze"
    if question.part == "essay":
        return "essay"
    return "numerical" if grammar.NUMBER.match(answer) and not answer.startswith("0") else "short_answer"


def _is_pairing(question: RawQuestion) -> bool:
    words = fold(question.tables[0].html + question.stem_text)
    return question.part == "matching" or "ghep" in words or ("cot a" in words and "cot b" in words)


def _choice_draft(question: RawQuestion, kind: str, verdict: Verdict) -> Draft:
    shaped = shape_choices(question, kind, verdict)
    stem = html_lines(question.shared) + _stem(question, shaped.stem) + _tables(question)
    judged = Shaped(
        content=shaped.content,
        key=shaped.key,
        marks=verdict.marks,
        refused=verdict.refused,
        detail=verdict.detail,
    )
    return _draft(question, shaped.kind, stem, judged)


def _other_draft(question: RawQuestion, kind: str, answer: str, *, is_repeated: bool) -> Draft:
    if kind == "unclear" or kind not in IMPORTABLE:
        shaped = Shaped(refused="unclear")
    elif is_repeated:
        shaped = Shaped(refused="number_repeated")
    else:
        shaped = shape(question, kind, answer)
    lines = question.stem if shaped.stem is None else shaped.stem
    stem = shaped.stem_html or _stem(question, lines) + (_tables(question) if shaped.has_tables else "")
    return _draft(question, kind, html_lines(question.shared) + stem, shaped)


def _draft(question: RawQuestion, kind: str, stem: str, shaped: Shaped) -> Draft:
    said = {**shaped.key, "feedback": html_lines(question.explanation)} if not shaped.refused else {}
    draft = Draft(
        where=question.where,
        number=question.number,
        kind=kind,
        content={"stem": stem, **shaped.content},
        key=said,
        recognised_by=shaped.marks,
        rejected=shaped.refused,
        detail=shaped.detail,
        points=question.points or shaped.points or "1",
        category=question.category,
    )
    return completed(draft, question)


def _stem(question: RawQuestion, lines: list[Line]) -> str:
    return html_lines(lines, lambda line: line.to_html(keeps_whole_format=False))


def _tables(question: RawQuestion) -> str:
    return "".join(table.html for table in question.tables)


def _notes(document: WordDocument, reading: Reading) -> list[Note]:
    notes = [Note(severity=p.severity, where=p.where, code="", detail=p.message) for p in document.problems]
    notes += reading.notes
    tagged = [q for q in reading.questions if q.outcomes]
    if tagged:
        notes.append(
            Note(severity="info", where=tagged[0].where, code="outcome_tags", detail=tagged[0].outcomes[0])
        )
    for question in reading.questions:
        if question.has_unplaced_pictures:
            notes.append(Note(severity="warning", where=question.where, code="picture_unplaced"))
        texts = [" ".join(c.text.text.split()).casefold() for c in question.choices if c.text.text]
        if len(set(texts)) < len(texts):
            notes.append(Note(severity="warning", where=question.where, code="equal_choices"))
    if not reading.questions:
        notes.append(Note(severity="error", where="", code="no_questions"))
    return notes + _notes_on_answers(reading)


def _notes_on_answers(reading: Reading) -> list[Note]:
    if not reading.answers:
        return []
    numbers = {q.number for q in reading.questions}
    nobody = [number for _part, number in reading.answers if number not in numbers]
    count = str(len(reading.answers))
    notes = [Note(severity="info", where="", code="answer_table_used", detail=count)]
    if nobody:
        detail = html.escape(", ".join(nobody))
        notes.append(Note(severity="warning", where="", code="answer_for_nobody", detail=detail))
    return notes
