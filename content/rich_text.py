"""Underlining in rich text: Wagtail has no such feature, and lessons from Word would lose it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry


def add_underline(features: FeatureRegistry) -> None:
    features.register_editor_plugin(
        "draftail",
        "underline",
        InlineStyleFeature({"type": "UNDERLINE", "label": "U", "description": _("Underline")}),
    )
    features.register_converter_rule(
        "contentstate",
        "underline",
        {
            "from_database_format": {"u": InlineStyleElementHandler("UNDERLINE")},
            "to_database_format": {"style_map": {"UNDERLINE": "u"}},
        },
    )
