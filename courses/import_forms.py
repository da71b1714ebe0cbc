"""What an author sends while bringing a lesson from Word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.import_access import courses_importable_by
from courses.importers.lesson import ParsedLesson
from courses.models import Chapter, Course
from people.access import Person


class ChooseFileForm(forms.Form):
    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none())
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx file of at most 30 MB. Nothing is written before you have checked it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,  # judged with the other files, by its bytes
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_importable_by(person)  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Title, chapter, descriptions of pictures, and which guessed headings are headings."""

    title = forms.CharField(label=_("Title of the lesson"), max_length=250)
    chapter = forms.ModelChoiceField(
        label=_("Chapter"), queryset=Chapter.objects.none(), required=False, empty_label=_("No chapter")
    )

    def __init__(self, *args: Any, parsed: ParsedLesson, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parsed = parsed
        self.initial["title"] = parsed.title
        self.fields["chapter"].queryset = course.chapters.all()  # type: ignore[attr-defined]
        for index, picture in enumerate(parsed.pictures):
            self.fields[f"alt_{index}"] = forms.CharField(
                label=_("What the picture shows"), required=False, max_length=1000, initial=picture.alt
            )
            self.initial[f"alt_{index}"] = picture.alt
        for heading in parsed.outline:
            if heading.is_guess:
                self.fields[f"heading_{heading.number}"] = forms.BooleanField(
                    label=heading.text, required=False, initial=True
                )

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """Each picture with its field, in order."""
        return [
            {"index": index, "field": self[f"alt_{index}"], "picture": picture}
            for index, picture in enumerate(self._parsed.pictures)
        ]

    @property
    def outline(self) -> list[dict[str, Any]]:
        """Each heading, with its tick box where it was guessed."""
        return [
            {"heading": heading, "field": self[f"heading_{heading.number}"] if heading.is_guess else None}
            for heading in self._parsed.outline
        ]

    @property
    def alternatives(self) -> dict[int, str]:
        return {i: self.cleaned_data[f"alt_{i}"] for i in range(len(self._parsed.pictures))}

    @property
    def not_headings(self) -> frozenset[int]:
        return frozenset(
            heading.number
            for heading in self._parsed.outline
            if heading.is_guess and not self.cleaned_data[f"heading_{heading.number}"]
        )
