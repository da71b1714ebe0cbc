"""A quiz drawn from one bank, as its author fills it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Item, QuestionBank, Quiz


class QuizForm(forms.ModelForm):
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
        widgets = {
            "instructions": forms.Textarea(attrs={"rows": 3}),
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

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
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A quiz closes after it has opened."))
        return cleaned
