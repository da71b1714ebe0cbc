"""Handout (A4) and poster (A3) as PDF/A-2a and PDF/UA-1. Pure: the same sheet gives the same bytes."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from content.documents.qr import qr_svg
from content.documents.typesetting import typeset_whatever_the_letters
from guides.handouts.sheet import Sheet

HANDOUT, POSTER = "handout", "poster"


def render(form: str, sheet: Sheet) -> bytes:
    """Typeset one page. Words with letters no font of ours has come out as a plain PDF."""
    return typeset_whatever_the_letters(
        template_of(form),
        {"sheet": sheet.to_json(), "qr": qr_svg(sheet.address)},
        made_at=datetime.fromisoformat(sheet.reviewed_on).replace(tzinfo=UTC),
    )


@cache
def template_of(form: str) -> bytes:
    return Path(__file__).with_name(f"{form}.typ").read_bytes()
