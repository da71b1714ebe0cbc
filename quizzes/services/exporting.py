"""A bank of questions as a file in another system's format, and what of it that format cannot hold."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from content.models import ContentImage
from content.models.word_import import private_storage
from content.vietnamese import slugify
from jobs.models import Job
from jobs.services import enqueue
from people.models import User
from quizzes.errors import ImportRefused
from quizzes.exporters import WRITERS, ExportedBank, ExportedItem, NotHeld
from quizzes.exporters.naming import FORMAT_WORDS
from quizzes.exporters.xlsx import write_template
from quizzes.importers.drafts import Picture, Tag
from quizzes.importers.making import number_text
from quizzes.importers.messages import FIELDS
from quizzes.models import Item, QuestionBank
from quizzes.models.bank import ItemType
from quizzes.services.reporting import lost_of
from quizzes.services.shelving import path_of

_ADDRESS = re.compile(re.escape(settings.MEDIA_URL) + r"""[^\s"'<>\\]+""")
EXPORT = "quizzes.export_questions"
MOST_CODES = 30
logger = logging.getLogger("lms.quizzes")
MAX_PICTURE_BYTES = 30 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file to send. ``not_held`` names, question by question and field by field, what stayed behind."""

    data: bytes
    filename: str
    media_type: str
    exported: int
    left_out: int
    not_held: list[dict[str, str]]


def export_bank(*, bank: QuestionBank, format: str, uuids: Sequence[UUID] = ()) -> Export:
    """The questions of a bank in their current wording, without those that are retired; only those named, when some are.

    Raises ``ImportRefused`` (unknown_format) for a format that is not written here.
    """
    _known(format)
    writer = WRITERS[format]
    exported = bank_to_export(bank=bank, uuids=uuids)
    written = writer.write(exported)
    left_out = sum(one.lost.field == "question" for one in written.not_held)
    return Export(
        data=written.data,
        filename=f"{slugify(bank.name)[:80] or 'cau-hoi'}.{writer.extension}",
        media_type=writer.media_type,
        exported=len(exported.items) - left_out,
        left_out=left_out,
        not_held=[_told(one) for one in written.not_held],
    )


def bank_to_export(*, bank: QuestionBank, uuids: Sequence[UUID] = ()) -> ExportedBank:
    """Everything a format may want to know of a bank, read in a fixed number of queries."""
    rows = (
        exportable(bank=bank, uuids=uuids)
        .select_related("current", "category")
        .prefetch_related("tags")
        .order_by("code")
    )
    categories = {one.pk: one for one in bank.categories.all()}
    items = []
    for row in rows:
        category = categories.get(row.category_id) if row.category_id else None
        for pk in [int(part) for part in (category.path if category else "").strip("/").split("/") if part]:
            categories[pk].parent = categories.get(categories[pk].parent_id or 0)
        items.append(_item(row, path_of(category=category)))
    return ExportedBank(name=bank.name, items=tuple(items), pictures=_pictures(items))


def _item(row: Item, category: tuple[str, ...]) -> ExportedItem:
    version = row.current
    if version is None:  # the query asked for it; said for those who read types
        raise ValueError(row.code)
    return ExportedItem(
        code=row.code,
        kind=version.kind,
        content=version.content,
        key=version.key,
        points=number_text(Decimal(version.points)),
        difficulty=version.difficulty,
        state=row.state,
        category=category,
        tags=tuple(Tag(kind=tag.kind, name=tag.name) for tag in row.tags.all()),
        language=row.language,
        source=row.source,
        legal_basis=row.legal_basis,
    )


def _pictures(items: Iterable[ExportedItem]) -> dict[str, Picture]:
    """The pictures the items show, by address. One that is gone is absent, and the writer says so."""
    addresses = {found for item in items for found in _ADDRESS.findall(_all_text(item))}
    names = {address.removeprefix(settings.MEDIA_URL): address for address in addresses}
    words = dict(ContentImage.objects.filter(file__in=names).values_list("file", "description"))
    found = {}
    for name in sorted(names):
        if name in words and default_storage.exists(name) and default_storage.size(name) <= MAX_PICTURE_BYTES:
            with default_storage.open(name) as file:
                found[names[name]] = Picture(name=name.rpartition("/")[2], data=file.read(), alt=words[name])
    return found


def _all_text(value: Any) -> str:
    """Every text in content and key, one after the other."""
    if isinstance(value, ExportedItem):
        return _all_text(value.content) + " " + _all_text(value.key)
    if isinstance(value, dict):
        return " ".join(_all_text(one) for one in value.values())
    if isinstance(value, list):
        return " ".join(_all_text(one) for one in value)
    return value if isinstance(value, str) else ""


def _told(one: NotHeld) -> dict[str, str]:
    return {"where": one.code, **lost_of(lost=one.lost)}


def ask_for_export(
    *, bank: QuestionBank, format: str, by: User, now: datetime, uuids: Sequence[UUID] = ()
) -> Job:
    """Promise a file: of the questions named, or of the whole bank. It replaces the last one this person asked for here.

    Raises ``ImportRefused`` (unknown_format, nothing_to_export).
    """
    _known(format)
    if not exportable(bank=bank, uuids=uuids).exists():
        raise ImportRefused(_("There is no question to export."), code="nothing_to_export")
    payload = {
        "bank": str(bank.uuid),
        "format": format,
        "items": [str(uuid) for uuid in uuids],
    }
    key = f"{EXPORT}:{bank.uuid}:{by.pk}:{now.isoformat()}"
    return enqueue(kind=EXPORT, key=key, payload=payload, requested_by=by, now=now)


def last_export(*, bank: QuestionBank, by: User) -> Job | None:
    """The latest file this person asked for, whatever became of it."""
    jobs = Job.objects.filter(kind=EXPORT, payload__bank=str(bank.uuid), requested_by=by)
    return jobs.order_by("-pk").first()


def export_asked(*, payload: Mapping[str, Any], job_id: int) -> dict[str, Any]:
    """Write the promised file where only its door leads, and tell what it could not hold. Harmless twice."""
    bank = QuestionBank.objects.get(uuid=payload["bank"])
    uuids = [UUID(one) for one in payload["items"]]
    made = export_bank(bank=bank, format=payload["format"], uuids=uuids)
    by = Job.objects.values_list("requested_by", flat=True).get(pk=job_id)
    name = f"xuat-cau-hoi/{bank.uuid}-{by}"
    store = private_storage()
    store.delete(name)
    stored = store.save(name, ContentFile(made.data))
    logger.info("questions.exported", extra={"bank": str(bank.uuid), "format": payload["format"]})
    return {
        "file": stored,
        "filename": made.filename,
        "media_type": made.media_type,
        "size": len(made.data),
        "exported": made.exported,
        "left_out": made.left_out,
        "losses": _in_short(made.not_held),
    }


def exported_file(*, job: Job) -> bytes | None:
    """The file of a finished export; None when a later one took its place or it was cleared away."""
    name, store = str(job.result.get("file", "")), private_storage()
    if job.status != Job.Status.DONE or not name or not store.exists(name):
        return None
    with store.open(name) as file:
        data: bytes = file.read()
    return data


def kinds_in(*, bank: QuestionBank, uuids: Sequence[UUID] = ()) -> dict[str, int]:
    """How many questions of each kind would be exported."""
    rows = exportable(bank=bank, uuids=uuids).order_by().values_list("current__kind")
    return dict(rows.annotate(count=Count("pk")))


def exportable(*, bank: QuestionBank, uuids: Sequence[UUID] = ()) -> QuerySet[Item]:
    """The questions of a bank that are not retired; of those named, when some are."""
    rows = bank.items.exclude(state=Item.State.RETIRED).filter(current__isnull=False)
    return rows.filter(uuid__in=uuids) if uuids else rows


def _in_short(not_held: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """One entry for each field that was lost, and for each kind that was left out, with the codes of its questions."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in not_held:
        reason = one["excerpt"] if one["field"] == "question" else ""
        codes = found.setdefault((one["field"], reason), [])
        if one["where"] not in codes[-1:]:
            codes.append(one["where"])
    return [
        {"field": field, "kind": kind, "count": len(codes), "codes": codes[:MOST_CODES]}
        for (field, kind), codes in found.items()
    ]


