"""One question of Moodle XML: the fields every type has, and its texts with their formats and files. Pure."""

from collections.abc import Collection
from decimal import Decimal

from quizzes.importers.drafts import Tag
from quizzes.importers.making import Answer, Made, number_text, read_decimal
from quizzes.importers.markup import Texts
from quizzes.importers.pictures import PictureBox, from_base64
from quizzes.importers.tags import tag_of
from quizzes.importers.xml_tree import Node

_FORMATS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "plain": "plain",
    "markdown": "markdown",
}
_OUTCOMES = {
    "correctfeedback": "feedback_correct",
    "partiallycorrectfeedback": "feedback_partial",
    "incorrectfeedback": "feedback_wrong",
}
_TRUE = {"1", "true", "yes"}


class MoodleQuestion:
    """``type`` is Moodle's name of it. Reading a text writes down in ``texts`` what it loses."""

    def __init__(self, node: Node, pictures: PictureBox) -> None:
        self.node = node
        self.texts = Texts(pictures)
        self.type = node.attributes.get("type", "").strip().lower()

    def value(self, name: str, default: str = "") -> str:
        """A plain value, whether it stands in the element or in a ``text`` in it."""
        return self.node.value(name, "text") or self.node.value(name, default=default)

    def flag(self, name: str, *, default: bool) -> bool:
        said = self.value(name)
        return said.lower() in _TRUE if said else default

    @property
    def title(self) -> str:
        return " ".join(self.value("name").split())

    @property
    def stem(self) -> str:
        stem = self.rich(self.node.first("questiontext"))
        old = from_base64(self.value("image_base64"))
        if old:  # Moodle 1.9 had one picture beside the text
            placed = self.texts.pictures.add(name=self.value("image") or "hinh", data=old)
            stem += f'<p><img src="{placed}" alt=""></p>' if placed else ""
        return stem

    def rich(self, node: Node | None) -> str:
        if node is None:
            return ""
        return self.texts.rich(_text(node), _format(node), self._files(node))

    def inline(self, node: Node | None) -> str:
        if node is None:
            return ""
        return self.texts.inline(_text(node), _format(node), self._files(node))

    def _files(self, node: Node) -> dict[str, bytes]:
        found = {}
        for file in node.all("file"):
            path = file.attributes.get("path", "/").strip("/")
            name = "/".join(part for part in (path, file.attributes.get("name", "")) if part)
            data = from_base64(file.text) if file.attributes.get("encoding", "base64") == "base64" else None
            if data is None:
                self.texts.lose("picture_broken", name, is_serious=True)
            else:
                found[name] = data
        return found

    def answers(self, *, typed: bool) -> list[Answer]:
        """The answers with what each is worth. ``typed``: their text is what a learner types, not HTML."""
        found = []
        for node in self.node.all("answer"):
            fraction = read_decimal(node.attributes.get("fraction", "") or node.value("fraction")) or Decimal(
                0
            )
            is_rest = typed and _text(node).strip() == "*" and self.type == "numerical"
            said = node.first("feedback")
            found.append(
                Answer(
                    text=_text(node).strip() if typed else self.inline(node),
                    fraction=fraction / 100,
                    feedback=self.rich(said) if is_rest else self.inline(said),
                    tolerance=node.value("tolerance") or "0",
                )
            )
        return found

    @property
    def code(self) -> str:
        return " ".join(self.value("idnumber").split())[:60]

    @property
    def tags(self) -> list[Tag]:
        return [
            tag_of(name)
            for node in self.node.all("tags")
            for tag in node.all("tag")
            if (name := _text(tag).strip())
        ]

    def points(self) -> str:
        """The points, to two places."""
        given = read_decimal(self.value("defaultgrade", "1"))
        if given is None:
            self.texts.lose("points", self.value("defaultgrade"), is_serious=True)
            return "1"
        rounded = given.quantize(Decimal("0.01"))
        if abs(rounded - given) > Decimal("0.00001"):
            self.texts.lose("points", number_text(given))
        return number_text(rounded)

    def add_remarks(self, made: Made) -> None:
        """General feedback, the three by outcome, and hints."""
        if made.rejected:
            return
        key = dict(made.key)
        key["feedback"] = self.rich(self.node.first("generalfeedback"))
        for name, field in _OUTCOMES.items():
            if said := self.rich(self.node.first(name)):
                key[field] = said
        hints = [said for node in self.node.all("hint") if (said := self.rich(node))]
        if hints:
            key["hints"] = hints
            self.lose_unless("penalty", {"", "0", "0.3333333", "0.3333"})
        made.key = key

    def lose_unless(self, name: str, usual: Collection[str], *, field: str = "") -> None:
        """Write down a setting we have no place for, unless it says what is the case here anyway."""
        value = self.value(name)
        plain = (
            number_text(Decimal(value))
            if read_decimal(value) is not None and "," not in value
            else value.lower()
        )
        if plain not in usual:
            self.texts.lose(field or name, value)


def _text(node: Node) -> str:
    inner = node.first("text")
    return inner.text if inner is not None else node.text.strip()


def _format(node: Node) -> str:
    return _FORMATS.get(node.attributes.get("format", "html").strip().lower(), "html")
