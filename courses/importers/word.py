"""From the tree of a Word file to the blocks of a lesson. Pure: the same tree and choices give the same lesson."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from content.sanitising import TextTooLarge, clean_rich_text
from content.word import own
from content.word.anchors import with_addresses
from content.word.questions import QuestionBlock, set_questions_apart
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
from courses.importers.own_blocks import block_of, group_at

SHOWN_ON_THE_WEB = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"}
BROKEN_PICTURE = "image/x-broken"
_PICTURE_CAPTION = re.compile(r"^(hình|ảnh|sơ đồ|biểu đồ)\s*\d", re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"^(bảng|biểu)\s*\d", re.IGNORECASE)
_LOSSES = {"chart", "diagram", "embedded_object", "drawing", "linked_picture", "missing_picture"} | {
    "outside_part",
    "too_deep",
    "note_missing",
    "note_picture",
    "picture_kind",
    "picture_broken",
    "too_long",
    "too_many",
}
MAX_BLOCKS = 3_000
"""More blocks than any editor or browser shows at once."""
_OWN_RANKS = {1: 2, 2: 2, 3: 2, 4: 3, 5: 4, 6: 4}
_TEXT_GOES_ON_TO = 20_000
"""A text block longer than this is closed at the next paragraph: editors load each block as one editor."""


def parse_lesson(
    document: WordDocument, *, self_checks: Collection[int] = (), keeps_levels: bool = False
) -> ParsedLesson:
    """Everything a lesson can keep of a Word file.

    ``self_checks`` are the paragraphs in which questions begin that somebody recognised; other questions stay text.
    ``keeps_levels`` is for lessons our own export wrote: their headings begin at Word's level 3, gaps and all.
    """
    return _LessonWriter(with_addresses(document), self_checks, keeps_levels=keeps_levels).lesson()


def plan_lesson(
    parsed: ParsedLesson,
    *,
    title: str = "",
    existing_titles: Collection[str] = (),
    alternatives: Mapping[str, str] | None = None,
    decorative: Mapping[str, bool] | None = None,
) -> ParsedLesson:
    """What would be written: the author's title and words for pictures (by ``ref``) put in, clashes with the course told."""
    title = " ".join((title or parsed.title).split())
    pictures = tuple(
        replace(
            picture,
            alt=" ".join((alternatives or {}).get(picture.ref, picture.alt).split())[:1000],
            is_decorative=(decorative or {}).get(picture.ref, picture.is_decorative),
        )
        for picture in parsed.pictures
    )
    problems = [p for p in parsed.problems if p.code != "no_alt"]
    problems += [
        lesson_problem("no_alt", picture.where, quote=picture.caption)
        for picture in pictures
        if not picture.alt and not picture.is_decorative
    ]
    if title.casefold() in {existing.casefold() for existing in existing_titles}:
        problems.append(lesson_problem("same_title", ""))
    return replace(parsed, title=title, pictures=pictures, problems=tuple(problems))


def _place(block: Block | QuestionBlock) -> str:
    return f"bảng {block.number}" if isinstance(block, Table) else f"đoạn {block.number}"


