"""A paper of headings and paragraphs, written once and saved as Word or as PDF. Pure.

For what people take home of their own records; decisions and letters have their own forms (``decision``, ``decree``).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from content.documents.page import MIDDLE, Look, Page, Run
from content.documents.typesetting import typeset_whatever_the_letters

TEMPLATE = Path(__file__).with_name("paper.typ")
SIZE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One paragraph. ``line`` is a paragraph of a list: set in from the left."""

    runs: tuple[Run, ...]
    kind: Literal["title", "heading", "text", "line"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """``author`` is who it belongs to; ``made_at`` the moment it speaks of, so that the same paper gives the same bytes."""

    title: str
    author: str
    made_at: datetime
    parts: Sequence[Part]


def write_docx(paper: Paper) -> bytes:
    """The paper as Word: A4, margins and font of Decree 30/2020/NĐ-CP; headings are Word's own, for readers who listen."""
    page = Page(title=paper.title, author=paper.author)
    for part in paper.parts:
        if part.kind in {"title", "heading"}:
            look = (
                Look(size=SIZE + 3, align=MIDDLE, after=10)
                if part.kind == "title"
                else Look(size=SIZE + 1, before=12, after=4, keeps_with_next=True)
            )
            made = page.paragraph(part.runs, look)
            made.style = page.document.styles["Heading 1" if part.kind == "title" else "Heading 2"]
        else:
            page.paragraph(part.runs, Look(size=SIZE, after=4, left=8 if part.kind == "line" else 0))
    return page.saved()


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1; with letters no font of ours has, as a plain PDF. Pictures are told by their words."""
    parts = [
        {"kind": part.kind, "runs": [_told(run) for run in part.runs]} for part in paper.parts if part.runs
    ]
    said = json.dumps({"title": paper.title, "author": paper.author, "parts": parts}, ensure_ascii=False)
    return typeset_whatever_the_letters(
        TEMPLATE.read_bytes(), {"paper": said}, made_at=paper.made_at.astimezone(UTC)
    )


def _told(run: Run) -> dict[str, object]:
    told = asdict(run)
    return {name: told[name] for name in ("text", "is_bold", "is_italic", "is_underlined", "vertical")}
