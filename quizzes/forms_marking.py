"""What markers and the office send: points, reasons, decisions, sheets."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.documents.sheet import MAX_BYTES
from quizzes.grading import read_number
from quizzes.models import Marking, ResultDecision
from quizzes.services.marking import MAX_COMMENT, Draft
from quizzes.services.overriding import MAX_REASON
from quizzes.services.paper import MAX_FORMS

MAX_TYPED = 20


def points_in(text: str) -> Decimal | None:
    """Points as people type them, with a comma or a point; None for nothing. ``ValidationError`` for anything else."""
    said = text.strip()
    if not said:
        return None
    number = read_number(said.replace(".", ","), "vi") if len(said) <= MAX_TYPED else None
    if number is None:
        raise forms.ValidationError(_("“%(text)s” is not a number of points.") % {"text": said[:MAX_TYPED]})
    return number


class PointsField(forms.CharField):
    """A number of points, typed with a decimal comma or point."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6})
        super().__init__(max_length=MAX_TYPED, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        return points_in(super().clean(value))


def as_typed(points: Decimal | str | None) -> str:
    """Points as they stand in a field: no noughts at the end, a decimal comma."""
    if points is None or points == "":
        return ""
    text = f"{Decimal(points):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


class MarkForm(forms.Form):
    """One marking: a field for each criterion, or one for the whole answer, and a comment."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Comment for the learner"),
        required=False,
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, worths: Mapping[str, Decimal], most: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worths, self.most = worths, most
        for criterion in worths:
            self.fields[f"r-{criterion}"] = PointsField(required=False)
        if not worths:
            self.fields["points"] = PointsField(required=False)

    def draft(self) -> Draft:
        data = self.cleaned_data
        rubric = {one: data[f"r-{one}"] for one in self.worths if data.get(f"r-{one}") is not None}
        return Draft(points=data.get("points"), rubric=rubric, comment=data["comment"])


def initial_of(marking: Marking) -> dict[str, Any]:
    given = {f"r-{criterion}": as_typed(points) for criterion, points in marking.rubric.items()}
    return {
        "revision": marking.revision,
        "comment": marking.comment,
        "points": as_typed(marking.points),
        **given,
    }


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept with the change and shown in the history."),
    )


class OverrideForm(ReasonForm):
    points = PointsField(label=_("New points"))
    field_order = ["points", "reason"]


class DecisionForm(forms.ModelForm):
    class Meta:
        model = ResultDecision
        fields = ["number", "decided_on", "signed_by"]
        widgets = {"decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"number": _("As on the signed paper, for example 15/QĐ-HVHC.")}


class FormsForm(forms.Form):
    count = forms.IntegerField(label=_("How many variants"), min_value=1, max_value=MAX_FORMS, initial=2)


class SatForm(forms.Form):
    sat_at = forms.DateTimeField(
        label=_("Sat on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class SheetForm(SatForm):
    file = forms.FileField(label=_("Sheet of results (.xlsx)"))
    field_order = ["file", "sat_at"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 2**20}
            )
        return file


class OnePersonForm(SatForm):
    """One learner's answer sheet: a field for each question, typed as in the sheet of results."""

    who = forms.CharField(label=_("Staff code or e-mail address"), max_length=254)
    name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    field_order = ["who", "name", "sat_at"]

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count
        for number in range(1, count + 1):
            self.fields[f"q{number}"] = forms.CharField(
                required=False,
                max_length=1_000,
                label=_("Question %(number)s") % {"number": number},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[f"q{number}"] for number in range(1, self.count + 1)]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self["who"], self["name"], self["sat_at"]]

    def cells(self) -> list[str]:
        return [self.cleaned_data[f"q{number}"] for number in range(1, self.count + 1)]
