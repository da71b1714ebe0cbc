"""What a lesson would look like, rendered by the blocks themselves before any of it is written."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from content.blocks import LessonBlocks
from content.models import WordImport
from courses.importers.lesson import ParsedLesson


def preview_html(parsed: ParsedLesson, batch: WordImport) -> SafeString:
    """The blocks of a checked lesson as HTML; pictures come from the small copies of the check."""
    children = LessonBlocks().child_blocks

    def shown(block: dict) -> SafeString:
        if block["type"] == "image":
            return _picture(parsed, batch, block["value"])
        child = children[block["type"]]
        return child.render(child.to_python(block["value"]))

    return format_html_join("\n", "{}", ((shown(block),) for block in parsed.blocks))


def _picture(parsed: ParsedLesson, batch: WordImport, value: dict) -> SafeString:
    index = value["picture"]
    address = reverse("courses_import:picture", kwargs={"uuid": batch.uuid, "index": index})
    caption = format_html("<figcaption>{}</figcaption>", value["caption"]) if value["caption"] else ""
    return format_html(
        '<figure class="content-figure"><img src="{}" alt="{}">{}</figure>',
        address,
        parsed.pictures[index].alt,
        caption,
    )
