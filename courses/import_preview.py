"""What a lesson would look like, rendered by the blocks themselves before any of it is written."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from content.blocks import LessonBlocks
from content.models import WordImport
from content.services.import_files import previews_of
from courses.importers.lesson import ParsedLesson


def preview_html(parsed: ParsedLesson, batch: WordImport) -> SafeString:
    """The blocks of a checked lesson as HTML; pictures come from the small copies of the check."""
    children = LessonBlocks().child_blocks
    numbers = {key: index for index, key in enumerate(previews_of(batch=batch))}

    def shown(block: dict) -> SafeString:
        if block["type"] == "image":
            return _picture(parsed, batch, block["value"], numbers)
        if block["type"] == "self_check":
            return _self_check(batch, block["value"]["questions"])
        child = children[block["type"]]
        return child.render(child.to_python(block["value"]))

    return format_html_join("\n", "{}", ((shown(block),) for block in parsed.blocks))


def _picture(parsed: ParsedLesson, batch: WordImport, value: dict, numbers: dict[str, int]) -> SafeString:
    picture = parsed.pictures[value["picture"]]
    index = numbers.get(picture.key, 0)
    address = reverse("courses_import:picture", kwargs={"uuid": batch.uuid, "index": index})
    caption = format_html("<figcaption>{}</figcaption>", value["caption"]) if value["caption"] else ""
    return format_html(
        '<figure class="content-figure"><img src="{}" alt="{}">{}</figure>',
        address,
        "" if picture.is_decorative else picture.alt,
        caption,
    )


def _self_check(batch: WordImport, number: int) -> SafeString:
    found = batch.parsed["questions"][str(number)]
    return format_html(
        '<aside class="content-callout"><p><strong>{}</strong></p><p>{}</p></aside>',
        found["title"],
        _("Here %(count)s questions are asked; nobody's answers are kept.") % {"count": found["imported"]},
    )
