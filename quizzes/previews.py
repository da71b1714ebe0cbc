"""What an author sees of a file before it is written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.models import WordImport
from content.sanitising import clean_inline, clean_rich_text
from quizzes.importers import drafts as drafting
from quizzes.importers.messages import MARKS, TYPES
from quizzes.importers.plan import Action, Step
from quizzes.models import QuestionBank
from quizzes.services.importing import plan_for, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """``stem`` and the choices' texts have come through content.sanitising."""

    where: str
    kind: str
    stem: str
    choices: list[tuple[str, str, bool]]
    answer: str
    recognised_by: str
    action: str
    reason: str


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
    right = draft.key.get("correct", [])
    answer = ""
    if isinstance(right, bool):
        answer, right = (_("True") if right else _("False")), []
    return PreviewRow(
        where=draft.where,
        kind=_(TYPES[draft.kind]),
        stem=clean_rich_text(str(draft.content.get("stem", ""))),
        choices=[
            (chr(65 + n), clean_inline(choice["text"]), choice["id"] in right)
            for n, choice in enumerate(draft.content.get("choices", []))
        ],
        answer=answer,
        recognised_by=", ".join(_(MARKS[mark]) for mark in draft.recognised_by),
        action=action_names()[step.action],
        reason=sentence(code=draft.rejected, detail=draft.detail) if draft.rejected else "",
    )
