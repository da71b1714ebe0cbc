"""The shape of what learners send."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import Audience
from courses.queries import CourseFilter
from courses.survey import Survey

# Eight periods are one study day (Decree 101/2017, art. 15).
LENGTHS = [
    ("8", _("Up to 8 periods (one day)")),
    ("24", _("Up to 24 periods")),
    ("40", _("Up to 40 periods")),
]


class CatalogueForm(forms.Form):
    """Filters of the catalogue, as a GET form: every state of the list has an address."""

    q = forms.CharField(label=_("Search for a course"), required=False, max_length=100)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        # Addresses use hyphens, Python names cannot.
        self.fields["doi-tuong"] = forms.ChoiceField(
            label=_("For whom"), required=False, choices=[("", _("Everybody")), *Audience.choices]
        )
        self.fields["so-tiet"] = forms.ChoiceField(
            label=_("Length"), required=False, choices=[("", _("Any length")), *LENGTHS]
        )
        self.fields["chung-nhan"] = forms.BooleanField(label=_("With a certificate"), required=False)

    def wanted(self) -> CourseFilter:
        """The filter; a part that makes no sense is left out rather than refused: addresses get mangled."""
        self.is_valid()
        data = self.cleaned_data
        return CourseFilter(
            words=data.get("q", ""),
            audience=data.get("doi-tuong", ""),
            max_periods=int(data["so-tiet"]) if data.get("so-tiet") else None,
            with_certificate=data.get("chung-nhan", False),
        )


class PlaceForm(forms.Form):
    """What the reading page reports while somebody reads."""

    place = forms.CharField(required=False, max_length=120)
    percent = forms.IntegerField(min_value=0, max_value=100)
    lesson = forms.UUIDField(required=False)


class FinishForm(forms.Form):
    """Which lesson somebody finished, however lessons were moved meanwhile."""

    lesson = forms.UUIDField(required=False)


class NoteForm(forms.Form):
    """A note as a form without a script sends it; without a number it is a new one."""

    uuid = forms.UUIDField(required=False)
    lesson = forms.UUIDField(required=False)
    text = forms.CharField(label=_("Your note"), required=False, widget=forms.Textarea)


class SyncForm(forms.Form):
    """One thing that a device kept and sends now; ``age`` is how many seconds ago it happened."""

    what = forms.ChoiceField(choices=[(one, one) for one in ("place", "finish", "note", "remove")])
    lesson = forms.UUIDField()
    client = forms.RegexField(r"^[0-9a-f]{24}$")
    sequence = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    age = forms.IntegerField(min_value=0, max_value=366 * 86_400, required=False)
    place = forms.CharField(required=False, max_length=120)
    percent = forms.IntegerField(min_value=0, max_value=100, required=False)
    uuid = forms.UUIDField(required=False)
    kind = forms.CharField(required=False, max_length=10)
    anchor = forms.RegexField(r"^[a-z0-9-]*$", required=False, max_length=120)
    quote = forms.CharField(required=False, max_length=5_000)
    text = forms.CharField(required=False, max_length=20_000)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("what") in {"note", "remove"} and not data.get("uuid"):
            self.add_error("uuid", _("This report cannot be read."))
        if data.get("what") == "place" and data.get("percent") is None:
            self.add_error("percent", _("This report cannot be read."))
        return data


class CourseSearchForm(forms.Form):
    q = forms.CharField(label=_("Search in this course"), required=False, max_length=100)


class SurveyForm(forms.Form):
    """The sheet at the end of a course, made of a form of the survey (``courses.survey``)."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        steps = [(str(step), label) for step, label in enumerate(survey.scale, 1)]
        stars = [(str(star), str(star)) for star in range(1, 6)]
        stars[0], stars[4] = ("1", gettext("1 – very poor")), ("5", gettext("5 – very good"))
        self.fields["rating"] = forms.ChoiceField(
            label=_("How good is this course, all in all?"), choices=stars, widget=forms.RadioSelect
        )
        for question in survey.questions:
            self.fields[question.key] = forms.ChoiceField(
                label=question.text, choices=steps, widget=forms.RadioSelect
            )
        self.fields["comment"] = forms.CharField(
            label=survey.comment, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def grouped(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The questions under the titles of their groups."""
        for group in self.survey.groups:
            yield group.title, [self[question.key] for question in group.questions]

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "rating": int(data["rating"]),
            "answers": {question.key: int(data[question.key]) for question in self.survey.questions},
            "comment": data["comment"],
        }
