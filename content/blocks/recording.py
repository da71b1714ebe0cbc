"""A film or a recording that was uploaded here: captions and transcript come with it, from where it is kept."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class RecordingBlock(StructBlock):
    media = SnippetChooserBlock(
        "content.ContentMedia",
        label=_("Film or recording"),
        help_text=_("Captions and transcript are kept with it; without them the lesson cannot be published."),
    )
    caption = CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        label = _("Film or recording")
        icon = "media"
        template = "content/blocks/recording.html"
        description = _("An uploaded film or recording with captions and a transcript")
