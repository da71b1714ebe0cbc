"""What stands inside a paragraph: text in its formatting, links, fields, pictures, and everything Word hides in a run."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from content.word.legacy_fonts import from_tcvn3, is_tcvn3, is_vni
from content.word.links import safe_address
from content.word.omml import M, read_equation
from content.word.package import Relationship, W, relation_id
from content.word.pictures import NOT_A_PICTURE, TEXT_BOX, PictureFinder, outside_boxes
from content.word.styles import RunFormat, StyleSheet, run_format
from content.word.tree import Picture, Run

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?!\\)"?([^"\s]+)"?', re.IGNORECASE)
_WITHIN = re.compile(r'^\s*(?:HYPERLINK\s+\\l\s+"?([^"\s]+)"?|REF\s+([^\s\\]+)(?=.*\\h))', re.IGNORECASE)
_CONTAINERS = {"smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "r", "ruby", "rubyBase", "rt"}
_WITHOUT_TEXT = {
    "pPr",
    "rPr",
    "sdtPr",
    "sdtEndPr",
    "customXmlPr",
    "smartTagPr",
    "rubyPr",
    "commentRangeStart",
}
_OWN_BOOKMARKS = {"_goback"}
_LONGEST_NAME = 60
_QUOTE = 80
_SIGNS = {
    "F0A7": "•", "F0B7": "•", "F0D8": "•", "F076": "•", "F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0A8": "☐", "F06F": "☐",
    "F0E0": "→", "F0E8": "→", "F0DF": "←", "F0E1": "↑", "F0E2": "↓", "F0B0": "°", "F0B1": "±", "F0B4": "×", "F0A3": "≤",
    "F0B3": "≥", "F0B9": "≠", "F0AE": "→", "F0DE": "⇒",
}  # fmt: skip

Report = Callable[[str, str], None]


@dataclass(slots=True)
class Field:
    """A field in the making: its instruction, then (after "separate") its visible result."""

    instruction: str = ""
    is_result: bool = False
    href: str = ""


@dataclass(slots=True)
class Inline:
    """What one paragraph held."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    has_page_break: bool = False
    breaks_after: bool = False
    """A page break behind the text: the new page begins with what follows."""
    anchors: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    """(half points, letters) of the text, to tell headings made by hand."""


