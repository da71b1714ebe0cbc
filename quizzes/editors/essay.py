"""The editor of essays: what may be handed in, and what markers go by."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.editors.editor import Editor, Json, RowValues
from quizzes.editors.fields import LineField, LinesField, TypedDecimal, decimal_shown
from quizzes.editors.markup import line_of, lines_of
from quizzes.editors.rows import RowForm, Rows


class RubricRow(RowForm):
    text = LineField(label=_("What is looked for"))
    points = TypedDecimal(label=_("Points at most"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("points"):
            self.add_error("points", _("Write how many points this line is worth."))
        return data


class EssaySettings(forms.Form):
    format = forms.ChoiceField(
        label=_("The answer is written"),
        choices=[("plain", _("as plain text")), ("rich", _("with bold, lists and headings"))],
        initial="plain",
    )
    min_words = forms.IntegerField(label=_("Words at least"), required=False, min_value=0, max_value=100_000)
    max_words = forms.IntegerField(label=_("Words at most"), required=False, min_value=1, max_value=100_000)
    max_count = forms.IntegerField(
        label=_("Files at most"),
        required=False,
        initial=0,
        min_value=0,
        max_value=20,
        help_text=_("0: no files are taken."),
    )
    max_mb = forms.IntegerField(
        label=_("Size of a file at most, in MB"), required=False, initial=10, min_value=1, max_value=200
    )
    kinds = forms.CharField(
        label=_("Kinds of file"),
        required=False,
        initial="pdf, docx",
        max_length=200,
        help_text="pdf, docx, jpg",
    )
    template = LinesField(label=_("Text the learner starts from"))
    guidance = LinesField(label=_("Guidance for markers"))
    sample = LinesField(label=_("Sample answer"))


class Essay(Editor):
    kind = "essay"
    settings = EssaySettings

    def rows(self) -> list[Rows]:
        label, add = _("Rubric"), _("Add a line")
        return [
            Rows(name="rubric", form_class=RubricRow, label=label, add_label=add, least=2, most=40, ids="r")
        ]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        files = content.get("files", {})
        return {
            "format": content.get("format", "plain"),
            "min_words": content.get("min_words"),
            "max_words": content.get("max_words"),
            "max_count": files.get("max_count", 0),
            "max_mb": files.get("max_mb") or 10,
            "kinds": ", ".join(files.get("kinds", ())),
            "template": lines_of(content.get("template", "")),
            "guidance": lines_of(key.get("guidance", "")),
            "sample": lines_of(key.get("sample", "")),
        }

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        shown = [
            {"id": line["id"], "text": line_of(line["text"]), "points": decimal_shown(line["points"])}
            for line in key.get("rubric", ())
        ]
        return {"rubric": shown}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        count = settings["max_count"] or 0
        kinds = settings["kinds"].replace(";", ",").replace(" ", ",").split(",")
        files = {
            "max_count": count,
            "max_mb": (settings["max_mb"] or 10) if count else 0,
            "kinds": [kind.lower().lstrip(".") for kind in kinds if kind] if count else [],
        }
        content = {
            "stem": stem,
            "format": settings["format"],
            "min_words": settings["min_words"],
            "max_words": settings["max_words"],
            "files": files,
            "template": settings["template"],
        }
        rubric = [{name: row[name] for name in ("id", "text", "points")} for row in rows["rubric"]]
        return content, {"rubric": rubric, "guidance": settings["guidance"], "sample": settings["sample"]}
