"""The certificate as PDF/A-2a and PDF/UA-1. Pure: the same claims give the same bytes.

Names go to the typesetter as data (JSON in ``sys.inputs``), never as markup, so ``#import`` in a name is eight letters.
"""

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_be_vietnam_pro
import typst

from certificates.rendering.claims import Claims
from certificates.rendering.errors import CannotPrint
from certificates.rendering.lines import MOTTO, MOTTO_EN, NATION, NATION_EN, lines_of
from content.documents.qr import qr_svg

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE = Path(__file__).with_name("certificate.typ")
STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]


def render_pdf(claims: Claims) -> bytes:
    """Typeset a certificate on one A4 landscape page."""
    inputs = {
        "claims": json.dumps(claims.to_dict(), ensure_ascii=False, sort_keys=True),
        "lines": json.dumps(dataclasses.asdict(lines_of(claims)), ensure_ascii=False, sort_keys=True),
        "state": json.dumps([NATION, MOTTO, NATION_EN, MOTTO_EN], ensure_ascii=False),
        "qr": qr_svg(claims.verify_url),
    }
    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=claims.issued_moment.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise CannotPrint(f"{error.message} {' '.join(error.hints)}".strip()) from error
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """Be Vietnam Pro, then the typesetter's own fonts for rare letters such as the Bahnar ƀ.

    Never the machine's fonts: they would change the bytes.
    """
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(fontpkg_be_vietnam_pro.ROOT) / "files")],
    )
