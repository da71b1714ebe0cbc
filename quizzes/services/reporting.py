"""What people and scripts read about an import or an export: counts, problems as sentences, what could not be kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from quizzes.errors import ImportRefused
from quizzes.importers.drafts import Lost, Note
from quizzes.importers.messages import FIELDS, MARKS, SENTENCES, TYPES
from quizzes.importers.plan import Action, Step

_LINE = re.compile(r"^dòng (\d+)(.*)$", re.DOTALL)
_NAMED = {"not_yet", "marked_otherwise"}
MOST_PLACES = 12


def report_of(*, format: str, steps: list[Step], notes: Iterable[Note]) -> dict[str, Any]:
    """Counts by type and every problem as a sentence in the reader's language.

    ``lost`` names, question by question and field by field, what the file had and an item cannot hold.
    """
    rejected = [step for step in steps if step.action is Action.REJECTED]
    problems = [
        {
            "severity": note.severity,
            "where": place_of(where=note.where),
            "message": sentence(code=note.code, detail=note.detail),
        }
        for note in notes
    ]
    problems += [
        {
            "severity": "warning"
            if step.draft.rejected in {"not_yet", "unclear", "not_a_question"}
            else "error",
            "where": place_of(where=step.draft.where),
            "message": sentence(code=step.draft.rejected, detail=step.draft.detail),
        }
        for step in rejected
    ]
    lost = [
        {"where": place_of(where=step.draft.where), **lost_of(lost=one)}
        for step in steps
        if step.action is not Action.REJECTED
        for one in step.draft.lost
    ]
    problems += _lost_in_short(lost)
    unchanged = sum(step.action is Action.UNCHANGED for step in steps)
    if unchanged:
        problems.append(
            {"severity": "info", "where": "", "message": sentence(code="unchanged", detail=str(unchanged))}
        )
    report = {
        "format": format,
        "found": len(steps),
        "imported": len(steps) - len(rejected),
        "rejected": len(rejected),
        "by_type": dict(Counter(step.draft.kind for step in steps)),
        "problems": problems,
    }
    return report | ({"lost": lost} if lost else {})


def refusal_report(*, format: str, refusal: ImportRefused) -> dict[str, Any]:
    """The same shape for a file that was not read at all."""
    problem = {"severity": "error", "where": "", "message": str(refusal)}
    return {
        "format": format, "found": 0, "imported": 0, "rejected": 0, "by_type": {}, "problems": [problem],
    }  # fmt: skip


def sentence(*, code: str, detail: str) -> str:
    """The sentence of a code; ``detail`` names marks and types in the reader's words."""
    if not code:
        return detail
    if code in _NAMED:
        detail = _((TYPES | MARKS).get(detail, detail))
    if code == "marks_disagree":
        detail = "; ".join(_named_mark(part) for part in detail.split("; "))
    return _(SENTENCES[code]) % {"detail": detail}


def lost_of(*, lost: Lost) -> dict[str, str]:
    """A lost field in the reader's words: its code, its name and the beginning of what it said."""
    return {"field": lost.field, "name": _(FIELDS[lost.field]), "excerpt": lost.excerpt}


def place_of(*, where: str) -> str:
    """A place in a text file in the reader's words; other places are words already."""
    found = _LINE.match(where)
    return _("line %(number)s") % {"number": found.group(1)} + found.group(2) if found else where


def _named_mark(part: str) -> str:
    mark, colon, letters = part.partition(": ")
    return _(MARKS[mark]) + colon + letters if mark in MARKS else part


def _lost_in_short(lost: list[dict[str, str]]) -> list[dict[str, str]]:
    """One line for each field, with the places."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in lost:
        if one["where"] not in places[one["name"]]:
            places[one["name"]].append(one["where"])
    return [
        {
            "severity": "info",
            "where": "",
            "message": _(
                "Not kept, because a question here has no place for it: %(field)s (%(count)s: %(places)s)"
            )
            % {"field": name, "count": len(found), "places": _listed(found)},
        }
        for name, found in places.items()
    ]


def _listed(places: list[str]) -> str:
    return "; ".join(places[:MOST_PLACES]) + ("; …" if len(places) > MOST_PLACES else "")
