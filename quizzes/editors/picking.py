"""Editors of the kinds in which learners pick: one, several, true or false, several statements."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.editors.editor import Editor, Json, RowValues
from quizzes.editors.fields import LineField, Percent, percent_shown
from quizzes.editors.gap_marks import decimal_in, short
from quizzes.editors.markup import line_of
from quizzes.editors.rows import OneOfRows, RowForm, Rows
from quizzes.items.graded_scales import scales_on

ALL_OR_NOTHING = (
    "all_or_nothing",
    _("All or nothing: full points for exactly the right answer, otherwise none."),
)
WEIGHTED = (
    "weighted",
    _(
        "By weights: each choice earns or costs the per cent written beside it; the sum counts, from 0 to 100."
    ),
)
PROPORTIONAL = (
    "proportional",
    _("In proportion: right picks divided by the number of right choices, or of picks where those are more."),
)
RIGHT_MINUS_WRONG = (
    "right_minus_wrong",
    _("Right minus wrong: each wrong pick takes back what a right one earns; never below 0."),
)


class ChoiceRow(RowForm):
    text = LineField(label=_("Choice"))
    is_right = forms.BooleanField(label=_("Right answer"), required=False)
    weight = Percent(label=_("Weight in per cent"), empty="", low=-100)
    feedback = LineField(label=_("Remark on this choice"))


class OneChoiceRow(ChoiceRow):
    is_right = forms.BooleanField(label=_("Right answer"), required=False, widget=OneOfRows)


class OneScoring(forms.Form):
    scoring = forms.ChoiceField(
        label=_("Scoring"),
        choices=[ALL_OR_NOTHING, WEIGHTED],
        initial="all_or_nothing",
        widget=forms.RadioSelect,
    )


class ManyScoring(forms.Form):
    scoring = forms.ChoiceField(
        label=_("Scoring"),
        choices=[ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG, WEIGHTED],
        initial="all_or_nothing",
        widget=forms.RadioSelect,
    )


def weights_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The weights typed; a right choice without one has an equal share of the whole."""
    right = sum(bool(row["is_right"]) for row in rows) or 1
    share = short((Decimal(1) / right).quantize(Decimal("0.00001")))
    return {row["id"]: row["weight"] or (share if row["is_right"] else "0") for row in rows}


class OneChoice(Editor):
    kind = "single_choice"
    settings: type[forms.Form] = OneScoring
    row_form: type[RowForm] = OneChoiceRow

    def rows(self) -> list[Rows]:
        label, add = _("Choices"), _("Add a choice")
        return [Rows(name="choices", form_class=self.row_form, label=label, add_label=add, least=4)]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        return {"scoring": key.get("scoring", "all_or_nothing")}

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        weights, said = key.get("weights", {}), key.get("choice_feedback", {})
        shown = [
            {
                "id": choice["id"],
                "text": line_of(choice["text"]),
                "is_right": choice["id"] in key["correct"],
                "weight": percent_shown(weights[choice["id"]]) if choice["id"] in weights else "",
                "feedback": line_of(said.get(choice["id"], "")),
            }
            for choice in content["choices"]
        ]
        return {"choices": shown}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        choices = rows["choices"]
        content = {"stem": stem, "choices": [{"id": row["id"], "text": row["text"]} for row in choices]}
        weights = {"weights": weights_of(choices)} if settings["scoring"] == "weighted" else {}
        return content, {**picks_of(choices), "scoring": settings["scoring"], **weights}


def picks_of(rows: Sequence[Mapping[str, Any]]) -> Json:
    return {
        "correct": [row["id"] for row in rows if row["is_right"]],
        "choice_feedback": {row["id"]: row["feedback"] for row in rows if row["feedback"]},
    }


class ManyChoices(OneChoice):
    kind = "multiple_choice"
    settings = ManyScoring
    row_form = ChoiceRow


