"""What authors of quizzes send: the quick form, the rules, a section, a table of sights, an accommodation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from quizzes.bank_reading import Shelf
from quizzes.forms_bank import shelf_choices
from quizzes.models import Item, ItemTag, QuestionBank, Quiz
from quizzes.models.bank import ItemType
from quizzes.reviewing import TELLS_THE_KEY, Moment, Sight
from quizzes.services.describing import tags_from
from quizzes.services.quizmaking import Heading

WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
MOMENTS = {
    Moment.DURING: _("While working"),
    Moment.RIGHT_AFTER: _("In the two minutes after handing in"),
    Moment.WHILE_OPEN: _("Later, while the quiz is open"),
    Moment.AFTER_CLOSE: _("After the quiz has closed"),
}
SIGHTS = {
    Sight.POINTS: _("points"),
    Sight.ANSWERS: _("own answers"),
    Sight.CORRECTNESS: _("whether right"),
    Sight.KEY: _("right answers"),
    Sight.FEEDBACK: _("explanations"),
}


def _refuse_wrong_order(form: forms.ModelForm) -> None:
    opens, closes = form.cleaned_data.get("opens_at"), form.cleaned_data.get("closes_at")
    if opens and closes and closes <= opens:
        form.add_error("closes_at", _("A quiz closes after it has opened."))


class QuizForm(forms.ModelForm):
    """A quiz drawn from one bank, on one page."""

    draw_count = forms.IntegerField(label=_("How many questions to draw"), min_value=1)

    class Meta:
        model = Quiz
        fields = [
            "title",
            "title_en",
            "instructions",
            "time_limit_minutes",
            "pass_percent",
            "attempts_allowed",
            "grading_method",
            "review_policy",
            "opens_at",
            "closes_at",
        ]
        widgets = {"instructions": forms.Textarea(attrs={"rows": 3}), "opens_at": WHEN, "closes_at": WHEN}

    def __init__(self, *args: Any, bank: QuestionBank, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.available = bank.items.filter(state=Item.State.IN_USE).count()
        self.fields["draw_count"].help_text = _("%(count)s questions of this bank are in use.") % {
            "count": self.available
        }

    def clean_draw_count(self) -> int:
        count: int = self.cleaned_data["draw_count"]
        if count > self.available:
            raise forms.ValidationError(
                _("Only %(count)s questions of this bank are in use.") % {"count": self.available}
            )
        return count

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _refuse_wrong_order(self)
        return cleaned


class NewQuizForm(forms.Form):
    """The least a quiz needs; everything else has its usual value until somebody changes it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())


class RulesForm(forms.ModelForm):
    """All rules of a quiz but its questions. The table of sights is a form of its own."""

    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Name"), ("title", "title_en", "mode", "instructions")),
        (
            _("Time"),
            ("opens_at", "closes_at", "time_limit_minutes", "grace_seconds", "late_policy"),
        ),
        (
            _("Attempts and result"),
            ("attempts_allowed", "wait_minutes", "grading_method", "pass_percent", "goes_on_when_recognised"),
        ),
        (_("Pages"), ("layout", "navigation", "shuffle_items", "shuffle_choices")),
        (_("At the door"), ("access_code", "honour_statement")),
        (_("Marking by people"), ("markers_needed", "marker_difference_percent", "marks_anonymously")),
        (_("Right answers"), ("review_policy",)),
    )

    class Meta:
        model = Quiz
        fields = [
            "title",
            "title_en",
            "mode",
            "instructions",
            "opens_at",
            "closes_at",
            "time_limit_minutes",
            "grace_seconds",
            "late_policy",
            "attempts_allowed",
            "wait_minutes",
            "grading_method",
            "pass_percent",
            "goes_on_when_recognised",
            "layout",
            "navigation",
            "shuffle_items",
            "shuffle_choices",
            "access_code",
            "honour_statement",
            "markers_needed",
            "marker_difference_percent",
            "marks_anonymously",
            "review_policy",
        ]
        widgets = {
            "instructions": forms.Textarea(attrs={"rows": 3}),
            "honour_statement": forms.Textarea(attrs={"rows": 3}),
            "opens_at": WHEN,
            "closes_at": WHEN,
        }

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(name, [self[field] for field in fields]) for name, fields in self.GROUPS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _refuse_wrong_order(self)
        for name, most in (
            ("time_limit_minutes", 24 * 60),
            ("grace_seconds", 600),
            ("wait_minutes", 525_600),
        ):
            if (cleaned.get(name) or 0) > most:
                self.add_error(name, _("At most %(most)s.") % {"most": most})
        return cleaned


