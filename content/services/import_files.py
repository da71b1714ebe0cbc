"""The files an import keeps behind the private door: the original, and what was kept for the check screen."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from content.models import WordImport
from content.services.pictures import PREVIEW_SIDE, clean_picture
from content.word.tree import Media


def original_of(*, batch: WordImport) -> bytes:
    with batch.original.open("rb") as kept:
        return bytes(kept.read())


def keep_preview(*, batch: WordImport, media: Media) -> str:
    """A small copy for the check screen, behind the same door as the original. Raises ``PictureRefused``."""
    clean = clean_picture(data=media.data, largest_side=PREVIEW_SIDE)
    return storages["private"].save(f"imports/{batch.uuid}/hinh.{clean.extension}", ContentFile(clean.data))


def previews_of(*, batch: WordImport) -> dict[str, str]:
    """The files of the small pictures by the key of the picture, in the order of the text."""
    kept = batch.outcome.get("previews", [])
    return {one["key"]: one["name"] for one in kept if isinstance(one, dict)}


def forget_kept(*, batch: WordImport, names: Iterable[str] = ()) -> None:
    """Delete the small pictures, and the files named."""
    for name in [*names, *previews_of(batch=batch).values()]:
        if name:
            storages["private"].delete(name)
