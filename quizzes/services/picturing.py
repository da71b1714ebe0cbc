"""Pictures that came with questions: stored when a batch is applied, and found again when its file comes once more."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from content.models import WordImport
from content.services.pictures import PictureRefused, clean_picture, store_picture
from people.models import User
from quizzes.importers.drafts import Draft, Picture
from quizzes.importers.pictures import pending_in, replace_pending
from quizzes.models import QuestionBank

_WAITING_IMAGE = re.compile(r'<img src=\\?"/media/questions-pending/[^<>]*>')


@dataclass(slots=True, kw_only=True)
class Stored:
    """Addresses by sha256, and why a picture was refused."""

    addresses: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def known_addresses(*, bank: QuestionBank) -> dict[str, str]:
    """Where the pictures of files applied to this bank before are, by the sha256 of what the file held."""
    written = (WordImport.Status.APPLIED, WordImport.Status.UNDONE)
    outcomes = WordImport.objects.filter(
        purpose=WordImport.Purpose.QUESTIONS, target=str(bank.uuid), status__in=written
    ).values_list("outcome__pictures", flat=True)
    return {sha256: address for found in outcomes if found for sha256, address in found.items()}


def with_addresses(*, draft: Draft, addresses: Mapping[str, str]) -> Draft:
    """The draft with its pictures where they are."""
    if not addresses or not wanted_by(drafts=[draft]):
        return draft
    return replace(
        draft, content=_replaced(draft.content, dict(addresses)), key=_replaced(draft.key, dict(addresses))
    )


def wanted_by(*, drafts: Iterable[Draft]) -> set[str]:
    """The sha256 of every picture these drafts wait for."""
    return {
        sha256
        for draft in drafts
        for sha256 in pending_in(json.dumps([draft.content, draft.key], ensure_ascii=False, default=str))
    }


def without_waiting(*, draft: Draft) -> Draft:
    """The draft without the pictures that could not be stored; it then waits for somebody to look."""
    if not wanted_by(drafts=[draft]):
        return draft
    text = json.dumps([draft.content, draft.key], ensure_ascii=False, default=str)
    content, key = json.loads(_WAITING_IMAGE.sub("", text))
    return replace(draft, content=content, key=key, is_incomplete=True)


def store_pictures(
    *, wanted: Iterable[str], pictures: Mapping[str, Picture], bank: QuestionBank, by: User | None
) -> Stored:
    """Check, write anew and keep the wanted pictures in the collection of the bank's organisation."""
    stored = Stored()
    for sha256 in sorted(wanted):
        picture = pictures.get(sha256)
        try:
            if picture is None or not picture.data:
                continue
            image = store_picture(
                picture=clean_picture(data=picture.data),
                title=picture.name.rpartition("/")[2] or bank.name,
                alt=picture.alt,
                organisation=bank.organisation,
                by=by,
            )
            stored.addresses[sha256] = f"{settings.MEDIA_URL}{image.file.name}"
        except PictureRefused as refusal:
            stored.refused[sha256] = str(refusal)
    return stored


def _replaced(data: Mapping[str, Any], addresses: dict[str, str]) -> dict[str, Any]:
    text = replace_pending(json.dumps(data, ensure_ascii=False, default=str), addresses)
    found: dict[str, Any] = json.loads(text)
    return found
