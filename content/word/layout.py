"""What authors do by hand instead of by style: bold lines as headings, typed lists, letterheads and signatures.

Everything found here is a guess, marked as one (``is_fake_heading``, ``is_typed``), so that a person can check it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from content.vietnamese import fold
from content.word import own
from content.word.body import ProblemLog
from content.word.tree import Block, ListPlace, Paragraph, Run, Table, all_runs

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
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_LABEL_ONLY = re.compile(r"(phần|chương|mục|tiểu mục|chuyên đề)\s+([ivxlc]+|\d+)\s*[.:]?", re.IGNORECASE)
_ORDER = ["part", "roman", "plain", "section", "article", "arabic", "dotted2", "dotted3"]
_QUESTION = re.compile(r"^(câu|question)\s*(hỏi\s*)?\d+", re.IGNORECASE)
_TYPED = re.compile(
    r"^(?:(?P<bullet>[-–—+•*▪●○✓])[ \t]+|(?P<number>\d{1,3})[.)][ \t]+|(?P<letter>[a-zđ])\)[ \t]+)(?=\S)"
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "doc lap – tu do – hanh phuc")
_LETTERHEAD = re.compile(r"^(so\s*:|[_\-–—*.]{3,}$|.{2,40},\s*ngay\b.{0,12}thang\b.{0,10}nam\b)")


def mark_headings(blocks: list[Block], sizes: dict[int, int]) -> list[Block]:
    """Bold short lines become headings. Beside real headings only numbered ones do, each kind on one level.

    Where real headings are the exception (a decree with two styled lines among fifty articles), their levels mean nothing:
    then the kinds of numbering say who stands above whom.
    """
    blocks = _with_whole_headings(blocks)
    body_size = _usual_size(blocks, sizes)
    real = {i: b for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.heading}
    guessed = {
        index: kind
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and (kind := _heading_kind(block, sizes, body_size))
    }
    numbered = sum(kind != "plain" for kind in guessed.values())
    if len(real) > 1 and len(real) >= numbered:
        guessed = {index: kind for index, kind in guessed.items() if kind != "plain"}
        levels = _levels_below(real.values(), guessed.values())
        return _headed(blocks, {index: levels[kind] for index, kind in guessed.items()})
    kinds = dict(guessed)
    if len(real) > 1:
        kinds = {index: kind for index, kind in guessed.items() if kind != "plain"}
        kinds |= {index: numbering_kind(block.text) or "plain" for index, block in real.items()}
    return _headed(blocks, {index: _rank(kind, kinds.values()) for index, kind in kinds.items()})


def _rank(kind: str, kinds: Iterable[str]) -> int:
    present = set(kinds)
    return [other for other in _ORDER if other in present].index(kind) + 1


def _levels_below(real: Iterable[Paragraph], kinds: Iterable[str]) -> dict[str, int]:
    """A kind of numbering that real headings use, too, has their level; the others follow below all real ones."""
    known: dict[str, Counter[int]] = {}
    deepest = 0
    for heading in real:
        known.setdefault(numbering_kind(heading.text), Counter())[heading.heading] += 1
        deepest = max(deepest, heading.heading)
    wanted = set(kinds)
    new = [kind for kind in _ORDER if kind in wanted and kind not in known]
    levels = {kind: deepest + rank for rank, kind in enumerate(new, start=1)}
    return levels | {kind: counts.most_common(1)[0][0] for kind, counts in known.items()}


def _headed(blocks: list[Block], levels: dict[int, int]) -> list[Block]:
    return [
        replace(
            block,
            heading=min(levels[index], 6),
            is_fake_heading=block.is_fake_heading or not block.heading,
            list_place=None,
        )
        if isinstance(block, Paragraph) and index in levels
        else block
        for index, block in enumerate(blocks)
    ]


def _with_whole_headings(blocks: list[Block]) -> list[Block]:
    """Official texts set "Chương I" and its name on two lines: one heading, "Chương I. Quy định chung"."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        if (
            isinstance(block, Paragraph)
            and isinstance(above, Paragraph)
            and _LABEL_ONLY.fullmatch(above.text.strip())
            and _stands_out(above)
            and _stands_out(block)
            and not numbering_kind(block.text)
            and not block.pictures
            and block.style not in own.STYLES
            and len(block.text) <= _MAX_HEADING * 2
            and block.alignment == above.alignment
            and (
                not above.heading or block.heading in {0, above.heading}
            )  # a lower heading is one of its own
        ):
            label = replace(above.runs[-1], text=above.runs[-1].text.rstrip(" .:") + ". ")
            name = (replace(run, text=_LINE_END.sub(" ", run.text)) for run in block.runs)
            runs = (*above.runs[:-1], label, *name)
            found[-1] = replace(
                above,
                runs=_merged(runs),
                heading=above.heading or block.heading,
                anchors=above.anchors + block.anchors,
            )
            continue
        found.append(block)
    return found


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if merged and replace(run, text="") == replace(merged[-1], text="") and not run.mathml:
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def _stands_out(paragraph: Paragraph) -> bool:
    if not paragraph.text.strip() or paragraph.is_title or paragraph.is_caption:
        return False
    return bool(paragraph.heading) or all(run.is_bold or not run.text.strip() for run in paragraph.runs)


