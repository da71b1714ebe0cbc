"""Handout (A4) and poster (A3) as PDF/A-2a and PDF/UA-1. Pure: the same sheet gives the same bytes.

All words go to the typesetter as data (JSON in ``sys.inputs``), never as markup.
"""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_be_vietnam_pro
import typst

from content.documents.qr import qr_svg
from guides.handouts.sheet import Sheet

if TYPE_CHECKING:
    from typst import PDFStandard

HANDOUT, POSTER = "handout", "poster"
STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]


def render(form: str, sheet: Sheet) -> bytes:
    """Typeset one page. Words with letters no font of ours has come out as a plain PDF."""
    try:
        return _compiled(form, sheet, STANDARDS)
    except typst.TypstError:
        return _compiled(form, sheet, [])


@cache
def template_of(form: str) -> bytes:
    return Path(__file__).with_name(f"{form}.typ").read_bytes()


def _compiled(form: str, sheet: Sheet, standards: "list[PDFStandard]") -> bytes:
    made = typst.compile(
        template_of(form),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"sheet": sheet.to_json(), "qr": qr_svg(sheet.address)},
        pdf_standards=standards,
        timestamp=datetime.fromisoformat(sheet.reviewed_on).replace(tzinfo=UTC),
    )
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """Never the machine's fonts: they would change the bytes."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(fontpkg_be_vietnam_pro.ROOT) / "files")],
    )
