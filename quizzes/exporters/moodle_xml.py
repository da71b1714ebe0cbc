"""Moodle XML: nearly everything an item has, with its pictures. Pure. See ``importers.moodle_xml`` for the way back."""

import base64
import html
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote

from quizzes.exporters.bank import ExportedBank, ExportedFile, ExportedItem
from quizzes.exporters.labels import category_path, tag_names
from quizzes.exporters.losses import Losses
from quizzes.exporters.moodle_answers import TYPES, answers_of
from quizzes.exporters.xml_text import element, text_of
from quizzes.importers.drafts import Picture
from quizzes.importers.markup import excerpt_of

_IMAGE = re.compile(r"""<img\b[^<>]*?\bsrc="([^"<>]*)"[^<>]*>""", re.IGNORECASE)
_HOLDS = (
    "feedback", "hints", "points", "state", "difficulty", "category", "tags", "language", "source", "legal_basis", "code",
    "choice_feedback",
)  # fmt: skip
_BY_OUTCOME = ("single_choice", "multiple_choice", "matching", "ordering")
_OUTCOMES = {
    "feedback_correct": "correctfeedback",
    "feedback_partial": "partiallycorrectfeedback",
    "feedback_wrong": "incorrectfeedback",
}


def write_moodle_xml(bank: ExportedBank) -> ExportedFile:
    """The bank as one Moodle XML file, and what of it Moodle has no place for."""
    losses = Losses()
    parts: list[str] = []
    category = ""
    for item in bank.items:
        if item.kind not in TYPES:
            losses.leave_out(item)
            continue
        path = category_path(item, losses)
        if path != category and (category or item.category):
            parts.append(_category(path))
        category = path if category or item.category else category
        parts.append(_question(item, losses, bank.pictures))
    body = "\n".join(parts)
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}\n</quiz>\n'
    return ExportedFile(data=document.encode(), not_held=losses.found())


def _category(path: str) -> str:
    return f'<question type="category">{element("category", text_of(path))}</question>'


def _question(item: ExportedItem, losses: Losses, pictures: Mapping[str, Picture]) -> str:
    writer = TextWriter(item, losses, pictures)
    outcomes = (
        tuple(_OUTCOMES)
        if item.kind in _BY_OUTCOME
        else ("feedback_wrong",)
        if item.kind == "numerical"
        else ()
    )
    losses.lose_common(item, holds=(*_HOLDS, *outcomes))
    answers = answers_of(item, writer)  # first: a text with gaps is written into the stem
    parts = [
        element("name", text_of(item.code or excerpt_of(str(item.content["stem"])))),
        writer.html("questiontext", answers.stem),
        writer.html("generalfeedback", str(item.key.get("feedback", ""))),
        *([] if item.kind == "cloze" else [element("defaultgrade", item.points)]),
        element("penalty", "0.3333333"),
        element("hidden", "0" if item.state == "in_use" else "1"),
        element("idnumber", html.escape(item.code, quote=False)),
        *answers.parts,
    ]
    if item.kind in _BY_OUTCOME:
        parts += [writer.html(name, str(item.key.get(field, ""))) for field, name in _OUTCOMES.items()]
    parts += [writer.html("hint", hint) for hint in item.key.get("hints", [])]
    names = tag_names(item, losses)
    parts.append(element("tags", "".join(element("tag", text_of(name)) for name in names)))
    return f'<question type="{TYPES[item.kind]}">\n' + "\n".join(parts) + "\n</question>"


class TextWriter:
    """Texts of one question; a picture goes into the file beside the text that shows it."""

    def __init__(self, item: ExportedItem, losses: Losses, pictures: Mapping[str, Picture]) -> None:
        self.item = item
        self.losses = losses
        self._pictures = pictures

    def html(self, name: str, markup: str, *, attributes: str = "", inside: str = "") -> str:
        """An element with a text in it; ``inside`` stands behind the text."""
        files: dict[str, str] = {}
        placed = _IMAGE.sub(lambda found: self._placed(found, files), markup)
        return element(
            name, text_of(placed) + "".join(files.values()) + inside, attributes=f'format="html"{attributes}'
        )

    def _placed(self, found: re.Match[str], files: dict[str, str]) -> str:
        address = html.unescape(found.group(1))
        picture = self._pictures.get(address)
        if picture is None or not picture.data:
            self.losses.lose(self.item, "picture", address)
            return ""
        name = posixpath.basename(picture.name) or posixpath.basename(address)
        data = base64.b64encode(picture.data).decode()
        files[name] = f'<file name="{html.escape(name)}" path="/" encoding="base64">{data}</file>'
        return found.group(0).replace(found.group(1), f"@@PLUGINFILE@@/{quote(name)}")
