"""What the check of a Word file shows: what became of each part, and the guide as its blocks draw it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.models import WordImport
from guides.models import GuidePage
from guides.remarks import sentence_of

SHOWN = 20


def pictures_of(batch: WordImport) -> list[dict[str, Any]]:
    """The pictures of the text that could be read, in its order."""
    return [one for one in batch.outcome.get("previews", []) if isinstance(one, dict)]


def problems_of(batch: WordImport) -> list[dict[str, str]]:
    """What to look at: first what became of the guide, then what was met in the file."""
    remarks = [
        {"severity": "warning", "where": "", "message": sentence_of(one), "quote": ""}
        for one in batch.report["remarks"]
    ]
    met = [dict(one) for one in batch.report["problems"] if one["severity"] != "info"]
    return [*remarks, *met[:SHOWN]]


def outline_of(batch: WordImport) -> list[tuple[str, str, str]]:
    """Each part: what it has become, its heading, and how much is in it."""
    children = _children()
    return [
        (str(children[block["type"]].label), block["value"].get("title") or "", _amount(block))
        for block in batch.parsed["draft"]["body"]
    ]


def _amount(block: Mapping[str, Any]) -> str:
    value = block["value"]
    if block["type"] == "steps":
        count = len(value["steps"])
        return ngettext("%(n)s step", "%(n)s steps", count) % {"n": count}
    rows = next((part for part in value.values() if isinstance(part, list)), None)
    if rows is None:
        return ""
    return ngettext("%(n)s entry", "%(n)s entries", len(rows)) % {"n": len(rows)}


def preview_html(batch: WordImport) -> SafeString:
    """The blocks of the guide; pictures come from the small copies of the check."""
    return format_html_join("\n", "{}", ((one,) for one in _rendered(batch)))


def _rendered(batch: WordImport) -> Iterator[SafeString]:
    children = _children()
    numbers = {one["key"]: number for number, one in enumerate(pictures_of(batch))}
    for block in batch.parsed["draft"]["body"]:
        value = block["value"]
        if block["type"] != "picture":
            child = children[block["type"]]
            yield child.render(child.to_python(value))
        elif value["image"] in numbers:
            address = reverse("guides_from_word_picture", args=[batch.uuid, numbers[value["image"]]])
            alt = "" if value["is_decorative"] else value["alt"] or _("Picture without a description")
            yield format_html(
                '<figure><img src="{}" alt="{}"><figcaption>{}</figcaption></figure>',
                address,
                alt,
                value["caption"],
            )


def _children() -> Mapping[str, Any]:
    children: Mapping[str, Any] = GuidePage._meta.get_field("body").stream_block.child_blocks
    return children
