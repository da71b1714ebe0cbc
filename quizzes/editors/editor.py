"""What every kind's editor offers: settings, lists, and the way between a form and a wording."""

from collections.abc import Mapping
from typing import Any

from django import forms

from quizzes.editors.rows import Rows

Json = dict[str, Any]
RowValues = dict[str, list[dict[str, Any]]]


class NoSettings(forms.Form):
    """A kind without settings of its own."""


class Editor:
    """One kind's part of the page. ``content`` and ``key`` are the JSON of ``quizzes.items``."""

    kind = ""
    settings: type[forms.Form] = NoSettings
    stem_help: Any = ""
    stem_examples: tuple[tuple[str, Any], ...] = ()
    """What may be typed inside the text, and what it means."""

    def rows(self) -> list[Rows]:
        """The lists of this kind, in the order of the page."""
        return []

    def stem_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
        """The HTML that stands in the text's editor."""
        return str(content.get("stem", ""))

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        """Initial values of the settings."""
        return {}

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        """Initial lines by the name of their list."""
        return {}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        """Content and key as typed; authoring judges them. ``before`` is the wording that was edited.

        Raises ``forms.ValidationError`` for a text that cannot be read.
        """
        raise NotImplementedError
