"""What an author sees of a file before it is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from content.models import WordImport
from content.sanitising import clean_inline, clean_rich_text
from quizzes.importers import drafts as drafting
from quizzes.importers.drafts import PENDING, Draft
from quizzes.importers.messages import MARKS, TYPES
from quizzes.importers.plan import Action, Step
from quizzes.items.cloze import PICKED
from quizzes.models import QuestionBank
from quizzes.services.importing import plan_for
from quizzes.services.reporting import lost_of, place_of, sentence

_WAITING = re.compile(rf'<img src="{re.escape(PENDING)}[^"]*" alt="([^"<>]*)"[^<>]*>')


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """``stem`` and the choices' texts have come through content.sanitising; every other text is plain."""

    where: str
    kind: str
    stem: str
    choices: list[tuple[str, str, bool]]
    answer: str
    recognised_by: str
    action: str
    reason: str
    category: str = ""
    tags: str = ""
    is_incomplete: bool = False
    lost: list[dict[str, str]] = field(default_factory=list)


def preview_of(batch: WordImport, bank: QuestionBank) -> list[PreviewRow]:
    if not batch.parsed:
        return []
    planned = plan_for(bank=bank, parsed=drafting.from_json(batch.parsed))
    return [_row(step) for step in planned.steps]


def action_names() -> dict[Action, str]:
    return {
        Action.CREATE: _("new question"),
        Action.NEW_VERSION: _("new version"),
        Action.REVIVE: _("back in use"),
        Action.UNCHANGED: _("unchanged"),
        Action.REJECTED: _("not imported"),
    }


def _row(step: Step) -> PreviewRow:
    draft = step.draft
    return PreviewRow(
        where=place_of(where=draft.where),
        kind=_(TYPES[draft.kind]),
        stem=_shown(str(draft.content.get("stem", ""))),
        choices=_choices(draft),
        answer=_ANSWERS[draft.kind](draft.content, draft.key) if draft.key and draft.kind in _ANSWERS else "",
        recognised_by=", ".join(_(MARKS[mark]) for mark in draft.recognised_by),
        action=action_names()[step.action],
        reason=sentence(code=draft.rejected, detail=draft.detail) if draft.rejected else "",
        category=" / ".join(draft.category),
        tags=", ".join(tag.name for tag in draft.tags),
        is_incomplete=draft.is_incomplete,
        lost=[lost_of(lost=one) for one in draft.lost],
    )


def _shown(stem: str) -> str:
    """The text as it will be. A picture that waits to be stored has no place yet: its words stand for it."""
    picture = _("picture")
    return clean_rich_text(_WAITING.sub(lambda found: f"<em>[{picture}: {found.group(1) or '…'}]</em>", stem))


def _choices(draft: Draft) -> list[tuple[str, str, bool]]:
    """Letter, text, whether right: choices, or statements with whether they are true."""
    right: Any = draft.key.get("correct", [])
    listed = (
        draft.content.get("choices") or draft.content.get("statements") or draft.content.get("regions") or []
    )
    is_right: Callable[[str], bool] = (
        (lambda one: bool(right.get(one))) if isinstance(right, Mapping) else (lambda one: one in right)
    )
    if isinstance(right, bool):
        listed = []
    return [
        (_letter(place), clean_inline(str(one.get("text", one.get("label", "")))), is_right(str(one["id"])))
        for place, one in enumerate(listed)
    ]


def _letter(place: int) -> str:
    return chr(65 + place) if place < 26 else str(place + 1)


def _truth(_content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    return _("True") if key["correct"] else _("False")


def _pairs(content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    sources = {one["id"]: place for place, one in enumerate(content["sources"], start=1)}
    targets = {one["id"]: _letter(place) for place, one in enumerate(content["targets"])}
    return ", ".join(f"{place} – {targets[key['pairs'][one]]}" for one, place in sources.items())


def _order(content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    letters = {one["id"]: _letter(place) for place, one in enumerate(content["choices"])}
    return " → ".join(letters[one] for one in key["order"])


def _texts(_content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    return "; ".join(_with_credit(form["text"], form["credit"]) for form in key["accepted"])


def _numbers(content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    told = []
    for number in key["accepted"]:
        share = "%" if number["tolerance_kind"] == "relative" else ""
        width = str(float(number["tolerance"]) * 100) if share else number["tolerance"]
        text = number["value"] if number["tolerance"] == "0" else f"{number['value']} ± {width}{share}"
        told.append(_with_credit(text, number["credit"]))
    answer = "; ".join(told)
    return answer.replace(".", ",") if content.get("number_format") == "vi" else answer


def _gaps(content: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    told = []
    for gap in content["gaps"]:
        rule = key["gaps"][gap["id"]]
        if gap["kind"] in PICKED:
            texts = {one["id"]: one["text"] for one in gap["choices"]}
            answer = ", ".join(texts[one] for one in rule["correct"])
        else:
            answer = (_numbers if gap["kind"] == "number" else _texts)(gap, rule)
        told.append(f"{gap['id']}: {answer}")
    return "; ".join(told)


def _with_credit(text: str, credit: str) -> str:
    return text if credit == "1" else f"{text} ({float(credit) * 100:g} %)"


_ANSWERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], str]] = {
    "true_false": _truth,
    "matching": _pairs,
    "ordering": _order,
    "short_answer": _texts,
    "numerical": _numbers,
    "cloze": _gaps,
}
