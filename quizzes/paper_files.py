"""The Word files of a printed paper, with the pictures its questions show."""

import io
import re
from collections.abc import Iterable

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from quizzes.models import PaperForm
from quizzes.on_paper.cells import PaperQuestion
from quizzes.on_paper.printing import KeyLine, PaperHead, write_answer_sheet, write_key_sheet, write_paper
from quizzes.services.paper import questions_of, versions_of

KINDS = ("de", "phieu", "dap-an")
"""The paper, the answer sheet, the key sheet."""
_SOURCE = re.compile(r'\bsrc="([^"]+)"')
_HELD_BY_WORD = {"PNG", "JPEG", "GIF", "BMP", "TIFF"}
MAX_PICTURE = 20 * 1024 * 1024


def paper_file(*, form: PaperForm, kind: str) -> bytes:
    """One of :data:`KINDS`; only the last one reads the keys."""
    versions = versions_of(forms=[form], with_keys=kind == "dap-an")
    questions = questions_of(form=form, versions=versions)
    quiz = form.quiz
    head = PaperHead(
        issuer=quiz.organisation.short_name,
        title=quiz.title,
        code=form.code,
        minutes=quiz.time_limit_minutes,
        instructions=quiz.instructions if kind == "de" else "",
    )
    if kind == "de":
        return write_paper(head, questions, _pictures(questions))
    if kind == "phieu":
        return write_answer_sheet(head, questions)
    lines = [
        KeyLine(
            question=question, item=versions[slot["version"]].item.code, key=versions[slot["version"]].key
        )
        for slot, question in zip(form.slots, questions, strict=True)
    ]
    return write_key_sheet(head, lines)


def _pictures(questions: Iterable[PaperQuestion]) -> dict[str, bytes]:
    """The bytes of our own pictures by address; what cannot be read is told by its words on the paper."""
    found = {}
    for address in {one for question in questions for one in _addresses(question)}:
        data = _read(address)
        if data:
            found[address] = data
    return found


def _addresses(question: PaperQuestion) -> list[str]:
    picture = question.content.get("picture")
    own = [picture["src"]] if isinstance(picture, dict) else []
    return own + _SOURCE.findall(str(question.content))


def _read(address: str) -> bytes:
    name = address.removeprefix(settings.MEDIA_URL)
    if (
        name == address
        or ".." in name
        or not default_storage.exists(name)
        or default_storage.size(name) > MAX_PICTURE
    ):
        return b""
    with default_storage.open(name) as file:
        data = file.read()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format in _HELD_BY_WORD:
                return data
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return b""
