"""How hard a page is to read, told to whoever writes it: beside the form, of what was saved last. It blocks nothing."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from content.plain_language import Hint, Kind, Level, Reading, reading_of
from guides.texts import paragraphs_of

SHOWN = 40
LEVELS = {
    Level.EASY: _("easy to read"),
    Level.MIDDLE: _("of middling difficulty"),
    Level.HARD: _("hard to read"),
}
HEADINGS = {
    Kind.HEAVY_WORD: _("Official words"),
    Kind.LONG_SENTENCE: _("Long sentences"),
    Kind.LONG_PARAGRAPH: _("Long paragraphs"),
    Kind.PASSIVES: _("Too many passives"),
    Kind.ABBREVIATION: _("Abbreviations nobody explains"),
}


def groups_of(reading: Reading) -> list[tuple[str, list[Hint]]]:
    """The hints by what is the matter, the first forty; what is mended most easily comes first."""
    groups: list[tuple[str, list[Hint]]] = []
    left = SHOWN
    for kind, heading in HEADINGS.items():
        hints = [hint for hint in reading.hints if hint.kind == kind][:left]
        left -= len(hints)
        if hints:
            groups.append((str(heading), hints))
    return groups


class ReadingPanel(Panel):
    """Stands at the end of a form; the list of panels beside the form leads to it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Reading level"), "icon": "glasses", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "guides/admin/reading_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            reading = reading_of(paragraphs_of(self.instance))
            groups = groups_of(reading)
            shown = sum(len(hints) for _heading, hints in groups)
            return {
                **context,
                "reading": reading,
                "level": capfirst(str(LEVELS[reading.level])),
                "groups": groups,
                "more": len(reading.hints) - shown,
            }
