"""Blocks our own export wrote, given back: steps, callouts and quotations from the styles of their paragraphs. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from content.word import own
from content.word.questions import QuestionBlock
from content.word.to_html import list_html, runs_html, top_lists
from content.word.tree import Block, Paragraph


def family_of(paragraph: Paragraph) -> str:
    """``steps``, ``quote`` or the tone of a callout; "" for every other style."""
    if paragraph.style in {own.STEP, own.STEP_GOES_ON}:
        return "steps"
    if paragraph.style in {own.QUOTE, own.SOURCE}:
        return "quote"
    return own.tone_of(paragraph.style)[0]


def group_at(blocks: Sequence[Block | QuestionBlock], index: int) -> list[Paragraph]:
    """The paragraphs of the block that begins at ``index``; nothing where none of ours does."""
    first = blocks[index]
    if not isinstance(first, Paragraph) or not own.begins_block(first.anchors) or not family_of(first):
        return []
    group = [first]
    for block in blocks[index + 1 :]:
        if not isinstance(block, Paragraph) or own.begins_block(block.anchors) or block.heading:
            break
        if family_of(block) != family_of(first) or block.pictures or block.has_page_break:
            break
        group.append(block)
    return group


def block_of(group: Sequence[Paragraph]) -> dict[str, Any]:
    """The raw stream value of such paragraphs; its HTML is still to be cleaned."""
    family = family_of(group[0])
    if family == "steps":
        return {"type": "steps", "value": {"start": _start(group[0]), "steps": _steps(group)}}
    if family == "quote":
        source = [p.text for p in group if p.style == own.SOURCE]
        text = body_html([p for p in group if p.style != own.SOURCE])
        return {"type": "quote", "value": {"text": text, "source": " ".join(source)[:200]}}
    titles = [p.text for p in group if own.tone_of(p.style)[1]]
    text = body_html([p for p in group if not own.tone_of(p.style)[1]])
    return {"type": "callout", "value": {"tone": family, "title": " ".join(titles)[:120], "text": text}}


def _start(first: Paragraph) -> int:
    return min(first.list_place.start, 999) if first.list_place else 1


def _steps(group: Sequence[Paragraph]) -> list[str]:
    steps: list[list[Paragraph]] = []
    for paragraph in group:
        if paragraph.style == own.STEP or not steps:
            steps.append([replace(paragraph, list_place=None)])
        else:
            steps[-1].append(paragraph)
    return [body_html(step) for step in steps]


def body_html(paragraphs: Sequence[Paragraph]) -> str:
    """Paragraphs and lists in their order."""
    parts: list[str] = []
    items: list[Paragraph] = []
    for paragraph in [*paragraphs, None]:
        if paragraph is not None and paragraph.list_place:
            items.append(paragraph)
            continue
        parts += [list_html(part) for part in top_lists(items)]
        items = []
        if paragraph is not None and paragraph.runs:
            parts.append(f"<p>{runs_html(paragraph.runs)}</p>")
    return "".join(parts)
