"""Questions an author wrote into a lesson: found and set apart, never judged. Pure.

They begin at a heading "Câu hỏi tự kiểm tra" and end at the next heading of its level or above; or they stand between the
lines "[Câu hỏi tự kiểm tra]" and "[Hết câu hỏi]". What is inside is for whoever knows the grammar of questions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from content.vietnamese import fold
from content.word.tree import Block, Paragraph

_BEGIN = re.compile(r"^(?:[ivxlc\d.]+[.)\s]\s*)?(?:cac )?cau hoi tu (?:kiem tra|danh gia)\b.{0,40}$")
_MARKED = re.compile(r"^\[\s*cau hoi tu (?:kiem tra|danh gia)\s*\]$")
_END = re.compile(r"^\[\s*het(?: cau hoi)?(?: tu (?:kiem tra|danh gia))?\s*\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBlock:
    """``number`` is the paragraph it begins in; ``blocks`` are the paragraphs and tables below its heading or mark."""

    number: int
    title: str
    blocks: tuple[Block, ...]


def set_questions_apart(blocks: Iterable[Block]) -> list[Block | QuestionBlock]:
    """The blocks in their order, each stretch of questions as one ``QuestionBlock``; a stretch of nothing stays text."""
    found: list[Block | QuestionBlock] = []
    waiting = list(blocks)
    index = 0
    while index < len(waiting):
        begin = waiting[index]
        end = _end_of(waiting, index)
        inside = tuple(block for block in waiting[index + 1 : end] if not _is(block, _END))
        if isinstance(begin, Paragraph) and inside:
            title = begin.text.strip(" []")
            found.append(QuestionBlock(number=begin.number, title=title, blocks=inside))
            index = end
            continue
        found.append(begin)
        index += 1
    return found


def _end_of(blocks: list[Block], index: int) -> int:
    """Where the stretch that begins at ``index`` is over; ``index`` itself where none begins."""
    begin = blocks[index]
    is_marked = _is(begin, _MARKED)
    if not is_marked and not (_is(begin, _BEGIN) and isinstance(begin, Paragraph) and begin.heading):
        return index
    level = begin.heading if isinstance(begin, Paragraph) and begin.heading else 6
    for at in range(index + 1, len(blocks)):
        block = blocks[at]
        if _is(block, _END):
            return at + 1
        if isinstance(block, Paragraph) and 0 < block.heading <= level:
            return at
    return len(blocks)


def _is(block: Block, pattern: re.Pattern[str]) -> bool:
    return isinstance(block, Paragraph) and bool(pattern.match(" ".join(fold(block.text).split())))
