"""What a style name means: headings, titles, captions, quotes, lists; and the formatting it hands down."""

import re
from dataclasses import dataclass

from lxml import etree

from content.word.package import W, is_on, value, whole

_HEADING = re.compile(r"^(?:heading|đầu đề|tiêu đề|đề mục|mục)\s*([1-9])$")
_TITLES = {"title", "tiêu đề", "tên tài liệu", "tên bài"}
_CAPTIONS = {"caption", "chú thích", "chú thích ảnh", "chú thích hình"}
_QUOTES = {"quote", "intense quote", "block text", "trích dẫn", "trích dẫn đậm", "quotations"}
_CODES = {"mã", "html code", "html typewriter", "verbatim char", "source code"}
_LIST = re.compile(r"^list (bullet|number)(?: ([2-9]))?$")
_DEPTH = 12
_TOGGLES = {"b": "is_bold", "i": "is_italic", "strike": "is_struck", "dstrike": "is_struck"}


@dataclass(slots=True, kw_only=True)
class RunFormat:
    """None means: nothing said here, ask the next one up."""

    is_bold: bool | None = None
    is_italic: bool | None = None
    is_underlined: bool | None = None
    is_struck: bool | None = None
    is_hidden: bool | None = None
    is_code: bool | None = None
    vertical: str | None = None
    colour: str | None = None
    highlight: str | None = None
    font: str | None = None
    half_points: int | None = None

    def over(self, below: "RunFormat") -> "RunFormat":
        merged = {
            name: mine if (mine := getattr(self, name)) is not None else getattr(below, name)
            for name in self.__slots__
        }
        return RunFormat(**merged)


def run_format(properties: etree._Element | None) -> RunFormat:
    """Direct formatting as written in ``w:rPr``."""
    found = RunFormat()
    if properties is None:
        return found
    for name, attribute in _TOGGLES.items():
        given = is_on(properties, name)
        if given is not None:
            setattr(found, attribute, given)
    found.is_underlined = is_on(properties, "u")
    found.is_hidden = is_on(properties, "vanish")
    found.vertical = {"subscript": "sub", "superscript": "super", "baseline": ""}.get(
        value(properties, "vertAlign") or "?"
    )
    found.colour = value(properties, "color")
    found.highlight = _highlight(properties)
    fonts = properties.find(W + "rFonts")
    if fonts is not None:
        found.font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or fonts.get(W + "cs")
    size = value(properties, "sz")
    found.half_points = whole(size, most=4_000) or None
    return found


def _highlight(properties: etree._Element) -> str | None:
    marker = value(properties, "highlight")
    if marker is not None:
        return "" if marker == "none" else marker
    shade = value(properties, "shd", "fill")
    if shade is None:
        return None
    return "" if shade.lower() in {"", "auto", "ffffff"} else shade.upper()


class StyleSheet:
    """The styles of one document. A style that inherits from itself stops after a dozen steps."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self.default_paragraph = ""
        self._defaults = RunFormat()
        if root is None:
            return
        for style in root.iter(W + "style"):
            identity = style.get(W + "styleId", "")
            self._styles[identity] = style
            is_default = style.get(W + "default", "") in {"1", "true", "on"}
            if is_default and style.get(W + "type") == "paragraph":
                self.default_paragraph = identity
        self._defaults = run_format(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def chain(self, identity: str) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while identity in self._styles and len(found) < _DEPTH:
            style = self._styles[identity]
            found.append(style)
            identity = value(style, "basedOn") or ""
        return found

    def name(self, identity: str) -> str:
        style = self._styles.get(identity)
        return (value(style, "name") or identity) if style is not None else identity

    def names(self, identity: str) -> list[str]:
        return [(value(style, "name") or "").strip().casefold() for style in self.chain(identity)]

    def heading_level(self, identity: str) -> int:
        """1 to 6 for headings by name or by outline level, else 0."""
        for style in self.chain(identity):
            match = _HEADING.match((value(style, "name") or "").strip().casefold())
            if match:
                return min(int(match.group(1)), 6)
            outline = value(style.find(W + "pPr"), "outlineLvl")
            if outline is not None:
                return outline_level(outline)
        return 0

    def is_title(self, identity: str) -> bool:
        return any(name in _TITLES for name in self.names(identity))

    def is_caption(self, identity: str) -> bool:
        return any(name in _CAPTIONS for name in self.names(identity))

    def is_quote(self, identity: str) -> bool:
        return any(name in _QUOTES for name in self.names(identity))

    def is_contents(self, identity: str) -> bool:
        return any(name.startswith(("toc ", "mục lục")) for name in self.names(identity))

    def list_level(self, identity: str) -> int | None:
        """The style "List Bullet 2" is the second level even where every such style numbers for itself."""
        for name in self.names(identity):
            match = _LIST.match(name)
            if match:
                return int(match.group(2) or 1) - 1
        return None

    def alignment(self, identity: str) -> str:
        """Word's own name of how a style aligns its paragraphs, "" where it says nothing."""
        for style in self.chain(identity):
            given = value(style.find(W + "pPr"), "jc")
            if given is not None:
                return given
        return ""

    def numbering(self, identity: str) -> tuple[str, str]:
        """(numId, ilvl) that a style hands down, "" where it says nothing."""
        for style in self.chain(identity):
            properties = style.find(f"{W}pPr/{W}numPr")
            if properties is not None and value(properties, "numId") is not None:
                return value(properties, "numId") or "", value(properties, "ilvl") or ""
        return "", ""

    def run_format(self, identity: str) -> RunFormat:
        merged = RunFormat()
        for style in self.chain(identity):
            merged = merged.over(run_format(style.find(W + "rPr")))
        if any(name in _CODES for name in self.names(identity)):
            merged.is_code = True
        return merged

    def body_format(self) -> RunFormat:
        """What text looks like when nobody says anything."""
        return self.run_format(self.default_paragraph).over(self._defaults)


def outline_level(given: str) -> int:
    level = whole(given, otherwise=9)
    return level + 1 if level < 6 else 0
