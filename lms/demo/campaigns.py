"""The demo's news, explainers, answers and its campaign with poster and kit."""

import io
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from content.models import ContentDocument, ContentImage
from guides.importing_articles import read_article
from guides.models import DirectoryPage
from guides.services import publish_article
from lms.demo.files import DATA
from lms.demo.poster import DESCRIPTION, poster_bytes
from people.models import User

PLACES = {"news": "tin-tuc", "explainer": "giai-thich", "question": "hoi-dap", "campaign": "chien-dich"}
POSTER_TITLE = "Áp phích: Không đọc mã OTP"
SHEET_TITLE = "Áp phích khổ A4 để in"
TEXTS = {"bai-phat-thanh": "Bài phát thanh trên loa", "tin-nhan-mau": "Tin nhắn mẫu"}


def load_articles(*, editor: User) -> None:
    """Publish every file of ``data/articles`` that is not there yet."""
    places = {page.slug: page for page in DirectoryPage.objects.all()}
    for path in sorted((DATA / "articles").glob("*.md")):
        draft = read_article(path.read_text(encoding="utf-8"))
        is_campaign = draft.kind == "campaign"
        publish_article(
            parent=places[PLACES[draft.kind]],
            draft=draft,
            by=editor,
            poster=_poster(editor) if is_campaign else None,
            kit=_kit(editor) if is_campaign else (),
        )


def _poster(editor: User) -> ContentImage:
    found = ContentImage.objects.filter(title=POSTER_TITLE).first()
    if found is not None:
        return found
    image = ContentImage(
        title=POSTER_TITLE,
        description=DESCRIPTION,
        uploaded_by_user=editor,
        file=ImageFile(io.BytesIO(poster_bytes("PNG")), name="ap-phich-ma-otp.png"),
    )
    image.save()
    return image


def _kit(editor: User) -> list[ContentDocument]:
    files: list[tuple[str, str, Path | None]] = [(SHEET_TITLE, "ap-phich-ma-otp.pdf", None)]
    files += [(title, f"{name}.txt", DATA / "kit" / f"{name}.txt") for name, title in TEXTS.items()]
    kit = []
    for title, name, path in files:
        document = ContentDocument.objects.filter(title=title).first()
        if document is None:
            document = ContentDocument(title=title, uploaded_by_user=editor)
            content = path.read_bytes() if path is not None else poster_bytes("PDF")
            document.file.save(name, ContentFile(content), save=False)
            document.save()
        kit.append(document)
    return kit
