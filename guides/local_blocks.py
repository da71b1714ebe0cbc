"""What a province tells its people: where to go, who helps, what takes place."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

only_https = URLValidator(schemes=["https"], message=_("The address of a map begins with https://."))
only_numbers = r"^[0-9+][0-9 .()-]{2,24}$"


def phone_block() -> blocks.RegexBlock:
    return blocks.RegexBlock(
        regex=only_numbers,
        label=_("telephone"),
        required=False,
        max_length=25,
        help_text=_("The number of an office, never somebody's own."),
        error_messages={"invalid": _("Digits with blanks, dots or hyphens between them.")},
    )


class ContactPointBlock(blocks.StructBlock):
    """A place where one is helped in person."""

    name = blocks.CharBlock(label=_("name"), max_length=200)
    address = blocks.CharBlock(label=_("address"), max_length=250)
    hours = blocks.CharBlock(label=_("hours"), max_length=150)
    phone = phone_block()
    map_url = blocks.URLBlock(
        label=_("address of a map"),
        required=False,
        validators=[only_https],
        help_text=_("A link to a map; nothing is loaded from there before somebody taps it."),
    )
    note = blocks.CharBlock(label=_("note"), max_length=300, required=False)

    class Meta:
        icon = "home"
        label = _("Contact point")


class CommunityTeamBlock(blocks.StructBlock):
    """A community digital team: the place it works in and when one meets it; no names of its members."""

    name = blocks.CharBlock(label=_("team"), max_length=200)
    area = blocks.CharBlock(label=_("villages or streets"), max_length=250)
    meets = blocks.CharBlock(label=_("where and when one meets it"), max_length=250)
    phone = phone_block()

    class Meta:
        icon = "group"
        label = _("Community digital team")


class LocalEventBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=200)
    starts_on = blocks.DateBlock(label=_("day"))
    ends_on = blocks.DateBlock(label=_("last day, if it lasts longer"), required=False)
    hours = blocks.CharBlock(label=_("hours"), max_length=100, required=False)
    place = blocks.CharBlock(label=_("place"), max_length=250)
    note = blocks.CharBlock(label=_("what to bring, for whom"), max_length=300, required=False)

    class Meta:
        icon = "calendar"
        label = _("Event")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["ends_on"] and cleaned["ends_on"] < cleaned["starts_on"]:
            wrong = ValidationError(_("The last day does not come before the first."))
            raise StructBlockValidationError(block_errors={"ends_on": wrong})
        return cleaned


def is_past(event: Any, today: date) -> bool:
    """Whether an event's last day is over."""
    return (event["ends_on"] or event["starts_on"]) < today
