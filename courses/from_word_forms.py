"""What an author says who makes a course of two Word files."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.import_access import IMPORTERS
from courses.models import Course
from people.access import Person, organisations_for
from people.models import Organisation

WORD_ONLY = forms.ClearableFileInput(attrs={"accept": ".docx"})


class CourseFromWordForm(forms.Form):
    """The fields an author cannot leave to the house; everything else has a sensible start and is changed later."""

    title = forms.CharField(label=_("Title of the course"), max_length=200)
    code = forms.CharField(
        label=_("Course code"), max_length=40, help_text=_("For example CPDT-101; fixed once published.")
    )
    organisation = forms.ModelChoiceField(
        label=_("Owned and certified by"), queryset=Organisation.objects.none()
    )
    lessons = forms.FileField(
        label=_("Word file of the lessons"),
        help_text=_(
            "A .docx file of at most 30 MB. You check what was found before the lessons are written."
        ),
        widget=WORD_ONLY,
        allow_empty_file=True,  # judged with the other files, by its bytes
    )
    level = forms.TypedChoiceField(
        label=_("How the file is divided"),
        choices=[
            (2, _("Chapters from Heading 1, lessons from Heading 2")),
            (1, _("One lesson for each Heading 1")),
            (0, _("One lesson")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        initial=2,
    )
    questions = forms.FileField(
        label=_("File of questions for the final quiz"),
        help_text=_(
            "Word, Excel, GIFT or another form a bank can read; may be left out. The questions become a bank of their own, "
            "and the final quiz asks all that need nobody to mark them."
        ),
        required=False,
    )
    periods = forms.IntegerField(
        label=_("Periods"),
        min_value=0,
        max_value=32767,
        required=False,
        help_text=_("Tiết, as on the certificate."),
    )
    certificate_kind = forms.ChoiceField(label=_("Certificate"), required=False)
    prerequisites = forms.ModelMultipleChoiceField(
        label=_("Courses to complete first"),
        queryset=Course.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_for(person, IMPORTERS)
        owners = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        owners.queryset = mine
        if len(only := mine[:2]) == 1:
            owners.initial = only[0]
        others = Course.objects.filter(Q(status=Course.Status.PUBLISHED) | Q(organisation__in=mine))
        first = cast("forms.ModelMultipleChoiceField[Course]", self.fields["prerequisites"])
        first.queryset = others.order_by("code")
        kinds = settings.COURSES_CERTIFICATE_KINDS
        certificate = cast("forms.ChoiceField", self.fields["certificate_kind"])
        certificate.choices = [("", pgettext_lazy("certificate", "None")), *kinds]
        certificate.initial = kinds[0][0] if kinds else ""

    def clean_code(self) -> str:
        code = " ".join(str(self.cleaned_data["code"]).split())
        if Course.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(_("There is a course with this code already."), code="code_taken")
        return code

    def clean_periods(self) -> int:
        return self.cleaned_data["periods"] or 0
