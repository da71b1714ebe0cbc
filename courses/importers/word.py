"""From the tree of a Word file to the blocks of a lesson. Pure: the same tree and choices give the same lesson."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from content.sanitising import TextTooLarge, clean_rich_text
from content.word.to_html import (
    NOTES_TITLE,
    heading_ranks,
    list_html,
    list_items,
    runs_html,
    table_html,
    top_lists,
)
from content.word.tree import Block, Paragraph, Picture, Problem, Run, Table, WordDocument
from courses.importers.lesson import FoundPicture, Heading, ParsedLesson, lesson_problem

SHOWN_ON_THE_WEB = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"}
BROKEN_PICTURE = "image/x-broken"
_PICTURE_CAPTION = re.compile(r"^(hình|ảnh|sơ đồ|biểu đồ)\s*\d", re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"^(bảng|biểu)\s*\d", re.IGNORECASE)
_LOSSES = {"chart", "diagram", "embedded_object", "drawing", "linked_picture", "missing_picture"} | {
    "picture_kind",
    "picture_broken",
    "too_long",
}
_TEXT_GOES_ON_TO = 20_000
"""A text block longer than this is closed at the next paragraph: editors load each block as one editor."""


def parse_lesson(document: WordDocument, *, not_headings: Collection[int] = ()) -> ParsedLesson:
    """Everything a lesson can keep of a Word file; ``not_headings`` are guessed headings the author rejected."""
    blocks = [_without_guess(block, not_headings) for block in document.blocks]
    writer = _LessonWriter(replace(document, blocks=tuple(blocks)))
    return writer.lesson()


def plan_lesson(
    parsed: ParsedLesson,
    *,
    title: str = "",
    existing_titles: Collection[str] = (),
    alternatives: Mapping[int, str] | None = None,
) -> ParsedLesson:
    """What would be written: the author's title and picture descriptions put in, clashes with the course told."""
    title = " ".join((title or parsed.title).split())
    pictures = tuple(
        replace(picture, alt=" ".join((alternatives or {}).get(index, picture.alt).split())[:1000])
        for index, picture in enumerate(parsed.pictures)
    )
    problems = [p for p in parsed.problems if p.code != "no_alt"]
    problems += [lesson_problem("no_alt", picture.where) for picture in pictures if not picture.alt]
    if title.casefold() in {existing.casefold() for existing in existing_titles}:
        problems.append(lesson_problem("same_title", ""))
    return replace(parsed, title=title, pictures=pictures, problems=tuple(problems))


def _without_guess(block: Block, not_headings: Collection[int]) -> Block:
    if isinstance(block, Paragraph) and block.is_fake_heading and block.number in not_headings:
        return replace(block, heading=0, is_fake_heading=False)
    return block


