"""The blocks of a lesson as Word: text, pictures, tables, steps, callouts, quotations, in styles that say what they are. Pure.

``content.word.own`` names the styles; the reader gives the same blocks back.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import lxml.html
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from content.documents.numbers import WordLists
from content.documents.own_styles import add_styles, decorative, repeat_heads, span_of, widest_row
from content.documents.page import Page
from content.word import own
from content.word.anchors import free_address
from content.word.to_omml import to_omml

FIRST_HEADING = 3
"""Word's level of a lesson's first headings: chapters are 1, lessons 2."""
_WIDEST = 150.0
_LINK_BLUE = "0563C1"
_HEADINGS = {"h2": 0, "h3": 1, "h4": 2, "h5": 3, "h6": 3}
_LOOKS = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "s": "strike",
    "sub": "subscript",
    "sup": "superscript",
}
_BLOCKS = {"p", "ul", "ol", "hr", "table", "blockquote", "pre", "div", *_HEADINGS}
_ADDRESSES = ("http:", "https:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class _Look:
    marks: frozenset[str] = frozenset()
    is_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """Bytes in a format Word shows (PNG, JPEG, GIF, BMP, TIFF), ``width`` in millimetres."""

    data: bytes
    width: float = 120.0


@dataclass(slots=True)
class Lost:
    """What Word could not hold: a code and what it is about."""

    code: str
    detail: str = ""


@dataclass(slots=True)
class LessonsWriter:
    """Writes one lesson after the other at the end of a page. ``lost`` grows as it goes."""

    page: Page
    pictures: Mapping[int, PictureFile] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    _bookmarks: int = 0
    _lessons: int = 0
    _places: dict[str, str] = field(default_factory=dict)
    _mark: str = ""
    _lists: WordLists = field(init=False)

    def __post_init__(self) -> None:
        add_styles(self.page)
        self._lists = WordLists(self.page.document)

    def heading(self, text: str, level: int, *, marks: tuple[str, ...] = ()) -> None:
        """A heading of the outline, with bookmarks that name the record it stands for."""
        made = self.page.document.add_heading(level=level)._p
        for name in marks:
            self._bookmark(made, name)
        self._run(made, text, _Look())

    def title(self, text: str, *, mark: str) -> None:
        """What the document is about, centred and bold."""
        made = self.page.document.add_paragraph(style="Title")._p
        self._bookmark(made, mark)
        self._run(made, text, _Look())

    def lesson(self, body: list[dict[str, Any]]) -> None:
        """All blocks of a lesson (raw stream values). Links to its own headings become links within the document."""
        self._lessons += 1
        self._places = self._addresses(body)
        for block in body:
            self._mark = f"{own.BLOCK_MARK}{self._bookmarks}"
            writer = _WRITERS.get(block["type"])
            if writer is None:
                self.lost.append(Lost("block", str(block["type"])))
                continue
            writer(self, block["value"])

    def _addresses(self, body: list[dict[str, Any]]) -> dict[str, str]:
        taken: set[str] = set()
        found: dict[str, str] = {}
        for block in body:
            for element in _parsed(block["value"]) if block["type"] == "text" else ():
                if element.tag in _HEADINGS:
                    address = free_address(element.text_content(), taken)
                    found[address] = f"muc_{self._lessons}_{len(found)}"
        return found

    # -- blocks

    def _text(self, value: str) -> None:
        taken: set[str] = set()
        for element in _parsed(value):
            self._element(element, own.TEXT, taken)

    def _element(self, element: Any, style: str, taken: set[str]) -> None:
        name = element.tag
        if name in _HEADINGS:
            made = self.page.document.add_heading(level=FIRST_HEADING + _HEADINGS[name])._p
            self._marked(made)
            place = self._places.pop(free_address(element.text_content(), taken), "")
            if place:
                self._bookmark(made, place)
            self._inline(made, element, _Look(), "")
        elif name in {"ul", "ol"}:
            self._list(element, style, 0)
        elif name == "hr":
            self._run(self._paragraph(own.RULE), "* * *", _Look())
        elif name == "table":
            self._rows(element)
        elif name in {"blockquote", "div"} and any(child.tag in _BLOCKS for child in element):
            for child in element:
                self._element(child, own.QUOTE if name == "blockquote" else style, taken)
        else:
            self._inline(self._paragraph(own.QUOTE if name == "blockquote" else style), element, _Look(), "")

    def _list(self, element: Any, style: str, level: int) -> None:
        number = self._lists.open(
            tag=element.tag, level=level, kind=element.get("type", "1"), start=element.get("start", "1")
        )
        for item in element:
            made = self._paragraph(style)
            self._lists.put(made, number, level)
            self._item(made, item, style, level)

    def _item(self, made: Any, item: Any, style: str, level: int) -> None:
        """The text of an item, then the lists within it."""
        inner = [child for child in item if child.tag in {"ul", "ol"}]
        self._inline(made, item, _Look(), "", leaving=inner)
        for child in inner:
            self._list(child, style, min(level + 1, 8))

    def _image(self, value: dict[str, Any]) -> None:
        picture = self.pictures.get(value.get("image") or 0)
        if picture is None:
            self.lost.append(Lost("picture", value.get("alt") or value.get("caption") or ""))
            return
        made = self._paragraph(own.TEXT, plain=True)
        run = self.page.document.paragraphs[-1].add_run()
        shape = run.add_picture(io.BytesIO(picture.data), width=Mm(min(picture.width, _WIDEST)))
        properties = shape._inline.docPr
        properties.set("descr", value.get("alt", ""))
        if value.get("is_decorative"):
            properties.append(decorative())
        self._marked(made)
        if value.get("caption"):
            self._run(self._paragraph(own.PICTURE_CAPTION, plain=True), value["caption"], _Look())

    def _table(self, value: dict[str, Any]) -> None:
        if value.get("caption"):
            self._run(self._paragraph(own.TABLE_CAPTION, plain=True), value["caption"], _Look())
        for element in _parsed(value.get("html", "")):
            self._rows(element)

    def _rows(self, element: Any) -> None:
        rows = [list(row.iterchildren("td", "th")) for row in element.iter("tr")]
        columns = max((sum(span_of(c, "colspan") for c in row) for row in rows), default=0)
        if not columns:
            return
        columns = max(columns, widest_row(rows))
        table = self.page.document.add_table(rows=len(rows), cols=columns)
        table.style, table.autofit = "Table Grid", True
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        if look is not None:  # it would say that the first row is a header
            table._tbl.tblPr.remove(look)
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            column = 0
            for cell in row:
                while (at, column) in taken:
                    column += 1
                wide, high = span_of(cell, "colspan"), span_of(cell, "rowspan")
                high = min(high, len(rows) - at)
                taken |= {(at + down, column + right) for down in range(high) for right in range(wide)}
                target = table.cell(at, column)
                if wide > 1 or high > 1:
                    target = target.merge(table.cell(at + high - 1, min(column + wide, columns) - 1))
                self._cell(target, cell)
                column += wide
        repeat_heads(table, rows)
        self.page.document.add_paragraph(style=own.TEXT)

    def _cell(self, target: Any, cell: Any) -> None:
        style = own.HEADER_CELL if cell.tag == "th" else own.CELL
        first = target.paragraphs[0]
        first.style = style
        outer, self._into = self._into, target._tc
        current = first._p
        lists = [child for child in cell if child.tag in {"ul", "ol"}]
        paragraphs = [child for child in cell if child.tag == "p"]
        if paragraphs:
            for index, child in enumerate(child for child in cell if child.tag in {"p", "ul", "ol"}):
                if child.tag == "p":
                    self._inline(
                        current if index == 0 else self._paragraph(style, plain=True), child, _Look(), ""
                    )
                else:
                    self._list(child, style, 0)
        else:
            self._inline(current, cell, _Look(), "", leaving=lists)
            for child in lists:
                self._list(child, style, 0)
        if not current.xpath("./w:r") and len(target._tc.xpath("./w:p")) > 1:
            target._tc.remove(current)
        self._into = outer

    _into: Any = None

    def _steps(self, value: dict[str, Any]) -> None:
        number = self._lists.open(tag="ol", level=0, kind="1", start=str(value.get("start") or 1))
        for step in value.get("steps", ()):
            text = step["value"] if isinstance(step, dict) else step
            for index, element in enumerate(_parsed(text)):
                if element.tag in {"ul", "ol"}:
                    self._list(element, own.STEP_GOES_ON, 1)
                    continue
                made = self._paragraph(own.STEP if index == 0 else own.STEP_GOES_ON)
                if index == 0:
                    self._lists.put(made, number, 0)
                self._inline(made, element, _Look(), "")

    def _callout(self, value: dict[str, Any]) -> None:
        tone = str(value.get("tone"))
        tone = tone if tone in own.CALLOUTS else "info"
        if value.get("title"):
            self._run(self._paragraph(own.CALLOUT_TITLES[tone]), value["title"], _Look())
        for element in _parsed(value.get("text", "")):
            self._element(element, own.CALLOUTS[tone], set())

    def _quote(self, value: dict[str, Any]) -> None:
        for element in _parsed(value.get("text", "")):
            self._element(element, own.QUOTE, set())
        if value.get("source"):
            self._run(self._paragraph(own.SOURCE), value["source"], _Look())

    def _page_break(self, _value: object) -> None:
        self.page.document.add_paragraph(style=own.TEXT).add_run().add_break(WD_BREAK.PAGE)

    # -- paragraphs and what stands in them

    def _paragraph(self, style: str, *, plain: bool = False) -> Any:
        if self._into is None:
            made = self.page.document.add_paragraph(style=style)._p
        else:
            made = self._into.add_p()
            made.style = self.page.document.styles[style].style_id
        if not plain:
            self._marked(made)
        return made

    def _marked(self, made: Any) -> None:
        """The first paragraph of a block carries its bookmark."""
        if self._mark:
            self._bookmark(made, self._mark)
            self._mark = ""

    def _bookmark(self, made: Any, name: str) -> None:
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            made.append(mark)

    def _inline(
        self,
        made: Any,
        element: Any,
        look: _Look,
        href: str,
        leaving: list[Any] | None = None,
    ) -> None:
        self._run(made, element.text, look)
        for child in element:
            if isinstance(child.tag, str) and child not in (leaving or ()):
                self._child(made, child, look, href)
            self._run(made, child.tail, look)

    def _child(self, made: Any, child: Any, look: _Look, href: str) -> None:
        name = child.tag
        if name == "br":
            etree.SubElement(etree.SubElement(made, qn("w:r")), qn("w:br"))
        elif name == "math":
            tail, child.tail = child.tail, None
            made.append(to_omml(etree.tostring(child, encoding="unicode")))
            child.tail = tail
        elif name == "img":
            self.lost.append(Lost("picture", child.get("alt", "")))
            self._run(made, f"[{child.get('alt', '')}]", look)
        elif name == "a":
            self._inline(self._link(made, child), child, look, child.get("href", ""))
        elif name in _LOOKS:
            self._inline(made, child, replace(look, marks=look.marks | {_LOOKS[name]}), href)
        elif name == "code":
            self._inline(made, child, replace(look, is_code=True), href)
        else:
            self._inline(made, child, look, href)

    def _link(self, made: Any, element: Any) -> Any:
        """A link's element to write into; links to pages and files of the site stay text and are told."""
        href: str = element.get("href", "")
        if href.startswith("#") and href[1:] in self._places:
            link = etree.SubElement(made, qn("w:hyperlink"))
            link.set(qn("w:anchor"), self._places[href[1:]])
            return link
        if href.lower().startswith(_ADDRESSES):
            link = etree.SubElement(made, qn("w:hyperlink"))
            part = self.page.document.part
            link.set(qn("r:id"), part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            return link
        self.lost.append(Lost("link", element.text_content()[:80]))
        return made

    def _run(self, made: Any, text: str | None, look: _Look) -> None:
        if not text:
            return
        run = etree.SubElement(made, qn("w:r"))
        properties = etree.SubElement(run, qn("w:rPr"))
        if look.is_code:
            style = etree.SubElement(properties, qn("w:rStyle"))
            style.set(qn("w:val"), self.page.document.styles[own.CODE].style_id)
        for name in ("b", "i", "strike"):
            if name in look.marks:
                etree.SubElement(properties, qn(f"w:{name}"))
        is_link = made.tag == qn("w:hyperlink")
        if is_link:
            etree.SubElement(properties, qn("w:color")).set(qn("w:val"), _LINK_BLUE)
        if is_link or "u" in look.marks:
            etree.SubElement(properties, qn("w:u")).set(qn("w:val"), "single")
        for name in ("subscript", "superscript"):
            if name in look.marks:
                etree.SubElement(properties, qn("w:vertAlign")).set(qn("w:val"), name)
        said = etree.SubElement(run, qn("w:t"))
        said.text = text.replace("\n", " ")
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


_WRITERS: dict[str, Callable[[LessonsWriter, Any], None]] = {
    "text": LessonsWriter._text,
    "image": LessonsWriter._image,
    "table": LessonsWriter._table,
    "steps": LessonsWriter._steps,
    "callout": LessonsWriter._callout,
    "quote": LessonsWriter._quote,
    "page_break": LessonsWriter._page_break,
}


def _parsed(markup: str) -> list[Any]:
    """The elements of cleaned HTML; text outside any becomes a paragraph."""
    if not markup.strip():
        return []
    holder = lxml.html.fragment_fromstring(markup, create_parent="div")
    if (holder.text or "").strip() or any(
        (child.tail or "").strip() or child.tag not in _BLOCKS for child in holder
    ):
        holder.tag = "p"
        return [holder]
    return list(holder)
