"""Editors of the kinds in which learners type: a short answer, a number."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.editors.editor import Editor, Json, RowValues
from quizzes.editors.fields import LineField, Percent, TypedDecimal, decimal_shown, percent_shown
from quizzes.editors.gap_marks import HUNDRED, short
from quizzes.editors.markup import line_of
from quizzes.editors.rows import RowForm, Rows

NUMBER_FORMATS = [
    ("vi", _("Vietnamese: comma for decimals, point between thousands (1.784,5)")),
    ("en", _("English: point for decimals, comma between thousands (1,784.5)")),
]


class AcceptedRow(RowForm):
    text = forms.CharField(label=_("Accepted answer"), required=False, max_length=500)
    credit = Percent(label=_("Per cent of the points"))
    is_pattern = forms.BooleanField(label=_("* stands for any characters"), required=False)
    feedback = LineField(label=_("Remark on this answer"))


class TextSettings(forms.Form):
    ignore_case = forms.BooleanField(label=_("Capitals do not count"), required=False, initial=True)
    ignore_accents = forms.BooleanField(
        label=_("Accents do not count (“ha noi” is “Hà Nội”)"), required=False
    )
    ignore_spaces = forms.BooleanField(label=_("Blanks do not count"), required=False)


SWITCHES = ("ignore_case", "ignore_accents", "ignore_spaces")


class ShortAnswer(Editor):
    kind = "short_answer"
    settings = TextSettings

    def rows(self) -> list[Rows]:
        label, add = _("Accepted answers"), _("Add an accepted answer")
        return [Rows(name="accepted", form_class=AcceptedRow, label=label, add_label=add, least=2, most=100)]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        return {name: key.get(name, name == "ignore_case") for name in SWITCHES}

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        shown = [
            {
                "text": form["text"],
                "credit": percent_shown(form["credit"]),
                "is_pattern": form["is_pattern"],
                "feedback": line_of(form.get("feedback", "")),
            }
            for form in key["accepted"]
        ]
        return {"accepted": shown}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        accepted = [
            {name: row[name] for name in ("text", "credit", "is_pattern", "feedback")}
            for row in rows["accepted"]
        ]
        return {"stem": stem}, {"accepted": accepted, **{name: settings[name] for name in SWITCHES}}


class NumberRow(RowForm):
    words = ("value",)
    value = TypedDecimal(label=_("Accepted number"))
    tolerance = TypedDecimal(label=_("Tolerance ±"))
    tolerance_kind = forms.ChoiceField(
        label=_("Tolerance is"),
        choices=[("absolute", _("a number")), ("relative", _("per cent of the value"))],
        required=False,
    )
    credit = Percent(label=_("Per cent of the points"))
    feedback = LineField(label=_("Remark on this answer"))


class UnitRow(RowForm):
    text = forms.CharField(label=_("Unit"), required=False, max_length=40)
    factor = TypedDecimal(
        label=_("How many make one of the accepted numbers' unit"),
        help_text=_("Numbers in metres: m is 1, cm is 100. Empty: a wrong unit, only offered."),
    )


class NumberSettings(forms.Form):
    number_format = forms.ChoiceField(label=_("How numbers are read"), choices=NUMBER_FORMATS, initial="vi")
    unit_policy = forms.ChoiceField(
        label=_("Unit"),
        choices=[
            ("none", _("is not asked")),
            ("optional", _("may be given; a wrong one costs points")),
            ("required", _("must be given")),
        ],
        initial="none",
    )
    offers_units = forms.BooleanField(label=_("Offer the units below to choose from"), required=False)
    unit_penalty = Percent(label=_("A wrong or missing unit costs, in per cent of the points"), initial="100")


class Numerical(Editor):
    kind = "numerical"
    settings = NumberSettings

    def rows(self) -> list[Rows]:
        return [
            Rows(
                name="accepted",
                form_class=NumberRow,
                label=_("Accepted numbers"),
                add_label=_("Add an accepted number"),
                least=1,
                most=100,
            ),
            Rows(
                name="units",
                form_class=UnitRow,
                label=_("Units"),
                add_label=_("Add a unit"),
                least=1,
                most=20,
            ),
        ]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        return {
            "number_format": content.get("number_format", "vi"),
            "unit_policy": key.get("unit_policy", "none"),
            "offers_units": bool(content.get("units")),
            "unit_penalty": percent_shown(key.get("unit_penalty", "1")),
        }

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        accepted = [
            {
                "value": decimal_shown(one["value"]),
                "tolerance": _tolerance_shown(one),
                "tolerance_kind": one.get("tolerance_kind", "absolute"),
                "credit": percent_shown(one.get("credit", "1")),
                "feedback": line_of(one.get("feedback", "")),
            }
            for one in key["accepted"]
        ]
        judged = {unit["text"]: decimal_shown(unit["factor"]) for unit in key.get("units", ())}
        names = dict.fromkeys([*content.get("units", ()), *judged])
        units = [{"text": name, "factor": judged.get(name, "")} for name in names]
        return {"accepted": accepted, "units": units}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        offered = [row["text"] for row in rows["units"]] if settings["offers_units"] else []
        content = {"stem": stem, "number_format": settings["number_format"], "units": offered}
        key = {
            "accepted": [number_of(row) for row in rows["accepted"]],
            "units": [{"text": r["text"], "factor": r["factor"]} for r in rows["units"] if r["factor"]],
            "unit_policy": settings["unit_policy"],
            "unit_penalty": settings["unit_penalty"],
        }
        return content, key


def number_of(row: Mapping[str, Any]) -> Json:
    kind, tolerance = row["tolerance_kind"] or "absolute", Decimal(row["tolerance"] or "0")
    return {
        "value": row["value"],
        "tolerance": short(tolerance / HUNDRED if kind == "relative" else tolerance),
        "tolerance_kind": kind,
        "credit": row["credit"],
        "feedback": row["feedback"],
    }


def _tolerance_shown(one: Mapping[str, Any]) -> str:
    tolerance = one.get("tolerance", "0")
    if one.get("tolerance_kind") == "relative":
        return percent_shown(tolerance)
    return decimal_shown(tolerance)
