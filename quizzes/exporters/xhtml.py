"""Our HTML as the XHTML that QTI 2.1 allows, with gaps and pictures put in. Pure."""

import re
from collections.abc import Callable

import lxml.html
from lxml import etree

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
MATHS = "http://www.w3.org/1998/Math/MathML"
Element = etree._Element
_MARK = re.compile(r"\[\[([A-Za-z0-9_-]{1,20})\]\]")
_CLASSES = {"u": "underline", "s": "strike"}
"""QTI 2.1 has no element for these: they are spans that say so."""
_KEPT = {
    "a": ("href", "title"),
    "img": ("src", "alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "abbr": ("title",),
}
_RENAMED = {"figure": "div", "figcaption": "p"}
_BLOCKS = frozenset("p h2 h3 h4 h5 h6 ul ol blockquote pre hr table div".split())  # noqa: SIM905

Gap = Callable[[str], Element | None]
Address = Callable[[str], str]


def made(name: str, *children: Element | None, text: str = "", **attributes: str) -> Element:
    """An element of QTI; attributes named class_ or type_ lose their underscore, empty ones are left out."""
    element = etree.Element(f"{{{QTI}}}{name}", nsmap={None: QTI})  # type: ignore[dict-item]  # the stubs want str
    for key, value in attributes.items():
        if value:
            element.set(key.rstrip("_"), value)
    if text:
        element.text = xml_text(text)
    for child in children:
        if child is not None:
            element.append(child)
    return element


def xml_text(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]", "", text)


def fill(parent: Element, markup: str, *, address: Address, gap: Gap | None = None) -> Element:
    """Put HTML into an element; marks become what ``gap`` gives for them."""
    if markup.strip():
        holder = lxml.html.fragment_fromstring(xml_text(markup), create_parent="div")
        _copy(holder, parent, address, gap)
    return parent


def blocks(markup: str, *, address: Address, gap: Gap | None = None) -> list[Element]:
    """HTML as block elements: text outside any block is put into a paragraph."""
    holder = fill(made("div"), markup, address=address, gap=gap)
    found: list[Element] = []
    loose: Element | None = None
    if (holder.text or "").strip():
        loose = made("p", text=holder.text or "")
        found.append(loose)
    for child in list(holder):
        tail, child.tail = child.tail or "", None
        if etree.QName(child).localname in _BLOCKS:
            found.append(child)
            loose = None
        else:
            if loose is None:
                loose = made("p")
                found.append(loose)
            loose.append(child)
        if tail.strip():
            if loose is None:
                loose = made("p", text=tail)
                found.append(loose)
            else:
                _append_text(loose, tail)
    return found


def _copy(source: Element, target: Element, address: Address, gap: Gap | None) -> None:
    _add_text(target, source.text or "", gap)
    for child in source:
        if isinstance(child.tag, str) and child.tag == "math":
            target.append(_formula(child))
        elif isinstance(child.tag, str):
            name = _RENAMED.get(child.tag, child.tag)
            element = made("span", class_=_CLASSES[name]) if name in _CLASSES else made(name)
            for key in _KEPT.get(name, ()):
                if child.get(key):
                    element.set(
                        key, address(child.get(key, "")) if key == "src" else xml_text(child.get(key, ""))
                    )
            if name == "img" and element.get("alt") is None:
                element.set("alt", "")
            target.append(element)
            _copy(child, element, address, gap)
        _add_text(target, child.tail or "", gap)


def _formula(source: Element) -> Element:
    """MathML stands in a namespace of its own."""
    element = etree.Element(f"{{{MATHS}}}{source.tag}", nsmap={None: MATHS})  # type: ignore[dict-item]  # as in made()
    element.text = xml_text(source.text or "")
    for key, value in source.attrib.items():
        element.set(str(key), xml_text(str(value)))
    for child in source:
        if isinstance(child.tag, str):
            made_of = _formula(child)
            made_of.tail = xml_text(child.tail or "")
            element.append(made_of)
    return element


def _add_text(target: Element, text: str, gap: Gap | None) -> None:
    rest = text
    while gap is not None and (found := _MARK.search(rest)):
        element = gap(found.group(1))
        _append_text(target, rest[: found.start()] + ("" if element is not None else found.group(0)))
        if element is not None:
            target.append(element)
        rest = rest[found.end() :]
    _append_text(target, rest)


def _append_text(target: Element, text: str) -> None:
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
