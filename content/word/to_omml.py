"""Our MathML back as Word's equations: the other direction of ``omml``, for what ``omml`` writes. Pure."""

from collections.abc import Callable

from lxml import etree

from content.word.omml import M

_LARGE = set("∑∏∐⋃⋂⋁⋀∫∬∭∮∯∰")
_BRACES = set("⏞⏟⏜⏝⏠⏡")
_FUNCTION = "\u2061"
Made = list[etree._Element]


def to_omml(mathml: str) -> etree._Element:
    """A ``<math>`` element as ``m:oMath`` or ``m:oMathPara``. Raises ``ValueError`` for what is no MathML."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(mathml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("This is no MathML.") from error
    equation = _element("oMath", *_row(list(root)))
    return _element("oMathPara", equation) if root.get("display") == "block" else equation


def _element(name: str, *children: etree._Element) -> etree._Element:
    made = etree.Element(M + name)
    made.extend(children)
    return made


def _properties(name: str, **values: str) -> etree._Element:
    made = _element(f"{name}Pr")
    for key, value in values.items():
        etree.SubElement(made, M + key).set(M + "val", value)
    return made


def _row(elements: list[etree._Element]) -> Made:
    """Elements side by side; a large sign takes what follows it, a name what it is applied to."""
    made: Made = []
    index = 0
    while index < len(elements):
        element = elements[index]
        following = elements[index + 1] if index + 1 < len(elements) else None
        if following is not None and (signed := _large(element, following)) is not None:
            made.append(signed)
            index += 2
        elif (
            following is not None
            and _name(following) == "mo"
            and following.text == _FUNCTION
            and index + 2 < len(elements)
        ):
            named = _element("fName", *_row([element]))
            made.append(_element("func", named, _element("e", *_row([elements[index + 2]]))))
            index += 3
        elif following is not None and _is_before(element):
            parts = list(element)
            scripts = (_part("sub", parts[1]), _part("sup", parts[2]))
            made.append(_element("sPre", *scripts, _part("e", following)))
            index += 2
        else:
            made += _one(element)
            index += 1
    return made


def _is_before(element: etree._Element) -> bool:
    return (
        _name(element) == "msubsup"
        and len(element) == 3
        and _name(element[0]) == "mrow"
        and not len(element[0])
    )


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _one(element: etree._Element) -> Made:
    name = _name(element)
    if name == "mrow":
        return _fences(element) or _row(list(element))
    if name in {"mi", "mn", "mo", "mtext"}:
        return [_token(element, name)]
    how = _HANDLERS.get(name)
    return [how(element)] if how and len(element) >= _NEEDS.get(name, 0) else _row(list(element))


def _token(element: etree._Element, name: str) -> etree._Element:
    text = element.text or ""
    made = _element("r")
    is_upright = name == "mi" and (len(text) > 1 or element.get("mathvariant") == "normal")
    if name == "mtext":
        properties = _element("rPr", _element("nor"))
        made.append(properties)
    elif is_upright:
        made.append(_properties("r", sty="p"))
    said = etree.SubElement(made, M + "t")
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _part(name: str, element: etree._Element) -> etree._Element:
    return _element(name, *_one(element))


def _fences(row: etree._Element) -> Made:
    children = list(row)
    ends = [child for child in children if _name(child) == "mo" and child.get("stretchy") == "true"]
    inner = [child for child in children if child not in ends]
    if not ends or (children[0] not in ends and children[-1] not in ends):
        return []
    begin = (children[0].text or "") if children[0] in ends else ""
    end = (children[-1].text or "") if children[-1] in ends and len(children) > 1 else ""
    between = next((child.text or "" for child in inner if _name(child) == "mo"), "|")
    parts = [child for child in inner if _name(child) == "mrow"]
    if len(parts) != (len(inner) + 1) // 2:
        return []
    properties = _properties("d", begChr=begin, sepChr=between, endChr=end)
    return [_element("d", properties, *(_part("e", part) for part in parts))]


def _fraction(element: etree._Element) -> etree._Element:
    parts = (_part("num", element[0]), _part("den", element[1]))
    if element.get("linethickness") == "0":
        return _element("f", _properties("f", type="noBar"), *parts)
    return _element("f", *parts)


def _scripts(tag: str, *names: str) -> Callable[[etree._Element], etree._Element]:
    return lambda element: _element(
        tag, *(_part(name, part) for name, part in zip(names, element, strict=False))
    )


def _root(element: etree._Element) -> etree._Element:
    if _name(element) == "mroot":
        return _element("rad", _part("deg", element[1]), _part("e", element[0]))
    return _element(
        "rad", _properties("rad", degHide="1"), _element("deg"), _element("e", *_row(list(element)))
    )


def _large(element: etree._Element, following: etree._Element) -> etree._Element | None:
    """A sum, product or integral with its limits, and what it goes over."""
    name = _name(element)
    base = element if name == "mo" else (element[0] if len(element) else None)
    if base is None or _name(base) != "mo" or (base.text or "") not in _LARGE or _name(following) != "mrow":
        return None
    has_below, has_above = name in {"msub", "munder", "msubsup", "munderover"}, name in {
        "msup", "mover", "msubsup", "munderover"
    }  # fmt: skip
    place = "undOvr" if name.startswith(("munder", "mover")) else "subSup"
    values = {"chr": base.text or "", "limLoc": place}
    values |= {} if has_below else {"subHide": "1"}
    values |= {} if has_above else {"supHide": "1"}
    below = _part("sub", element[1]) if has_below else _element("sub")
    above = _part("sup", element[-1]) if has_above else _element("sup")
    return _element("nary", _properties("nary", **values), below, above, _part("e", following))


def _over(element: etree._Element) -> etree._Element:
    base, above = element[0], element[1]
    sign = above.text or "" if _name(above) == "mo" else ""
    if element.get("accent") == "true":
        return _element("acc", _properties("acc", chr=sign), _part("e", base))
    if sign == "¯":
        return _element("bar", _properties("bar", pos="top"), _part("e", base))
    if sign in _BRACES:
        return _element("groupChr", _properties("groupChr", chr=sign, pos="top"), _part("e", base))
    return _element("limUpp", _part("e", base), _part("lim", above))


def _under(element: etree._Element) -> etree._Element:
    base, below = element[0], element[1]
    sign = below.text or "" if _name(below) == "mo" else ""
    if sign == "_":
        return _element("bar", _properties("bar", pos="bot"), _part("e", base))
    if sign in _BRACES:
        return _element("groupChr", _properties("groupChr", chr=sign, pos="bot"), _part("e", base))
    return _element("limLow", _part("e", base), _part("lim", below))


def _both(element: etree._Element) -> etree._Element:
    below = _element("limLow", _part("e", element[0]), _part("lim", element[1]))
    return _element("limUpp", _element("e", below), _part("lim", element[2]))


def _table(element: etree._Element) -> etree._Element:
    rows = [[_element("e", *_row(list(cell))) for cell in row] for row in element]
    if rows and all(len(row) == 1 for row in rows):
        return _element("eqArr", *(row[0] for row in rows))
    return _element("m", *(_element("mr", *row) for row in rows))


_NEEDS = {
    "mfrac": 2,
    "msup": 2,
    "msub": 2,
    "msubsup": 3,
    "mroot": 2,
    "mover": 2,
    "munder": 2,
    "munderover": 3,
}
_HANDLERS: dict[str, Callable[[etree._Element], etree._Element]] = {
    "mfrac": _fraction,
    "msup": _scripts("sSup", "e", "sup"),
    "msub": _scripts("sSub", "e", "sub"),
    "msubsup": _scripts("sSubSup", "e", "sub", "sup"),
    "msqrt": _root,
    "mroot": _root,
    "mover": _over,
    "munder": _under,
    "munderover": _both,
    "mtable": _table,
}
