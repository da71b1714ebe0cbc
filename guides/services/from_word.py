"""A guide from a Word file: read and checked first, written as a draft when its editor says so."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from content.models import ContentImage, WordImport
from content.sanitising import TextTooLarge, clean_rich_text
from content.services.import_files import forget_kept, keep_preview, original_of
from content.services.pictures import PictureRefused, clean_picture, store_picture
from content.services.words import read_word_safely
from content.vietnamese import slugify
from content.word.to_plain import to_plain
from content.word.tree import Media, WordDocument
from guides.errors import GuideImportRefused
from guides.importing import Block, GuideDraft
from guides.importing_word import Remark, read_guide_document
from guides.models import GuideIndexPage, GuidePage, Topic
from guides.planning import next_review
from guides.services.drafts import tidy
from people.models import User

MOST_BLOCKS = 150
RICH = frozenset({"text", "intro", "outro", "remedy", "answer", "second", "third"})
"""Values of a guide's blocks that are rich text, where they are no heading of a column."""


@transaction.atomic
def receive_guide_file(*, data: bytes, filename: str, by: User, now: datetime) -> WordImport:
    """Read a file and keep what was found. Raises ``WordRefused``, ``GuideImportRefused``; then nothing is kept."""
    document = read_word_safely(data, filename=filename)
    batch = WordImport(
        purpose=WordImport.Purpose.GUIDE,
        status=WordImport.Status.CHECKED,
        filename=unicodedata.normalize("NFC", filename)[:255],
        sha256=hashlib.sha256(data).hexdigest(),
        imported_by=by,
        created_at=now,
    )
    draft, remarks = _read(document, today=localdate(now))
    previews, lost = _previews(batch, document, draft.body)
    batch.parsed = {"draft": json.loads(json.dumps(asdict(draft), default=str))}
    batch.report = {
        "remarks": [asdict(remark) for remark in [*remarks, *lost]],
        "problems": [asdict(problem) for problem in document.problems],
        "comments": [asdict(comment) for comment in document.comments],
    }
    batch.outcome = {"previews": previews}
    batch.original.save("original.docx", ContentFile(data), save=False)
    batch.save()
    return batch


@transaction.atomic
def write_guide(
    *,
    batch: WordImport,
    facts: Mapping[str, Any],
    topic: Topic,
    descriptions: Mapping[str, tuple[str, bool]],
    by: User,
    now: datetime,
) -> GuidePage:
    """Write the draft with the facts its editor confirmed.

    ``descriptions`` are, by picture, its words and whether it is decoration.

    Raises ``GuideImportRefused`` (``not_waiting``): the file was written or discarded meanwhile.
    """
    batch = WordImport.objects.select_for_update().filter(pk=batch.pk).first() or batch
    if batch.pk is None or batch.status != WordImport.Status.CHECKED:
        raise GuideImportRefused(_("This file has been made into a guide already."), code="not_waiting")
    document = read_word_safely(original_of(batch=batch), filename=batch.filename)
    draft, _remarks = _read(document, today=localdate(now))
    body = [*_with_pictures(draft.body, document.media, descriptions, facts["title"], by)]
    page = GuidePage(
        topic=topic,
        owner=by,
        live=False,
        has_unpublished_changes=True,
        body=json.dumps(body, ensure_ascii=False),
        code=draft.code,
        owner_org_role=draft.owner_org_role,
        last_reviewed=draft.last_reviewed,
        sources="\n".join(draft.sources),
        **tidy(values=facts),
    )
    index = GuideIndexPage.objects.get()
    page.slug = _free_slug(index, page.title)
    index.add_child(instance=page)
    page.save_revision(user=by)
    batch.status, batch.applied_at = WordImport.Status.APPLIED, now
    forget_kept(batch=batch)
    batch.outcome = {"guide": str(page.translation_key)}
    batch.save(update_fields=["status", "applied_at", "outcome"])
    return page


