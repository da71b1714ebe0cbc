"""What every page of a course shows, written without a template where a template would cost more than the page."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.outline import OutlineChapter, OutlineLesson
from ui.templatetags.ui import ui_progress

register = template.Library()


@register.simple_tag
def outline_chapters(chapters: Iterable[OutlineChapter]) -> SafeString:
    """Chapters with their lessons; a course without chapters is one list."""
    language = get_language()
    return SafeString("".join(_chapter(chapter, language) for chapter in chapters))


def _chapter(chapter: OutlineChapter, language: str | None) -> str:
    heading = (
        format_html(
            '<h3 class="courses-outline__chapter" lang="{}">{}</h3>', chapter.title_language, chapter.title
        )
        if chapter.title
        else ""
    )
    rows = "".join(_rendered(lesson, language) for lesson in chapter.lessons)
    return f'{heading}<ol class="courses-outline">{rows}</ol>'


@lru_cache(maxsize=8192)
def _rendered(lesson: OutlineLesson, _language: str | None) -> SafeString:
    """One lesson in an outline. What it shows follows from the row's values and the language alone."""
    return render_to_string("courses/_outline_row.html", {"lesson": lesson})


@register.simple_tag
def minutes_left(minutes: int) -> str:
    """How much of the course is still to be read, after a dot; nothing where nothing is."""
    if not minutes:
        return ""
    words = ngettext(
        "%(minutes)s minute left in the course", "%(minutes)s minutes left in the course", minutes
    )
    return f" · {words % {'minutes': minutes}}"


@register.simple_tag
def share_read(percent: int) -> SafeString:
    return _share_read(percent, get_language())


@lru_cache(maxsize=256)
def _share_read(percent: int, _language: str | None) -> SafeString:
    return ui_progress(percent, 100, _("Read %(percent)s%%") % {"percent": percent})
