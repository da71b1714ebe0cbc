"""The parts of a .docx: opened by name, parsed with everything dangerous switched off."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from content.word.refusals import BROKEN, HAS_DTD, MAIN_PART, NOT_DOCX, TOO_COSTLY
from content.word.tree import WordRefused

MAX_TAGS = 1_500_000
"""A 500-page document has about 300,000; a tree of more would not fit the memory the child may use."""

_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/picture": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/math": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""Word can save in "strict" form: the same elements in other namespaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    kind: str
    target: str
    is_external: bool


class Package:
    """A .docx held in memory. Parts that are absent are ``None``: many writers leave out styles or numbering."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise WordRefused("broken", BROKEN) from error
        self._names = set(self._zip.namelist())

    def raw(self, name: str) -> bytes | None:
        if name not in self._names:
            return None
        try:
            return self._zip.read(name)
        except _READ_ERRORS as error:
            raise WordRefused("broken", BROKEN) from error

    def xml(self, name: str) -> etree._Element | None:
        data = self.raw(name)
        if data is None:
            return None
        if data.count(b"<") > MAX_TAGS:
            raise WordRefused("too_costly", TOO_COSTLY)
        return parse_xml(data)

    @cached_property
    def main_part(self) -> str:
        for relation in self.relations("").values():
            if relation.kind.endswith("/officeDocument") and relation.target in self._names:
                return relation.target
        if MAIN_PART not in self._names:
            raise WordRefused("not_docx", NOT_DOCX)
        return MAIN_PART

    def related(self, kind: str) -> etree._Element | None:
        """The one part of a kind that hangs on the main document, e.g. ``styles``."""
        for relation in self.relations(self.main_part).values():
            if relation.kind.endswith(f"/{kind}") and not relation.is_external:
                return self.xml(relation.target)
        return None

    def parts_of_kind(self, *kinds: str) -> list[str]:
        """Names of the parts of some kinds that hang on the main document, e.g. its headers."""
        return [
            relation.target
            for relation in self.relations(self.main_part).values()
            if relation.kind.rpartition("/")[2] in kinds and not relation.is_external
        ]

    def relations(self, part: str) -> dict[str, Relationship]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root:
            if not isinstance(element.tag, str):
                continue
            is_external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = Relationship(
                kind=element.get("Type", ""), target=target, is_external=is_external
            )
        return found


def parse_xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    head = data[:4000]
    if b"purl.oclc.org/ooxml" in head:
        for strict, usual in _STRICT.items():
            data = data.replace(strict.encode(), usual.encode())
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "memory" in str(error).lower():
            raise WordRefused("too_costly", TOO_COSTLY) from error
        raise WordRefused("broken", BROKEN) from error
    except ValueError as error:
        raise WordRefused("broken", BROKEN) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs do not know it
        raise WordRefused("has_dtd", HAS_DTD)
    return root


def value(element: etree._Element | None, name: str, attribute: str = "val") -> str | None:
    """``<w:name w:val="…"/>`` below an element, or None when it is not there."""
    found = element.find(W + name) if element is not None else None
    return None if found is None else found.get(W + attribute, "")


def is_on(element: etree._Element | None, name: str) -> bool | None:
    """A Word switch: present means on unless it says otherwise; absent means nothing was said."""
    given = value(element, name)
    return None if given is None else given.lower() not in {"0", "false", "off", "none"}


def whole(given: str | None, *, otherwise: int = 0, most: int = 1_000_000) -> int:
    """A number somebody wrote into a file, never more than ``most``; what is none counts as ``otherwise``.

    >>> whole("12", most=9), whole("²"), whole(None, otherwise=1)
    (9, 0, 1)
    """
    if not given or not given.isascii() or not given.isdigit():
        return otherwise
    return min(int(given[:9]), most) if len(given) <= 9 else most


def relation_id(element: etree._Element, attribute: str = "id") -> str:
    return element.get(_R + attribute, "")
