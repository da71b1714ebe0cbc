"""What the desk of a bank says in its templates."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django import template
from django.utils.translation import gettext as _

from quizzes.models import Item, ItemEvent
from quizzes.reporting.numbers import shown
from quizzes.statistics import Hint

register = template.Library()
_TAG = re.compile(r"<[^>]*>")
_GAP = re.compile(r"\[\[[A-Za-z0-9_-]{1,20}\]\]")


@register.filter
def plain_words(markup: object) -> str:
    """Stored HTML as words on one line; a gap is an ellipsis. The template escapes what comes out."""
    return " ".join(_GAP.sub("…", unescape(_TAG.sub(" ", str(markup or "")))).split())


@register.filter
def of(facts: Mapping[Any, Any], name: object) -> Any:
    """The fact of this name, or nothing."""
    return facts.get(name, "")


@register.filter
def figure(value: float | None) -> str:
    """A figure with two decimals; a dash where there is none."""
    return shown(value)


@register.filter
def short_hint(hint: Hint) -> str:
    """A hint in a word or two, for a line of a list."""
    return {
        "key_suspect": _("check the key"),
        "negative": _("check the key"),
        "poor": _("low discrimination"),
        "too_easy": _("too easy"),
        "too_hard": _("too hard"),
    }[hint.code]


@register.filter
def event_words(event: ItemEvent) -> str:
    """A line of a question's history as a sentence."""
    detail = event.detail
    remark = f" ({detail['remark']})" if detail.get("remark") else ""
    if event.kind == ItemEvent.Kind.STATE:
        states = {"before": _state(detail.get("from")), "after": _state(detail.get("to"))}
        return _("%(before)s → %(after)s") % states + remark
    if event.kind == ItemEvent.Kind.MOVED:
        places = {"before": detail.get("from") or "—", "after": detail.get("to") or "—"}
        return _("moved: %(before)s → %(after)s") % places
    if event.kind == ItemEvent.Kind.DESCRIBED:
        return _described(detail)
    said = str(event.get_kind_display())
    if number := detail.get("number"):
        return said + ": " + _("version %(number)s") % {"number": number}
    return said


def _described(detail: Mapping[str, Any]) -> str:
    if detail.get("merged"):
        return _("kept; %(code)s was the same and was retired") % {"code": detail["merged"]}
    parts = []
    if detail.get("added"):
        parts.append(_("tags added: %(names)s") % {"names": ", ".join(detail["added"])})
    if detail.get("removed"):
        parts.append(_("tags removed: %(names)s") % {"names": ", ".join(detail["removed"])})
    if detail.get("fields"):
        parts.append(
            _("changed: %(names)s") % {"names": ", ".join(_field(name) for name in detail["fields"])}
        )
    return "; ".join(parts) or str(ItemEvent.Kind.DESCRIBED.label)


def _field(name: str) -> str:
    names = {"language": _("Language"), "source": _("Source"), "legal_basis": _("Legal basis")}
    return names.get(name, name).lower()


def _state(code: object) -> str:
    return str(Item.State(code).label) if code in Item.State.values else "—"
