"""Two wordings of a question, laid side by side in words a reader understands."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from content.sanitising import strip_all
from quizzes.models import ItemVersion
from quizzes.models.bank import ItemType

RULES = {
    "all_or_nothing": _("all or nothing"),
    "proportional": _("in proportion"),
    "right_minus_wrong": _("right minus wrong"),
    "weighted": _("by weights"),
    "scale": _("by a scale"),
    "exact": _("the whole order"),
    "position": _("by place"),
    "pairwise": _("by pairs"),
}
LONGEST = 20_000
"""Characters compared word by word; longer texts are only said to differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact of both wordings. ``older`` and ``newer`` are HTML made here from plain text."""

    name: str
    older: SafeString
    newer: SafeString
    is_same: bool


def differences(older: ItemVersion, newer: ItemVersion) -> list[Difference]:
    """Every fact of two wordings in the order of the page, the same ones too."""
    before, after = dict(_facts(older)), dict(_facts(newer))
    return [_difference(name, before.get(name, ""), after.get(name, "")) for name in {**before, **after}]


def _facts(version: ItemVersion) -> Iterator[tuple[str, str]]:
    yield pgettext("question", "Type"), str(ItemType(version.kind).label)
    yield gettext("Points"), str(localize(version.points))
    yield gettext("Difficulty"), str(version.difficulty)
    yield gettext("Question"), _plain(version.content.get("stem", ""))
    for group, listed in version.content.items():
        if isinstance(listed, list):
            yield from _listed(group, listed)
        elif group != "stem":
            yield _name(group), _said(listed)
    for name, value in version.key.items():
        known = RULES.get(value) if name == "scoring" else None
        yield _name(name), str(known) if known else _said(value, names=_letters(version))


def _letters(version: ItemVersion) -> dict[str, str]:
    """What the ids of a wording are called on this page: by their place."""
    return {
        str(one["id"]): _numbered(place)
        for listed in version.content.values()
        if isinstance(listed, list)
        for place, one in enumerate(listed)
        if isinstance(one, Mapping) and "id" in one
    }


def _numbered(place: int) -> str:
    return f"{place + 1}"


def _listed(group: str, listed: list[Any]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(listed):
        text = one.get("text") or one.get("label") if isinstance(one, Mapping) else one
        rest = ""
        if isinstance(one, Mapping):
            other = {name: value for name, value in one.items() if name not in {"id", "text", "label"}}
            rest = _said(other) if other else ""
        yield (
            f"{_name(group)} {_numbered(place)}",
            " ".join(part for part in (_plain(text or ""), rest) if part),
        )


def _name(field: str) -> str:
    names = {
        "choices": gettext("Choice"),
        "statements": gettext("Statement"),
        "sources": gettext("Line to be matched"),
        "targets": gettext("Answer to match with"),
        "gaps": gettext("Gap"),
        "regions": gettext("Region"),
        "units": gettext("Unit"),
        "picture": gettext("Picture"),
        "correct": gettext("Right answer"),
        "pairs": gettext("Pairs"),
        "order": gettext("Order"),
        "accepted": gettext("Accepted answers"),
        "scoring": gettext("Scoring"),
        "scale": gettext("Scale"),
        "weights": gettext("Weights"),
        "feedback": gettext("Explanation for everybody"),
        "choice_feedback": gettext("Remarks"),
        "hints": gettext("Hints"),
        "rubric": gettext("Rubric"),
        "guidance": gettext("Guidance for markers"),
        "sample": gettext("Sample answer"),
    }
    return names.get(field, field.replace("_", " "))


def _said(value: Any, names: Mapping[str, str] | None = None) -> str:
    """A value of the JSON in words: yes and no, lists with commas, pairs with an arrow."""
    names = names or {}
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        parts = (
            f"{names.get(str(one), _name(str(one)))}: {_said(said, names)}" for one, said in value.items()
        )
        return "; ".join(parts)
    if isinstance(value, list):
        return ", ".join(_said(one, names) for one in value)
    return names.get(str(value), _plain(str(value))) if value is not None else "—"


def _plain(markup: str) -> str:
    return " ".join(strip_all(markup.replace("</p>", "</p> ").replace("</td>", "</td> ")).split())


def _difference(name: str, before: str, after: str) -> Difference:
    if before == after or len(before) + len(after) > LONGEST:
        return Difference(name=name, older=escape(before), newer=escape(after), is_same=before == after)
    one, other = before.split(), after.split()
    left, right = [], []
    for verb, a, b, c, d in difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        gone, come = escape(" ".join(one[a:b])), escape(" ".join(other[c:d]))
        left.append(gone if verb == "equal" or not gone else f"<del>{gone}</del>")
        right.append(come if verb == "equal" or not come else f"<ins>{come}</ins>")
    join = " ".join
    return Difference(
        name=name,
        older=mark_safe(join(filter(None, left))),  # noqa: S308 - escaped just above
        newer=mark_safe(join(filter(None, right))),  # noqa: S308 - escaped just above
        is_same=False,
    )
