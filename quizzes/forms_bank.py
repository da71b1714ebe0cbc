"""The shape of what authors of questions send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from quizzes.models import Item
from quizzes.models.bank import ItemType


class BankForm(forms.Form):
    name = forms.CharField(label=_("Name of the question bank"), max_length=200)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of questions"),
        allow_empty_file=True,
        help_text=_("Word (.docx) or JSON. Underline the right answer, or put * before it."),
    )


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Search in questions"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all states")), *Item.State.choices]
    )
    kind = forms.ChoiceField(
        label=_("Type"), required=False, choices=[("", _("all types")), *ItemType.choices]
    )


class ItemForm(forms.Form):
    """One form for the three types. A choice is a line; a star before it marks it as right."""

    code = forms.CharField(label=_("Question code"), max_length=60)
    kind = forms.ChoiceField(label=_("Type"), choices=ItemType.choices)
    stem = forms.CharField(label=_("Question"), widget=forms.Textarea(attrs={"rows": 4}))
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line; put * before each right one. For true or false write *Đúng or *Sai."),
    )
    feedback = forms.CharField(
        label=_("Explanation"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    points = forms.DecimalField(label=_("Points"), initial=1, max_digits=6, decimal_places=2)
    difficulty = forms.IntegerField(label=_("Difficulty from 1 to 5"), initial=2, min_value=1, max_value=5)

    def wording(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What was typed as content and key; authoring judges it."""
        data = self.cleaned_data
        lines = [line.strip() for line in data["choices"].splitlines() if line.strip()]
        if data["kind"] == ItemType.TRUE_FALSE:
            is_true = any(
                line.lstrip("* ").casefold() in {"đúng", "true"} for line in lines if line[0] == "*"
            )
            return {"stem": data["stem"]}, {"correct": is_true, "feedback": data["feedback"]}
        pairs = [(f"c{number}", line) for number, line in enumerate(lines, start=1)]
        content = {"stem": data["stem"], "choices": [{"id": i, "text": t.lstrip("* ")} for i, t in pairs]}
        right = [i for i, text in pairs if text.startswith("*")]
        return content, {"correct": right, "scoring": "all_or_nothing", "feedback": data["feedback"]}


def initial_of(item: Item) -> dict[str, Any]:
    """A question's current wording as the form shows it."""
    version = item.current
    if version is None:
        return {"code": item.code}
    right = version.key["correct"]
    if version.kind == ItemType.TRUE_FALSE:
        lines = ["*Đúng" if right else "Đúng", "Sai" if right else "*Sai"]
    else:
        lines = [f"{'*' if c['id'] in right else ''}{c['text']}" for c in version.content["choices"]]
    return {
        "code": item.code,
        "kind": version.kind,
        "stem": version.content["stem"],
        "choices": "\n".join(lines),
        "feedback": version.key["feedback"],
        "points": version.points,
        "difficulty": version.difficulty,
    }
