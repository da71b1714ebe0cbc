"""Word's equations (OMML) as presentation MathML, with the same equation in one line of text. Pure.

What MathML has no word for is named in ``lost`` and its text kept; nothing of an equation disappears without a word.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from content.word.package import W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 16
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)|(?P<letters>[^\W\d_]+)|(?P<space>\s+)|(?P<sign>.)", re.DOTALL
)
_ACCENTS = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "¯", "\u0306": "˘", "\u0307": "˙",
    "\u0308": "¨", "\u030c": "ˇ", "\u20d6": "←", "\u20d7": "→", "\u20e1": "↔", "\u20db": "⃛",
}  # fmt: skip
_FUNCTION = "\u2061"
_WITHOUT_MEANING = {
    "ctrlPr",
    "rPr",
    "argPr",
    "bookmarkStart",
    "bookmarkEnd",
    "proofErr",
    "lastRenderedPageBreak",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """``mathml`` is a whole ``<math>`` element; ``lost`` names what it could not say."""

    mathml: str
    text: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A part of an equation, both ways."""

    mathml: str = ""
    text: str = ""

    def __add__(self, other: "Said") -> "Said":
        return Said(self.mathml + other.mathml, self.text + other.text)


def read_equation(element: etree._Element) -> Equation:
    """An ``m:oMath`` or ``m:oMathPara`` as MathML."""
    reader = _Reader()
    said = reader.inside(element)
    is_block = element.tag == M + "oMathPara"
    mathml = f'<math display="block">{said.mathml}</math>' if is_block else f"<math>{said.mathml}</math>"
    return Equation(
        mathml=mathml if said.mathml else "",
        text=unicodedata.normalize("NFC", said.text.strip()),
        lost=tuple(dict.fromkeys(reader.lost)),
    )


