"""What authors do by hand instead of by style: bold lines as headings, typed lists, letterheads and signatures.

Everything found here is a guess, marked as one (``is_fake_heading``, ``is_typed``), so that a person can check it.
"""

import re
from collections import Counter
from dataclasses import replace

from content.vietnamese import fold
from content.word.body import ProblemLog, all_runs
from content.word.tree import Block, ListPlace, Paragraph, Table

_MAX_HEADING = 120
_OPENING = 14
_CLOSING = 15
_MARKS: list[tuple[str, re.Pattern[str]]] = [
    ("part", re.compile(r"^(phần|chương|bài|chuyên đề)\s+([ivxlc]+|\d+(\.\d+)*)\b", re.IGNORECASE)),
    ("roman", re.compile(r"^[IVXLC]+\s*[.)/\-–]\s*\S")),
    ("section", re.compile(r"^(mục|tiểu mục)\s+([ivxlc]+|\d+)\b", re.IGNORECASE)),
    ("article", re.compile(r"^(điều|khoản)\s+\d+[.:]", re.IGNORECASE)),
    ("dotted3", re.compile(r"^\d+\.\d+\.\d+\.?\)?\s+\S")),
    ("dotted2", re.compile(r"^\d+\.\d+\.?\)?\s+\S")),
    ("arabic", re.compile(r"^\d+\s*[.)/]\s*\S")),
]
_ORDER = ["part", "roman", "plain", "section", "article", "arabic", "dotted2", "dotted3"]
_QUESTION = re.compile(r"^(câu|question)\s*(hỏi\s*)?\d+", re.IGNORECASE)
_TYPED = re.compile(
    r"^(?:(?P<bullet>[-–—+•*▪●○✓])[ \t]+|(?P<number>\d{1,3})[.)][ \t]+|(?P<letter>[a-zđ])\)[ \t]+)(?=\S)"
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "doc lap – tu do – hanh phuc")
_LETTERHEAD = re.compile(r"^(so\s*:|[_\-–—*.]{3,}$|.{2,40},\s*ngay\b.{0,12}thang\b.{0,10}nam\b)")


def mark_headings(blocks: list[Block], sizes: dict[int, int]) -> list[Block]:
    """Bold short lines become headings; beside real headings only numbered ones, and below them."""
    real = [block.heading for block in blocks if isinstance(block, Paragraph) and block.heading]
    has_styles = len(real) > 1
    above = max(real) if has_styles else 0
    body_size = _usual_size(blocks, sizes)
    kinds = {
        index: kind
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and (kind := _heading_kind(block, sizes, body_size))
        and not (has_styles and kind == "plain")
    }
    levels = {
        kind: rank for rank, kind in enumerate((k for k in _ORDER if k in kinds.values()), start=above + 1)
    }
    return [
        replace(block, heading=min(levels[kinds[index]], 6), is_fake_heading=True, list_place=None)
        if isinstance(block, Paragraph) and index in kinds
        else block
        for index, block in enumerate(blocks)
    ]


def _usual_size(blocks: list[Block], sizes: dict[int, int]) -> int:
    letters: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph):
            letters[sizes.get(block.number, 0)] += len(block.text)
    return letters.most_common(1)[0][0] if letters else 0


def _heading_kind(paragraph: Paragraph, sizes: dict[int, int], body_size: int) -> str:
    """How a line that looks like a heading is numbered; "" when it does not look like one."""
    text = paragraph.text.strip()
    is_something_else = (
        paragraph.heading
        or paragraph.is_title
        or paragraph.is_caption
        or paragraph.is_quote
        or paragraph.pictures
    )
    if is_something_else or not 3 <= len(text) <= _MAX_HEADING or "\n" in text or _QUESTION.match(text):
        return ""
    if text[-1] in ".;,:" or not all(run.is_bold or not run.text.strip() for run in paragraph.runs):
        return ""
    place = paragraph.list_place
    for kind, pattern in _MARKS:
        if pattern.match(text):
            return kind
    is_larger = sizes.get(paragraph.number, 0) >= body_size + 2
    is_capital = text.upper() == text and sum(char.isalpha() for char in text) > 4
    return "plain" if (is_larger or is_capital) and place is None else ""


def mark_typed_lists(blocks: list[Block]) -> list[Block]:
    """Take "- ", "+ ", "a) ", "1. " at the beginning of a paragraph for a list item; its mark stays in the text."""
    found: list[Block] = []
    stack: list[str] = []
    for _index, block in enumerate(blocks):
        match = _TYPED.match(block.text) if isinstance(block, Paragraph) else None
        if (
            not isinstance(block, Paragraph)
            or not match
            or block.heading
            or block.list_place
            or block.is_title
        ):
            stack = []
            found.append(block)
            continue
        kind = match.group("bullet") or ("number" if match.group("number") else "letter")
        stack = stack[: stack.index(kind) + 1] if kind in stack else [*stack, kind]
        number = int(match.group("number") or 0) or _LETTERS.find(match.group("letter") or "a") + 1
        place = ListPlace(
            kind="bullet" if match.group("bullet") else "number",
            level=min(len(stack) - 1, 5),
            list_id=f"typed-{kind}",
            is_typed=True,
            start=max(number, 1),
        )
        found.append(replace(block, list_place=place))
    return found


def without_typed_mark(text: str) -> str:
    """The text of a typed list item without its mark.

    >>> without_typed_mark("a) Mở cổng")
    'Mở cổng'
    """
    return _TYPED.sub("", text, count=1)


def drop_letterhead(blocks: list[Block], log: ProblemLog) -> list[Block]:
    """Leave out the national name and motto with what stands around them at the top of an official document."""
    opening = blocks[:_OPENING]
    at = [index for index, block in enumerate(opening) if _MOTTO[0] in _folded(block)]
    if not at or len(_folded(opening[at[0]])) > 400:
        return blocks
    last = max(at[0], *(index for index, block in enumerate(opening) if _is_letterhead(block)), 0)
    doomed = {
        index
        for index, block in enumerate(opening[: last + 1])
        if _is_letterhead(block) or (index < at[0] and _is_capital_line(block)) or index == at[0]
    }
    log.add("national_header", _where(opening[at[0]]))
    return [block for index, block in enumerate(blocks) if index not in doomed]


def drop_signature(blocks: list[Block], log: ProblemLog) -> list[Block]:
    """Leave out the recipients and the signature that end an official document."""
    for index in range(max(len(blocks) - _CLOSING, 1), len(blocks)):
        if not _folded(blocks[index]).startswith("noi nhan:"):
            continue
        rest = blocks[index:]
        if any(isinstance(block, Paragraph) and (block.heading or len(block.text) > 200) for block in rest):
            return blocks
        log.add("signature", _where(blocks[index]))
        return blocks[:index]
    return blocks


def _is_letterhead(block: Block) -> bool:
    text = _folded(block)
    if isinstance(block, Table):
        return bool(_LETTERHEAD.match(text)) or any(motto in text for motto in _MOTTO)
    return text in _MOTTO or bool(_LETTERHEAD.match(text) and len(text) < 90)


def _is_capital_line(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.heading and block.text.upper() == block.text


def _folded(block: Block) -> str:
    return " ".join(fold(" ".join(run.text for run in all_runs([block]))).split())


def _where(block: Block) -> str:
    return f"bảng {block.number}" if isinstance(block, Table) else f"đoạn {block.number}"