class SightsForm(forms.Form):
    """The table of what may be seen when, or the policy alone (``by_policy``)."""

    by_policy = forms.BooleanField(
        label=_("Show everything the rule above allows"),
        required=False,
        help_text=_("The table is then not used."),
    )

    def __init__(self, *args: Any, matrix: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_policy"].initial = not matrix
        for moment in Moment:
            for sight in Sight:
                if not (moment is Moment.DURING and sight in TELLS_THE_KEY):
                    self.fields[f"{moment}-{sight}"] = forms.BooleanField(
                        label=f"{MOMENTS[moment]}: {SIGHTS[sight]}",
                        required=False,
                        initial=not matrix or sight in matrix.get(moment, ()),
                        widget=forms.CheckboxInput(
                            attrs={"aria-label": f"{MOMENTS[moment]}: {SIGHTS[sight]}"}
                        ),
                    )

    @property
    def sight_names(self) -> list[Any]:
        return [SIGHTS[sight] for sight in Sight]

    def table(self) -> list[tuple[Any, list[forms.BoundField | None]]]:
        """A row for each moment, a box for each sight; None where there is no choice."""
        return [
            (
                MOMENTS[moment],
                [self[name] if (name := f"{moment}-{sight}") in self.fields else None for sight in Sight],
            )
            for moment in Moment
        ]

    def matrix(self) -> dict[str, list[str]]:
        if self.cleaned_data["by_policy"]:
            return {}
        return {
            moment.value: [sight.value for sight in Sight if self.cleaned_data.get(f"{moment}-{sight}")]
            for moment in Moment
        }


class HeadingForm(forms.Form):
    title = forms.CharField(label=_("Title of the section"), required=False, max_length=200)
    instructions = forms.CharField(
        label=_("Instructions of the section"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    points_each = forms.DecimalField(
        label=_("Points for each question"),
        required=False,
        min_value=0,
        max_value=1000,
        max_digits=6,
        decimal_places=2,
        help_text=_("Empty: the points of the question."),
    )

    def heading(self) -> Heading:
        data = self.cleaned_data
        return Heading(
            title=data["title"], instructions=data["instructions"], points_each=data["points_each"] or None
        )


class RuleForm(HeadingForm):
    """How many questions are drawn, and what they have to be like."""

    field_order = ["count", "category", "tags", "skills", "kinds", "difficulty_from", "difficulty_to"]

    count = forms.IntegerField(label=_("How many questions to draw"), min_value=1, max_value=500)
    category = forms.ChoiceField(label=_("Only from category"), required=False)
    tags = forms.CharField(
        label=_("Only with all these tags"), required=False, max_length=500, help_text=_("Divided by commas.")
    )
    skills = forms.CharField(
        label=_("Only with all these skills"),
        required=False,
        max_length=500,
        help_text=_("Divided by commas."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only these types"),
        required=False,
        choices=ItemType.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: all types."),
    )
    difficulty_from = forms.IntegerField(label=_("Difficulty from"), required=False, min_value=1, max_value=5)
    difficulty_to = forms.IntegerField(label=_("Difficulty to"), required=False, min_value=1, max_value=5)

    def __init__(self, *args: Any, shelves: Sequence[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the whole bank")), *shelf_choices(shelves)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = data.get("difficulty_from"), data.get("difficulty_to")
        if low and high and low > high:
            self.add_error("difficulty_to", _("The upper limit lies below the lower one."))
        return data

    def wanted_tags(self) -> tuple[dict[str, str], ...]:
        found = [
            tag
            for name, kind in (("tags", ItemTag.Kind.TAG), ("skills", ItemTag.Kind.SKILL))
            for tag in tags_from(kind=kind, text=self.cleaned_data.get(name, ""))
        ]
        return tuple({"kind": str(tag.kind), "name": tag.name} for tag in found)


class BankChoiceForm(forms.Form):
    bank = forms.ModelChoiceField(label=_("Question bank"), queryset=QuestionBank.objects.none())

    def __init__(self, *args: Any, banks: QuerySet[QuestionBank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = banks  # type: ignore[attr-defined]
        self.fields["bank"].to_field_name = "uuid"  # type: ignore[attr-defined]


class AccommodationForm(forms.Form):
    """For one person, found by e-mail address or staff code, or for a unit."""

    who = forms.CharField(label=_("E-mail address or staff code of a person"), required=False, max_length=254)
    organisation = forms.ModelChoiceField(
        label=_("Or a unit and everything below it"), required=False, queryset=Organisation.objects.none()
    )
    time_factor = forms.DecimalField(
        label=_("Time, times"),
        initial=1,
        min_value=1,
        max_value=10,
        max_digits=4,
        decimal_places=2,
        help_text=_("1.5 gives half as much time again."),
    )
    closes_at = forms.DateTimeField(label=_("Closes later, at"), required=False, widget=WHEN)
    extra_attempts = forms.IntegerField(label=_("More attempts"), initial=0, min_value=0, max_value=100)
    reason = forms.CharField(label=_("Reason"), max_length=300)
