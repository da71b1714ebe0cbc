"""A regulation as officials cite it: number, date, issuer, title, and from when to when it is in force."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    DateBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    URLBlock,
)


class RegulationBlock(StructBlock):
    number = CharBlock(label=_("Number and symbol"), max_length=80, help_text=_("For example 30/2020/NĐ-CP."))
    issued_on = DateBlock(label=_("Date of the regulation"), required=False)
    issuer = CharBlock(label=_("Issuing body"), required=False, max_length=120)
    title = CharBlock(label=_("Title"), max_length=400, help_text=_("As printed, without its number."))
    passage = CharBlock(
        label=_("Passage"), required=False, max_length=120, help_text=_("For example khoản 2 Điều 5.")
    )
    url = URLBlock(label=_("Address of the full text"), required=False, max_length=500)
    valid_from = DateBlock(label=_("In force from"), required=False)
    valid_to = DateBlock(label=_("No longer in force from"), required=False)

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            wrong = ValidationError(gettext("A regulation ends after it begins."), code="ends_first")
            raise StructBlockValidationError(block_errors={"valid_to": wrong})
        return cleaned

    class Meta:
        label = _("Regulation")
        icon = "doc-full"
        template = "content/blocks/regulation.html"
        untranslated = ("number",)
        description = _("A regulation with number, date, title, link and validity")
        preview_value = {
            "number": "30/2020/NĐ-CP",
            "issued_on": "2020-03-05",
            "issuer": "Chính phủ",
            "title": "về công tác văn thư",
            "passage": "Điều 8",
            "url": "",
            "valid_from": "2020-03-05",
            "valid_to": None,
        }
        preview_template = "content/blocks/preview.html"
