"""What other systems know about a question becomes content and key of ours. Pure; shapes as in ``quizzes.items``.

The arithmetic is that of Moodle, which most files come from: each answer is worth a fraction of the points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from quizzes.importers.drafts import Lost

ONE = Decimal(1)
_ALIKE = Decimal("0.0001")
_NEARLY = Decimal("0.001")
_PLACES = Decimal("0.0000001")
"""Thirds are written with five to seven places: closer than this is equal."""


@dataclass(slots=True, kw_only=True)
class Answer:
    """``text`` is HTML for a choice and plain text for what is typed; ``fraction`` is of the points, 1 for all of them."""

    text: str
    fraction: Decimal
    feedback: str = ""
    tolerance: str = "0"


@dataclass(slots=True, kw_only=True)
class Made:
    """An item in the making. ``rejected`` is a code of ``messages.SENTENCES``."""

    kind: str
    content: dict[str, Any]
    key: dict[str, Any] = field(default_factory=dict)
    rejected: str = ""
    detail: str = ""
    lost: list[Lost] = field(default_factory=list)


def refused(kind: str, stem: str, code: str, detail: str = "") -> Made:
    return Made(kind=kind, content={"stem": stem}, rejected=code, detail=detail)


def make_choice(stem: str, answers: Sequence[Answer], *, is_single: bool) -> Made:
    """A question with choices; how it scores follows from the fractions."""
    kind = "single_choice" if is_single else "multiple_choice"
    ids = [f"c{n}" for n in range(1, len(answers) + 1)]
    content = {
        "stem": stem,
        "choices": [{"id": i, "text": a.text} for i, a in zip(ids, answers, strict=True)],
    }
    judged = judge_choices(dict(zip(ids, (a.fraction for a in answers), strict=True)), is_single=is_single)
    if judged is None:
        return Made(kind=kind, content=content, rejected="no_right_answer")
    said = {i: a.feedback for i, a in zip(ids, answers, strict=True) if a.feedback}
    return Made(kind=kind, content=content, key={**judged, "choice_feedback": said})


def judge_choices(fractions: Mapping[str, Decimal], *, is_single: bool) -> dict[str, Any] | None:
    """Right choices, scoring and weights of choices worth these fractions; None when nothing earns points."""
    earning = [i for i, fraction in fractions.items() if fraction > 0]
    if not earning:
        return None
    if is_single:
        best = max(earning, key=lambda i: fractions[i])
        is_plain = len(earning) == 1 and fractions[best] == 1 and all(f >= 0 for f in fractions.values())
        correct, scoring = [best], "all_or_nothing" if is_plain else "weighted"
    else:
        correct, scoring = earning, _scoring_of(fractions, earning)
    weights = {i: number_text(f) for i, f in fractions.items() if f} if scoring == "weighted" else {}
    return {"correct": correct, "scoring": scoring} | ({"weights": weights} if weights else {})


def _scoring_of(fractions: Mapping[str, Decimal], earning: list[str]) -> str:
    share = ONE / len(earning)
    costs = [f for i, f in fractions.items() if i not in earning]
    is_even = all(abs(fractions[i] - share) < _ALIKE for i in earning)
    if is_even and costs and all(abs(f + share) < _ALIKE for f in costs):
        return "right_minus_wrong"
    return "weighted"


def make_true_false(stem: str, *, is_true: bool, said: Mapping[str, str]) -> Made:
    """``said``: remarks by "true" and "false"."""
    feedback = {value: text for value, text in said.items() if text}
    return Made(
        kind="true_false", content={"stem": stem}, key={"correct": is_true, "choice_feedback": feedback}
    )


def make_short_answer(stem: str, answers: Sequence[Answer], *, ignores_case: bool) -> Made:
    r"""Accepted forms; ``*`` stands for anything and ``\*`` for a star."""
    if not any(answer.fraction > 0 for answer in answers):
        return refused("short_answer", stem, "no_right_answer")
    key = {"accepted": [accepted_text(answer) for answer in answers], **_ignoring(ignores_case)}
    return Made(kind="short_answer", content={"stem": stem}, key=key)


def accepted_text(answer: Answer) -> dict[str, Any]:
    is_pattern = "*" in answer.text.replace("\\*", "")
    return {
        "text": answer.text if is_pattern else answer.text.replace("\\*", "*"),
        "credit": number_text(answer.fraction),
        "is_pattern": is_pattern,
        "feedback": answer.feedback,
    }


def _ignoring(ignores_case: bool) -> dict[str, bool]:
    return {"ignore_case": ignores_case, "ignore_accents": False, "ignore_spaces": False}


def make_numerical(
    stem: str,
    answers: Sequence[Answer],
    *,
    units: Sequence[tuple[str, str]] = (),
    offers_units: bool = False,
    unit_policy: str = "none",
    unit_penalty: str = "1",
) -> Made:
    """``units``: name and how many of the first unit one of it is. A star is "anything else": its remark is kept."""
    accepted, rest, lost = accepted_numbers(answers)
    if not any(Decimal(one["credit"]) > 0 for one in accepted):
        return refused("numerical", stem, "no_right_answer")
    content = {
        "stem": stem,
        "number_format": "vi",
        "units": [name for name, _factor in units] if offers_units else [],
    }
    key = {
        "accepted": accepted,
        "units": [{"text": name, "factor": factor} for name, factor in units],
        "unit_policy": unit_policy,
        "unit_penalty": unit_penalty,
        "feedback_wrong": rest,
    }
    return Made(kind="numerical", content=content, key=key, lost=lost)


def accepted_numbers(answers: Sequence[Answer]) -> tuple[list[dict[str, Any]], str, list[Lost]]:
    """The accepted numbers, what is said to any other number, and what could not be kept. Unreadable numbers are lost."""
    accepted, lost, rest = [], [], ""
    for answer in answers:
        value, tolerance = read_decimal(answer.text), read_decimal(answer.tolerance or "0")
        if answer.text.strip() == "*" and answer.fraction <= 0:
            rest = rest or answer.feedback
        elif value is None or tolerance is None or tolerance < 0:
            lost.append(Lost(field="answer", excerpt=f"{answer.text}:{answer.tolerance}"[:80]))
        else:
            accepted.append(
                {
                    "value": number_text(value),
                    "tolerance": number_text(tolerance),
                    "tolerance_kind": "absolute",
                    "credit": number_text(answer.fraction),
                    "feedback": answer.feedback,
                }
            )
    return accepted, rest, lost


def make_matching(stem: str, pairs: Sequence[tuple[str, str]]) -> Made:
    """Pairs of HTML; a pair without its left side is a right side that fits nothing. Equal right sides are one."""
    ids: dict[str, str] = {}
    for _source, target in pairs:
        ids.setdefault(target, f"t{len(ids) + 1}")
    asked = [(source, target) for source, target in pairs if source]
    content = {
        "stem": stem,
        "sources": [{"id": f"s{n}", "text": source} for n, (source, _t) in enumerate(asked, start=1)],
        "targets": [{"id": i, "text": target} for target, i in ids.items()],
    }
    matched = {f"s{n}": ids[target] for n, (_s, target) in enumerate(asked, start=1)}
    return Made(
        kind="matching",
        content=content,
        key={"pairs": matched, "scoring": "proportional", "choice_feedback": {}},
    )


def make_ordering(stem: str, texts: Sequence[str], *, scoring: str) -> Made:
    """``texts`` in their right order."""
    ids = [f"c{n}" for n in range(1, len(texts) + 1)]
    content = {"stem": stem, "choices": [{"id": i, "text": t} for i, t in zip(ids, texts, strict=True)]}
    return Made(kind="ordering", content=content, key={"order": ids, "scoring": scoring})


def make_essay(
    stem: str,
    *,
    is_rich: bool = True,
    words: tuple[int | None, int | None] = (None, None),
    files: Mapping[str, Any] | None = None,
    template: str = "",
    guidance: str = "",
) -> Made:
    content = {
        "stem": stem,
        "format": "rich" if is_rich else "plain",
        "min_words": words[0],
        "max_words": words[1],
        "files": dict(files or {"max_count": 0, "max_mb": 0, "kinds": []}),
        "template": template,
    }
    return Made(kind="essay", content=content, key={"rubric": [], "guidance": guidance, "sample": ""})


def make_cloze(stem: str, gaps: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Made:
    """``gaps``: what learners see and what they do not, in the order of the marks ``[[g1]]``, ``[[g2]]`` of the stem."""
    content = {"stem": stem, "gaps": [seen for seen, _key in gaps]}
    return Made(kind="cloze", content=content, key={"gaps": {seen["id"]: key for seen, key in gaps}})


def choice_gap(
    id: str, answers: Sequence[Answer], weight: str
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    ids = [f"c{n}" for n in range(1, len(answers) + 1)]
    judged = judge_choices(dict(zip(ids, (a.fraction for a in answers), strict=True)), is_single=True)
    if judged is None:
        return None
    seen = {
        "id": id,
        "kind": "choice",
        "choices": [{"id": i, "text": a.text} for i, a in zip(ids, answers, strict=True)],
        "size": 0,
    }
    said = {i: a.feedback for i, a in zip(ids, answers, strict=True) if a.feedback}
    return seen, {"weight": weight, **judged, "choice_feedback": said}


def ticks_gap(
    id: str, answers: Sequence[Answer], weight: str, *, is_plain: bool
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """A gap in which several choices are ticked; None when nothing earns points.

    As in Moodle, what is right is worth the whole together; where no per cents were written (``is_plain``) each wrong
    tick takes back a right one.
    """
    whole = sum((a.fraction for a in answers if a.fraction > 0), Decimal(0))
    if not whole:
        return None
    scale = ONE if abs(whole - ONE) < _NEARLY else ONE / whole
    wrong = -ONE / whole if is_plain else None
    fractions = {
        f"c{n}": (a.fraction * scale if a.fraction > 0 else a.fraction if wrong is None else wrong).quantize(
            _PLACES
        )
        for n, a in enumerate(answers, start=1)
    }
    judged = judge_choices(fractions, is_single=False) or {}
    if len(answers) == len(judged["correct"]) and judged["scoring"] == "weighted" and is_plain:
        judged = {"correct": judged["correct"], "scoring": "right_minus_wrong"}
    seen = {
        "id": id,
        "kind": "choices",
        "choices": [{"id": i, "text": a.text} for i, a in zip(fractions, answers, strict=True)],
        "size": 0,
    }
    said = {i: a.feedback for i, a in zip(fractions, answers, strict=True) if a.feedback}
    return seen, {"weight": weight, "takes_several": True, **judged, "choice_feedback": said}


def text_gap(
    id: str, answers: Sequence[Answer], weight: str, *, ignores_case: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    seen = {"id": id, "kind": "text", "size": 0}
    return seen, {
        "weight": weight,
        "accepted": [accepted_text(a) for a in answers],
        **_ignoring(ignores_case),
    }


def number_gap(
    id: str, answers: Sequence[Answer], weight: str
) -> tuple[dict[str, Any], dict[str, Any], list[Lost]]:
    accepted, rest, lost = accepted_numbers(answers)
    if rest:
        lost.append(Lost(field="rest_feedback", excerpt=rest[:80]))
    seen = {"id": id, "kind": "number", "number_format": "vi", "size": 0}
    key = {"weight": weight, "accepted": accepted, "units": [], "unit_policy": "none", "unit_penalty": "1"}
    return seen, key, lost


def read_decimal(text: str) -> Decimal | None:
    """A number as files write it: point or comma as decimal sign, no signs for thousands. None when it is none."""
    plain = text.strip().replace("\u2212", "-").replace(",", ".")
    try:
        value = Decimal(plain) if len(plain) < 60 else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value.adjusted()) < 30 else None


def number_text(value: Decimal) -> str:
    """A decimal as we store it: no exponent, no zeros at the end.

    >>> number_text(Decimal("0.50")), number_text(Decimal("1E+2"))
    ('0.5', '100')
    """
    text = format(value.normalize(), "f")
    return "0" if text in {"-0", ""} else text
