"""The editor of texts with gaps: marks typed inside the text."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.editors.editor import Editor, Json, RowValues
from quizzes.editors.gap_marks import MarkError, Rules, read_gaps, shown_gaps
from quizzes.editors.typing_in import NUMBER_FORMATS, SWITCHES, TextSettings

MARK_ERRORS = {
    "gap_mark_empty": _("The gap “[[%(mark)s]]” holds no answer."),
    "gap_mark_one_choice": _("The gap “[[%(mark)s]]” needs at least two choices, divided by |."),
    "gap_mark_number": _(
        "The number of the gap “[[%(mark)s]]” cannot be read. Write for example [[#12,5±0,1]]."
    ),
}


class GapSettings(TextSettings):
    number_format = forms.ChoiceField(label=_("How numbers are read"), choices=NUMBER_FORMATS, initial="vi")


class GapFill(Editor):
    kind = "cloze"
    settings = GapSettings
    stem_help = _("Write the answer of each gap inside the text, between double brackets:")
    stem_examples = (
        (
            "[[Hà Nội|Thủ đô Hà Nội=50%]]",
            _("a word to type; other forms after a bar, perhaps with a share of the points"),
        ),
        ("[[#12,5±0,1]]", _("a number with its tolerance; ±5% is a share of the value")),
        ("[[+đúng|sai|sai]]", _("a choice; the right one carries a plus")),
        (
            "[[+đúng|+cũng đúng|sai]]",
            _("choices to tick, each right one with a plus; a wrong tick takes back a right one"),
        ),
        ("[[2*đáp án]]", _("the gap counts twice")),
        (r"\|  \]  \+  \#  \=", _("the sign itself, where it belongs to an answer")),
    )

    def stem_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
        return shown_gaps(str(content["stem"]), content["gaps"], key["gaps"])

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        typed = [gap for gap in key["gaps"].values() if "ignore_case" in gap]
        first: Mapping[str, Any] = typed[0] if typed else {}
        formats = [gap.get("number_format") for gap in content["gaps"] if gap["kind"] == "number"]
        switches = {name: first.get(name, name == "ignore_case") for name in SWITCHES}
        return {**switches, "number_format": formats[0] if formats else "vi"}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        gaps_before, keys_before = (
            (before[0].get("gaps", ()), before[1].get("gaps", {})) if before else ((), {})
        )
        try:
            read = read_gaps(stem, Rules(**settings), gaps_before=gaps_before, keys_before=keys_before)
        except MarkError as error:
            said = MARK_ERRORS[error.code] % {"mark": error.mark}
            raise forms.ValidationError(said, code=error.code) from error
        return {"stem": read.stem, "gaps": read.gaps}, {"gaps": read.keys}