class TrueFalseSettings(forms.Form):
    correct = forms.TypedChoiceField(
        label=_("The statement is"),
        choices=[("true", _("True")), ("false", _("False"))],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    said_true = LineField(label=_("Remark for those who answer “True”"))
    said_false = LineField(label=_("Remark for those who answer “False”"))


class TrueFalse(Editor):
    kind = "true_false"
    settings = TrueFalseSettings

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        said = key.get("choice_feedback", {})
        return {
            "correct": "true" if key["correct"] else "false",
            "said_true": line_of(said.get("true", "")),
            "said_false": line_of(said.get("false", "")),
        }

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        said = {"true": settings["said_true"], "false": settings["said_false"]}
        key = {
            "correct": settings["correct"],
            "choice_feedback": {side: text for side, text in said.items() if text},
        }
        return {"stem": stem}, key


class StatementRow(RowForm):
    text = LineField(label=_("Statement"))
    is_true = forms.ChoiceField(
        label=_("The statement is"),
        choices=[("", "—"), ("true", _("True")), ("false", _("False"))],
        required=False,
    )
    feedback = LineField(label=_("Remark on this statement"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("is_true"):
            self.add_error("is_true", _("Say whether the statement is true or false."))
        return data


def default_scale_for(statements: int) -> list[str]:
    """The scale in force today for so many statements; equal steps where no authority has laid one down."""
    in_force = scales_on(timezone.localdate(), statements=statements)
    if in_force:
        return [short(step) for step in in_force[0].fractions]
    steps = max(statements, 1)
    return [short((Decimal(n) / steps).quantize(Decimal("0.0001"))) for n in range(steps + 1)]


class GroupScoring(forms.Form):
    scoring = forms.ChoiceField(
        label=_("Scoring"),
        choices=[
            ("scale", _("By a scale: what is earned depends on how many statements are right.")),
            ("proportional", _("In proportion: right statements divided by all statements.")),
            (
                "all_or_nothing",
                _("All or nothing: full points when every statement is right, otherwise none."),
            ),
        ],
        initial="scale",
        widget=forms.RadioSelect,
    )
    scale = forms.CharField(
        label=_("Scale, in per cent"),
        required=False,
        max_length=400,
        help_text=_(
            "What 0, 1, 2… right statements earn, divided by semicolons. Empty: the scale in force for this number "
            "of statements, for example 0; 10; 25; 50; 100 for four (upper-secondary examination since 2025)."
        ),
    )

    def clean_scale(self) -> list[str]:
        typed = [part.strip().removesuffix("%") for part in self.cleaned_data["scale"].split(";")]
        steps = [decimal_in(part) for part in typed if part.strip()]
        if any(step is None or not 0 <= step <= 100 for step in steps):
            raise forms.ValidationError(_("Write shares from 0 to 100, divided by semicolons."))
        return [short(step / 100) for step in steps if step is not None]


class StatementGroup(Editor):
    kind = "true_false_group"
    settings = GroupScoring

    def rows(self) -> list[Rows]:
        label, add = _("Statements"), _("Add a statement")
        return [
            Rows(name="statements", form_class=StatementRow, label=label, add_label=add, least=4, ids="s")
        ]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        scale = "; ".join(percent_shown(step) for step in key.get("scale", ()))
        return {"scoring": key.get("scoring", "proportional"), "scale": scale}

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        said = key.get("choice_feedback", {})
        shown = [
            {
                "id": one["id"],
                "text": line_of(one["text"]),
                "is_true": "true" if key["correct"].get(one["id"]) else "false",
                "feedback": line_of(said.get(one["id"], "")),
            }
            for one in content["statements"]
        ]
        return {"statements": shown}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        statements = rows["statements"]
        content = {"stem": stem, "statements": [{"id": r["id"], "text": r["text"]} for r in statements]}
        key: Json = {
            "correct": {row["id"]: row["is_true"] == "true" for row in statements},
            "scoring": settings["scoring"],
            "choice_feedback": {row["id"]: row["feedback"] for row in statements if row["feedback"]},
        }
        if settings["scoring"] == "scale":
            key["scale"] = settings["scale"] or default_scale_for(len(statements))
        return content, key
