"""The editor of places in a picture: a picture of the library, regions by numbers or drawn with the pointer."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from quizzes.editors.editor import Editor, Json, RowValues
from quizzes.editors.fields import LineField
from quizzes.editors.markup import line_of
from quizzes.editors.picking import ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG, picks_of
from quizzes.editors.rows import RowForm, Rows

SHOWN = "max-1200x1200"
"""The size in which the picture is shown and in whose pixels regions are told."""
_NUMBERS = re.compile(r"-?[0-9]{1,5}")
SHAPES = [
    ("rect", _("rectangle: left, top, right, bottom")),
    ("circle", _("circle: middle across, middle down, radius")),
    ("poly", _("polygon: across, down of each corner in turn")),
]


class RegionRow(RowForm):
    words = ("text", "coords")
    text = forms.CharField(
        label=_("Name, read to those who do not see the picture"), required=False, max_length=200
    )
    shape = forms.ChoiceField(label=_("Shape"), choices=SHAPES, required=False)
    coords = forms.CharField(label=_("Place in pixels of the picture"), required=False, max_length=2_000)
    is_right = forms.BooleanField(label=_("Right answer"), required=False)
    feedback = LineField(label=_("Remark on this region"))

    def clean_coords(self) -> list[int]:
        typed = self.cleaned_data["coords"].strip()
        parts = [part for part in re.split(r"[\s,;]+", typed) if part]
        if not all(_NUMBERS.fullmatch(part) for part in parts):
            raise forms.ValidationError(_("Write whole numbers, divided by commas."))
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("coords") and not data.get("text"):
            self.add_error("text", _("Give the region a name."))
        if data.get("text") and not data.get("coords"):
            self.add_error("coords", _("Say where the region lies, or draw it on the picture."))
        return data


class PictureSettings(forms.Form):
    picture = forms.ModelChoiceField(
        label=_("Picture"),
        queryset=get_image_model().objects.none(),
        required=False,
        widget=AdminImageChooser,
    )
    alt = forms.CharField(
        label=_("The picture in words, for those who do not see it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shows_regions = forms.BooleanField(
        label=_("The regions are drawn on the picture before anything is picked"),
        required=False,
        initial=True,
    )
    scoring = forms.ChoiceField(
        label=_("Scoring"),
        choices=[ALL_OR_NOTHING, PROPORTIONAL, RIGHT_MINUS_WRONG],
        initial="all_or_nothing",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].queryset = get_image_model().objects.all()  # type: ignore[attr-defined]


class Hotspot(Editor):
    kind = "hotspot"
    settings = PictureSettings

    def rows(self) -> list[Rows]:
        label, add = _("Regions, right and wrong ones"), _("Add a region")
        return [Rows(name="regions", form_class=RegionRow, label=label, add_label=add, least=2)]

    def settings_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> Json:
        return {
            "picture": image_shown_as(content["picture"]["src"]),
            "alt": content["picture"]["alt"],
            "shows_regions": content.get("shows_regions", True),
            "scoring": key.get("scoring", "all_or_nothing"),
        }

    def rows_shown(self, content: Mapping[str, Any], key: Mapping[str, Any]) -> RowValues:
        said = key.get("choice_feedback", {})
        shown = [
            {
                "id": region["id"],
                "text": region["label"],
                "shape": region["shape"],
                "coords": ", ".join(str(number) for number in region["coords"]),
                "is_right": region["id"] in key["correct"],
                "feedback": line_of(said.get(region["id"], "")),
            }
            for region in content["regions"]
        ]
        return {"regions": shown}

    def wording(
        self,
        *,
        stem: str,
        settings: Mapping[str, Any],
        rows: RowValues,
        before: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
    ) -> tuple[Json, Json]:
        kept = before[0]["picture"] if before else {}
        regions = [
            {"id": row["id"], "label": row["text"], "shape": row["shape"] or "rect", "coords": row["coords"]}
            for row in rows["regions"]
        ]
        content = {
            "stem": stem,
            "picture": {**picture_of(settings["picture"], kept), "alt": settings["alt"]},
            "regions": regions,
            "shows_regions": settings["shows_regions"],
        }
        return content, {**picks_of(rows["regions"]), "scoring": settings["scoring"]}


def picture_of(image: Any, kept: Mapping[str, Any]) -> Json:
    """Address and size of the chosen picture; the stored one where none was chosen or it is the same."""
    if image is None or (kept.get("src") and image_shown_as(kept["src"]) == image):
        return {name: kept.get(name, "" if name == "src" else 0) for name in ("src", "width", "height")}
    shown = image.get_rendition(SHOWN)
    return {"src": shown.url, "width": shown.width, "height": shown.height}


def chosen_picture(value: Any, stored: Mapping[str, Any]) -> Json:
    """Address and size of a picture by what its field holds: a picture, its number, or nothing."""
    if value in (None, ""):
        return picture_of(None, stored)
    number = str(getattr(value, "pk", value))
    found = (
        get_image_model().objects.filter(pk=number).first() if number.isdigit() and len(number) < 10 else None
    )
    return picture_of(found, stored)


def image_shown_as(src: str) -> Any:
    """The picture of the library that is shown under this address, or None."""
    name = src.removeprefix(settings.MEDIA_URL)
    return get_image_model().objects.filter(renditions__file=name).first() if name != src else None