def _known(format: str) -> None:
    if format not in WRITERS:
        raise ImportRefused(_("Questions are not written in this format."), code="unknown_format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A format as it is offered: ``left_out`` are kinds with their counts, ``fields`` what it has no place for."""

    code: str
    name: str
    use: str
    held: int
    left_out: list[tuple[str, int]]
    fields: list[str]


def offers_for(*, counts: Mapping[str, int]) -> list[Offer]:
    """Every format, with what it leaves out of so many questions of each kind."""
    return [
        Offer(
            code=code,
            name=_(name),
            use=_(use),
            held=sum(count for kind, count in counts.items() if kind in WRITERS[code].kinds),
            left_out=[
                (_kind_name(kind), count)
                for kind, count in sorted(counts.items())
                if kind not in WRITERS[code].kinds
            ],
            fields=[_(FIELDS[field]) for field in WRITERS[code].fields],
        )
        for code, (name, use) in FORMAT_WORDS.items()
    ]


def losses_in_words(*, job: Job) -> list[dict[str, Any]]:
    """The report of a finished export in the reader's words: what was lost, of how many questions, and their codes."""
    told = []
    for one in job.result.get("losses", ()):
        name = _(FIELDS[one["field"]])
        if one["kind"]:
            name = _("the whole question: this format has none of the type “%(kind)s” as it stands here") % {
                "kind": _kind_name(one["kind"])
            }
        told.append({**one, "name": name, "more": max(one["count"] - len(one["codes"]), 0)})
    return sorted(told, key=lambda one: (one["field"] != "question", -one["count"]))


def empty_template() -> bytes:
    """The XLSX sheet in which questions are written, with its guide."""
    return write_template()


def _kind_name(kind: str) -> str:
    return str(dict(ItemType.choices).get(kind, kind))
