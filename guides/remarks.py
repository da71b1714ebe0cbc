"""What the check of a Word file tells its editor, in sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES = {
    "no_title": gettext_noop(
        "The file has no title; “%(detail)s” stands in its place. Say above what the guide is called."
    ),
    "no_summary": gettext_noop(
        "Nothing stands before the first heading. Say above in one or two sentences what the guide helps with."
    ),
    "long_summary": gettext_noop(
        "The first paragraph is longer than 300 letters: “%(detail)s…”. It stays in the text; shorten it above."
    ),
    "no_link": gettext_noop("The file names no official link, so %(detail)s was entered. Check it above."),
    "foreign_link": gettext_noop(
        "“%(detail)s” is no official link: it begins with https:// and its host ends in .gov.vn. "
        "Another one was entered; check it above."
    ),
    "no_minutes": gettext_noop(
        "The file does not say how long it takes, so %(detail)s minutes were entered. Check it above."
    ),
    "cut": gettext_noop("“%(detail)s…” is too long for its place and was cut. Check it above."),
    "empty": gettext_noop("There is no text in this file."),
    "no_steps": gettext_noop(
        "No steps were found. Number them in Word (1, 2, 3), or begin each with “Bước 1:”."
    ),
    "no_help": gettext_noop(
        "The file does not say whom to ask. Readers are shown the hotline of the list of guides."
    ),
    "too_long": gettext_noop(
        "“%(detail)s…” is too long for its place. It is kept in the draft; shorten it there."
    ),
    "picture": gettext_noop("A picture could not be read and is left out: %(detail)s."),
}


def sentence_of(remark: Mapping[str, Any]) -> str:
    """A remark as it is kept with the batch, in the reader's language."""
    return _(SENTENCES[remark["code"]]) % {"detail": remark["detail"]}
