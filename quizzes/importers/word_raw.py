"""Questions as typed in Word, before anything is judged."""

import html
from collections.abc import Callable
from dataclasses import dataclass, field

from content.word.tree import Cell, Paragraph, Picture, Run, Table
from quizzes.importers.drafts import Note
from quizzes.importers.lines import SHIELD, Line, lines_of
from quizzes.importers.pictures import PictureBox

Images = Callable[[tuple[Picture, ...]], tuple[str, ...]]


@dataclass(slots=True, kw_only=True)
class RawChoice:
    letter: str
    is_starred: bool
    mark: Line
    text: Line


@dataclass(slots=True, kw_only=True)
class RawTable:
    """``cells``: row by row, each cell as one line; ``html`` the table as it stands."""

    cells: list[list[Line]]
    html: str

    @property
    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.cells]


@dataclass(slots=True, kw_only=True)
class RawQuestion:
    """A question as typed. ``part`` is the type its part's heading names, ``told`` the type it names itself."""

    where: str
    number: str = ""
    part: str = ""
    part_name: str = ""
    told: str = ""
    category: tuple[str, ...] = ()
    stem: list[Line] = field(default_factory=list)
    shared: list[Line] = field(default_factory=list)
    choices: list[RawChoice] = field(default_factory=list)
    answer: str = ""
    explanation: list[Line] = field(default_factory=list)
    grading: list[Line] = field(default_factory=list)
    grading_tables: list[RawTable] = field(default_factory=list)
    sample: list[Line] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    labels: dict[str, list[Line]] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    points: str = ""
    level: int = 0
    lost_pictures: list[str] = field(default_factory=list)
    has_unplaced_pictures: bool = False

    @property
    def stem_text(self) -> str:
        return " ".join(line.text for line in self.stem)


@dataclass(slots=True, kw_only=True)
class Reading:
    """``answers`` of the answer tables by (name of the part or "", number)."""

    questions: list[RawQuestion] = field(default_factory=list)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    style: str = ""
    """How questions are numbered: "word" (Câu 1), "number" (1.), "list" (a real list) or "" (not at all)."""
    box: PictureBox = field(default_factory=PictureBox)

    def answer_for(self, question: RawQuestion) -> tuple[str, bool]:
        """What the answer table says of a question, and whether it said of which part it speaks."""
        named = self.answers.get((question.part_name, question.number), "")
        if named and question.part_name:
            return named, True
        return self.answers.get(("", question.number), ""), False


def raw_table(table: Table, images: Images) -> RawTable:
    cells = [[_cell_line(cell, images) for cell in row] for row in table.rows]
    rows = []
    for row, lines in zip(table.rows, cells, strict=True):
        parts = []
        for cell, line in zip(row, lines, strict=True):
            spans = "".join(
                f' {name}="{span}"'
                for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
                if span > 1
            )
            tag = "th" if cell.is_header else "td"
            parts.append(f"<{tag}{spans}>{line.to_html()}</{tag}>")
        rows.append(f"<tr>{''.join(parts)}</tr>")
    return RawTable(cells=cells, html=f"<table><tbody>{''.join(rows)}</tbody></table>")


def _cell_line(cell: Cell, images: Images) -> Line:
    """A cell as one line: its paragraphs one after the other, its pictures at the end."""
    text = ""
    runs: list[Run] = []
    shown: list[str] = []
    for block in cell.blocks:
        if not isinstance(block, Paragraph):
            continue
        shown += images(block.pictures)
        for line in lines_of(block, ""):
            if text and line.runs:
                text, runs = f"{text} ", [*runs, line.runs[0]]
            text += line.text
            runs += line.runs
    return Line(text=text, runs=tuple(runs), images=tuple(shown))


def image_html(address: str, picture: Picture) -> str:
    size = "".join(
        f' {side}="{value}"'
        for side, value in (("width", picture.width_px), ("height", picture.height_px))
        if 0 < value < 10_000
    )
    return f'<img src="{address}" alt="{html.escape(picture.alt.replace(SHIELD, ""))}"{size}>'
