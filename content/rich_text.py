"""Underlining and formulas in rich text: Wagtail has no such features, and lessons from Word would lose them."""

from html import escape
from typing import Any

from django.utils.translation import gettext_lazy as _
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.contentstate_models import ContentState, Entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    HandlerState,
    InlineEntityElementHandler,
    InlineStyleElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import Feature, InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from content.sanitising import FORMULA_TAGS, clean_inline

FORMULA = "FORMULA"
BEGINS, ENDS = "⟦", "⟧"
"""What an author sees around a formula; it is kept whole or taken out whole."""


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


class FormulaHandler(InlineEntityElementHandler):
    """``<math>`` with all that is in it becomes one entity of the editor, which keeps the markup beside the letters."""

    mutability = "IMMUTABLE"

    def __init__(self) -> None:
        super().__init__(FORMULA)

    def handle_starttag(
        self, name: str, attrs: list[tuple[str, str | None]], state: HandlerState, contentstate: ContentState
    ) -> None:
        if name == "math":
            super().handle_starttag(name, attrs, state, contentstate)
            state.current_block.text += BEGINS
            _open(state, contentstate).data |= {"markup": "", "read": len(state.current_block.text)}
        formula = _open(state, contentstate)
        if formula is not None:
            _take(formula, state)
            given = "".join(f' {key}="{escape(value or "")}"' for key, value in attrs)
            formula.data["markup"] += f"<{name}{given}>"

    def handle_endtag(self, name: str, state: HandlerState, contentstate: ContentState) -> None:
        formula = _open(state, contentstate)
        if formula is None:
            return
        _take(formula, state)
        formula.data["markup"] += f"</{name}>"
        if name == "math":
            del formula.data["read"]
            state.current_block.text += ENDS
            state.leading_whitespace = KEEP_WHITESPACE
            super().handle_endtag(name, state, contentstate)


def _open(state: HandlerState, contentstate: ContentState) -> Any:
    """The formula that is being read; None outside of one."""
    ranges = state.current_entity_ranges
    entity: Entity | None = contentstate.entity_map[ranges[-1].key] if ranges else None
    return entity if entity is not None and entity.entity_type == FORMULA else None


def _take(formula: Any, state: HandlerState) -> None:
    """Put the letters read since the last tag into the markup."""
    text = state.current_block.text
    formula.data["markup"] += escape(text[formula.data["read"] :], quote=False)
    formula.data["read"] = len(text)


def formula_html(props: dict[str, Any]) -> Any:
    """The formula as it was; what an editor sent is cleaned like everything from outside."""
    markup = clean_inline(str(props.get("markup") or ""))
    return DOM.parse_html(markup) if markup.startswith("<math") else props["children"]


class KeptFeature(Feature):
    """Something the editor carries along without a button."""

    def construct_options(self, options: dict[str, Any]) -> None:
        """Nothing to tell the editor."""


def add_formula(features: FeatureRegistry) -> None:
    features.register_editor_plugin("draftail", "formula", KeptFeature())
    features.register_converter_rule(
        "contentstate",
        "formula",
        {
            "from_database_format": {tag: FormulaHandler() for tag in sorted(FORMULA_TAGS)},
            "to_database_format": {"entity_decorators": {FORMULA: formula_html}},
        },
    )
