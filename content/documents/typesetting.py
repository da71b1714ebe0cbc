"""The one way to the typesetter: our letters, never the machine's, and PDF/A-2a with PDF/UA-1. Pure.

Words go to it as data (``sys.inputs``), never as markup, so ``#import`` in a name is eight letters.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_be_vietnam_pro
import typst

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: "list[PDFStandard]" = ["a-2a", "ua-1"]


def typeset(template: bytes, inputs: Mapping[str, str], *, made_at: datetime) -> bytes:
    """The PDF of a template. The same words and moment give the same bytes.

    Raises typst.TypstError, also for letters that no font of ours has: the standards allow no empty box.
    """
    return _compiled(template, inputs, made_at, STANDARDS)


def typeset_whatever_the_letters(template: bytes, inputs: Mapping[str, str], *, made_at: datetime) -> bytes:
    """The same; with letters no font of ours has, as a plain PDF."""
    try:
        return _compiled(template, inputs, made_at, STANDARDS)
    except typst.TypstError:
        return _compiled(template, inputs, made_at, [])


def _compiled(
    template: bytes, inputs: Mapping[str, str], made_at: datetime, standards: "list[PDFStandard]"
) -> bytes:
    made = typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=dict(inputs),
        pdf_standards=standards,
        timestamp=made_at.replace(microsecond=0),
    )
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