def _boxed(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _sign(character: str, *, stretchy: bool | None = None) -> str:
    how = "" if stretchy is None else f' stretchy="{str(stretchy).lower()}"'
    return f"<mo{how}>{escape(character, quote=False)}</mo>" if character else ""


@dataclass(slots=True)
class _Reader:
    lost: list[str] = field(default_factory=list)
    _depth: int = 0

    def inside(self, parent: etree._Element | None) -> Said:
        said = Said()
        for child in parent if parent is not None else ():
            if isinstance(child.tag, str):
                said += self._one(child)
        return said

    def _one(self, element: etree._Element) -> Said:
        name = etree.QName(element).localname
        if name in _WITHOUT_MEANING or name.endswith("Pr"):
            return Said()
        if element.tag == W + "r":
            return _tokens("".join(t.text or "" for t in element.iter(W + "t")), "nor")
        if element.tag in {W + "del", W + "moveFrom"}:
            return Said()
        how = _HANDLERS.get(name) if element.tag.startswith(M) else None
        if how is not None and (self._depth < _DEEPEST or how is _run):
            self._depth += 1
            said = how(self, element)
            self._depth -= 1
            return said
        if (
            name in {"oMath", "e", "ins", "moveTo", "smartTag", "sdt", "sdtContent"}
            and self._depth < _DEEPEST
        ):
            return self.inside(element)
        text = "".join(t.text or "" for t in element.iter(M + "t", W + "t"))
        self.lost.append(name)
        return _tokens(text, "")

    def part(self, element: etree._Element, name: str) -> Said:
        """A part in a row of its own, whatever it holds."""
        said = self.inside(element.find(M + name))
        return Said(f"<mrow>{said.mathml}</mrow>", said.text)

    def property(self, element: etree._Element, name: str) -> str | None:
        for properties in element:
            if isinstance(properties.tag, str) and properties.tag.endswith("Pr"):
                found = properties.find(M + name)
                if found is not None:
                    return found.get(M + "val", found.get("val", ""))
        return None

    def switch(self, element: etree._Element, name: str) -> bool:
        given = self.property(element, name)
        return given is not None and given.lower() not in {"0", "off", "false"}


def _tokens(text: str, style: str) -> Said:
    text = unicodedata.normalize("NFC", text)
    if not text:
        return Said()
    if style == "nor":
        return Said(f"<mtext>{escape(text, quote=False)}</mtext>", text)
    parts = []
    for match in _TOKEN.finditer(text):
        token, kind = match.group(), match.lastgroup
        if kind == "number":
            parts.append(f"<mn>{token}</mn>")
        elif kind == "letters":
            parts.append(_letters(token, style))
        elif kind == "sign":
            parts.append(_sign(token))
    return Said("".join(parts), text)


def _letters(word: str, style: str) -> str:
    """Latin letters side by side are variables multiplied; words of Vietnamese are words."""
    if (
        len(word) > 1
        and not word.isascii()
        and any(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in word)
    ):
        return f"<mtext>{word}</mtext>"
    if style == "p":
        return f"<mi>{word}</mi>" if len(word) > 1 else f'<mi mathvariant="normal">{word}</mi>'
    return "".join(f"<mi>{letter}</mi>" for letter in word)


def _run(reader: _Reader, element: etree._Element) -> Said:
    properties = element.find(M + "rPr")
    style = ""
    if properties is not None:
        manner = properties.find(M + "sty")
        is_words = properties.find(M + "nor") is not None
        style = "nor" if is_words else (manner.get(M + "val", "") if manner is not None else "")
    text = "".join(part.text or "" for part in element.iter(M + "t", W + "t"))
    return _tokens(text, style)


def _fraction(reader: _Reader, element: etree._Element) -> Said:
    above, below = reader.part(element, "num"), reader.part(element, "den")
    kind = reader.property(element, "type")
    line = ' linethickness="0"' if kind == "noBar" else ""
    text = f"{_boxed(above.text)}/{_boxed(below.text)}"
    if kind == "lin":
        return Said(f"<mrow>{above.mathml}<mo>/</mo>{below.mathml}</mrow>", text)
    return Said(f"<mfrac{line}>{above.mathml}{below.mathml}</mfrac>", text)


def _script(tag: str, *names: str, signs: str) -> Callable[[_Reader, etree._Element], Said]:
    def read(reader: _Reader, element: etree._Element) -> Said:
        parts = [reader.part(element, name) for name in names]
        text = _boxed(parts[0].text)
        text += "".join(f"{sign}{_boxed(part.text)}" for sign, part in zip(signs, parts[1:], strict=True))
        return Said(f"<{tag}>{''.join(part.mathml for part in parts)}</{tag}>", text)

    return read


def _scripts_before(reader: _Reader, element: etree._Element) -> Said:
    below, above, base = (reader.part(element, name) for name in ("sub", "sup", "e"))
    text = f"_{_boxed(below.text)}^{_boxed(above.text)}{base.text}"
    return Said(f"<msubsup><mrow></mrow>{below.mathml}{above.mathml}</msubsup>{base.mathml}", text)


def _root(reader: _Reader, element: etree._Element) -> Said:
    base, degree = reader.part(element, "e"), reader.part(element, "deg")
    if not degree.text or reader.switch(element, "degHide"):
        return Said(f"<msqrt>{base.mathml}</msqrt>", f"√{_boxed(base.text)}")
    return Said(f"<mroot>{base.mathml}{degree.mathml}</mroot>", f"√[{degree.text}]{_boxed(base.text)}")


def _sum(reader: _Reader, element: etree._Element) -> Said:
    sign = reader.property(element, "chr")
    sign = "∫" if sign is None else sign
    place = reader.property(element, "limLoc") or ("subSup" if sign in "∫∬∭∮∯∰" else "undOvr")
    below, above = reader.part(element, "sub"), reader.part(element, "sup")
    has_below = bool(below.text) and not reader.switch(element, "subHide")
    has_above = bool(above.text) and not reader.switch(element, "supHide")
    names = ("msub", "msup", "msubsup") if place == "subSup" else ("munder", "mover", "munderover")
    mathml = _sign(sign) or "<mrow></mrow>"
    if has_below and has_above:
        mathml = f"<{names[2]}>{mathml}{below.mathml}{above.mathml}</{names[2]}>"
    elif has_below or has_above:
        name, limit = (names[0], below) if has_below else (names[1], above)
        mathml = f"<{name}>{mathml}{limit.mathml}</{name}>"
    base = reader.part(element, "e")
    text = (
        sign
        + (f"_{_boxed(below.text)}" if has_below else "")
        + (f"^{_boxed(above.text)}" if has_above else "")
    )
    return Said(mathml + base.mathml, f"{text} {base.text}")


def _fences(reader: _Reader, element: etree._Element) -> Said:
    signs = [reader.property(element, name) for name in ("begChr", "sepChr", "endChr")]
    begin, between, end = (
        given if given is not None else usual for given, usual in zip(signs, "(|)", strict=True)
    )
    parts = [reader.inside(part) for part in element.findall(M + "e")]
    inside = _sign(between).join(f"<mrow>{part.mathml}</mrow>" for part in parts)
    text = f"{begin}{between.join(part.text for part in parts)}{end}"
    return Said(f"<mrow>{_sign(begin, stretchy=True)}{inside}{_sign(end, stretchy=True)}</mrow>", text)


def _function(reader: _Reader, element: etree._Element) -> Said:
    name, base = reader.part(element, "fName"), reader.part(element, "e")
    return Said(f"<mrow>{name.mathml}<mo>{_FUNCTION}</mo>{base.mathml}</mrow>", f"{name.text} {base.text}")


def _accent(reader: _Reader, element: etree._Element) -> Said:
    sign = reader.property(element, "chr")
    mark = _ACCENTS.get(sign or "\u0302", sign or "^")
    base = reader.part(element, "e")
    return Said(f'<mover accent="true">{base.mathml}{_sign(mark)}</mover>', f"{_boxed(base.text)}{mark}")


def _bar(reader: _Reader, element: etree._Element) -> Said:
    base = reader.part(element, "e")
    if reader.property(element, "pos") == "top":
        return Said(f"<mover>{base.mathml}{_sign('¯', stretchy=True)}</mover>", f"{_boxed(base.text)}¯")
    return Said(f"<munder>{base.mathml}{_sign('_', stretchy=True)}</munder>", f"{_boxed(base.text)}_")


def _brace(reader: _Reader, element: etree._Element) -> Said:
    sign, base = reader.property(element, "chr") or "⏟", reader.part(element, "e")
    tag = "mover" if reader.property(element, "pos") == "top" else "munder"
    return Said(f"<{tag}>{base.mathml}{_sign(sign, stretchy=True)}</{tag}>", base.text)


def _matrix(reader: _Reader, element: etree._Element) -> Said:
    rows = [[reader.inside(cell) for cell in row.findall(M + "e")] for row in element.findall(M + "mr")]
    return _table_of(rows)


def _lines(reader: _Reader, element: etree._Element) -> Said:
    return _table_of([[reader.inside(part)] for part in element.findall(M + "e")])


def _table_of(rows: list[list[Said]]) -> Said:
    lines = ["".join(f"<mtd>{cell.mathml}</mtd>" for cell in row) for row in rows]
    text = "; ".join(", ".join(cell.text for cell in row) for row in rows)
    return Said(f"<mtable>{''.join(f'<mtr>{line}</mtr>' for line in lines)}</mtable>", text)


def _frame(reader: _Reader, element: etree._Element) -> Said:
    """A frame or strike around a part has no word in our MathML: the part stays, the frame is told."""
    reader.lost.append(etree.QName(element).localname)
    return reader.part(element, "e")


def _plain_part(reader: _Reader, element: etree._Element) -> Said:
    return reader.part(element, "e")


_HANDLERS: dict[str, Callable[[_Reader, etree._Element], Said]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _script("msup", "e", "sup", signs="^"),
    "sSub": _script("msub", "e", "sub", signs="_"),
    "sSubSup": _script("msubsup", "e", "sub", "sup", signs="_^"),
    "sPre": _scripts_before,
    "rad": _root,
    "nary": _sum,
    "d": _fences,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _brace,
    "limLow": _script("munder", "e", "lim", signs="_"),
    "limUpp": _script("mover", "e", "lim", signs="^"),
    "m": _matrix,
    "eqArr": _lines,
    "borderBox": _frame,
    "phant": _frame,
    "box": _plain_part,
}
