"""The files a batch keeps behind the private door: the original, its tree without pictures, small copies of these."""

from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from content.models import WordImport
from content.services.pictures import PREVIEW_SIDE, PictureRefused, clean_picture
from content.services.words import read_word_safely
from content.word.tree import Changes, Media, WordDocument
from content.word.wire import from_json, to_json
from courses.importers.arranging import without_bytes
from courses.importers.word import BROKEN_PICTURE, SHOWN_ON_THE_WEB


def original_of(*, batch: WordImport) -> bytes:
    with batch.original.open("rb") as kept:
        return bytes(kept.read())


def read_marked(*, data: bytes, filename: str, changes: Changes = "accept") -> WordDocument:
    """A file read anew, pictures that cannot be opened marked before anything counts on them. Raises ``WordRefused``."""
    document = read_word_safely(data, filename=filename, changes=changes)
    return replace(document, media={key: _marked(media) for key, media in document.media.items()})


def keep_tree(*, batch: WordImport, document: WordDocument) -> str:
    """Keep the tree beside the original; the answer is the name of the file."""
    content = ContentFile(to_json(without_bytes(document)).encode())
    return storages["private"].save(f"imports/{batch.uuid}/cay.json", content)


def kept_tree(*, batch: WordImport) -> WordDocument:
    with storages["private"].open(batch.outcome["tree"]) as kept:
        return from_json(kept.read())


def keep_preview(*, batch: WordImport, media: Media) -> str:
    """A small copy for the check screen, behind the same door as the original."""
    clean = clean_picture(data=media.data, largest_side=PREVIEW_SIDE)
    return storages["private"].save(f"imports/{batch.uuid}/hinh.{clean.extension}", ContentFile(clean.data))


def previews_of(*, batch: WordImport) -> dict[str, str]:
    """The files of the small pictures by the key of the picture, in the order of the text."""
    kept = batch.outcome.get("previews", [])
    return {one["key"]: one["name"] for one in kept if isinstance(one, dict)}


def forget_files(*, batch: WordImport, with_original: bool) -> None:
    """Delete what was kept for the check screen, and the original where the whole batch goes."""
    names = [batch.outcome.get("tree", ""), *previews_of(batch=batch).values()]
    for name in [*names, batch.original.name if with_original else ""]:
        if name:
            storages["private"].delete(name)


def _marked(media: Media) -> Media:
    if media.content_type not in SHOWN_ON_THE_WEB:
        return media
    try:
        clean_picture(data=media.data, largest_side=64)
    except PictureRefused:
        return replace(media, content_type=BROKEN_PICTURE)
    return media
