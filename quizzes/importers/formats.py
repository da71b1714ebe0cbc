"""Which format a file is in, judged by its content and never by its name. Pure."""

import re

from quizzes.importers.encodings import read_text
from quizzes.importers.refusals import FileRefused

WORD, JSON, GIFT, AIKEN = "word", "json", "gift", "aiken"
MOODLE_XML, MOODLE_BACKUP, QTI, XLSX = "moodle_xml", "moodle_backup", "qti", "xlsx"
KNOWN = (WORD, XLSX, GIFT, AIKEN, MOODLE_XML, MOODLE_BACKUP, QTI, JSON)

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_PARTS = (
    (b"word/document.xml", WORD),
    (b"xl/workbook.xml", XLSX),
    (b"moodle_backup.xml", MOODLE_BACKUP),
    (b"imsmanifest.xml", QTI),
)
"""A ZIP names its parts in plain bytes, so its kind shows without opening it."""
_QTI_ROOT = re.compile(
    r"<(?:\w+:)?(?:questestinterop|(?:qti-)?assessment-?(?:item|test)|manifest)\b", re.IGNORECASE
)
_GIFT = re.compile(
    r"(?m)^\s*(?:::|//|\$CATEGORY)|(?<!\\)\{(?:[^{}\\]|\\.)*[=~#}]|(?<!\\)\{\s*(?:T|F|TRUE|FALSE)\s*\}",
    re.IGNORECASE,
)
_AIKEN = re.compile(r"(?m)^\s*ANSWER\s*:\s*[A-Z]", re.IGNORECASE)
_LOOKED_AT = 200_000


def detect_format(data: bytes) -> str:
    """The format by name; "word" also for .doc, PDF and nothing at all, which the Word reader refuses by name."""
    if not data.strip(b"\xef\xbb\xbf \r\n\t\x00") or data.startswith(_OLD_OFFICE) or b"%PDF-" in data[:1024]:
        return WORD
    if data.startswith(_GZIP):
        return MOODLE_BACKUP
    if data.startswith(_ZIP):
        return next((kind for part, kind in _PARTS if part in data), WORD)
    try:
        text = read_text(data[:_LOOKED_AT]).text
    except FileRefused:
        return "unknown"
    return _of_text(text)


def _of_text(text: str) -> str:
    start = text.lstrip("\ufeff \r\n\t\x00")
    if start[:1] in ("{", "[") and _looks_like_json(start):
        return JSON
    if start.startswith("<") and re.match(r"<(?:\?xml|!--|!DOCTYPE|quiz\b|question\b)", start, re.IGNORECASE):
        if re.search(r"<quiz\b", start, re.IGNORECASE):
            return MOODLE_XML
        return QTI if _QTI_ROOT.search(start) else "xml"
    if _QTI_ROOT.match(start):
        return QTI
    if _AIKEN.search(text) and not re.search(r"(?m)^\s*::", text):
        return AIKEN
    return GIFT if _GIFT.search(text) else "unknown"


def _looks_like_json(start: str) -> bool:
    r"""Whether a brace opens JSON and not a GIFT question: ``{"``, ``[{``, ``[ ]`` – but ``{=``, ``[html]`` are GIFT."""
    return re.match(r"""\{\s*["}]|\{\w|\[\s*[\[{"\]0-9-]""", start) is not None
