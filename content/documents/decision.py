"""A decision with an annex, from its claims to the bytes of a Word file. Pure: the same claims, the same words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from content.documents import decree
from content.documents.decree import Column, Letterhead, Signature
from content.documents.page import MIDDLE, Look, Page, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``authority`` is who decides, such as ``GIÁM ĐỐC HỌC VIỆN``. ``articles`` are texts without their number.

    What is not known yet (number, day, who signs) stays open in the letterhead and the signature.
    """

    letterhead: Letterhead
    subject: str
    authority: str
    grounds: Sequence[str]
    articles: Sequence[str]
    signature: Signature = field(default_factory=Signature)
    receivers: Sequence[str] = ()
    annex: Annex | None = None


def write_decision(decision: Decision) -> bytes:
    """The decision as a .docx in the layout of Decree 30/2020/NĐ-CP."""
    page = Page(title=f"Quyết định {decision.subject}", author=decision.letterhead.issuer)
    decree.letterhead(page, decision.letterhead)
    decree.kind_and_subject(page, "Quyết định", decision.subject)
    page.paragraph(decree.bold(decision.authority.upper()), Look(size=14, align=MIDDLE, before=12))
    decree.grounds(page, decision.grounds)
    page.paragraph(decree.bold("QUYẾT ĐỊNH:"), Look(size=14, align=MIDDLE, before=12, after=6))
    for number, article in enumerate(decision.articles, start=1):
        ending = "./." if number == len(decision.articles) else "."
        text = article.rstrip(" .") + ending
        decree.body(page, [Run(text=f"Điều {number}. ", is_bold=True), Run(text=text)])
    decree.foot(page, decision.signature, decision.receivers)
    if decision.annex is not None:
        decree.annex(
            page,
            decision.annex.title,
            _belongs_to(decision),
            columns=decision.annex.columns,
            rows=decision.annex.rows,
        )
    return page.saved()


def _belongs_to(decision: Decision) -> str:
    head = decision.letterhead
    number = head.number or f"{decree.BLANK * 3}/{head.symbol}"
    said = decree.date_in_words(head.day, year=head.year)
    return f"Kèm theo Quyết định số {number} {said} của {head.issuer}"
