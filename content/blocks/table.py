"""Tables, merged cells and formatting in cells included.

Why a cleaned HTML table and not Wagtail's own: ``TypedTableBlock`` knows no merged cells, ``TableBlock`` keeps cells as
plain text in a spreadsheet that a keyboard or a screen reader cannot use. Official documents merge cells in every second
table and put links and bold words in them; an import that loses these is no import. So the value is the table itself as
HTML, cleaned by ``content.sanitising`` whenever it is read from a form, and edited as what it is: the author types into
its cells (``table-editor.js``), adds and removes rows and columns, and never sees a tag. A lesson's table is read far
more often than edited, and this way reading costs nothing.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Media
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.blocks import CharBlock, FieldBlock, StructBlock

from content.sanitising import TextTooLarge, clean_rich_text, strip_all
from content.tables import is_table, with_header_scopes

EXAMPLE = (
    "<table><tbody><tr><th>Kết quả</th><th>Thời hạn</th></tr>"
    "<tr><td>Hồ sơ hợp lệ</td><td>Trong ngày</td></tr></tbody></table>"
)


class TableInput(forms.Textarea):
    """A textarea that a small script turns into the table it holds. Without script: the HTML itself, still cleaned."""

    template_name = "content/widgets/table_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = value or ""
        return context

    @property
    def media(self) -> Media:
        return Media(
            js=[versioned_static("content/table-editor.js")],
            css={"all": [versioned_static("content/table-editor.css")]},
        )


class TableHtmlBlock(FieldBlock):
    """One table as clean HTML. Anything else is refused."""

    def __init__(self, *, required: bool = True, help_text: str = "", **kwargs: Any) -> None:
        self.field = forms.CharField(widget=TableInput(), required=required, help_text=help_text)
        super().__init__(**kwargs)

    def value_from_form(self, value: str) -> str:
        try:
            return with_header_scopes(clean_rich_text(value or ""))
        except TextTooLarge:
            return value

    def clean(self, value: str) -> str:
        value = super().clean(value)
        try:
            cleaned = with_header_scopes(clean_rich_text(value))
        except TextTooLarge as error:
            raise ValidationError(_("This table is too large. Divide it into smaller ones.")) from error
        if not is_table(cleaned):
            raise ValidationError(_("This is not a table."))
        return cleaned

    def render_basic(self, value: str, context: dict[str, Any] | None = None) -> SafeString:
        # Cleaned again: a raw stream value may have come past clean() (imports, copies, fixtures).
        return mark_safe(with_header_scopes(clean_rich_text(value or "")))  # noqa: S308

    def get_searchable_content(self, value: str) -> list[str]:
        return [strip_all(value)] if value else []


class TableBlock(StructBlock):
    caption = CharBlock(label=_("Caption"), required=False, max_length=300)
    html = TableHtmlBlock(label=_("Table"), default=EXAMPLE)

    class Meta:
        label = _("Table")
        icon = "table"
        template = "content/blocks/table.html"
        description = _("A table, also with merged cells")
        preview_value = {"caption": "Ba kết quả có thể xảy ra", "html": EXAMPLE}
        preview_template = "content/blocks/preview.html"
