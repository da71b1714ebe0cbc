"""Moodle XML: categories and questions with everything Moodle writes about them. Pure.

https://docs.moodle.org/en/Moodle_XML_format
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.importers.counting import numbered
from quizzes.importers.drafts import Draft, Lost, Note, ParsedBank
from quizzes.importers.gift_reading import category_path
from quizzes.importers.making import Made, number_text, read_decimal
from quizzes.importers.markup import excerpt_of, is_named_after
from quizzes.importers.moodle_question import MoodleQuestion
from quizzes.importers.moodle_types import read_type
from quizzes.importers.pictures import PictureBox
from quizzes.importers.refusals import FileRefused
from quizzes.importers.tags import labels_of
from quizzes.importers.xml_tree import Node, read_xml


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question with the category it stands in."""

    node: Node
    category: tuple[str, ...]


def parse_moodle_xml(data: bytes) -> ParsedBank:
    """Every question of the file, importable or with the reason why not."""
    root = read_xml(data)
    if root.name != "quiz":
        raise FileRefused("not_this_format", "<quiz>")
    placed, notes = _placed(root)
    return bank_of("moodle_xml", placed, notes)


def bank_of(
    format: str, placed: Iterable[Placed], notes: Sequence[Note] = (), *, pictures: PictureBox | None = None
) -> ParsedBank:
    pictures = pictures or PictureBox()
    drafts = tuple(_draft(one, number, pictures) for number, one in numbered(placed))
    said = tuple(notes) if drafts else (*notes, Note(severity="error", where="", code="no_questions"))
    return ParsedBank(format=format, drafts=drafts, notes=said, pictures=pictures.found)


def _placed(root: Node) -> tuple[list[Placed], list[Note]]:
    """Questions in their order; a "question" of type category opens a category for those after it."""
    placed: list[Placed] = []
    notes: list[Note] = []
    category: tuple[str, ...] = ()
    opened: dict[tuple[str, ...], str] = {}
    for node in root.all("question"):
        if node.attributes.get("type", "").strip().lower() != "category":
            placed.append(Placed(node=node, category=category))
            continue
        category = category_path(node.value("category", "text") or node.value("category"))
        where = f"dòng {node.line}"
        opened.setdefault(category, where)
        told = [text for text in (node.value("info", "text"), node.value("idnumber")) if text]
        if told:
            notes.append(
                Note(severity="info", where=where, code="category_told", detail=excerpt_of("; ".join(told)))
            )
    used = {one.category[:depth] for one in placed for depth in range(len(one.category) + 1)}
    notes += [
        Note(severity="info", where=where, code="category_empty", detail=" / ".join(path))
        for path, where in opened.items()
        if path not in used
    ]
    return placed, notes


def _draft(placed: Placed, number: int, pictures: PictureBox) -> Draft:
    question = MoodleQuestion(placed.node, pictures)
    made = read_type(question)
    points = _points(question, made)
    labels = labels_of(question.tags)
    title = question.title
    if not is_named_after(title, code=question.code, stem=str(made.content.get("stem", ""))):
        question.texts.lose("title", title)
    if question.flag("hidden", default=False):
        question.texts.lose("hidden", is_serious=True)
    lost: list[Lost] = [*made.lost, *question.texts.lost]
    return Draft(
        where=f"dòng {placed.node.line}" + (f": {title[:60]}" if title else ""),
        number=str(number),
        code=question.code,
        kind=made.kind,
        content=made.content,
        key={} if made.rejected else made.key,
        recognised_by=() if made.rejected else ("file_key",),
        rejected=made.rejected,
        detail=made.detail,
        is_incomplete=question.texts.is_incomplete,
        points=points,
        difficulty=labels.difficulty or 2,
        category=placed.category,
        tags=labels.tags,
        language=labels.language,
        source=labels.source,
        legal_basis=labels.legal_basis,
        lost=tuple(lost),
    )


def _points(question: MoodleQuestion, made: Made) -> str:
    """The points; a text with gaps is worth the sum of their weights, as in Moodle."""
    if made.kind == "cloze" and not made.rejected and question.type in {"cloze", "multianswer"}:
        weights = [read_decimal(gap["weight"]) or 0 for gap in made.key["gaps"].values()]
        total = sum(weights)
        return number_text(total) if total else "1"  # type: ignore[arg-type]  # a sum of decimals
    return question.points()
