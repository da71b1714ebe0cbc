"""The tree a batch keeps beside its original, without pictures."""

from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from content.models import WordImport
from content.services.import_files import forget_kept
from content.services.pictures import PictureRefused, clean_picture
from content.services.words import read_word_safely
from content.word.tree import Changes, Media, WordDocument
from content.word.wire import from_json, to_json
from courses.importers.arranging import without_bytes
from courses.importers.word import BROKEN_PICTURE, SHOWN_ON_THE_WEB


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


def forget_files(*, batch: WordImport, with_original: bool) -> None:
    """Delete what was kept for the check screen, and the original where the whole batch goes."""
    original = (batch.original.name or "") if with_original else ""
    forget_kept(batch=batch, names=[batch.outcome.get("tree", ""), original])


def _marked(media: Media) -> Media:
    if media.content_type not in SHOWN_ON_THE_WEB:
        return media
    try:
        clean_picture(data=media.data, largest_side=64)
    except PictureRefused:
        return replace(media, content_type=BROKEN_PICTURE)
    return media
