"""Blocks of the pages beside guides: what a dossier is made of, what was counted."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class DossierComponentBlock(blocks.StructBlock):
    """One paper of a dossier."""

    name = blocks.CharBlock(label=_("paper"), max_length=250)
    form = blocks.CharBlock(
        label=_("form or how to make it"),
        max_length=200,
        required=False,
        help_text=_("For example: form CT01."),
    )
    copies = blocks.CharBlock(
        label=_("copies"), max_length=100, required=False, help_text=_("For example: 1 original.")
    )
    note = blocks.CharBlock(label=_("note"), max_length=300, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Paper of the dossier")


class StatisticBlock(blocks.StructBlock):
    """A figure is worth nothing without what was counted, when, and by whom."""

    label = blocks.CharBlock(label=_("what was counted"), max_length=200)
    value = blocks.CharBlock(label=_("figure"), max_length=60)
    definition = blocks.CharBlock(label=_("how it was counted"), max_length=300, required=False)
    period = blocks.CharBlock(label=_("period"), max_length=100)
    source = blocks.CharBlock(label=_("source"), max_length=200)
    source_url = blocks.URLBlock(label=_("address of the source"), required=False)

    class Meta:
        icon = "order"
        label = _("Figure with its source")
