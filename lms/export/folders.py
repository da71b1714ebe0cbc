"""Where a copy is written: beside its place first, then put there in one move. Nothing else is ever overwritten."""

import json
import shutil
from pathlib import Path

from django.utils.translation import gettext as _

from people.errors import DomainError

MARK = "ban-sao.json"
"""A file of every copy: what it was made of, and that the folder may be replaced by a newer one."""


class ExportRefused(DomainError):
    """The copy cannot be made, or not there."""


def draft_beside(target: Path) -> Path:
    """An empty folder beside the place of the copy, marked as one.

    Raises:
        ExportRefused: the place holds something that is no copy, or cannot be written to.
    """
    if not target.name or not target.parent.is_dir():
        raise _refused(_("There is no folder to put the copy in: %(folder)s") % {"folder": target.parent})
    for place in (target, _beside(target, "new"), _beside(target, "old")):
        if place.is_symlink() or (place.exists() and not _may_be_replaced(place)):
            raise _refused(
                _("%(folder)s holds something that is not a copy of this site; nothing was written.")
                % {"folder": place}
            )
    draft = _beside(target, "new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
    except OSError as failure:
        raise _refused(
            _("%(folder)s cannot be written: %(reason)s") % {"folder": draft, "reason": failure.strerror}
        ) from failure
    (draft / MARK).write_text("{}\n", encoding="utf-8")
    return draft


def put_in_place(draft: Path, target: Path, facts: dict[str, object]) -> None:
    """The draft takes the place of the copy before; who reads meanwhile meets one or the other, never a mixture."""
    told = json.dumps(facts, ensure_ascii=False, indent=1)
    (draft / MARK).write_text(f"{told}\n", encoding="utf-8")
    old = _beside(target, "old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _beside(target: Path, end: str) -> Path:
    return target.with_name(f"{target.name}.{end}")


def _may_be_replaced(place: Path) -> bool:
    return place.is_dir() and ((place / MARK).is_file() or not any(place.iterdir()))


def _refused(sentence: str) -> ExportRefused:
    return ExportRefused(sentence, code="export_refused")