class InlineReader:
    """Reads the inside of paragraphs, one after the other: fields may begin in one and end in another."""

    def __init__(
        self,
        *,
        styles: StyleSheet,
        relations: dict[str, Relationship],
        pictures: PictureFinder,
        footnote: Callable[[str, str], str],
        refuses_changes: bool = False,
    ) -> None:
        self._styles = styles
        self._relations = relations
        self._pictures = pictures
        self._footnote = footnote
        self._refuses = refuses_changes
        self._fields: list[Field] = []
        self._open_comments: dict[str, str] = {}
        self.commented: dict[str, str] = {}
        """The text each comment hangs on, by the comment's own number, in the order they were met."""
        self.places: dict[str, str] = {}
        """Where each comment was met."""
        self._found = Inline()
        self._base = RunFormat()
        self._report: Report = lambda _code, _detail: None
        self._handlers: dict[str, Callable[[etree._Element, RunFormat, str], None]] = {
            W + "t": self._text,
            W + "tab": self._sign("\t"),
            W + "ptab": self._sign("\t"),
            W + "cr": self._sign("\n"),
            W + "noBreakHyphen": self._sign("-"),
            W + "softHyphen": self._soft_hyphen,
            W + "br": self._break,
            W + "sym": self._symbol,
            W + "instrText": self._instruction,
            W + "fldChar": self._field_mark,
            W + "hyperlink": self._hyperlink,
            W + "footnoteReference": self._note("footnote"),
            W + "endnoteReference": self._note("endnote"),
            W + "delText": self._text,
            W + "ins": self._change("insertion", is_kept=not refuses_changes),
            W + "moveTo": self._change("insertion", is_kept=not refuses_changes),
            W + "del": self._change("deletion", is_kept=refuses_changes),
            W + "moveFrom": self._change("deletion", is_kept=refuses_changes),
            W + "fldSimple": self._simple_field,
            W + "bookmarkStart": self._bookmark,
            W + "commentRangeStart": self._comment_begins,
            W + "commentRangeEnd": self._comment_ends,
            W + "contentPart": self._tell("drawing"),
            W + "subDoc": self._tell("outside_part"),
            W + "object": self._tell("embedded_object"),
            W + "commentReference": self._comment,
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            MC + "AlternateContent": self._alternative,
            M + "oMath": self._equation,
            M + "oMathPara": self._equation,
        }

    def read(self, paragraph: etree._Element, *, base: RunFormat, report: Report) -> Inline:
        """``base`` is what the paragraph's style says of its text; ``report`` knows where we are."""
        self._found, self._base, self._report = Inline(), base, report
        self._walk(paragraph, RunFormat(), "")
        self._found.runs = tidy(self._found.runs)
        return self._found

    def _walk(self, parent: etree._Element, formatting: RunFormat, href: str) -> None:
        for element in parent:
            if not isinstance(element.tag, str):
                continue
            handler = self._handlers.get(element.tag)
            if handler is not None:
                handler(element, formatting, href)
                continue
            name = etree.QName(element).localname
            if name == "r" and element.tag.startswith(W):
                self._walk(element, self._format_of(element), href)
            elif name in _CONTAINERS and element.tag.startswith(W):
                self._walk(element, formatting, href)
            elif name not in _WITHOUT_TEXT and _text_of([element]):
                self._report("unknown_part", name[:_LONGEST_NAME])
                self._walk(element, formatting, href)

    def _format_of(self, run: etree._Element) -> RunFormat:
        properties = run.find(W + "rPr")
        if self._refuses and properties is not None and properties.find(f"{W}rPrChange/{W}rPr") is not None:
            properties = properties.find(f"{W}rPrChange/{W}rPr")
        direct = run_format(properties)
        style = properties.find(W + "rStyle") if properties is not None else None
        if style is not None:
            direct = direct.over(self._styles.run_format(style.get(W + "val", "")))
        return direct.over(self._base)

    def _add(self, text: str, formatting: RunFormat, href: str) -> None:
        if not text or self._is_in_instruction:
            return
        if formatting.is_hidden:
            if text.strip():
                self._report("hidden", text.strip()[:_QUOTE])
            return
        href = href or next((f.href for f in reversed(self._fields) if f.href), "")
        font = formatting.font or ""
        if is_tcvn3(font):
            text = from_tcvn3(text, font)
            self._report("tcvn3", font)
        elif is_vni(font) and not text.isascii():
            self._report("vni", font)
        for identity in self._open_comments:
            self._open_comments[identity] = (self._open_comments[identity] + text)[:_QUOTE]
        colour = (formatting.colour or "").upper()
        self._found.sizes.append((formatting.half_points or 0, len(text.strip())))
        self._found.runs.append(
            Run(
                text=text,
                is_bold=bool(formatting.is_bold),
                is_italic=bool(formatting.is_italic),
                # A link is blue and underlined by itself: that is no emphasis of the author's.
                is_underlined=bool(formatting.is_underlined) and not href,
                is_struck=bool(formatting.is_struck),
                is_code=bool(formatting.is_code),
                vertical=formatting.vertical or "",  # type: ignore[arg-type]  # run_format gives only sub, super
                colour="" if href or colour in {"AUTO", "000000"} else colour,
                highlight=formatting.highlight or "",
                href=href,
            )
        )

    @property
    def _is_in_instruction(self) -> bool:
        return bool(self._fields) and not self._fields[-1].is_result

    def _text(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        self._add(element.text or "", formatting, href)

    def _sign(self, sign: str) -> Callable[[etree._Element, RunFormat, str], None]:
        return lambda _element, formatting, href: self._add(sign, formatting, href)

    def _tell(self, code: str) -> Callable[[etree._Element, RunFormat, str], None]:
        return lambda _element, _formatting, _href: self._report(code, "")

    def _soft_hyphen(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        if is_tcvn3(formatting.font or ""):  # in these fonts the code of the soft hyphen is the letter ư
            self._add("\xad", formatting, href)

    def _break(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        if element.get(W + "type") == "page" and any(run.text.strip() for run in self._found.runs):
            self._found.breaks_after = True
        elif element.get(W + "type") == "page":
            self._found.has_page_break = True
        elif element.get(W + "type") != "column":
            self._add("\n", formatting, href)

    def _symbol(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        sign = _SIGNS.get(element.get(W + "char", "").upper(), "")
        if not sign:
            self._report("symbol", element.get(W + "font", "?"))
        self._add(sign, formatting, href)

    def _instruction(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _field_mark(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(Field())
            if element.find(W + "ffData") is not None:
                self._report("form_field", "")
        elif kind == "separate" and self._fields:
            current = self._fields[-1]
            current.is_result = True
            current.href = self._target_of(current.instruction)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        self._walk(element, formatting, self._target_of(element.get(W + "instr", "")) or href)

    def _target_of(self, instruction: str) -> str:
        """Where a field leads: to a bookmark of this document, to an address, or nowhere."""
        within = _WITHIN.match(instruction)
        if within:
            return f"#{(within.group(1) or within.group(2))[:_LONGEST_NAME]}"
        target = _HYPERLINK.match(instruction)
        return self._checked(target.group(1)) if target else ""

    def _hyperlink(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        relation = self._relations.get(relation_id(element))
        anchor = element.get(W + "anchor", "")
        target = ""
        if relation and relation.is_external:
            target = self._checked(relation.target)
        elif anchor:
            target = f"#{anchor[:_LONGEST_NAME]}"
        elif relation_id(element):
            self._report("unsafe_link", relation.target[:_QUOTE] if relation else "?")
        self._walk(element, formatting, target or href)

    def _bookmark(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        name = element.get(W + "name", "")[:_LONGEST_NAME]
        if name and name.casefold() not in _OWN_BOOKMARKS:
            self._found.anchors.append(name)

    def _change(self, code: str, *, is_kept: bool) -> Callable[[etree._Element, RunFormat, str], None]:
        """Inserted and deleted text: told either way, and read where the author's choice keeps it."""

        def read(element: etree._Element, formatting: RunFormat, href: str) -> None:
            text = _text_of([element])
            if text:
                self._report(f"{code}_refused" if self._refuses else code, "")
            if is_kept:
                self._walk(element, formatting, href)

        return read

    def _comment_begins(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        if len(self._open_comments) < _QUOTE:
            self._open_comments[element.get(W + "id", "")] = ""

    def _comment_ends(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        identity = element.get(W + "id", "")
        self.commented[identity] = self._open_comments.pop(identity, "")

    def _comment(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        self.commented.setdefault(element.get(W + "id", ""), "")
        self._found.comments.append(element.get(W + "id", ""))
        self._report("comment", "")

    def _checked(self, address: str) -> str:
        safe = safe_address(address)
        if not safe:
            self._report("unsafe_link", address[:80])
        return safe

    def _note(self, kind: str) -> Callable[[etree._Element, RunFormat, str], None]:
        def refer(element: etree._Element, formatting: RunFormat, href: str) -> None:
            mark = self._footnote(kind, element.get(W + "id", ""))
            if mark:
                self._add(f"[{mark}]", replace(formatting, vertical="super"), href)

        return refer

    def _alternative(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        """Word writes new things twice; the first wording is the richer one."""
        chosen = element.find(MC + "Choice")
        if chosen is None:
            chosen = element.find(MC + "Fallback")
        if chosen is not None:
            self._walk(chosen, formatting, href)

    def _equation(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        equation = read_equation(element)
        for name in equation.lost:
            self._report("equation", f"{equation.text[:_QUOTE]} ({name})" if equation.text else name)
        if not equation.mathml or not equation.text or self._is_in_instruction:
            return
        self._found.sizes.append((formatting.over(self._base).half_points or 0, len(equation.text)))
        self._found.runs.append(Run(text=equation.text, mathml=equation.mathml))

    def _drawing(self, element: etree._Element, formatting: RunFormat, href: str) -> None:
        fallbacks = set(outside_boxes(element, MC + "Fallback"))
        boxes = [
            box
            for box in outside_boxes(element, TEXT_BOX)
            if not fallbacks or not any(parent in fallbacks for parent in box.iterancestors())
        ]
        pictures, problems = self._pictures.find(element)
        self._found.pictures += pictures
        words = [path.get("string", "") for path in element.iter(V + "textpath")]
        if boxes:
            self._found.boxes += boxes
            problems = [code for code in problems if code not in NOT_A_PICTURE]
            is_art = any(True for _ in element.iter("{*}prstTxWarp"))
            self._report("word_art" if is_art else "text_box", _text_of(boxes) if is_art else "")
        elif any(words):
            problems = []
            self._report("word_art", " ".join(words)[:80])
            self._add(" ".join(words), formatting.over(self._base), href)
        for code in problems:
            self._report(code, "")


def _text_of(boxes: list[etree._Element]) -> str:
    return " ".join(part.text or "" for box in boxes for part in box.iter(W + "t", W + "delText", M + "t"))[
        :_QUOTE
    ]


def tidy(runs: list[Run]) -> list[Run]:
    """Neighbours in the same formatting become one; text in NFC; no spaces at either end."""
    merged: list[Run] = []
    for run in runs:
        if merged and not run.mathml and replace(run, text="") == replace(merged[-1], text=""):
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text)
        else:
            merged.append(run)
    merged = [replace(run, text=unicodedata.normalize("NFC", run.text)) for run in merged]
    if merged:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip(" \xa0\n"))
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" \xa0\n\t"))
    return [run for run in merged if run.text]
