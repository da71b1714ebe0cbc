"""Groups of statements that are true or false: which is which, by what is written behind them, said below, or marked. Pure."""

from dataclasses import dataclass, field

from content.vietnamese import fold
from quizzes.importers import word_grammar as grammar
from quizzes.importers.lines import Line
from quizzes.importers.word_answers import truths_in
from quizzes.importers.word_marks import formats_on
from quizzes.importers.word_raw import RawQuestion, RawTable

_TICKS = {"x", "✓", "✔", "v", "☑", "☒", "đ", "s", "*"}


@dataclass(slots=True, kw_only=True)
class Statements:
    statements: list[Line] = field(default_factory=list)
    truths: list[bool] = field(default_factory=list)
    marks: tuple[str, ...] = ()
    refused: str = ""
    detail: str = ""
    has_tables: bool = True


def statements_of(question: RawQuestion, answer: str) -> Statements:
    """The statements with their truth, or the code of why it cannot be told."""
    ticked = next((found for table in question.tables if (found := _from_table(table))), None)
    if ticked is not None and not question.choices:
        return ticked
    lines, behind = [], []
    for choice in question.choices:
        end = grammar.TRUE_OR_FALSE.search(choice.text.text)
        behind.append(grammar.truth_of(end.group(1)) if end else None)
        lines.append(choice.text.cut(0, end.start()) if end else choice.text)
    said: dict[str, list[bool | None]] = {}
    if any(truth is not None for truth in behind):
        said["behind"] = behind
    if answer:
        told = _told(question, answer)
        if not told:
            return Statements(refused="key_names_no_choice", detail=answer[:100], marks=("answer_line",))
        said["answer_line"] = told
    for name, marked in formats_on(question).items():
        if name != "bold" or not said:
            said[name] = [place in marked for place in range(len(lines))]
    return _agreed(said, lines)


def _told(question: RawQuestion, answer: str) -> list[bool | None]:
    """What an answer line says of each statement; nothing when it names others."""
    truths = truths_in(answer)
    letters = [choice.letter.lower() for choice in question.choices]
    if not truths or len(truths) != len(letters):
        return []
    if not truths[0][0]:
        return [truth for _letter, truth in truths]
    by_letter = dict(truths)
    return [by_letter[letter] for letter in letters] if set(by_letter) == set(letters) else []


def _agreed(said: dict[str, list[bool | None]], lines: list[Line]) -> Statements:
    names = tuple("answer_line" if name == "behind" else name for name in said)
    marks = tuple(dict.fromkeys(names))
    if not said:
        return Statements(refused="no_mark")
    first, *others = said.values()
    if any(other != first for other in others):
        shown = "; ".join(
            f"{name}: {' '.join('?' if t is None else 'Đ' if t else 'S' for t in truths)}"
            for name, truths in zip(names, said.values(), strict=True)
        )
        return Statements(refused="marks_disagree", detail=shown, marks=marks)
    if any(truth is None for truth in first):
        return Statements(refused="statement_open", marks=marks)
    return Statements(statements=lines, truths=[bool(truth) for truth in first], marks=marks)


def is_truth_table(table: RawTable) -> bool:
    """A table with a column for true and one for false."""
    return _columns(table) is not None


def _columns(table: RawTable) -> tuple[int, int] | None:
    heads = [fold(text).strip(" .") for text in (table.texts[0] if table.cells else [])]
    places = [
        next((i for i, head in enumerate(heads) if head in words), -1)
        for words in (("dung", "d"), ("sai", "s"))
    ]
    return (places[0], places[1]) if min(places) > 0 else None


def _from_table(table: RawTable) -> Statements | None:
    """Rows of a statement with a tick under "Đúng" or "Sai"."""
    columns = _columns(table)
    if columns is None:
        return None
    found = Statements(marks=("answer_table",), has_tables=False)
    for row in table.cells[1:]:
        if len(row) <= max(columns):
            continue
        ticks = [fold(row[place].text).strip() in _TICKS for place in columns]
        statement = max(row[: min(columns)], key=lambda cell: len(cell.text))
        letter = grammar.FIRST_LETTER.match(statement.text)
        found.statements.append(statement.cut(letter.end()) if letter else statement)
        if ticks[0] == ticks[1]:
            return Statements(
                refused="no_mark" if not any(ticks) else "marks_disagree", detail=statement.text[:80]
            )
        found.truths.append(ticks[0])
    return found if len(found.statements) > 1 else None
