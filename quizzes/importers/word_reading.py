"""First reading: the document cut into questions as they stand, with their choices, answers and tables. Nothing judged yet."""

import html
import re
from dataclasses import dataclass, field
from itertools import pairwise

from content.word.tree import Paragraph, Table, WordDocument
from quizzes.importers import word_grammar as grammar
from quizzes.importers.drafts import Note
from quizzes.importers.lines import Line, lines_of

_NUMBER_CELL = re.compile(r"\s*(?:câu\s*)?(\d{1,4})\s*[.)]?\s*", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class RawChoice:
    letter: str
    is_starred: bool
    mark: Line
    text: Line


@dataclass(slots=True, kw_only=True)
class RawQuestion:
    """A question as typed. ``part`` is the type its part's heading names."""

    where: str
    number: str = ""
    part: str = ""
    stem: list[Line] = field(default_factory=list)
    shared: list[Line] = field(default_factory=list)
    choices: list[RawChoice] = field(default_factory=list)
    answer: str = ""
    explanation: list[Line] = field(default_factory=list)
    grading: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: int = 0
    outcomes: list[str] = field(default_factory=list)

    @property
    def stem_text(self) -> str:
        return " ".join(line.text for line in self.stem)


@dataclass(slots=True, kw_only=True)
class Reading:
    questions: list[RawQuestion] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def read_questions(document: WordDocument) -> Reading:
    """Cut a document into questions; text that belongs to none is named in a note."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._found = Reading()
        self._current: RawQuestion | None = None
        self._part = ""
        self._is_key = False
        self._is_over = False
        self._group: list[Line] | None = None
        self._outside: list[str] = []
        self._goes_to = "stem"
        paragraphs = [b for b in document.blocks if isinstance(b, Paragraph)]
        self._style = _numbering_of(paragraphs)
        places = [p.list_place for p in paragraphs if p.list_place and _is_real_number(p)]
        self._list_id = places[0].list_id if places else ""

    def read(self) -> Reading:
        for block in self._document.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block)
        if self._outside:
            self._note("info", self._outside[0], "outside_questions", ", ".join(self._outside[:12]))
        return self._found

    def _note(self, severity: str, where: str, code: str, detail: str = "") -> None:
        self._found.notes.append(Note(severity=severity, where=where, code=code, detail=detail))  # type: ignore[arg-type]

    def _paragraph(self, paragraph: Paragraph) -> None:
        where = f"đoạn {paragraph.number}"
        for index, line in enumerate(lines_of(paragraph, where)):
            self._line(line, paragraph, is_first=index == 0)
        if paragraph.pictures and self._current and not self._is_over:
            self._current.pictures += len(paragraph.pictures)

    def _line(self, line: Line, paragraph: Paragraph, *, is_first: bool) -> None:
        text = line.text
        if grammar.SEPARATOR.match(text):
            self._current = None
        elif grammar.THE_END.match(text):
            self._current, self._is_over = None, True
        elif grammar.KEY_TITLE.match(text):
            self._current, self._is_key = None, True
        elif grammar.PART.match(text):
            self._current, self._part, self._is_key = None, grammar.hint_of(text), False
        elif grammar.GROUP_STARTS.match(text) or grammar.GROUP_ENDS.search(text):
            self._group_line(line, paragraph, is_first=is_first)
        elif not self._starts_question(line, paragraph, is_first=is_first):
            self._inside(line, paragraph)

    def _group_line(self, line: Line, paragraph: Paragraph, *, is_first: bool) -> None:
        """``[<sg>]`` opens a shared text, which lasts until the first question; ``[</sg>]`` closes the group."""
        start, end = grammar.GROUP_STARTS.match(line.text), grammar.GROUP_ENDS.search(line.text)
        rest = line.cut(start.end() if start else 0, end.start() if end else None)
        if start:
            self._current, self._group = None, []
            self._note("info", line.where, "group_text")
        if rest.text:
            self._line(rest, paragraph, is_first=is_first)
        if end:
            self._current, self._group = None, None

    def _starts_question(self, line: Line, paragraph: Paragraph, *, is_first: bool) -> bool:
        match = grammar.QUESTION.match(line.text)
        if not match and self._style == "number" and not self._is_key:
            match = grammar.NUMBERED.match(line.text)
        if match:
            self._open(line.where, match.group(1), line.cut(match.end()))
            return True
        place = paragraph.list_place
        if self._style == "list" and is_first and place and _is_real_number(paragraph):
            is_question = place.list_id == self._list_id and place.level == 0
            if is_question:
                self._open(line.where, str(place.start), line)
            return is_question
        is_next = self._style == "" and (self._current is None or bool(self._current.choices))
        if is_next and self._is_plain(line, paragraph):
            self._open(line.where, "", line)
            return True
        return False

    def _is_plain(self, line: Line, paragraph: Paragraph) -> bool:
        """In a file without numbers, a line that can only be the beginning of the next question."""
        text = line.text
        return not (
            self._is_key
            or self._is_over
            or paragraph.is_title
            or paragraph.heading
            or paragraph.list_place
            or grammar.split_choices(line)
            or grammar.ANSWER.match(text)
            or grammar.EXPLANATION.match(text)
            or grammar.STARRED.match(text)
            or self._goes_to == "explanation"
        )

    def _open(self, where: str, number: str, rest: Line) -> None:
        self._is_over = self._is_key = False
        number = number.lstrip("0") or number
        name = f"Câu {number or len(self._found.questions) + 1}"
        self._current = RawQuestion(where=name, number=number, part=self._part)
        self._current.shared = list(self._group or [])
        self._found.questions.append(self._current)
        self._goes_to = "stem"
        self._add_to_stem(rest)

    def _add_to_stem(self, line: Line) -> None:
        current = self._current
        if current is None:
            return
        outcome = grammar.OUTCOME.search(line.text)
        if outcome:
            current.outcomes.append(outcome.group(1))
            is_last = outcome.end() >= len(line.text)
            line = line.cut(0, outcome.start()) if is_last else line.cut(outcome.end())
        if line.text:
            current.stem.append(line)

    def _inside(self, line: Line, paragraph: Paragraph) -> None:
        current = self._current
        answer = grammar.ANSWER.match(line.text)
        if current is None or self._is_key or self._is_over:
            self._outside_question(line)
        elif answer:
            current.answer = answer.group("answer").strip()
            self._goes_to = "answer"
        elif match := grammar.EXPLANATION.match(line.text):
            current.explanation.append(line.cut(match.end()))
            self._goes_to = "explanation"
        elif match := grammar.GRADING.match(line.text):
            current.grading.append(line.cut(match.end()))
            self._goes_to = "grading"
        elif not self._choices(line, paragraph):
            self._goes_on(line)

    def _choices(self, line: Line, paragraph: Paragraph) -> bool:
        current = self._current
        if current is None or self._goes_to in {"explanation", "grading", "answer"}:
            return False
        split = grammar.split_choices(line)
        place = paragraph.list_place
        star = grammar.STARRED.match(line.text)
        if not split and star and not current.choices and self._style != "list":
            rest = line.cut(star.end())
            split = [
                (letter, True, mark, text) for letter, _starred, mark, text in grammar.split_choices(rest)
            ]
        if split and split[0][0].upper() in {"A", _next_letter(current)}:
            for letter, is_starred, mark, text in split:
                self._add_choice(letter, is_starred, mark, text)
        elif place and not place.is_typed and line.runs:
            text = line.cut(star.end()) if star else line
            self._add_choice(_next_letter(current), bool(star), text, text)
        else:
            return False
        self._goes_to = "choice"
        return True

    def _add_choice(self, letter: str, is_starred: bool, mark: Line, text: Line) -> None:
        if self._current is not None:
            self._current.choices.append(
                RawChoice(letter=letter, is_starred=is_starred, mark=mark, text=text)
            )

    def _goes_on(self, line: Line) -> None:
        """A line without a mark of its own continues what stands above it."""
        current = self._current
        if current is None:
            return
        if self._goes_to == "stem":
            self._add_to_stem(line)
        elif self._goes_to == "explanation":
            current.explanation.append(line)
        elif self._goes_to == "grading":
            current.grading.append(line)
        elif self._goes_to == "choice" and current.choices and _continues(line):
            last = current.choices[-1]
            last.text = Line(
                text=f"{last.text.text} {line.text}",
                runs=(*last.text.runs, line.runs[0], *line.runs),
                where=last.text.where,
            )
        else:
            self._outside.append(line.where)

    def _outside_question(self, line: Line) -> None:
        if self._is_key or self._is_over:
            pairs = grammar.KEY_PAIR.findall(line.text)
            if pairs and not re.sub(r"[\s;,|.\t]+", "", grammar.KEY_PAIR.sub("", line.text)):
                self._found.answers.update({str(int(n)): letters for n, letters in pairs})
                return
        if self._group is not None:
            self._group.append(line)
        elif line.where not in self._outside:
            self._outside.append(line.where)

    def _table(self, table: Table) -> None:
        rows = [[_cell_text(cell.blocks) for cell in row] for row in table.rows]
        answers = _answers_in(rows)
        if answers and (self._is_key or self._is_over or self._current is None or len(answers) > 1):
            self._found.answers.update(answers)
        elif self._current is None or self._is_over:
            self._outside.append(f"bảng {table.number}")
        elif _holds_choices(table):
            for row in table.rows:
                for cell in row:
                    for block in cell.blocks:
                        if isinstance(block, Paragraph):
                            self._paragraph(block)
        else:
            self._current.tables.append(table)


def _numbering_of(paragraphs: list[Paragraph]) -> str:
    """How this file numbers its questions: "word" (Câu 1), "number" (1.), "list" (a real list) or "" (not at all)."""
    texts = [line.text for p in paragraphs for line in lines_of(p, "")]
    if any(grammar.QUESTION.match(text) for text in texts):
        return "word"
    if any(grammar.NUMBERED.match(text) for text in texts):
        return "number"
    return "list" if any(_is_real_number(p) for p in paragraphs) else ""


def _is_real_number(paragraph: Paragraph) -> bool:
    place = paragraph.list_place
    return bool(place and place.kind == "number" and not place.is_typed)


def _next_letter(question: RawQuestion) -> str:
    return chr(ord("A") + min(len(question.choices), 25))


def _continues(line: Line) -> bool:
    return not grammar.STARRED.match(line.text)


def _cell_text(blocks: object) -> str:
    return " ".join(b.text for b in blocks if isinstance(b, Paragraph)).strip()  # type: ignore[attr-defined]


def _holds_choices(table: Table) -> bool:
    first = [_cell_text(cell.blocks) for row in table.rows for cell in row]
    return len(first) > 1 and all(grammar.FIRST_LETTER.match(text) for text in first if text)


def _answers_in(rows: list[list[str]]) -> dict[str, str]:
    """Answers by question number, from any of the three layouts of an answer table."""
    found: dict[str, str] = {}
    downwards = [pair for above, below in pairwise(rows) for pair in zip(above, below, strict=False)]
    sideways = [pair for row in rows for pair in pairwise(row)]
    for pairs_of_cells in (downwards, sideways):
        for number, letters in pairs_of_cells:
            if (named := _NUMBER_CELL.fullmatch(number)) and grammar.letters_in(letters):
                found[str(int(named.group(1)))] = letters
        if found:
            return found
    cells = [cell for row in rows for cell in row if cell]
    pairs = [grammar.KEY_PAIR.fullmatch(cell.strip()) for cell in cells]
    return {str(int(m.group(1))): m.group(2) for m in pairs if m} if cells and all(pairs) else {}


def table_html(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            span = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
                f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            )
            tag = "th" if cell.is_header else "td"
            cells.append(f"<{tag}{span}>{html.escape(_cell_text(cell.blocks), quote=False)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"
