"""What somebody says who takes a course again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course


class CopyForm(forms.Form):
    code = forms.CharField(label=_("Code of the new course"), max_length=40)
    title = forms.CharField(label=_("Title of the new course"), max_length=200)
    final_quiz = forms.ChoiceField(
        label=_("Final quiz"),
        choices=[
            ("same", _("The same quiz")),
            ("empty", _("A new quiz without questions yet")),
            ("none", _("None for now")),
        ],
        initial="same",
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("title", course.title)
        if course.final_quiz_id is None:
            del self.fields["final_quiz"]

    def clean_code(self) -> str:
        code = " ".join(str(self.cleaned_data["code"]).split())
        if Course.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(_("There is a course with this code already."), code="code_taken")
        return code
