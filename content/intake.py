"""What a file is, judged by its bytes, and whether a ZIP package may be opened at all. Pure.

Everything here reads the directory of the ZIP and streams parts; nothing is parsed, nothing is written.
"""

import io
import re
import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

from content.word.refusals import (
    BROKEN,
    EMPTY,
    ENCRYPTED,
    HAS_DTD,
    MAIN_PART,
    NOT_DOCX,
    OLD_DOC,
    PDF,
    TOO_LARGE,
    UNSAFE_NAMES,
    ZIP_BOMB,
)
from content.word.tree import WordRefused

MAX_FILE_BYTES = 30 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_XML_BYTES = 30 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_ABOVE = 1024 * 1024

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DRIVE = re.compile(r"^[A-Za-z]:")
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le")[:-1])
_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_ENCRYPTED_FLAG = 0x1
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def check_word_file(data: bytes, *, max_bytes: int = MAX_FILE_BYTES) -> None:
    """Refuse what is not a harmless .docx; ``WordRefused`` says why and what to do."""
    refuse_by_signature(data, max_bytes=max_bytes)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            refuse_unsafe_directory(entries)
            if MAIN_PART not in {entry.filename for entry in entries}:
                raise WordRefused("not_docx", NOT_DOCX)
            for entry in entries:
                if _is_xml(entry.filename):
                    _refuse_doctype(package, entry)
    except WordRefused:
        raise
    except Exception as error:
        raise WordRefused("broken", BROKEN) from error


def refuse_by_signature(data: bytes, *, max_bytes: int = MAX_FILE_BYTES) -> None:
    """Judge by the first bytes, never by the name."""
    if not data.strip(b"\x00 \r\n\t"):
        raise WordRefused("empty", EMPTY)
    if len(data) > max_bytes:
        raise WordRefused("too_large", TOO_LARGE)
    if b"%PDF-" in data[:1024]:
        raise WordRefused("pdf", PDF)
    if data.startswith(_OLE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise WordRefused("encrypted", ENCRYPTED) if is_encrypted else WordRefused("old_doc", OLD_DOC)
    if not data.startswith(b"PK\x03\x04"):
        raise WordRefused("not_docx", NOT_DOCX)


def refuse_unsafe_directory(entries: list[zipfile.ZipInfo], *, max_entries: int = MAX_ENTRIES) -> None:
    """Judge the directory of a package before any of it is unpacked."""
    if len(entries) > max_entries or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise WordRefused("zip_bomb", ZIP_BOMB)
    names: set[str] = set()
    for entry in entries:
        _refuse_entry(entry)
        name = unicodedata.normalize("NFC", entry.filename).casefold()
        if name in names:
            raise WordRefused("broken", UNSAFE_NAMES)
        names.add(name)
    _refuse_overlaps(entries)


def is_safe_name(name: str) -> bool:
    """Whether a part's name stays inside its package on every system."""
    raw = name.replace("\\", "/")
    path = PurePosixPath(raw)
    return bool(raw) and not (
        "\x00" in raw or raw.startswith("/") or _DRIVE.match(raw) or ".." in path.parts or "\\" in name
    )


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or not is_safe_name(entry.orig_filename):
        raise WordRefused("broken", UNSAFE_NAMES)
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise WordRefused("encrypted", ENCRYPTED)
    if entry.compress_type not in _PLAIN_METHODS:
        raise WordRefused("broken", BROKEN)
    if _is_xml(entry.filename) and entry.file_size > MAX_XML_BYTES:
        raise WordRefused("zip_bomb", ZIP_BOMB)
    is_dense = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > RATIO_COUNTS_ABOVE and is_dense:
        raise WordRefused("zip_bomb", ZIP_BOMB)


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise WordRefused("zip_bomb", ZIP_BOMB)
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _refuse_doctype(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Stream a part; the ZIP module never yields more than the size the directory declared."""
    tail = b""
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK):
            window = (tail + chunk).upper()
            if any(mark in window for mark in _DOCTYPES):
                raise WordRefused("has_dtd", HAS_DTD)
            tail = chunk[-32:]
