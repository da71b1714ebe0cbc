"""Files of questions: checked, shown, applied as one batch, undone as one batch."""

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WordImport
from content.sanitising import TextTooLarge, strip_all
from content.services.words import read_word_safely
from content.word.tree import WordRefused
from people.models import User
from quizzes.errors import AuthoringRefused, ImportRefused
from quizzes.importers import drafts as drafting
from quizzes.importers.drafts import Draft, Note, ParsedBank
from quizzes.importers.formats import JSON, WORD, detect_format
from quizzes.importers.messages import MARKS, SENTENCES, TYPES
from quizzes.importers.plain_json import NotQuestions, parse_json
from quizzes.importers.plan import Action, Existing, Step, plan
from quizzes.importers.word import parse_word
from quizzes.models import AttemptItem, Item, QuestionBank, SectionItem
from quizzes.services.authoring import clean_wording, publish_item_version, search_text_of, set_item_state

logger = logging.getLogger("lms.quizzes")
WRITTEN = (Action.CREATE, Action.NEW_VERSION, Action.REVIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would become of a file in a bank, and what the author should know."""

    format: str
    steps: list[Step]
    notes: list[Note]

    def count(self, *actions: Action) -> int:
        return sum(step.action in actions for step in self.steps)


def read_questions(*, data: bytes, filename: str, format: str = "auto") -> ParsedBank:
    """Everything found in a file. Raises ``ImportRefused`` with a sentence when it cannot be read at all."""
    kind = detect_format(data) if format == "auto" else format
    try:
        if kind == WORD:
            return _checked(parse_word(read_word_safely(data, filename=filename)))
        if kind == JSON:
            return _checked(parse_json(data))
    except WordRefused as refusal:
        raise ImportRefused(refusal.message, code=refusal.code) from refusal
    except NotQuestions as error:
        raise ImportRefused(_("This JSON file does not hold questions."), code="not_questions") from error
    raise ImportRefused(
        _("This format (%(format)s) is not supported yet. Use Word (.docx) or JSON.") % {"format": kind},
        code="unsupported_format",
    )


def plan_for(*, bank: QuestionBank | None, parsed: ParsedBank) -> Plan:
    """Compare what was found with what the bank holds now. Nothing is written."""
    items = bank.items.select_related("current").order_by("code") if bank is not None else ()
    existing = [
        Existing(
            code=item.code,
            kind=item.current.kind,
            content=item.current.content,
            key=item.current.key,
            points=item.current.points,
            difficulty=item.current.difficulty,
            is_retired=item.state == Item.State.RETIRED,
        )
        for item in items
        if item.current is not None
    ]
    return Plan(format=parsed.format, steps=plan(parsed.drafts, existing), notes=list(parsed.notes))


def report_of(*, planned: Plan) -> dict[str, Any]:
    """The report people and scripts read: counts by type and every problem as a sentence in the reader's language."""
    rejected = [step for step in planned.steps if step.action is Action.REJECTED]
    problems = [
        {
            "severity": note.severity,
            "where": note.where,
            "message": sentence(code=note.code, detail=note.detail),
        }
        for note in planned.notes
    ]
    problems += [
        {
            "severity": "warning" if step.draft.rejected in {"not_yet", "unclear"} else "error",
            "where": step.draft.where,
            "message": sentence(code=step.draft.rejected, detail=step.draft.detail),
        }
        for step in rejected
    ]
    unchanged = planned.count(Action.UNCHANGED)
    if unchanged:
        problems.append(
            {"severity": "info", "where": "", "message": sentence(code="unchanged", detail=str(unchanged))}
        )
    return {
        "format": planned.format,
        "found": len(planned.steps),
        "imported": len(planned.steps) - len(rejected),
        "rejected": len(rejected),
        "by_type": dict(Counter(step.draft.kind for step in planned.steps)),
        "problems": problems,
    }


def refusal_report(*, format: str, refusal: ImportRefused) -> dict[str, Any]:
    problem = {"severity": "error", "where": "", "message": str(refusal)}
    return {
        "format": format, "found": 0, "imported": 0, "rejected": 0, "by_type": {}, "problems": [problem],
    }  # fmt: skip


def sentence(*, code: str, detail: str) -> str:
    """The sentence of a code; ``detail`` names marks and types in the reader's words."""
    if not code:
        return detail
    if code in {"not_yet", "marked_otherwise"}:
        detail = _((TYPES | MARKS).get(detail, detail))
    if code == "marks_disagree":
        detail = "; ".join(_named_mark(part) for part in detail.split("; "))
    return _(SENTENCES[code]) % {"detail": detail}


def _named_mark(part: str) -> str:
    mark, colon, letters = part.partition(": ")
    return f"{_(MARKS[mark])}{colon}{letters}" if mark in MARKS else part


@transaction.atomic
def check_file(
    *, data: bytes, filename: str, bank: QuestionBank, by: User | None, now: datetime, format: str = "auto"
) -> WordImport:
    """Keep a file with what was found in it; the bank is not touched. A refused file is kept on record without content."""
    batch = WordImport(
        purpose=WordImport.Purpose.QUESTIONS,
        status=WordImport.Status.CHECKED,
        filename=filename[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        target=str(bank.uuid),
        imported_by=by,
        created_at=now,
    )
    try:
        parsed = read_questions(data=data, filename=filename, format=format)
    except ImportRefused as refusal:
        batch.status = WordImport.Status.REFUSED
        batch.report = refusal_report(format=detect_format(data), refusal=refusal)
        batch.save()
        return batch
    batch.parsed = parsed.to_json()
    batch.report = report_of(planned=plan_for(bank=bank, parsed=parsed))
    batch.original.save("original", ContentFile(data), save=False)
    batch.save()
    return batch


@transaction.atomic
def apply_batch(*, batch: WordImport, bank: QuestionBank, by: User | None, now: datetime) -> WordImport:
    """Write a checked batch. Applying twice is harmless: the second call returns the applied batch."""
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status == WordImport.Status.APPLIED:
        return batch
    if batch.status != WordImport.Status.CHECKED:
        raise ImportRefused(
            _("This import cannot be applied any more. Upload the file again."), code="not_open"
        )
    planned = plan_for(bank=bank, parsed=drafting.from_json(batch.parsed))
    batch.outcome = {
        "items": [_write(step, bank, batch, by, now) for step in planned.steps if step.action in WRITTEN]
    }
    batch.report = report_of(planned=planned)
    batch.status, batch.applied_at = WordImport.Status.APPLIED, now
    batch.save(update_fields=["outcome", "report", "status", "applied_at"])
    logger.info("questions.imported", extra={"batch": str(batch.uuid), "items": len(batch.outcome["items"])})
    return batch


def _write(
    step: Step, bank: QuestionBank, batch: WordImport, by: User | None, now: datetime
) -> dict[str, Any]:
    """Write one question; what it was before is noted, so that the batch can be undone."""
    draft = step.draft
    before = Item.objects.filter(bank=bank, code=step.code).select_related("current").first()
    noted = {
        "action": step.action.value,
        "state": before.state if before else "",
        "number": before.current.number if before and before.current else 0,
    }
    version = publish_item_version(
        bank=bank,
        code=step.code,
        kind=draft.kind,
        content=draft.content,
        key=draft.key,
        points=Decimal(draft.points),
        difficulty=draft.difficulty,
        by=by,
        now=now,
        is_draft=draft.is_incomplete,
    )
    item = version.item
    if step.action is Action.REVIVE:
        item = set_item_state(item=item, state=Item.State.IN_USE)
    item.import_batch = batch.uuid
    item.save(update_fields=["import_batch"])
    return {**noted, "item": str(item.uuid), "version": str(version.uuid)}


@transaction.atomic
def undo_batch(*, batch: WordImport, by: User | None, now: datetime) -> WordImport:
    """Take a batch back as a whole: new questions are retired, new wordings give way to the ones before.

    Refused when one of its wordings has been asked or one of its new questions stands in a quiz.
    """
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status == WordImport.Status.UNDONE:
        return batch
    if batch.status != WordImport.Status.APPLIED:
        raise ImportRefused(_("Only an applied import can be undone."), code="not_applied")
    written = batch.outcome["items"]
    _refuse_used(written)
    for noted in written:
        _take_back(noted)
    batch.status = WordImport.Status.UNDONE
    batch.save(update_fields=["status"])
    logger.info("questions.import_undone", extra={"batch": str(batch.uuid)})
    return batch


def _refuse_used(written: list[dict[str, Any]]) -> None:
    versions = [noted["version"] for noted in written if noted["action"] != Action.REVIVE.value]
    new = [noted["item"] for noted in written if noted["action"] == Action.CREATE.value]
    asked = AttemptItem.objects.filter(version__uuid__in=versions).values("version").distinct().count()
    if asked:
        raise ImportRefused(
            _(
                "%(count)s of these questions have been asked already, so the import stays. Retire them one by one."
            )
            % {"count": asked},
            code="asked",
        )
    if SectionItem.objects.filter(item__uuid__in=new).exists():
        raise ImportRefused(
            _("Some of these questions stand in a quiz. Take them out of the quiz first."), code="in_quiz"
        )


def _take_back(noted: dict[str, Any]) -> None:
    item = Item.objects.select_for_update(of=("self",)).select_related("current").get(uuid=noted["item"])
    if item.current is None or str(item.current.uuid) != noted["version"]:
        return  # somebody has written a newer wording since: it stays
    if noted["action"] == Action.NEW_VERSION.value:
        item.current = item.versions.get(number=noted["number"])
        content, _key = clean_wording(
            kind=item.current.kind, content=item.current.content, key=item.current.key
        )
        item.search_text = search_text_of(code=item.code, content=content)
    item.state = noted["state"] or Item.State.RETIRED
    item.save(update_fields=["current", "state", "search_text"])


def _checked(parsed: ParsedBank) -> ParsedBank:
    """The drafts in the very wording that would be stored; what authoring would refuse is refused here."""
    return replace(parsed, drafts=tuple(_checked_draft(draft) for draft in parsed.drafts))


def _checked_draft(draft: Draft) -> Draft:
    if not draft.is_importable:
        return replace(draft, content=_shortened(draft))
    try:
        content, key = clean_wording(kind=draft.kind, content=draft.content, key=draft.key)
        points = Decimal(draft.points)
        if not 0 < points <= 1000 or draft.difficulty not in range(1, 6):
            raise AuthoringRefused(_("Its points or difficulty are out of range."))
    except (AuthoringRefused, InvalidOperation) as refusal:
        said = str(refusal) if isinstance(refusal, AuthoringRefused) else _("Its points are not a number.")
        return replace(draft, rejected="invalid", detail=said, content=_shortened(draft), key={})
    return replace(draft, content=content.to_json(), key=key.to_json())


def _shortened(draft: Draft) -> dict[str, Any]:
    """Of a question that stays outside only its plain text is kept, to be shown beside the reason."""
    try:
        stem = strip_all(str(draft.content.get("stem", "")))[:500]
        choices = [
            {"id": str(c.get("id")), "text": strip_all(str(c.get("text", "")))[:200]}
            for c in draft.content.get("choices", [])
        ]
    except TextTooLarge:
        return {"stem": ""}
    return {"stem": stem, "choices": choices} if choices else {"stem": stem}
