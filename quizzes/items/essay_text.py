"""The text of an essay's answer: plain as it was typed, or simply formatted HTML. Pure.

``{"text": "…"}`` is plain; ``{"text": "<p>…</p>", "format": "html"}`` was written in the small editor. HTML is cleaned when it
is stored and once more whenever it is shown.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from content.sanitising import TextTooLarge, clean_simple_text

FORMAT, HTML = "format", "html"
_BLOCK = re.compile(r"</(?:p|li)>|<br>")
_TAG = re.compile(r"<[^>]*>")
_BLANK_LINES = re.compile(r"\n{2,}")


def is_formatted(answer: Mapping[str, Any]) -> bool:
    return answer.get(FORMAT) == HTML


def cleaned(markup: str) -> str:
    """Paragraphs, lists, bold, italic and underline; ``""`` when no word is left, or more than anybody writes."""
    try:
        markup = clean_simple_text(markup)
    except TextTooLarge:
        return ""
    return markup if plain_of(markup).strip() else ""


def plain_of(markup: str) -> str:
    r"""The words of formatted text, a line for each paragraph.

    >>> plain_of("<p>Một <b>việc</b></p><ul><li>hai</li></ul>")
    'Một việc\nhai'
    """
    lines = _TAG.sub("", _BLOCK.sub("\n", markup)).replace("&nbsp;", " ")
    return html.unescape(lines).strip("\n")


def answer_plain(answer: Mapping[str, Any]) -> str:
    """The answer's words without their formatting."""
    text = str(answer.get("text", ""))
    return plain_of(text) if is_formatted(answer) else text


def answer_markup(answer: Mapping[str, Any]) -> str:
    r"""The answer as HTML that may be shown; ``""`` for none.

    >>> answer_markup({"text": "a < b\nc"})
    '<p>a &lt; b<br>c</p>'
    """
    text = str(answer.get("text", ""))
    if is_formatted(answer):
        return cleaned(text)
    parts = (part for part in _BLANK_LINES.split(text.strip("\n")) if part.strip())
    return "".join(f"<p>{html.escape(part, quote=False)}</p>".replace("\n", "<br>") for part in parts)
