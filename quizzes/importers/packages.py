"""Packages nobody vouches for, ZIP and gzipped tar: judged by their directory, opened part by part in memory. Pure.

Nothing is written to disk, so a name can do no harm; names that try to leave the package are refused all the same, because
an honest program writes none. Links and devices are passed over.
"""

import gzip
import io
import posixpath
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable

from content.intake import is_safe_name, refuse_unsafe_directory
from content.word.tree import WordRefused
from quizzes.importers.refusals import FileRefused

MAX_ENTRIES = 20_000
"""A question is a part of its own in QTI 2, and so is each picture."""
MAX_FILE_BYTES = 30 * 1024 * 1024
MAX_ARCHIVE_ENTRIES = 10_000
MAX_ENTRY_BYTES = 30 * 1024 * 1024
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_KEPT_BYTES = 100 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_CODES = {"zip_bomb": "zip_bomb", "encrypted": "broken", "broken": "unsafe_names"}
_READ_ERRORS = (
    zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError,
    tarfile.TarError,
)  # fmt: skip

Wanted = Callable[[str], bool]


class Package:
    """The parts by name, as their package names them. A part that cannot be unpacked refuses the whole file."""

    def __init__(self, data: bytes, *, max_entries: int = MAX_ENTRIES) -> None:
        if len(data) > MAX_FILE_BYTES:
            raise FileRefused("too_large")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            refuse_unsafe_directory(self._zip.infolist(), max_entries=max_entries)
        except WordRefused as refusal:
            raise FileRefused(_CODES.get(refusal.code, "broken")) from refusal
        except _READ_ERRORS as error:
            raise FileRefused("broken") from error
        self._names = {name.casefold(): name for name in self._zip.namelist() if not name.endswith("/")}

    @property
    def names(self) -> list[str]:
        return list(self._names.values())

    def size_of(self, name: str) -> int:
        """Bytes of a part when it is unpacked, as its directory says."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes | None:
        """A part's bytes; None when it is not there."""
        found = self._names.get(name.casefold())
        if found is None:
            return None
        try:
            return self._zip.read(found)
        except _READ_ERRORS as error:
            raise FileRefused("broken") from error

    def find(self, address: str, folder: str) -> bytes | None:
        """What a relative address in a part of ``folder`` points to, or the only part that ends in this address.

        The second serves files that were moved: a picture of "media/x.png" kept as "web/media/x.png".
        """
        path = urllib.parse.unquote(address.split("?", 1)[0].split("#", 1)[0]).replace("\\", "/")
        for marker in ("$IMS_CC_FILEBASE$", "$IMS-CC-FILEBASE$", "$IMS_CC_FILE_BASE$"):
            path = path.replace(marker, "")
        path = path.lstrip("/")
        for candidate in (posixpath.normpath(posixpath.join(folder, path)), posixpath.normpath(path)):
            data = None if candidate.startswith("..") else self.read(candidate)
            if data is not None:
                return data
        ending = "/" + posixpath.normpath(path).casefold()
        alike = [name for key, name in self._names.items() if key.endswith(ending)]
        return self.read(alike[0]) if len(alike) == 1 else None


def read_archive(data: bytes, wanted: Wanted) -> dict[str, bytes]:
    """The wanted parts of a ZIP or a gzipped tar by name. Raises ``FileRefused`` (broken, zip_bomb, unsafe_names)."""
    if not data.startswith(_GZIP):
        return _from_zip(data, wanted)
    try:
        return _from_tar(data, wanted)
    except _READ_ERRORS as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("broken") from error


def _from_zip(data: bytes, wanted: Wanted) -> dict[str, bytes]:
    package = Package(data, max_entries=MAX_ARCHIVE_ENTRIES)
    found: dict[str, bytes] = {}
    kept = 0
    for name in package.names:
        if not wanted(name):
            continue
        size = package.size_of(name)
        kept += size
        if size > MAX_ENTRY_BYTES or kept > MAX_KEPT_BYTES:
            raise FileRefused("zip_bomb")
        found[name] = package.read(name) or b""
    return found


class _Counted(io.RawIOBase):
    """A stream that stops when more comes out of it than any course holds."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self._left = MAX_TOTAL_BYTES

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self._left -= len(chunk)
        if self._left < 0:
            raise FileRefused("zip_bomb")
        return chunk


def _from_tar(data: bytes, wanted: Wanted) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    kept = 0
    stream = _Counted(gzip.GzipFile(fileobj=io.BytesIO(data)))
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for count, member in enumerate(archive, start=1):
            name = member.name.removeprefix("./")
            if count > MAX_ARCHIVE_ENTRIES:
                raise FileRefused("zip_bomb")
            if name not in {"", "."} and not is_safe_name(name):
                raise FileRefused("unsafe_names")
            if not member.isfile() or not wanted(name) or name in found:
                continue
            if member.size > MAX_ENTRY_BYTES or kept + member.size > MAX_KEPT_BYTES:
                raise FileRefused("zip_bomb")
            part = archive.extractfile(member)
            found[name] = part.read() if part is not None else b""
            kept += member.size
    return found
