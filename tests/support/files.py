"""Word files and packages made in memory; nothing hostile is kept in the repository."""

import io
import zipfile

import docx
from PIL import Image

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make_docx(fill=None) -> bytes:
    """A Word file; ``fill(document)`` writes into it."""
    document = docx.Document()
    if fill:
        fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_zip(parts: dict[str, str | bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def bare_docx(body: str, **parts: str | bytes) -> bytes:
    """The smallest package Word would call a document, around a raw body."""
    return make_zip(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{name.replace("__", "/"): data for name, data in parts.items()},
        }
    )


def make_png(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 80, 140)).save(out, format="PNG")
    return out.getvalue()
