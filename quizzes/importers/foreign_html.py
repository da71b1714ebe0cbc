"""Foreign HTML and XHTML written as the HTML a question holds: known tags only, pictures renamed, the rest said to be lost.

What comes out is cleaned once more by ``content.sanitising`` where it is stored. Pure.
"""

import html
import re
from collections.abc import Callable

import lxml.html
from lxml import etree

from content.sanitising import RICH
from quizzes.importers.formulas import formula_of
from quizzes.importers.xml_reading import Element, all_text, attribute, local

Swap = Callable[[Element], str | None]
"""What stands in the place of an element: HTML, or None for the element itself."""

_BLOCKS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "figcaption",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
    ]
)
_BECOMES = {
    "h1": "h2",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "var": "em",
    "dfn": "em",
    "strike": "s",
    "del": "s",
    "ins": "u",
    "cite": "em",
}
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "stylesheet"})
_PLAYED = frozenset({"audio", "video", "embed", "iframe", "applet", "object", "svg", "canvas"})
_KEPT = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
_SPANS = {"underline": "u", "strike": "s"}
_TEXT_BLOCKS = frozenset("p h2 h3 h4 h5 h6 figcaption caption".split())  # noqa: SIM905
_BLANKS = re.compile(r"[ \t\r\n]+")
_BETWEEN = re.compile(
    r"(</?(?:p|h\d|ul|ol|li|blockquote|figure|table|thead|tbody|tfoot|tr|td|th)\b[^>]*>|<hr>) (?=<)"
)
_BLOCK_START = re.compile(r"\s*<(?:p|h\d|ul|ol|blockquote|pre|hr|figure|table)\b", re.IGNORECASE)
_BREAKS = re.compile(r"(?:\s*<br>\s*)+$|^(?:\s*<br>\s*)+")


class Markup:
    """Writes HTML for one question; ``picture`` gives a picture's new address, ``lost`` is told what has no place."""

    def __init__(self, *, picture: Callable[[str, str], str], lost: Callable[[str, str], None]) -> None:
        self._picture = picture
        self._lost = lost

    def block(self, element: Element, swap: Swap | None = None) -> str:
        """What is inside an element, as paragraphs."""
        return paragraphs(self._inside(element, swap, is_inline=False))

    def inline(self, element: Element, swap: Swap | None = None) -> str:
        """What is inside an element, as one line (paragraphs become line breaks)."""
        return _trimmed(self._inside(element, swap, is_inline=True))

    def block_of(self, text: str) -> str:
        """The same for HTML that was written into an attribute or a text."""
        return self.block(_parsed(text)) if text.strip() else ""

    def inline_of(self, text: str) -> str:
        return self.inline(_parsed(text)) if text.strip() else ""

    def _inside(self, element: Element, swap: Swap | None, *, is_inline: bool) -> str:
        write = _as_it_stands if local(element) == "pre" else escaped
        parts = [write(element.text)]
        for child in element:
            if local(child):
                parts.append(self._of(child, swap, is_inline=is_inline))
            parts.append(write(child.tail))
        return "".join(parts)

    def _of(self, element: Element, swap: Swap | None, *, is_inline: bool) -> str:
        name = local(element).lower()
        swapped = swap(element) if swap else None
        if swapped is not None or name in _UNSEEN:
            return swapped or ""
        if name == "math":
            return self._maths(element)
        if name == "img" or (name == "object" and attribute(element, "type").startswith("image/")):
            return self._img(element)
        if name in _PLAYED:
            self._lost("media", attribute(element, "src") or attribute(element, "data") or name)
            return ""
        return self._tag(_BECOMES.get(name, name), element, swap, is_inline=is_inline)

    def _tag(self, name: str, element: Element, swap: Swap | None, *, is_inline: bool) -> str:
        if name == "br":
            return "<br>"
        if name == "hr":
            return "" if is_inline else "<hr>"
        name = _SPANS.get(attribute(element, "class"), name) if name == "span" else name
        inside = self._inside(element, swap, is_inline=is_inline)
        if name in {"div", "section", "article"} and not is_inline:
            return inside if _BLOCK_START.search(inside) or not inside.strip() else f"<p>{inside.strip()}</p>"
        if is_inline and (name in _BLOCKS or name == "div"):
            return f"<br>{inside}<br>"
        if name not in RICH.tags or (name == "p" and not inside.strip()):
            return inside.strip() if name == "p" else inside
        kept = "".join(
            f' {key}="{html.escape(given)}"'
            for key in _KEPT.get(name, ())
            if (given := attribute(element, key))
        )
        return f"<{name}{kept}>{_within(name, inside)}</{name}>"

    def _img(self, element: Element) -> str:
        address = attribute(element, "src") or attribute(element, "data")
        alt = attribute(element, "alt") or " ".join(all_text(element).split())
        source = self._picture(address, alt)
        if not source:
            return html.escape(f"[{alt}]") if alt else ""
        sizes = "".join(
            f' {key}="{given}"' for key in ("width", "height") if (given := attribute(element, key)).isdigit()
        )
        return f'<img src="{html.escape(source)}" alt="{html.escape(alt)}"{sizes}>'

    def _maths(self, element: Element) -> str:
        formula = formula_of(element)
        if formula.lost:
            self._lost("formula", formula.lost)
        return formula.markup


def escaped(text: str | None) -> str:
    """Text as HTML; blanks and line ends of the file are one blank."""
    return html.escape(_BLANKS.sub(" ", text or ""), quote=False)


def _as_it_stands(text: str | None) -> str:
    return html.escape(text or "", quote=False)


def _within(name: str, inside: str) -> str:
    """Blanks at the ends of a block, and between blocks, are the file's layout."""
    if name not in _BLOCKS or name == "pre":
        return inside
    return inside.strip(" ") if name in _TEXT_BLOCKS else _BETWEEN.sub(r"\1", inside.strip(" "))


def paragraphs(markup: str) -> str:
    """Text that stands outside any block is put into a paragraph.

    >>> paragraphs("một<p>hai</p>"), paragraphs(" ")
    ('<p>một</p><p>hai</p>', '')
    """
    text = _BETWEEN.sub(r"\1", markup.strip())
    if not text:
        return ""
    match = re.search(r"<(?:p|h\d|ul|ol|blockquote|pre|hr|figure|table)\b", text, re.IGNORECASE)
    if match is None:
        return f"<p>{_trimmed(text)}</p>"
    before = _trimmed(text[: match.start()])
    return (f"<p>{before}</p>" if before else "") + text[match.start() :]


def plain_paragraphs(text: str) -> str:
    """Plain text as paragraphs, one for each line that is not empty."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(f"<p>{escaped(line)}</p>" for line in lines)


def _trimmed(markup: str) -> str:
    found = markup.strip()
    while (shorter := _BREAKS.sub("", found).strip()) != found:
        found = shorter
    return re.sub(r"(?:\s*<br>\s*){2,}", "<br>", found)


def _parsed(text: str) -> Element:
    try:
        return lxml.html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError):
        holder = etree.Element("div")
        holder.text = re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udfff]", "", text)
        return holder