class _LessonWriter:
    """Goes through the tree once, from top to bottom, and closes a text block whenever something else comes."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._ranks = heading_ranks(document.blocks)
        self._blocks: list[dict[str, Any]] = []
        self._text: list[str] = []
        self._items: list[Paragraph] = []
        self._pictures: list[FoundPicture] = []
        self._outline: list[Heading] = []
        self._counts: Counter[str] = Counter()
        self._problems: list[Problem] = list(document.problems)
        self._table_caption = ""
        self._has_colours = False

    def lesson(self) -> ParsedLesson:
        blocks = self._document.blocks
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block, following)
        self._notes()
        self._close_text()
        self._tell_what_was_guessed()
        return ParsedLesson(
            title=self._document.title,
            outline=tuple(self._outline),
            blocks=tuple(self._blocks),
            pictures=tuple(self._pictures),
            by_type=dict(sorted(self._counts.items())),
            rejected=sum(1 for problem in self._problems if problem.code in _LOSSES),
            problems=tuple(self._problems),
        )

    def _paragraph(self, paragraph: Paragraph, following: Block | None) -> None:
        self._count_runs(paragraph.runs)
        if paragraph.has_page_break:
            self._add("page_break", None)
        if paragraph.is_title:
            self._counts["title"] += 1
        elif self._is_caption(paragraph, following):
            self._caption(paragraph, following)
        elif paragraph.heading:
            self._heading(paragraph)
        elif paragraph.is_quote:
            self._quote(paragraph)
        elif paragraph.list_place and paragraph.runs:
            self._items.append(paragraph)
            self._counts["list_item"] += 1
        elif paragraph.runs:
            self._write(f"<p>{runs_html(paragraph.runs)}</p>")
            self._counts["paragraph"] += 1
        for picture in paragraph.pictures:
            self._picture(picture, paragraph.number, f"đoạn {paragraph.number}")

    def _heading(self, paragraph: Paragraph) -> None:
        rank = self._ranks[paragraph.heading]
        if rank == 2:
            self._close_text()
        plain = (
            [replace(run, is_bold=False) for run in paragraph.runs]
            if paragraph.is_fake_heading
            else paragraph.runs
        )
        self._write(f"<h{rank}>{runs_html(plain)}</h{rank}>")
        self._counts["heading"] += 1
        self._outline.append(
            Heading(
                level=paragraph.heading,
                text=" ".join(paragraph.text.split()),
                number=paragraph.number,
                is_guess=paragraph.is_fake_heading,
            )
        )

    def _quote(self, paragraph: Paragraph) -> None:
        html = f"<p>{runs_html(paragraph.runs)}</p>"
        self._close_text()
        self._counts["quote"] += 1
        if self._blocks and self._blocks[-1]["type"] == "quote":
            self._blocks[-1]["value"]["text"] += self._clean(html, f"đoạn {paragraph.number}")
            return
        self._add("quote", {"text": self._clean(html, f"đoạn {paragraph.number}"), "source": ""})

    def _is_caption(self, paragraph: Paragraph, following: Block | None) -> bool:
        if paragraph.pictures or not paragraph.runs or len(paragraph.text) > 300:
            return False
        is_below_picture = not self._text and not self._items and self._last_kind() == "image"
        return (
            paragraph.is_caption
            or (is_below_picture and bool(_PICTURE_CAPTION.match(paragraph.text)))
            or (isinstance(following, Table) and bool(_TABLE_CAPTION.match(paragraph.text)))
        )

    def _caption(self, paragraph: Paragraph, following: Block | None) -> None:
        words = " ".join(paragraph.text.split())[:300]
        last = self._blocks[-1] if self._blocks and not self._text and not self._items else None
        if isinstance(following, Table) and not (
            last and last["type"] == "image" and not last["value"]["caption"]
        ):
            self._table_caption = words
        elif last and last["type"] in {"image", "table"} and not last["value"]["caption"]:
            last["value"]["caption"] = words
            if last["type"] == "image":
                self._pictures[-1] = replace(self._pictures[-1], caption=words)
        else:
            self._write(f"<p><i>{escape(words, quote=False)}</i></p>")
        self._counts["caption"] += 1

    def _table(self, table: Table) -> None:
        where = f"bảng {table.number}"
        cells = [cell for row in table.rows for cell in row]
        paragraphs = [block for cell in cells for block in cell.blocks if isinstance(block, Paragraph)]
        for paragraph in paragraphs:
            self._count_runs(paragraph.runs)
        html = self._clean(table_html(table), where)
        if html:
            self._add("table", {"caption": self._table_caption, "html": html})
            self._counts["table"] += 1
        self._table_caption = ""
        pictures = [picture for paragraph in paragraphs for picture in paragraph.pictures]
        if pictures:
            self._problems.append(lesson_problem("picture_moved", where))
        for picture in pictures:
            self._picture(picture, 0, where)

    def _picture(self, picture: Picture, number: int, where: str) -> None:
        media = self._document.media.get(picture.key)
        if media is not None and media.content_type == BROKEN_PICTURE:
            self._problems.append(lesson_problem("picture_broken", where, media.filename))
            return
        if media is None or media.content_type not in SHOWN_ON_THE_WEB:
            kind = media.filename.rpartition(".")[2].upper() if media else "?"
            self._problems.append(lesson_problem("picture_kind", where, kind))
            return
        if not picture.alt:
            self._problems.append(lesson_problem("no_alt", where))
        found = FoundPicture(
            key=picture.key, number=number, alt=picture.alt, filename=media.filename, where=where
        )
        self._pictures.append(found)
        self._add("image", {"picture": len(self._pictures) - 1, "caption": ""})
        self._counts["image"] += 1

    def _notes(self) -> None:
        if not self._document.footnotes:
            return
        self._close_text()
        self._write(f"<h2>{NOTES_TITLE}</h2>")
        notes = [
            "<br/>".join(runs_html(paragraph.runs) for paragraph in paragraphs)
            for paragraphs in self._document.footnotes.values()
        ]
        self._write(f"<ol>{''.join(f'<li>{note}</li>' for note in notes)}</ol>")
        self._counts["note"] += len(notes)

    def _write(self, html: str) -> None:
        self._close_list()
        if sum(map(len, self._text)) > _TEXT_GOES_ON_TO:
            self._close_text()
        self._text.append(html)

    def _close_list(self) -> None:
        items, self._items = self._items, []
        for part in top_lists(items):
            place = part[0].list_place
            if place and place.kind == "number" and place.start > 1:
                self._steps(part, place.start)
            else:
                self._text.append(list_html(part))

    def _steps(self, items: list[Paragraph], start: int) -> None:
        """Rich text knows no first number: a list that goes on counting becomes a block that does."""
        self._close_text()
        where = f"đoạn {items[0].number}"
        steps = [
            f"<p>{step}</p>" if "<ol" not in step and "<ul" not in step else step
            for step in list_items(items)
        ]
        cleaned = [self._clean(step, where) for step in steps]
        self._blocks.append({"type": "steps", "value": {"start": min(start, 999), "steps": cleaned}})

    def _close_text(self) -> None:
        self._close_list()
        html, self._text = "".join(self._text), []
        if html:
            cleaned = self._clean(html, "")
            if cleaned:
                self._blocks.append({"type": "text", "value": cleaned})

    def _add(self, kind: str, value: Any) -> None:
        self._close_text()
        self._blocks.append({"type": kind, "value": value})
        if kind == "page_break":
            self._counts[kind] += 1

    def _last_kind(self) -> str:
        return self._blocks[-1]["type"] if self._blocks else ""

    def _clean(self, html: str, where: str) -> str:
        try:
            return clean_rich_text(html)
        except TextTooLarge:
            self._problems.append(lesson_problem("too_long", where))
            return ""

    def _count_runs(self, runs: tuple[Run, ...]) -> None:
        previous = ""
        for run in runs:
            if run.href and run.href != previous:
                self._counts["link"] += 1
            previous = run.href
            self._has_colours = self._has_colours or bool(run.colour or run.highlight)

    def _tell_what_was_guessed(self) -> None:
        guessed = sum(1 for heading in self._outline if heading.is_guess)
        typed = sum(
            1
            for b in self._document.blocks
            if isinstance(b, Paragraph) and b.list_place and b.list_place.is_typed
        )
        if guessed:
            self._problems.append(lesson_problem("fake_headings", "", str(guessed)))
        if typed:
            self._problems.append(lesson_problem("typed_lists", "", str(typed)))
        if self._has_colours:
            self._problems.append(lesson_problem("colours", ""))
        if not self._counts.total() - self._counts["title"]:
            self._problems.append(lesson_problem("nothing", ""))
        elif not self._outline:
            self._problems.append(lesson_problem("no_headings", ""))
