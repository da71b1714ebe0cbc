"""A bank as a package of QTI 2.1: one item a file, a test that keeps their order and categories, a manifest, the pictures. Pure."""

import io
import zipfile
from itertools import groupby

from lxml import etree

from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.qti_items import Writing, item_element
from quizzes.exporters.qti_manifest import Part, manifest_element
from quizzes.exporters.xhtml import Element, made
from quizzes.importers.pictures import extension_of
from quizzes.items.cloze import CHOICES

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The same bank gives the same bytes."""


def write_qti(bank: ExportedBank) -> ExportedFile:
    """The package as a ZIP; what QTI cannot hold is listed."""
    album = _Album(bank)
    writing = Writing(address=album.address)
    parts: list[Part] = []
    files: dict[str, bytes] = {}
    for number, item in enumerate(bank.items, start=1):
        if _needs_missing_picture(item, bank):
            writing.losses.leave_out(item)
            continue
        if _has_ticks_in_text(item):
            writing.losses.leave_out(item, because="gap_ticks")
            continue
        album.used = []
        name = f"items/item{number:04}.xml"
        identifier = f"item{number:04}"
        files[name] = _bytes(item_element(item, identifier, writing))
        parts.append(
            Part(item=item, identifier=identifier, name=name, pictures=tuple(dict.fromkeys(album.used)))
        )
        for source in album.missing:
            writing.losses.lose(item, "picture_missing", source)
        album.missing = []
    files["test.xml"] = _bytes(_test(bank, parts))
    files = {"imsmanifest.xml": _bytes(manifest_element(bank, parts)), **files, **album.files()}
    return ExportedFile(data=_zipped(files), not_held=writing.losses.found())


class _Album:
    """Pictures by the address our HTML gives them, and their place in the package."""

    def __init__(self, bank: ExportedBank) -> None:
        self._bank = bank
        self._names: dict[str, str] = {}
        self.used: list[str] = []
        self.missing: list[str] = []

    def address(self, source: str) -> str:
        """The address within an item file."""
        picture = self._bank.pictures.get(source)
        extension = extension_of(picture.data) if picture else ""
        if not extension:
            self.missing.append(source)
            return source
        name = self._names.setdefault(source, f"media/picture{len(self._names) + 1:04}.{extension}")
        self.used.append(name)
        return f"../{name}"

    def files(self) -> dict[str, bytes]:
        return {name: self._bank.pictures[source].data for source, name in self._names.items()}


def _needs_missing_picture(item: ExportedItem, bank: ExportedBank) -> bool:
    """A hot spot without its picture is no question."""
    if item.kind != "hotspot":
        return False
    picture = bank.pictures.get(item.content["picture"]["src"])
    return picture is None or not extension_of(picture.data)


def _has_ticks_in_text(item: ExportedItem) -> bool:
    """QTI lets one choice be made inside a sentence, never several."""
    return item.kind == "cloze" and any(gap["kind"] == CHOICES for gap in item.content["gaps"])


def _test(bank: ExportedBank, parts: list[Part]) -> Element:
    """The items in their order; neighbours of one category share their sections."""
    test_part = made(
        "testPart", identifier="part1", navigationMode="nonlinear", submissionMode="simultaneous"
    )
    numbers = iter(range(1, len(parts) * 12 + 2))
    for category, group in groupby(parts, key=lambda part: part.item.category):
        outer = inner = _section(next(numbers), category[0] if category else "")
        for name in category[1:]:
            below = _section(next(numbers), name)
            inner.append(below)
            inner = below
        for part in group:
            inner.append(made("assessmentItemRef", identifier=f"ref_{part.identifier}", href=part.name))
        test_part.append(outer)
    if not parts:
        test_part.append(_section(1, ""))
    return made("assessmentTest", test_part, identifier="test1", title=bank.name or "test")


def _section(number: int, title: str) -> Element:
    section = made("assessmentSection", identifier=f"section{number}", visible="true")
    section.set("title", title)
    return section


def _bytes(element: Element) -> bytes:
    etree.cleanup_namespaces(element)
    written: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return written


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return out.getvalue()
