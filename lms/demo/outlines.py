"""Reading a course outline: facts on top, then a table of modules, lessons and periods. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from content.markdown import read_markdown
from content.plain import Document, Heading, Listing, Paragraph, Quote, Table
from content.vietnamese import fold

Block = dict[str, Any]
_NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+(.*)$")
_LESSON = re.compile(r"^(\d+(?:\.\d+)+)\.?\s+(.*)$")  # "1.2 Title", never the "30 câu, 45 phút" of a quiz
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
_MINUTES = re.compile(r"(\d+)\s*phút")
QUIZ_MINUTES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedLesson:
    number: str
    title: str
    periods: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedChapter:
    title: str
    title_en: str
    lessons: tuple[OutlinedLesson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    facts: dict[str, Any]
    goals: tuple[str, ...]
    chapters: tuple[OutlinedChapter, ...]
    quiz_periods: int
    quiz_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSource:
    """A full text; ``code`` is the course's code and the lesson's number."""

    code: str
    title_en: str
    body: tuple[Block, ...]


def read_outline(source: str) -> Outline:
    document = read_markdown(source)
    table = next(part for part in document.intro if isinstance(part, Table))
    chapters: list[tuple[str, str, list[OutlinedLesson]]] = []
    quiz_periods, quiz_minutes = 0, QUIZ_MINUTES
    for row in table.rows:
        module, lesson, periods = (cell.text for cell in row[:3])
        if fold(module).startswith("cong"):
            continue
        match = _LESSON.match(lesson)
        if match is None:
            quiz_periods = int(periods or 0)
            found = _MINUTES.search(lesson)
            quiz_minutes = int(found.group(1)) if found else QUIZ_MINUTES
            continue
        if module:
            name, english = _split(_NUMBERED.sub(r"\2", module))
            chapters.append((name, english, []))
        number, title = match.groups()
        title = title.removesuffix("(có toàn văn)").strip()
        chapters[-1][2].append(OutlinedLesson(number=number, title=title, periods=int(periods)))
    return Outline(
        facts=dict(document.facts),
        goals=_goals(document),
        chapters=tuple(
            OutlinedChapter(title=name, title_en=english, lessons=tuple(lessons))
            for name, english, lessons in chapters
        ),
        quiz_periods=quiz_periods,
        quiz_minutes=quiz_minutes,
    )


def read_lesson(source: str) -> LessonSource:
    document = read_markdown(source)
    return LessonSource(
        code=str(document.facts["code"]),
        title_en=str(document.facts.get("title_en", "")),
        body=tuple(lesson_blocks(document)),
    )


def lesson_blocks(document: Document) -> list[Block]:
    """A lesson's body: running text with headings; tables, numbered steps and notes as blocks of their own."""
    blocks: list[Block] = []
    text: list[str] = []

    def close_text() -> None:
        if text:
            blocks.append({"type": "text", "value": "".join(text)})
            text.clear()

    for part in document.parts:
        if isinstance(part, Heading):
            text.append(f"<h{part.level}>{part.words.html}</h{part.level}>")
        elif isinstance(part, Paragraph):
            text.append(f"<p>{part.words.html}</p>")
        elif isinstance(part, Listing) and not part.is_ordered:
            text.append(part.html)
        elif isinstance(part, Listing | Table | Quote):
            close_text()
            blocks.append(_own_block(part))
    close_text()
    return blocks


def _own_block(part: Listing | Table | Quote) -> Block:
    if isinstance(part, Listing):
        steps = [f"<p>{item.words.html}</p>" for item in part.items]
        return {"type": "steps", "value": {"start": 1, "steps": steps}}
    if isinstance(part, Table):
        return {"type": "table", "value": {"caption": "", "html": part.html}}
    tone = "warn" if "⚠" in part.words.text else "info"
    words = part.words.html.replace("⚠️", "").strip()
    return {"type": "callout", "value": {"tone": tone, "title": "", "text": f"<p>{words}</p>"}}


def _goals(document: Document) -> tuple[str, ...]:
    listed = next((part for part in document.intro if isinstance(part, Listing)), None)
    if listed is not None:
        return tuple(item.words.text for item in listed.items)
    said = next((part.words.text for part in document.intro if isinstance(part, Paragraph)), "")
    _label, _stop, goals = said.partition("Mục tiêu.")
    return tuple(
        goal.strip(" .")[:1].upper() + goal.strip(" .")[1:] for goal in goals.split(";") if goal.strip()
    )


def _split(name: str) -> tuple[str, str]:
    """Take a name and its English apart: Tổng quan (Overview)."""
    match = _IN_BRACKETS.search(name)
    return (_IN_BRACKETS.sub("", name), match.group(1)) if match else (name, "")
