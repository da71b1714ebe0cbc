"""What stands in a page, whatever its type: the texts readers meet, and every string as it is stored."""

import html
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.sanitising import TextTooLarge, strip_all
from content.translating import passages_of_body

NOT_READ = frozenset(
    {"slug", "code", "to_verify", "url_path", "seo_title", "search_description", "draft_title"}
)
"""Text fields of a page that no reader meets as text."""
SOURCES = frozenset({"sources", "legal_basis"})
_BETWEEN = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|td|th|tr|br|blockquote|dt|dd)\b[^>]*>", re.IGNORECASE)


def text_fields(model: type[Page], *, with_sources: bool) -> list[Any]:
    """The fields a page type adds to every page that hold text or blocks, and its title."""
    found = [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField | models.CharField | StreamField)
        and not isinstance(field, models.URLField)
        and not field.choices
        and field.name not in NOT_READ
        and (field.name == "title" or field.model is not Page)
    ]
    return [field for field in found if with_sources or field.name not in SOURCES]


def paragraphs_of(page: Page) -> list[str]:
    """The Vietnamese paragraphs of a page as plain text, in the order of its fields; the sources are not among them."""
    found: list[str] = []
    for field in text_fields(type(page), with_sources=False):
        if field.name.endswith("_en"):
            continue
        value = getattr(page, field.name)
        if isinstance(field, StreamField):
            for passage in passages_of_body(value):
                found += _paragraphs_in(passage.source, is_markup=passage.kind == "rich")
        else:
            found += _paragraphs_in(value or "", is_markup=isinstance(field, RichTextField))
    return found


def strings_of(page: Page) -> Iterator[str]:
    """Every stored string of a page, sources and links included: plain, or HTML as editors left it."""
    for field in page._meta.get_fields():
        if field.name in NOT_READ or (getattr(field, "model", None) is Page and field.name != "title"):
            continue
        if isinstance(field, StreamField):
            yield from _strings_in(list(getattr(page, field.name).raw_data))
        elif isinstance(field, models.TextField | models.CharField):
            yield str(getattr(page, field.name) or "")


def _strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"id", "type"}:
                yield from _strings_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings_in(inner)


def _paragraphs_in(text: str, *, is_markup: bool) -> list[str]:
    pieces = _BETWEEN.split(text) if is_markup else text.splitlines()
    plain = (_plain(piece) if is_markup else piece for piece in pieces)
    return [piece for piece in (" ".join(words.split()) for words in plain) if piece]


def _plain(markup: str) -> str:
    try:
        return strip_all(markup)
    except TextTooLarge:
        return html.unescape(re.sub(r"<[^>]*>", " ", markup))
