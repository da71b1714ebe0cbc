"""What an editor says who makes a guide of a Word file."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from content.official import official_host
from guides.models import Topic
from guides.page_forms import OfficialLinkInput

FACTS = (
    "title",
    "summary",
    "official_url",
    "minutes_needed",
    "audience",
    "fee",
    "time_limit",
    "where",
    "review_by",
)


class ChooseWordForm(forms.Form):
    """The file, and nothing else: everything it says is read from it."""

    file = forms.FileField(
        label=_("Word file of the guide"),
        help_text=_("A .docx file of at most 30 MB. You check what was found before a guide is written."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,  # judged with the other files, by its bytes
    )


class CheckWordForm(forms.Form):
    """The facts of the guide as they were found; the text is written as the file has it."""

    title = forms.CharField(label=_("Title"), max_length=255)
    summary = forms.CharField(
        label=_("In one or two sentences"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("What this guide helps with."),
    )
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.none())
    official_url = forms.URLField(
        label=_("Official link"),
        max_length=300,
        assume_scheme="https",
        widget=OfficialLinkInput,
        help_text=_("Begins with https:// and its host ends in .gov.vn."),
    )
    minutes_needed = forms.IntegerField(label=_("Minutes it takes"), min_value=1, max_value=480)
    audience = forms.CharField(label=_("Who it is for"), max_length=200, required=False)
    fee = forms.CharField(label=_("Fee"), max_length=200, required=False)
    time_limit = forms.CharField(label=_("Time limit for the result"), max_length=200, required=False)
    where = forms.CharField(label=_("Where to submit"), max_length=200, required=False)
    review_by = forms.DateField(
        label=_("To be reviewed by"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, pictures: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        topics = cast("forms.ModelChoiceField[Topic]", self.fields["topic"])
        topics.queryset = Topic.objects.order_by("position", "name")
        for number, picture in enumerate(pictures):
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What the picture shows"),
                max_length=1000,
                required=False,
                initial=picture["alt"],
                help_text=_("For people who cannot see it. The guide is not published without it."),
            )
            self.fields[f"decorative_{number}"] = forms.BooleanField(
                label=_("The picture is only decoration"), required=False, initial=picture["is_decorative"]
            )

    def clean_official_url(self) -> str:
        address = str(self.cleaned_data["official_url"])
        if not official_host(address):
            raise forms.ValidationError(
                _("An official link begins with https:// and its host ends in .gov.vn."), code="not_official"
            )
        return address

    def clean_review_by(self) -> date:
        day: date = self.cleaned_data["review_by"]
        if day <= localdate():
            raise forms.ValidationError(_("The next review comes after the last one."), code="too_early")
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """What is written into the guide besides its topic and its pictures."""
        return {name: self.cleaned_data[name] for name in FACTS}

    @property
    def descriptions(self) -> dict[str, tuple[str, bool]]:
        return {
            picture["key"]: (
                self.cleaned_data[f"alt_{number}"],
                self.cleaned_data[f"decorative_{number}"],
            )
            for number, picture in enumerate(self.pictures)
        }