def numbering_kind(text: str) -> str:
    """How a line begins to count ("part", "article", "arabic" …), "" when it does not."""
    return next((kind for kind, pattern in _MARKS if pattern.match(text.strip())), "")


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
        or paragraph.style in own.STYLES
    )
    if is_something_else or not 3 <= len(text) <= _MAX_HEADING or "\n" in text or _QUESTION.match(text):
        return ""
    if text[-1] in ".;,:" or not all(run.is_bold or not run.text.strip() for run in paragraph.runs):
        return ""
    place = paragraph.list_place
    kind = numbering_kind(text)
    if kind:
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
            or block.style in own.STYLES
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
            number_format="a" if match.group("letter") else "",
        )
        found.append(replace(block, list_place=place))
    return _with_vietnamese_marks(found)


def _with_vietnamese_marks(blocks: list[Block]) -> list[Block]:
    """Lists lettered with "đ)" keep their marks: a browser would count a, b, c, d, e and change what "điểm e" means."""
    found = list(blocks)
    waiting: list[int] = []
    for index, block in enumerate([*blocks, Paragraph(number=0, heading=1)]):
        place = block.list_place if isinstance(block, Paragraph) else None
        if place and place.is_typed:
            waiting += [index] if place.number_format == "a" else []
            continue
        letters = [(at, found[at]) for at in waiting]
        if any(isinstance(item, Paragraph) and item.text.startswith("đ)") for _at, item in letters):
            for at, item in letters:
                if isinstance(item, Paragraph) and item.list_place:
                    found[at] = replace(item, list_place=replace(item.list_place, keeps_mark=True))
        waiting = []
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
    log.add("national_header", _where(opening[at[0]]), quote=_said(opening[at[0]]))
    return [block for index, block in enumerate(blocks) if index not in doomed]


def drop_signature(blocks: list[Block], log: ProblemLog) -> list[Block]:
    """Leave out the recipients and the signature that end an official document."""
    for index in range(max(len(blocks) - _CLOSING, 1), len(blocks)):
        if not _folded(blocks[index]).startswith("noi nhan:"):
            continue
        rest = blocks[index:]
        if any(isinstance(block, Paragraph) and (block.heading or len(block.text) > 200) for block in rest):
            return blocks
        log.add("signature", _where(blocks[index]), quote=_said(blocks[index]))
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
    return " ".join(fold(_said(block)).split())


def _said(block: Block) -> str:
    return " ".join(run.text for run in all_runs([block]))


def _where(block: Block) -> str:
    return f"bảng {block.number}" if isinstance(block, Table) else f"đoạn {block.number}"