@transaction.atomic
def discard_guide_file(*, batch: WordImport) -> None:
    """Forget a file that was only checked. Raises ``GuideImportRefused`` (``not_waiting``)."""
    batch = WordImport.objects.select_for_update().get(pk=batch.pk)
    if batch.status != WordImport.Status.CHECKED:
        raise GuideImportRefused(_("This file has been made into a guide already."), code="not_waiting")
    forget_kept(batch=batch, names=[batch.original.name or ""])
    batch.delete()


def _read(document: WordDocument, *, today: date) -> tuple[GuideDraft, list[Remark]]:
    draft, remarks = read_guide_document(to_plain(document), today=today, review_by=next_review(today))
    if not draft.body:
        raise GuideImportRefused(_("There is no text in this file."), code="nothing")
    if len(draft.body) > MOST_BLOCKS:
        raise GuideImportRefused(
            _("This file has %(count)s parts; a guide has at most %(most)s. Divide it into several guides.")
            % {"count": len(draft.body), "most": MOST_BLOCKS},
            code="too_much",
        )
    try:
        body = tuple({**block, "value": _cleaned(block["value"])} for block in draft.body)
    except TextTooLarge as error:
        raise GuideImportRefused(
            _("A part of this file is too long for a guide. Divide it with headings."), code="too_much"
        ) from error
    return replace(draft, body=body), remarks


def _cleaned(value: Block) -> Block:
    found: Block = {}
    for name, part in value.items():
        if isinstance(part, list):
            found[name] = [one if isinstance(one, str) else _cleaned(one) for one in part]
        else:
            found[name] = clean_rich_text(part) if name in RICH and "<" in str(part) else part
    return found


def _previews(
    batch: WordImport, document: WordDocument, body: tuple[Block, ...]
) -> tuple[list[dict[str, Any]], list[Remark]]:
    """Small copies of the pictures in the text, each once, and what could not be read."""
    shown: dict[str, dict[str, Any]] = {}
    lost: list[Remark] = []
    for value in _pictures_in(body):
        key = value["image"]
        media = document.media.get(key)
        if key in shown or media is None:
            continue
        try:
            name = keep_preview(batch=batch, media=media)
        except PictureRefused as refusal:
            lost.append(Remark(code="picture", detail=str(refusal)))
            continue
        shown[key] = {
            "key": key,
            "name": name,
            "alt": value["alt"][:1000],
            "is_decorative": value["is_decorative"],
        }
    return [*shown.values()], lost


def _pictures_in(body: tuple[Block, ...]) -> Iterator[Block]:
    return (block["value"] for block in body if block["type"] == "picture")


def _with_pictures(
    body: tuple[Block, ...],
    media: Mapping[str, Media],
    descriptions: Mapping[str, tuple[str, bool]],
    title: str,
    by: User,
) -> Iterator[Block]:
    """The blocks with pictures kept by the site; a picture that cannot be read is left out, as the check has told."""
    kept: dict[str, ContentImage] = {}
    for block in body:
        key = block["value"].get("image") if block["type"] == "picture" else None
        if key is None:
            yield block
            continue
        alt, is_decorative = descriptions.get(key, ("", False))
        if key not in kept and key in media:
            try:
                picture = clean_picture(data=media[key].data)
            except PictureRefused:
                continue
            name = alt or f"{title} – {len(kept) + 1}"
            kept[key] = store_picture(picture=picture, title=name, alt=alt, organisation=None, by=by)
        if key in kept:
            words = {"alt": alt, "is_decorative": is_decorative, "caption": block["value"]["caption"][:300]}
            yield {"type": "picture", "value": {"image": kept[key].pk, **words}}


def _free_slug(index: GuideIndexPage, title: str) -> str:
    """An address made of the title that no other guide has."""
    wanted = slugify(title)[:80].strip("-") or "huong-dan"
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free
