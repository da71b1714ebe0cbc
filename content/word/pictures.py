"""Pictures of a document: inline, anchored, and the old VML kind; with what a screen reader says of them."""

import posixpath
import unicodedata
from collections.abc import Iterator

from lxml import etree

from content.word.package import Package, Relationship, W, relation_id, whole
from content.word.tree import Media, Picture

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
TEXT_BOX = W + "txbxContent"
_EMU_PER_PX = 9525
_MAX_PX = 10_000
_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".emf": "image/x-emf",
    ".wmf": "image/x-wmf",
    ".svg": "image/svg+xml",
}
_UNREADABLE = {"/chart": "chart", "/diagram": "diagram"}
NOT_A_PICTURE = {"drawing"}


class PictureFinder:
    """Finds pictures in drawings and collects their bytes once, however often they are shown."""

    def __init__(self, package: Package, relations: dict[str, Relationship]) -> None:
        self._package = package
        self._relations = relations
        self.media: dict[str, Media] = {}

    def find(self, drawing: etree._Element) -> tuple[list[Picture], list[str]]:
        """The pictures in a ``w:drawing`` or ``w:pict``, and the codes of what could not be taken over."""
        pictures: list[Picture] = []
        problems: list[str] = []
        alt, width, height = _description(drawing)
        is_decorative = any(mark.get("val") in {"1", "true"} for mark in drawing.iter(_DECORATIVE))
        for blip in outside_boxes(drawing, _A + "blip", _V + "imagedata"):
            is_embedded = blip.get(
                "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
            )
            identity = is_embedded or relation_id(blip, "link") or relation_id(blip)
            key, trouble = self._collect(identity)
            if trouble:
                problems.append(trouble)
            else:
                own = _own_description(blip)
                pictures.append(
                    Picture(
                        key=key,
                        alt="" if is_decorative else own or alt,
                        width_px=width,
                        height_px=height,
                        is_decorative=is_decorative,
                    )
                )
        if not pictures and not problems:
            problems.append(_other_kind(drawing))
        return pictures, [code for code in problems if code]

    def _collect(self, identity: str) -> tuple[str, str]:
        relation = self._relations.get(identity)
        if relation is None:
            return "", "missing_picture"
        if relation.is_external:
            return "", "linked_picture"
        name = posixpath.basename(relation.target)
        if relation.target not in self.media:
            data = self._package.raw(relation.target)
            if data is None:
                return "", "missing_picture"
            extension = posixpath.splitext(name)[1].lower()
            self.media[relation.target] = Media(
                data=data, content_type=_TYPES.get(extension, "application/octet-stream"), filename=name
            )
        return relation.target, ""


def outside_boxes(drawing: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Elements of a drawing but not those in its text boxes: what stands in a box is read with the box."""
    waiting = list(reversed(drawing))
    while waiting:
        element = waiting.pop()
        if element.tag in tags:
            yield element
        if element.tag != TEXT_BOX:
            waiting.extend(reversed(element))


def _description(drawing: etree._Element) -> tuple[str, int, int]:
    properties = next(drawing.iter(_WP + "docPr"), None)
    extent = next(drawing.iter(_WP + "extent"), None)
    alt = "" if properties is None else _words(properties.get("descr") or properties.get("title") or "")
    if extent is None:
        return alt, 0, 0
    return alt, _pixels(extent.get("cx", "")), _pixels(extent.get("cy", ""))


def _own_description(blip: etree._Element) -> str:
    """Pictures in a group carry their own words; so do VML shapes."""
    for parent in blip.iterancestors():
        if parent.tag == _PIC + "pic":
            named = next(parent.iter(_PIC + "cNvPr"), None)
            return _words(named.get("descr", "")) if named is not None else ""
        if parent.tag == _V + "shape":
            return _words(parent.get("alt", ""))
    return ""


def _words(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))[:1000]


def _pixels(emu: str) -> int:
    return min(whole(emu, most=10**9) // _EMU_PER_PX, _MAX_PX)


def _other_kind(drawing: etree._Element) -> str:
    for data in drawing.iter(_A + "graphicData"):
        for ending, code in _UNREADABLE.items():
            if data.get("uri", "").endswith(ending):
                return code
    is_rule = any(
        shape.get("{urn:schemas-microsoft-com:office:office}hr") for shape in drawing.iter(_V + "rect")
    )
    is_line = any(
        shape.get("prst", "").startswith(("line", "straightConnector"))
        for shape in drawing.iter(_A + "prstGeom")
    )
    is_line = is_line or any(True for _ in drawing.iter(_V + "line"))
    return "" if is_rule or is_line else "drawing"
