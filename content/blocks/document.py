"""A file to take away: a form, a decree, a table."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentValue(StructValue):
    @property
    def shown_title(self) -> str:
        return self.get("title") or getattr(self.get("document"), "title", "")

    @property
    def kind(self) -> str:
        """The kind of file as people name it, for example ``PDF``."""
        return str(getattr(self.get("document"), "file_extension", "")).upper()


class DocumentBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = CharBlock(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Empty: the title kept with the document."),
    )
    description = CharBlock(label=_("What it is for"), required=False, max_length=300)

    class Meta:
        label = _("Document to download")
        icon = "doc-full-inverse"
        template = "content/blocks/document.html"
        value_class = DocumentValue
        description = _("A file that readers may keep, with its kind and size")
