"""Films, recordings and documents made for tests; the bytes are ours."""

from django.core.files.base import ContentFile

from content.models import ContentDocument, ContentMedia
from content.services.shelves import collection_of
from people.models import Organisation

FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 40
CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nXin chào\n"


def make_media(organisation: Organisation, title: str = "Nộp hồ sơ", **fields: object) -> ContentMedia:
    fields = {
        "kind": "video",
        "content_type": "video/mp4",
        "captions": CAPTIONS,
        "transcript": "Xin chào các anh, các chị.",
        **fields,
    }
    media = ContentMedia(title=title, collection=collection_of(organisation=organisation), **fields)
    media.file.save("phim.mp4", ContentFile(FILM), save=True)
    return media


def make_document(organisation: Organisation | None, title: str = "Mẫu đơn") -> ContentDocument:
    document = ContentDocument(title=title)
    if organisation is not None:
        document.collection = collection_of(organisation=organisation)
    document.file.save("mau-don.pdf", ContentFile(b"%PDF-1.7 trang"), save=True)
    return document
