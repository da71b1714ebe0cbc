"""The shape of what learners send."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Audience
from courses.queries import CourseFilter

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
