"""Text from outside becomes HTML we are willing to show. The only importer of bleach and nh3. Pure.

Two cleaners with the same allow-list, one written in Python on html5lib and one in Rust on html5ever: what one of them
misreads (mutation XSS) the other one sees. Size and depth are checked first, because nested tags cost nh3 quadratic time.
What comes out is a fixed point: cleaning it again changes nothing.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass

import bleach
import nh3

MAX_BYTES = 200_000
MAX_DEPTH = 100
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
OWN_FILES = ("/media/", "/static/")
"""Pictures may come only from here; nothing is fetched from a foreign host by a reader's browser."""

_INLINE = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "s", "strong", "sub", "sup", "u"})
_BLOCKS = frozenset(
    {
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
        "img",
        "figure",
        "figcaption",
    }
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
)
FORMULA_TAGS = frozenset(
    {
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "msup",
        "msub",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
    }
    | {"mover", "munder", "munderover", "mtable", "mtr", "mtd"}
)
"""Presentation MathML that draws and says a formula. Without ``annotation-xml``, ``maction``, ``mglyph`` and links, which
carry foreign markup or addresses."""
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source"}
)
_CLOSED_BY_PARSER = frozenset({"p", "li", "td", "th", "tr", "thead", "tbody", "tfoot", "dt", "dd", "option"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_UNSEEN = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class TextTooLarge(ValueError):
    """More text, or deeper nested, than anybody writes by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a kind of text may hold: tag names, and attributes by tag."""

    tags: frozenset[str]
    attributes: dict[str, frozenset[str]]


_LINK = {"a": frozenset({"href", "title"}), "abbr": frozenset({"title"})}
_CELL = frozenset({"colspan", "rowspan", "scope"})
_FORMULA = {
    "math": frozenset({"display"}),
    "mi": frozenset({"mathvariant"}),
    "mo": frozenset({"stretchy"}),
    "mfrac": frozenset({"linethickness"}),
    "mover": frozenset({"accent"}),
    "munder": frozenset({"accentunder"}),
    "mtd": frozenset({"columnspan", "rowspan"}),
}
_PICTURE = {"img": frozenset({"src", "alt", "width", "height"})}
INLINE = Policy(tags=_INLINE | FORMULA_TAGS | {"img"}, attributes={**_LINK, **_FORMULA, **_PICTURE})
RICH = Policy(
    tags=_INLINE | FORMULA_TAGS | _BLOCKS,
    attributes={
        **_LINK,
        **_FORMULA,
        **_PICTURE,
        "ol": frozenset({"start", "type"}),
        "td": _CELL,
        "th": _CELL,
        **{f"h{level}": frozenset({"id"}) for level in range(2, 7)},
    },
)
SIMPLE = Policy(tags=frozenset({"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li"}), attributes={})
STRIP = Policy(tags=frozenset(), attributes={})


def clean_rich_text(markup: str) -> str:
    """HTML for the body of a page: paragraphs, headings h2-h6, lists, tables, own pictures, safe links."""
    return _clean(markup, RICH)


def clean_inline(markup: str) -> str:
    """HTML that fits in one line, such as the text of a choice."""
    return _clean(markup, INLINE)


def clean_simple_text(markup: str) -> str:
    """HTML that somebody wrote in a small editor: paragraphs, lists, bold, italic, underline; no attribute at all."""
    return _clean(markup, SIMPLE)


def strip_all(markup: str) -> str:
    """Plain text (not HTML): all tags gone, entities read. Escape it where it is shown."""
    return html.unescape(_clean(markup, STRIP))


def is_safe_address(address: str) -> bool:
    r"""Whether a link may point there: our schemes, or an address within this site.

    >>> is_safe_address("java\\tscript:alert(1)")
    False
    """
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\ufeff]", "", html.unescape(address))
    if not bare or "\\" in bare or bare.startswith("//"):
        return False
    scheme = _SCHEME.match(bare)
    if scheme:
        return scheme.group(1).lower() in SCHEMES
    return ":" not in re.split(r"[/?#]", bare)[0]


def _clean(markup: str, policy: Policy) -> str:
    text = _CONTROL.sub("", markup)
    _refuse_monsters(text)
    text = _UNSEEN.sub("", text)
    for _round in range(6):
        cleaned = _nh3(_bleach(text, policy), policy)
        if cleaned == text:
            return cleaned
        text = cleaned
    # The two parsers do not agree on this text whatever is done: then it is shown as the text it is.
    return html.escape(html.unescape(_nh3(text, STRIP)), quote=False).replace("\xa0", "&nbsp;")


def _refuse_monsters(markup: str) -> None:
    if len(markup.encode("utf-8", "replace")) > MAX_BYTES:
        raise TextTooLarge("This text is too large.")
    is_open: Counter[str] = Counter()
    depth = 0
    for closing, name in _TAG.findall(markup):
        tag = name.lower()
        if tag in _VOID or tag in _CLOSED_BY_PARSER:
            continue
        if not closing:
            is_open[tag] += 1
            depth += 1
        elif is_open[tag]:
            is_open[tag] -= 1
            depth -= 1
        if depth > MAX_DEPTH:
            raise TextTooLarge("This text is nested too deeply.")


def _attribute(policy: Policy, tag: str, name: str, value: str) -> str | None:
    """The value an attribute may keep, or None."""
    if name not in policy.attributes.get(tag, frozenset()):
        return None
    checks: dict[str, bool] = {
        "href": is_safe_address(value),
        "src": value.startswith(OWN_FILES) and ".." not in value and "\\" not in value,
        "scope": value in {"col", "row", "colgroup", "rowgroup"},
        "type": value in {"1", "a", "A", "i", "I"},
        "id": bool(_ADDRESS.fullmatch(value)),
        "display": value in {"block", "inline"},
        "mathvariant": value == "normal",
        "linethickness": value == "0",
        **{key: value in {"true", "false"} for key in ("stretchy", "accent", "accentunder")},
        **{key: bool(_NUMBER.fullmatch(value)) for key in ("colspan", "rowspan", "start", "columnspan")},
        **{key: value.isascii() and value.isdigit() and len(value) < 6 for key in ("width", "height")},
    }
    return value if checks.get(name, True) else None


def _bleach(markup: str, policy: Policy) -> str:
    def allows(tag: str, name: str, value: str) -> bool:
        return _attribute(policy, tag, name, html.unescape(value)) is not None

    cleaned: str = bleach.clean(
        markup,
        tags=policy.tags,
        attributes=allows,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return cleaned


def _nh3(markup: str, policy: Policy) -> str:
    return nh3.clean(
        markup,
        tags=set(policy.tags),
        attributes={tag: set(names) for tag, names in policy.attributes.items()},
        attribute_filter=lambda tag, name, value: _attribute(policy, tag, name, value),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
        generic_attribute_prefixes=set(),
    )
