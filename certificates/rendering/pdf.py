"""The certificate as PDF/A-2a and PDF/UA-1. Pure: the same claims give the same bytes."""

import dataclasses
import json
from pathlib import Path

import typst

from certificates.rendering.claims import Claims
from certificates.rendering.errors import CannotPrint
from certificates.rendering.lines import MOTTO, MOTTO_EN, NATION, NATION_EN, lines_of
from content.documents.qr import qr_svg
from content.documents.typesetting import typeset

TEMPLATE = Path(__file__).with_name("certificate.typ")


def render_pdf(claims: Claims) -> bytes:
    """Typeset a certificate on one A4 landscape page."""
    inputs = {
        "claims": json.dumps(claims.to_dict(), ensure_ascii=False, sort_keys=True),
        "lines": json.dumps(dataclasses.asdict(lines_of(claims)), ensure_ascii=False, sort_keys=True),
        "state": json.dumps([NATION, MOTTO, NATION_EN, MOTTO_EN], ensure_ascii=False),
        "qr": qr_svg(claims.verify_url),
    }
    try:
        return typeset(TEMPLATE.read_bytes(), inputs, made_at=claims.issued_moment)
    except typst.TypstError as error:
        raise CannotPrint(f"{error.message} {' '.join(error.hints)}".strip()) from error
