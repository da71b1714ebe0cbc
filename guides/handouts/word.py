"""The handout as a Word file that a team may change: A4, in the look of our other Word files. Pure."""

import math

from content.documents.page import BODY, END, MIDDLE, TEXT_WIDTH, Cell, Look, Page, Run, fill
from content.documents.qr import qr_png
from guides.handouts.sheet import Group, Sheet, first_items

QR_WIDTH = 38.0
SIZE = 12
LINE_LETTERS = 78
"""Letters of Times New Roman 12 on a line of 160 mm, on the cautious side."""
PAGE_LINES = 49
MARKS = {"checks": "☐", "points": "–"}
TEXT = Look(size=SIZE, after=2, left=6, first=-6)


def write_word(sheet: Sheet) -> bytes:
    """One page as far as Word lets us know: items at the end that would not fit are left out, and said so."""
    groups = fitting(sheet)
    page = Page(title=sheet.title, author=sheet.owner or sheet.site)
    top = Look(size=BODY, align=MIDDLE)
    page.paragraph([Run(text=sheet.site.upper(), is_bold=True)], top)
    page.paragraph([Run(text=sheet.heading)], Look(size=SIZE, align=MIDDLE, after=4))
    page.title(sheet.title)
    left, right = page.columns(TEXT_WIDTH - QR_WIDTH - 4, QR_WIDTH + 4)
    _beside(left, right, sheet)
    for group in groups:
        _group(page, group)
    if sum(len(group.items) for group in groups) < sheet.item_count:
        page.paragraph([Run(text=sheet.go_on, is_bold=True)], Look(size=SIZE, before=4, after=4))
    if sheet.warning:
        page.paragraph([Run(text=sheet.warning, is_bold=True)], Look(size=SIZE, before=4, after=4))
    for label, words in sheet.help:
        page.paragraph([Run(text=f"{label}: "), Run(text=words, is_bold=True)], Look(size=SIZE, before=2))
    last = " · ".join(part for part in (sheet.address, sheet.reviewed, sheet.owner) if part)
    page.paragraph([Run(text=last)], Look(size=10, before=4))
    return page.saved()


def fitting(sheet: Sheet) -> tuple[Group, ...]:
    """The items for which a page has room, by counting lines: Word itself decides where a page ends."""
    around = [sheet.warning, *(f"{label}: {words}" for label, words in sheet.help), sheet.title * 2, "", ""]
    beside = 3 + sum(
        _lines(text, LINE_LETTERS - 22)
        for text in (sheet.summary, *(f"{label}: {value}" for label, value in sheet.facts))
    )
    room = PAGE_LINES - max(beside, 10) - sum(_lines(text) for text in around)
    groups, most = sheet.groups, sheet.item_count
    while most > 0 and _height(groups) > room:
        most -= 1
        groups = first_items(sheet.groups, most)
    return groups


def _height(groups: tuple[Group, ...]) -> float:
    return sum(
        1.8 + sum(_lines(f"{item.lead} {item.text}") * 1.1 for item in group.items) for group in groups
    )


def _lines(text: str, letters: int = LINE_LETTERS) -> int:
    return max(math.ceil(len(text) / letters), 1)


def _beside(left: Cell, right: Cell, sheet: Sheet) -> None:
    fill(left.paragraphs[0], [Run(text=sheet.summary, is_italic=True)], Look(size=SIZE, after=6))
    for label, value in sheet.facts:
        made = left.add_paragraph()
        fill(made, [Run(text=f"{label}: "), Run(text=value, is_bold=True)], Look(size=SIZE, after=2))
    code = Run(text=sheet.qr_text, picture=qr_png(sheet.address), width=QR_WIDTH)
    fill(right.paragraphs[0], [code], Look(align=END))
    fill(right.add_paragraph(), [Run(text=sheet.scan)], Look(size=10, align=END, after=4))


def _group(page: Page, group: Group) -> None:
    page.paragraph(
        [Run(text=group.title, is_bold=True)], Look(size=13, before=6, after=3, keeps_with_next=True)
    ).style = page.document.styles["Heading 2"]
    for number, item in enumerate(group.items, start=1):
        lead = [Run(text=f"{item.lead} ", is_bold=True)] if item.lead else []
        page.paragraph(
            [Run(text=f"{MARKS.get(group.kind, f'{number}.')} "), *lead, Run(text=item.text)], TEXT
        )
