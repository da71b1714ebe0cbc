"""The few pieces XML is written from. Pure."""

import html
import re

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""Signs XML 1.0 cannot hold at all (section 2.2)."""


def element(name: str, inside: str, *, attributes: str = "") -> str:
    """``inside`` is XML already."""
    start = f"{name} {attributes}".strip()
    return f"<{start}>{inside}</{name}>"


def text_of(text: str) -> str:
    """A ``text`` element as Moodle writes it: mark-up inside a CDATA section."""
    plain = _FORBIDDEN.sub("", text)
    if "<" in plain or "&" in plain or ">" in plain:
        return "<text><![CDATA[" + plain.replace("]]>", "]]]]><![CDATA[>") + "]]></text>"
    return f"<text>{html.escape(plain, quote=False)}</text>"
