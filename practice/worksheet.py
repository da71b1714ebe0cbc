"""The worksheet of an exercise: what learners write on, and the answers for whoever teaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from content.documents.page import TEXT_WIDTH, Look, Page, Run
from practice.models import ScenarioPage

Shown = dict[str, Any]
BODY = Look(size=12, after=4)
INDENTED = Look(size=12, after=2, left=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One line of the key: the question, what is right, and what goes wrong without it."""

    screen: int
    question: str
    right: str
    why: tuple[str, ...] = ()


def answers_of(screens: Sequence[Shown]) -> list[Answer]:
    """The key to everything learners write or tick, in the order of the screens."""
    return [answer for number, screen in enumerate(screens, start=1) for answer in _answers(number, screen)]


def _answers(number: int, screen: Shown) -> Iterator[Answer]:
    for field in screen["fields"]:
        if field["example"]:
            why = tuple(_text(rule["sentence"]) for rule in field["rules"])
            yield Answer(screen=number, question=_text(field["label"]), right=field["example"], why=why)
    for document in screen["documents"]:
        right = ", ".join(file["name"] for file in document["files"] if not file["fault"])
        why = tuple(
            f"{file['name']}: {_text(file['sentence'])}" for file in document["files"] if file["fault"]
        )
        yield Answer(screen=number, question=_text(document["label"]), right=right, why=why)
    if screen["options"]:
        right = "; ".join(_text(option["label"]) for option in screen["options"] if not option["mistake"])
        why = tuple(
            f"{_text(option['label'])}: {_text(option['sentence'])}"
            for option in screen["options"]
            if option["mistake"] and option["sentence"]
        )
        yield Answer(screen=number, question=_text(screen["title"]), right=right, why=why)


def write_worksheet(*, page: ScenarioPage, screens: Sequence[Shown], address: str) -> bytes:
    """The worksheet as a Word file on A4: the exercise first, the answers on a sheet of their own."""
    paper = Page(title=page.display_title)
    paper.title(_("Practice worksheet: %(title)s") % {"title": page.display_title})
    paper.dotted([(_("Full name:"), TEXT_WIDTH * 0.62), (_("Date:"), TEXT_WIDTH)], BODY)
    paper.paragraph([Run(text=_("PRACTICE – nothing is sent anywhere"), is_bold=True)], BODY)
    paper.paragraph([Run(text=_("Play it on a phone: %(address)s") % {"address": address})], BODY)
    paper.heading(_("What one learns"), 1)
    for lesson in page.lesson_list:
        paper.paragraph([Run(text=f"– {lesson}")], INDENTED)
    for number, screen in enumerate(screens, start=1):
        _write_screen(paper, number, screen)
    paper.new_part()
    paper.title(_("Answers for whoever teaches"))
    rows = [[[Run(text=_("Question"), is_bold=True)], [Run(text=_("Right"), is_bold=True)]]]
    for answer in answers_of(screens):
        why = [Run(text=f"\n{reason}", is_italic=True) for reason in answer.why]
        question = Run(text=f"{answer.screen}. {answer.question}")
        rows.append([[question, *why], [Run(text=answer.right)]])
    paper.grid(rows, size=11)
    return paper.saved()


def _write_screen(paper: Page, number: int, screen: Shown) -> None:
    paper.heading(f"{number}. {_text(screen['title'])}", 2)
    for line in _lines(screen["text"]):
        paper.paragraph([Run(text=line)], BODY)
    for line in _lines(screen["slip"]):
        paper.paragraph([Run(text=line, is_italic=True)], INDENTED)
    for field in screen["fields"]:
        _write_field(paper, field)
    for term, fact in screen["facts"]:
        paper.paragraph([Run(text=f"{_text(term)}: ", is_bold=True), Run(text=_text(fact))], BODY)
    for stage in screen["stages"]:
        told = " – ".join(part for part in (_text(stage["when"]), _text(stage["text"])) if part)
        paper.paragraph([Run(text=f"{_text(stage['label'])}: ", is_bold=True), Run(text=told)], INDENTED)
    for document in screen["documents"]:
        paper.paragraph(
            [Run(text=_text(document["label"]), is_bold=True), Run(text=f" ({document['limits']})")], BODY
        )
        for file in document["files"]:
            paper.paragraph([Run(text=f"☐ {file['name']} ({file['size']} MB)")], INDENTED)
    for option in screen["options"]:
        paper.paragraph([Run(text=f"☐ {_text(option['label'])}")], INDENTED)


def _write_field(paper: Page, field: Shown) -> None:
    label = _text(field["label"])
    if field["kind"] == "checkbox":
        paper.paragraph([Run(text=f"☐ {label}")], BODY)
    elif field["options"]:
        boxes = "   ".join(f"☐ {_text(option['label'])}" for option in field["options"])
        paper.paragraph([Run(text=f"{label}:  {boxes}")], BODY)
    else:
        paper.dotted([(f"{label}:", TEXT_WIDTH)], BODY)


def _text(words: Shown | None) -> str:
    return str(words["t"]) if words else ""


def _lines(words: Shown | None) -> Iterator[str]:
    for part in words["parts"] if words else ():
        for line in part["x"]:
            yield f"– {line}" if part["k"] == "ul" else line
