"""QR codes: an ASCII address that opens a page. Pure."""

import io

import segno


def _code(url: str) -> segno.QRCode:
    return segno.make_qr(url.encode("ascii").decode(), error="m", boost_error=False)


def qr_svg(url: str) -> str:
    """A drawing for print and screen, with the quiet zone that scanners need."""
    out = io.BytesIO()
    _code(url).save(out, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return out.getvalue().decode()


def qr_png(url: str) -> bytes:
    """A picture for Word, which draws no SVG in older versions."""
    out = io.BytesIO()
    _code(url).save(out, kind="png", border=4, scale=12)
    return out.getvalue()


def qr_path(url: str) -> tuple[int, str]:
    """Side length and path of the drawing, for a template that writes its own ``<svg>``. Dark modules only."""
    matrix = _code(url).matrix
    moves = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                moves.append(f"M{x + 4} {y + 4}h{run}v1h-{run}z")
            x += run or 1
    return len(matrix) + 8, "".join(moves)
