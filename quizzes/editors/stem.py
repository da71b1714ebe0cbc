"""The editor of a question's text: Wagtail's Draftail where it can show the text whole, else its HTML.

Draftail knows no tables: a table is typed as lines of cells between bars (``quizzes.editors.markup``). A text that
Draftail would change (formulas, joined cells, pictures of other sizes) is edited as HTML, so that nothing gets lost.
"""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.images.formats import FORMATS
from wagtail.rich_text import expand_db_html

from content.models.media import ContentRendition
from content.sanitising import TextTooLarge, clean_rich_text
from quizzes.editors.fields import MAX_TEXT
from quizzes.editors.markup import alike, bars_from_tables, html_of_lines, lines_of, tables_from_bars

FEATURES = ["bold", "italic", "underline", "superscript", "subscript", "ol", "ul", "link", "image"]
_PICTURE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_BREAK = re.compile(r"<br\s*>")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError)
"""What Wagtail's converters raise for text or JSON that no editor has written."""


def _cleaned(html: str) -> str:
    try:
        return clean_rich_text(html)
    except TextTooLarge:
        return ""


def to_editor(html: str) -> str:
    """Stored HTML as Wagtail's converter reads it: pictures of the library by number, tables as lines."""
    return _BREAK.sub("<br/>", _PICTURE.sub(_embedded, bars_from_tables(html)))


def _embedded(found: re.Match[str]) -> str:
    facts = dict(_ATTRIBUTE.findall(found.group()))
    name = facts.get("src", "").removeprefix(settings.MEDIA_URL)
    rendition = ContentRendition.objects.filter(file=name).first() if name else None
    shape = next((f for f in FORMATS if rendition and f.filter_spec == rendition.filter_spec), None)
    if rendition is None or shape is None:
        return found.group()
    alt = facts.get("alt", "")
    return f'<embed embedtype="image" id="{rendition.image_id}" format="{shape.name}" alt="{alt}"/>'


def from_editor(html: str) -> str:
    """The reverse, in the wording in which authoring would store it."""
    return _cleaned(tables_from_bars(expand_db_html(html)))


class StemWidget(DraftailRichTextArea):
    """Draftail, and a plain field beside it for browsers without scripts and for texts that Draftail cannot show."""

    template_name = "quizzes/admin/widgets/stem.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, features=FEATURES, **kwargs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """HTML, whichever of the two fields was sent; None when neither can be read."""
        typed = data.get(f"{name}-html")
        if typed is not None:
            return html_of_lines(typed[:MAX_TEXT])
        try:
            stored = super().value_from_datadict(data, files, name)
            return None if stored is None else from_editor(stored)
        except UNREADABLE:
            return None

    def format_value(self, value: Any) -> str:
        state: str = super().format_value(to_editor(value or ""))
        return state

    def shows_whole(self, html: str) -> bool:
        """Whether the text comes out of Draftail as it went in."""
        try:
            back = self.converter.to_database_format(self.converter.from_database_format(to_editor(html)))
            return not html or alike(from_editor(back), html)
        except UNREADABLE:
            return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        html = _cleaned(str(value or ""))
        is_whole = self.shows_whole(html)
        self.options |= {
            "ariaLabel": gettext("Question"),
            "stateSaveInterval": 0,
        }  # nothing typed waits to be sent
        context: dict[str, Any] = super().get_context(name, html if is_whole else "", attrs)
        context["widget"] |= {"is_whole": is_whole, "html": lines_of(html), "html_name": f"{name}-html"}
        return context


class StemField(forms.CharField):
    """The text of a question, as HTML."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TEXT, widget=StemWidget(), **kwargs)


def is_untouched(*, sent: str, stored: str) -> bool:
    """Whether an editor gave back what it was given; then the stored text stands byte for byte."""
    return alike(sent, stored)