class _LessonWriter:
    """Goes through the tree once, from top to bottom, and closes a text block whenever something else comes."""

    def __init__(self, document: WordDocument, self_checks: Collection[int], *, keeps_levels: bool) -> None:
        self._document, self._self_checks = document, self_checks
        self._ranks = dict(_OWN_RANKS) if keeps_levels else heading_ranks(document.blocks)
        self._is_marked = False
        self._blocks: list[dict[str, Any]] = []
        self._text: list[str] = []
        self._items: list[Paragraph] = []
        self._pictures: list[FoundPicture] = []
        self._outline: list[Heading] = []
        self._counts: Counter[str] = Counter()
        self._problems: list[Problem] = list(document.problems)
        self._table_caption = ""
        self._has_colours = False
        self._is_full = False

    def lesson(self) -> ParsedLesson:
        blocks = self._with_questions_apart()
        index = 0
        while index < len(blocks):
            block, group = blocks[index], group_at(blocks, index)
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if group:
                self._own_block(group)
            elif isinstance(block, QuestionBlock):
                self._add("self_check", {"questions": block.number})
                self._counts["self_check"] += 1
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block, following)
            index += max(len(group), 1)
            if self._is_full:
                self._problems.append(lesson_problem("too_many", _place(block), str(MAX_BLOCKS)))
                break
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

    def _own_block(self, group: list[Paragraph]) -> None:
        self._is_marked = True
        for paragraph in group:
            self._count_runs(paragraph.runs)
        block, where = block_of(group), f"đoạn {group[0].number}"
        value = block["value"]
        if "text" in value:
            value["text"] = self._clean(value["text"], where)
        if "steps" in value:
            value["steps"] = [self._clean(step, where) for step in value["steps"]]
        self._add(block["type"], value)
        self._counts[block["type"]] += 1

    def _with_questions_apart(self) -> list[Block | QuestionBlock]:
        """The blocks, recognised questions as one; the others as the text they are."""
        blocks = self._document.blocks
        if not self._self_checks:
            return list(blocks)
        found: list[Block | QuestionBlock] = []
        apart = set_questions_apart(blocks)
        begins = {id(one): index for index, one in enumerate(blocks)}
        numbers = {
            one.number: index
            for index, one in reversed(list(enumerate(blocks)))
            if isinstance(one, Paragraph) and one.number
        }
        at = len(blocks)
        for one in reversed(apart):
            begin = numbers[one.number] if isinstance(one, QuestionBlock) else begins[id(one)]
            is_text = isinstance(one, QuestionBlock) and one.number not in self._self_checks
            found[:0] = blocks[begin:at] if is_text else [one]
            at = begin
        return found

    def _paragraph(self, paragraph: Paragraph, following: Block | QuestionBlock | None) -> None:
        self._count_runs(paragraph.runs)
        if own.begins_block(paragraph.anchors):
            self._close_text()
            self._is_marked = True
        if paragraph.has_page_break:
            self._add("page_break", None)
        if paragraph.is_title:
            self._counts["title"] += 1
        elif paragraph.style in {own.TABLE_CAPTION, own.RULE}:
            self._own_line(paragraph)
        elif self._is_caption(paragraph, following):
            self._caption(paragraph, following)
        elif paragraph.heading:
            self._heading(paragraph)
        elif paragraph.is_quote:
            self._quote(paragraph)
        elif paragraph.runs:
            self._running_text(paragraph)
        for picture in paragraph.pictures:
            self._picture(picture, paragraph.number, f"đoạn {paragraph.number}")

    def _own_line(self, paragraph: Paragraph) -> None:
        if paragraph.style == own.RULE:
            self._write("<hr/>")
        else:
            self._table_caption = paragraph.text[:300]
            self._counts["caption"] += 1

    def _running_text(self, paragraph: Paragraph) -> None:
        if paragraph.list_place:
            self._items.append(paragraph)
            self._counts["list_item"] += 1
        else:
            self._write(f"<p>{runs_html(paragraph.runs)}</p>")
            self._counts["paragraph"] += 1

    def _heading(self, paragraph: Paragraph) -> None:
        rank = self._ranks[paragraph.heading]
        if rank == 2 and not self._is_marked:
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

    def _is_caption(self, paragraph: Paragraph, following: Block | QuestionBlock | None) -> bool:
        if paragraph.pictures or not paragraph.runs or len(paragraph.text) > 300:
            return False
        if paragraph.style in own.STYLES:
            return paragraph.style == own.PICTURE_CAPTION
        is_below_picture = not self._text and not self._items and self._last_kind() == "image"
        return (
            paragraph.is_caption
            or (is_below_picture and bool(_PICTURE_CAPTION.match(paragraph.text)))
            or (isinstance(following, Table) and bool(_TABLE_CAPTION.match(paragraph.text)))
        )

    def _caption(self, paragraph: Paragraph, following: Block | QuestionBlock | None) -> None:
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
        if not picture.alt and not picture.is_decorative:
            self._problems.append(lesson_problem("no_alt", where))
        found = FoundPicture(
            key=picture.key,
            number=number,
            alt=picture.alt,
            filename=media.filename,
            where=where,
            is_decorative=picture.is_decorative,
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
        if not self._is_marked and sum(map(len, self._text)) > _TEXT_GOES_ON_TO:
            self._close_text()
        self._text.append(html)

    def _close_list(self) -> None:
        items, self._items = self._items, []
        for part in top_lists(items):
            place = part[0].list_place
            if place and place.kind == "number" and place.start > 1 and not self._is_marked:
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
        if len(self._blocks) >= MAX_BLOCKS:
            self._is_full = True
            return
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
