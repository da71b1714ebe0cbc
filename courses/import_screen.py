"""The check screen as its template needs it: one row a heading, a lesson, a picture, a question, a lesson gone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.models import WordImport
from courses.import_forms import CheckForm
from courses.importers.arranging import DEEPEST
from courses.importers.reimport import Fate
from courses.importers.texts import differences, lines_of
from courses.services.import_plans import ImportPlan, PlannedPiece

FATES: dict[Fate, Any] = {
    Fate.NEW: _("New"),
    Fate.UNCHANGED: _("Unchanged"),
    Fate.WORD: _("Changed in Word"),
    Fate.SITE: _("Changed on the site only; it stays"),
    Fate.BOTH: _("Changed in Word and on the site"),
}


def screen_of(*, plan: ImportPlan, form: CheckForm, batch: WordImport, shown: int) -> dict[str, Any]:
    """Everything the check screen shows; ``shown`` is the index of the lesson in the preview."""
    shown = shown if 0 <= shown < len(plan.pieces) else 0
    selected = plan.pieces[shown] if plan.pieces else None
    keys = _preview_numbers(batch)
    return {
        "is_reimport": plan.previous is not None or any(p.site for p in plan.pieces),
        "headings": _headings(batch, plan),
        "pieces": [_piece(piece, plan, form) for piece in plan.pieces],
        "gone": [
            {
                "gone": one,
                "withdraw": form[f"withdraw_{index}"] if f"withdraw_{index}" in form.fields else None,
            }
            for index, one in enumerate(plan.gone)
        ],
        "pictures": [
            {
                **one,
                "preview": keys.get(one["picture"].key, 0),
                "alt": form[f"alt_{one['index']}"],
                "decorative": form[f"decorative_{one['index']}"],
            }
            for one in form.pictures_asked
        ],
        "pictures_left": sum(len(p.lesson.pictures) for p in plan.pieces if p.is_taken)
        - len(form.pictures_asked),
        "questions": _questions(batch, form),
        "selected": selected,
        "counts": batch.report.get("by_type", {}),
    }


def _preview_numbers(batch: WordImport) -> dict[str, int]:
    return {one["key"]: index for index, one in enumerate(batch.outcome.get("previews", []))}


def _headings(batch: WordImport, plan: ImportPlan) -> list[dict[str, Any]]:
    cut = plan.choices.level or 0
    return [
        {
            **heading,
            "raised": max(heading["level"] - 1, 1),
            "lowered": min(heading["level"] + 1, DEEPEST),
            "begins_lesson": 0 < heading["level"] == cut,
            "begins_chapter": 0 < heading["level"] < cut,
        }
        for heading in batch.parsed["headings"]
    ]


def _piece(piece: PlannedPiece, plan: ImportPlan, form: CheckForm) -> dict[str, Any]:
    at = piece.index
    split_from = ""
    if piece.verdict.split_from is not None:
        split_from = str(plan.records[piece.verdict.split_from]["title"])
    is_compared = piece.fate in {Fate.WORD, Fate.BOTH} and piece.site is not None
    return {
        "planned": piece,
        "number": at + 1,
        "fate": FATES[piece.fate],
        "split_from": split_from,
        "take": form[f"take_{at}"],
        "title": form[f"title_{at}"],
        "chapter": form[f"chapter_{at}"],
        "decision": form[f"decision_{at}"] if f"decision_{at}" in form.fields else None,
        "differences": differences(
            [piece.site.title, *piece.site.lines],
            [piece.lesson.title, *lines_of(piece.lesson.blocks, piece.lesson.pictures)],
        )
        if is_compared and piece.site
        else [],
    }


def _questions(batch: WordImport, form: CheckForm) -> list[dict[str, Any]]:
    found = sorted(batch.parsed["questions"].items(), key=lambda item: int(item[0]))
    return [
        {**one, "number": number, "tick": form[f"self_check_{number}"]}
        for number, one in found
        if f"self_check_{number}" in form.fields
    ]
