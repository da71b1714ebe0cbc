"""Formulas in MathML, brought down to the elements that ``content.sanitising`` keeps. Pure."""

import html
import re
from dataclasses import dataclass

import lxml.html
from lxml import etree

from content.sanitising import INLINE
from quizzes.importers.xml_reading import Element, all_text, attribute, local

_KEPT = frozenset(name for name in INLINE.tags if name == "math" or name.startswith("m"))
_UNSEEN = frozenset({"annotation", "annotation-xml", "mphantom", "mglyph", "none", "mprescripts"})
_BECOMES = {"mstyle": "mrow", "mpadded": "mrow", "maction": "mrow", "semantics": "mrow", "ms": "mtext"}
_LOSSY = frozenset({"menclose", "mmultiscripts", "mlongdiv", "mstack", "mphantom", "mglyph"})
"""Without these a formula says something else."""
_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """``markup`` is what is kept; ``lost`` the words of a formula of which something could not be."""

    markup: str
    lost: str = ""


def formula_of(element: Element) -> Formula:
    """A ``math`` element as markup of ours.

    Fences become signs in a row, notes for programs go; what only says how things look goes as well.
    """
    names = {local(one).lower() for one in element.iter() if local(one)}
    lost = bool(names & _LOSSY) or bool(names - _KEPT - _UNSEEN - set(_BECOMES) - {"mfenced"})
    return Formula(markup=_written(element), lost=" ".join(all_text(element).split())[:80] if lost else "")


def formula_in(markup: str) -> Formula:
    """The same for a formula that stands in HTML, from ``<math`` to its end."""
    try:
        found = lxml.html.fragment_fromstring(markup)
    except (etree.LxmlError, ValueError):
        words = " ".join(_TAG.sub(" ", markup).split())
        return Formula(markup=words, lost=words[:80] or "math")
    return formula_of(found)


def _written(element: Element) -> str:
    name = local(element).lower()
    if not name or name in _UNSEEN:
        return ""
    if name == "mfenced":
        return _fenced(element)
    name = _BECOMES.get(name, name)
    inside = "".join([_text(element.text), *(_written(child) + _text(child.tail) for child in element)])
    if name not in _KEPT:
        return f"<mrow>{inside}</mrow>" if len(element) else f"<mtext>{inside}</mtext>"
    kept = "".join(
        f' {key}="{html.escape(given)}"'
        for key in sorted(INLINE.attributes.get(name, ()))
        if (given := attribute(element, key))
    )
    return f"<{name}{kept}>{inside}</{name}>"


def _fenced(element: Element) -> str:
    """``mfenced`` as browsers no longer know it: the signs stand in the row."""
    opened, closed = element.get("open", "("), element.get("close", ")")
    signs = element.get("separators", ",").replace(" ", "")
    parts: list[str] = []
    for place, child in enumerate(one for one in element if local(one)):
        if place and signs:
            parts.append(_sign(signs[min(place - 1, len(signs) - 1)]))
        parts.append(_written(child))
    return f"<mrow>{_sign(opened)}{''.join(parts)}{_sign(closed)}</mrow>"


def _sign(sign: str) -> str:
    return f"<mo>{html.escape(sign, quote=False)}</mo>" if sign.strip() else ""


def _text(text: str | None) -> str:
    """Blanks between elements are layout of the file."""
    bare = _BLANKS.sub(" ", text or "")
    return html.escape(bare, quote=False) if bare.strip() else ""
