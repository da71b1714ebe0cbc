"""Files handed in with an essay: judged by their content, kept under a name of ours, listed in the answer they belong to."""

import hashlib
import io
import re
import unicodedata
import uuid
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import puremagic
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.errors import AnswerRefused, AttemptClosed
from quizzes.items.essay import EssayContent, FileRule, read_content
from quizzes.models import Attempt, AttemptItem, Response, ResponseFile
from quizzes.services.saving import Outcome, Save, record_save

MEGABYTE = 1_000_000
TEXTS = frozenset({"txt", "csv", "md"})
"""Kinds without a mark of their own: they must be readable text."""
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
"""Archives that must hold their main part."""
TWINS = {"jpeg": "jpg", "htm": "html", "tiff": "tif"}
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def hand_in_file(*, attempt: Attempt, slot: int, name: str, data: bytes, now: datetime) -> ResponseFile:
    """Keep a file with the answer to an essay. Raises ``AnswerRefused`` (field ``file``) or ``AttemptClosed``."""
    with transaction.atomic():
        item, response = _locked(attempt, slot)
        rule = _rule_of(item)
        kind = _kind_of(name, data, rule)
        kept = _files_in(response)
        if len(kept) >= rule.max_count:
            raise _refused(_("You can hand in at most %(count)s files here.") % {"count": rule.max_count})
        file = ResponseFile(
            uuid=uuid.uuid4(),
            attempt_item=item,
            name=_clean_name(name),
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            uploaded_at=now,
        )
        _write(item, response, [*kept, str(file.uuid)], now)
        # Last, so that what is refused leaves nothing behind.
        file.file.save(f"{file.uuid}.{kind}", ContentFile(data), save=False)
        file.save()
    return file


def take_file_back(*, attempt: Attempt, slot: int, file: uuid.UUID, now: datetime) -> None:
    """Take a file away from an answer that is still open; one that is not there is gone already."""
    with transaction.atomic():
        item, response = _locked(attempt, slot)
        kept = _files_in(response)
        if str(file) in kept:
            _write(item, response, [one for one in kept if one != str(file)], now)
        for row in ResponseFile.objects.filter(attempt_item=item, uuid=file):
            transaction.on_commit(partial(_forget(row), str(row.file.name)))
            row.delete()


def _forget(row: ResponseFile) -> Callable[[str], None]:
    return row.file.storage.delete


def _locked(attempt: Attempt, slot: int) -> tuple[AttemptItem, Response | None]:
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("quiz").get(pk=attempt.pk)
    if locked.is_closed:
        raise AttemptClosed(_("This attempt is closed."))
    rows = AttemptItem.objects.select_related("version", "response").defer("version__key")
    item = rows.filter(attempt=locked, slot=slot, version__kind="essay").first()
    if item is None:
        raise AnswerRefused(_("This paper has no such question."), field="slot")
    item.attempt = locked
    return item, getattr(item, "response", None)


def _rule_of(item: AttemptItem) -> FileRule:
    content: EssayContent = read_content(item.version.content)
    return content.files


def _files_in(response: Response | None) -> list[str]:
    return list(response.answer.get("files", ())) if response else []


def _write(item: AttemptItem, response: Response | None, files: list[str], now: datetime) -> None:
    """The answer with these files, as one more save of it: logged, numbered, refused when it is too late."""
    kept = {name: value for name, value in (response.answer if response else {}).items() if name != "files"}
    answer: dict[str, Any] = {"text": "", **kept, "files": files}
    save = Save(
        slot=item.slot,
        answer=answer,
        client=str(uuid.uuid4()),
        sequence=1,
        base_revision=response.revision if response else 0,
    )
    attempt = item.attempt
    saved = record_save(attempt=attempt.uuid, learner_id=attempt.learner_id, save=save, now=now)
    if saved.outcome == Outcome.CONFLICT:
        raise _refused(_("This question is being changed in another window."))
    if not saved.is_saved:
        raise AttemptClosed(_("This attempt is closed."))


def _refused(message: str) -> AnswerRefused:
    return AnswerRefused(message, field="file")


def _kind_of(name: str, data: bytes, rule: FileRule) -> str:
    """The extension a file is kept under: allowed, and what its content says it is."""
    if not rule.max_count:
        raise _refused(_("No files are taken for this question."))
    if not data:
        raise _refused(_("The file is empty."))
    if len(data) > rule.max_mb * MEGABYTE:
        raise _refused(_("The file is larger than %(size)s MB.") % {"size": rule.max_mb})
    kind = _twin(name.rpartition(".")[2].lower())
    if kind not in {_twin(allowed) for allowed in rule.kinds}:
        listed = ", ".join(rule.kinds)
        raise _refused(_("Only files of these types are taken: %(kinds)s.") % {"kinds": listed})
    if not _is_really(kind, data):
        raise _refused(
            _("The content of the file is not what its name says. Save it again and choose it anew.")
        )
    return kind


def _twin(kind: str) -> str:
    return TWINS.get(kind, kind)


def _is_really(kind: str, data: bytes) -> bool:
    if kind in TEXTS:
        return _is_text(data)
    try:
        found = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return False
    is_alike = kind in {_twin(match.extension.lstrip(".").lower()) for match in found}
    return is_alike and (kind not in OFFICE or _holds(data, OFFICE[kind]))


def _holds(data: bytes, part: str) -> bool:
    """Whether an archive holds the main part of an office document; every archive begins like one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return part in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


def _clean_name(name: str) -> str:
    """What the learner called it, made harmless: for reading and as a suggestion when it is downloaded."""
    bare = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    stem, _dot, kind = _NOT_IN_NAMES.sub("", bare).strip(". ").rpartition(".")
    return f"{stem[:200].strip() or 'bai-lam'}.{kind[:10]}"
