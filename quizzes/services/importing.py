"""Files of questions: checked, shown, applied as one batch, undone as one batch."""

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WordImport
from content.sanitising import TextTooLarge, strip_all
from people.models import User
from quizzes.errors import AuthoringRefused, ImportRefused
from quizzes.importers import drafts as drafting
from quizzes.importers.drafts import Draft, Lost, Note, ParsedBank, Picture
from quizzes.importers.formats import detect_format
from quizzes.importers.plan import Action, Existing, Step, plan
from quizzes.models import AttemptItem, Item, QuestionBank, SectionItem
from quizzes.services.authoring import clean_wording, publish_item_version, search_text_of, set_item_state
from quizzes.services.picturing import (
    Stored,
    known_addresses,
    store_pictures,
    wanted_by,
    with_addresses,
    without_waiting,
)
from quizzes.services.reading import read_bank
from quizzes.services.reporting import refusal_report, report_of
from quizzes.services.shelving import category_at, shelve_item

_T = TypeVar("_T", Draft, Note)
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")
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
    return checked_bank(parsed=read_bank(data=data, filename=filename, format=format))


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
    addresses = known_addresses(bank=bank) if bank is not None and parsed.pictures else {}
    drafts = [with_addresses(draft=draft, addresses=addresses) for draft in parsed.drafts]
    return Plan(format=parsed.format, steps=plan(drafts, existing), notes=list(parsed.notes))


def report_of_plan(*, planned: Plan) -> dict[str, Any]:
    return report_of(format=planned.format, steps=planned.steps, notes=planned.notes)


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
    batch.report = report_of_plan(planned=plan_for(bank=bank, parsed=parsed))
    batch.original.save("original", ContentFile(data), save=False)
    batch.save()
    return batch


@transaction.atomic
def apply_batch(
    *,
    batch: WordImport,
    bank: QuestionBank,
    by: User | None,
    now: datetime,
    pictures: Mapping[str, Picture] | None = None,
) -> WordImport:
    """Write a checked batch. Applying twice is harmless: the second call returns the applied batch.

    ``pictures`` by sha256 are given where the batch keeps no original of its own.
    """
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status == WordImport.Status.APPLIED:
        return batch
    if batch.status != WordImport.Status.CHECKED:
        raise ImportRefused(
            _("This import cannot be applied any more. Upload the file again."), code="not_open"
        )
    planned = plan_for(bank=bank, parsed=drafting.from_json(batch.parsed))
    written = [step for step in planned.steps if step.action in WRITTEN]
    stored = _stored_pictures(batch, bank, written, by, pictures)
    batch.outcome = {
        "items": [_write(_placed(step, stored), bank, batch, by, now) for step in written],
        **({"pictures": stored.addresses} if stored.addresses else {}),
    }
    planned.notes.extend(
        Note(severity="warning", where="", code="picture_refused", detail=reason)
        for reason in stored.refused.values()
    )
    batch.report = report_of_plan(planned=planned)
    batch.status, batch.applied_at = WordImport.Status.APPLIED, now
    batch.save(update_fields=["outcome", "report", "status", "applied_at"])
    logger.info("questions.imported", extra={"batch": str(batch.uuid), "items": len(batch.outcome["items"])})
    return batch


def _stored_pictures(
    batch: WordImport,
    bank: QuestionBank,
    written: list[Step],
    by: User | None,
    pictures: Mapping[str, Picture] | None,
) -> Stored:
    """The pictures the written questions wait for, read once more from the kept original."""
    wanted = wanted_by(drafts=(step.draft for step in written))
    if not wanted:
        return Stored()
    if pictures is None:
        with batch.original.open("rb") as original:
            data = original.read()
        pictures = read_bank(data=data, filename=batch.filename, format=batch.parsed["format"]).pictures
    return store_pictures(wanted=wanted, pictures=pictures, bank=bank, by=by)


def _placed(step: Step, stored: Stored) -> Step:
    return replace(
        step, draft=without_waiting(draft=with_addresses(draft=step.draft, addresses=stored.addresses))
    )


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
        is_import=True,
    )
    item = version.item
    if step.action is Action.REVIVE:
        item = set_item_state(item=item, state=Item.State.IN_USE)
    item.import_batch = batch.uuid
    item.save(update_fields=["import_batch"])
    shelve_item(
        item=item,
        category=category_at(bank=bank, names=draft.category),
        tags=draft.tags,
        language=draft.language,
        source=draft.source,
        legal_basis=draft.legal_basis,
    )
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


def checked_bank(*, parsed: ParsedBank) -> ParsedBank:
    """The drafts in the very wording that would be stored; what authoring would refuse is refused here."""
    drafts = tuple(_checked_draft(_storable(draft)) for draft in parsed.drafts)
    return replace(parsed, drafts=drafts, notes=tuple(_storable(note) for note in parsed.notes))


def _storable(one: _T) -> _T:
    """A draft or note without signs that no database column takes (zero bytes, halves of letters)."""
    cleaned: dict[str, Any] = {
        each.name: _UNSTORABLE.sub("", value)
        for each in fields(one)
        if isinstance(value := getattr(one, each.name), str)
    }
    return replace(one, **cleaned)


def _checked_draft(draft: Draft) -> Draft:
    if not draft.is_importable:
        return replace(draft, content=_shortened(draft), key={}, lost=())
    try:
        content, key = clean_wording(kind=draft.kind, content=draft.content, key=draft.key)
        points = Decimal(draft.points)
        if not 0 < points <= 1000 or draft.difficulty not in range(1, 6):
            raise AuthoringRefused(_("Its points or difficulty are out of range."))
    except (AuthoringRefused, InvalidOperation) as refusal:
        said = str(refusal) if isinstance(refusal, AuthoringRefused) else _("Its points are not a number.")
        return replace(draft, rejected="invalid", detail=said, content=_shortened(draft), key={}, lost=())
    return replace(draft, content=content.to_json(), key=key.to_json(), **_within_columns(draft))


def _within_columns(draft: Draft) -> dict[str, Any]:
    """Fields that have a longest length in the bank; what is cut is told."""
    lost = list(draft.lost)
    for name, longest in (("source", 300), ("legal_basis", 300), ("language", 5)):
        if len(getattr(draft, name)) > longest:
            lost.append(Lost(field=name, excerpt=getattr(draft, name)[:80]))
    lost += [Lost(field="tags", excerpt=tag.name[:80]) for tag in draft.tags if len(tag.name) > 100]
    lost += [Lost(field="category", excerpt=name[:80]) for name in draft.category if len(name) > 200]
    return {"lost": tuple(lost), "code": " ".join(draft.code.split())[:60]}


def _shortened(draft: Draft) -> dict[str, Any]:
    """Of a question that stays outside only its plain text is kept, to be shown beside the reason."""
    try:
        stem = strip_all(str(draft.content.get("stem", "")))[:500]
        choices = [
            {"id": str(c.get("id")), "text": strip_all(str(c.get("text", "")))[:200]}
            for c in draft.content.get("choices", [])[:26]
        ]
    except TextTooLarge:
        return {"stem": ""}
    return {"stem": stem, "choices": choices} if choices else {"stem": stem}
