"""A question as a Moodle backup stores it, turned round into the form Moodle XML has. Pure."""

import re
from collections.abc import Mapping
from decimal import Decimal

from quizzes.importers.making import number_text, read_decimal
from quizzes.importers.xml_tree import Node

Files = dict[tuple[str, str], dict[str, str]]
"""By file area and item id: base64 by name."""

_FORMATS = {"0": "moodle_auto_format", "1": "html", "2": "plain_text", "4": "markdown"}
_NAMES = {"match": "matching", "multianswer": "cloze"}
_PART = re.compile(r"\{#([0-9]{1,3})\}")
_GROUP = re.compile(r'"draggroup";(?:i:|s:[0-9]+:")([0-9]+)')
_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_ORDER_GRADING = {"-1": "ALL_OR_NOTHING", "0": "ABSOLUTE_POSITION", "4": "RELATIVE_ALL_PREVIOUS_AND_NEXT"}


def as_export(node: Node, files: Files, inner: Mapping[str, Node], *, status: str, idnumber: str) -> Node:
    """The question as Moodle XML would have it; ``inner`` are the questions that are gaps of others, by id."""
    return _Turner(node, files, inner).turned(status, idnumber)


class _Turner:
    def __init__(self, node: Node, files: Files, inner: Mapping[str, Node]) -> None:
        self._node = node
        self._id = node.attributes.get("id", "")
        self._files = files
        self._inner = inner
        self._type = node.value("qtype").lower()
        plugin = [child for child in node.children if child.name.startswith("plugin_qtype_")]
        self._plugin = plugin[0] if plugin else Node("none", node.line)

    def turned(self, status: str, idnumber: str) -> Node:
        node = self._node
        question = Node("question", node.line, {"type": _NAMES.get(self._type, self._type)})
        text = self._text("questiontext", node, "questiontext", self._id)
        if self._type == "multianswer":
            text.children[0].parts = [self._with_parts(text.children[0].text)]
        is_hidden = status in {"hidden", "draft"} or node.value("hidden") == "1"
        question.children = [
            _holder("name", _clean(node.value("name"))),
            text,
            self._text("generalfeedback", node, "generalfeedback", self._id),
            _plain("defaultgrade", node.value("defaultmark") or "1"),
            _plain("penalty", node.value("penalty")),
            _plain("hidden", "1" if is_hidden else "0"),
            _plain("idnumber", idnumber),
            *self._settings(),
            *self._answers(),
            *self._pairs(),
            *self._units(),
            *self._hints(),
            self._tags(),
        ]
        return question

    def _text(
        self, name: str, source: Node, field: str, item: str, *, format_field: str = "", area: str = ""
    ) -> Node:
        format = _FORMATS.get(source.value(format_field or f"{field}format"), "html")
        made = _holder(name, _clean(_raw(source, field)))
        made.attributes["format"] = format
        for path, data in self._files.get((area or name, item), {}).items():
            made.children.append(
                Node("file", source.line, {"name": path, "path": "/", "encoding": "base64"}, parts=[data])
            )
        return made

    def _with_parts(self, text: str) -> str:
        """``{#1}`` becomes the text of the first gap, which is written as an embedded answer."""
        sequence = self._plugin.value("multianswer", "sequence").split(",")

        def part(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            inner = self._inner.get(sequence[place].strip()) if place < len(sequence) else None
            return _raw(inner, "questiontext") if inner is not None else found.group(0)

        return _PART.sub(part, text)

    def _settings(self) -> list[Node]:
        """The options of the type, as elements of their own."""
        made = []
        for group in self._plugin.children:
            holder = group.children[0] if group.name.endswith("options") and group.children else group
            if group.name in {"answers", "matches", "numerical_records", "numerical_units"}:
                continue
            for option in holder.children:
                if option.name in _COMBINED or option.name in {"graderinfo", "responsetemplate"}:
                    made.append(self._text(option.name, holder, option.name, self._id))
                elif not option.name.endswith("format") or option.name == "responseformat":
                    made.append(_plain(option.name, self._setting(option)))
        return made

    def _setting(self, option: Node) -> str:
        value = _clean(option.text.strip())
        if self._type != "ordering":
            return value
        if option.name == "gradingtype":
            return _ORDER_GRADING.get(value, f"GRADING_{value}")
        return (
            {"0": "ALL", "1": "RANDOM", "2": "CONTIGUOUS"}.get(value, value)
            if option.name == "selecttype"
            else value
        )

    def _answers(self) -> list[Node]:
        tolerances = {
            record.value("answer"): record.value("tolerance")
            for group in self._plugin.all("numerical_records")
            for record in group.all("numerical_record")
        }
        sides = {self._plugin.value("truefalse", f"{side}answer"): side for side in ("true", "false")}
        return [
            self._answer(answer, tolerances, sides)
            for group in self._plugin.all("answers")
            for answer in group.all("answer")
        ]

    def _answer(self, answer: Node, tolerances: Mapping[str, str], sides: Mapping[str, str]) -> Node:
        id = answer.attributes.get("id", "")
        if self._type in {"gapselect", "ddwtos"}:
            return _option(self._type, answer)
        made = self._text("answer", answer, "answertext", id, format_field="answerformat")
        if self._type == "truefalse":
            made.children[0].parts = [sides.get(id, _raw(answer, "answertext").strip().lower())]
            made.attributes["format"] = "plain_text"
        fraction = read_decimal(answer.value("fraction")) or Decimal(0)
        made.attributes["fraction"] = number_text(fraction * 100)
        if id in tolerances:
            made.children.append(_plain("tolerance", tolerances[id]))
        made.children.append(self._text("feedback", answer, "feedback", id, area="answerfeedback"))
        return made

    def _pairs(self) -> list[Node]:
        made = []
        for group in self._plugin.all("matches"):
            for match in group.all("match"):
                pair = self._text("subquestion", match, "questiontext", match.attributes.get("id", ""))
                answer = _holder("answer", _clean(_raw(match, "answertext")))
                if format := match.value("answertextformat"):
                    answer.attributes["format"] = _FORMATS.get(format, "html")
                pair.children.append(answer)
                made.append(pair)
        return made

    def _units(self) -> list[Node]:
        units = Node("units", self._node.line)
        for group in self._plugin.all("numerical_units"):
            for unit in group.all("numerical_unit"):
                one = Node("unit", unit.line)
                one.children = [
                    _plain("multiplier", unit.value("multiplier")),
                    _plain("unit_name", unit.value("unit")),
                ]
                units.children.append(one)
        return [units] if units.children else []

    def _hints(self) -> list[Node]:
        return [
            self._text("hint", hint, "hint", hint.attributes.get("id", ""))
            for group in self._node.all("question_hints")
            for hint in group.all("question_hint")
        ]

    def _tags(self) -> Node:
        tags = Node("tags", self._node.line)
        for group in self._node.all("tags"):
            tags.children += [
                _holder("tag", tag.value("rawname") or tag.value("name")) for tag in group.all("tag")
            ]
        return tags


def _option(type: str, answer: Node) -> Node:
    """A word to choose: its group is kept in the field for feedback."""
    made = _holder("selectoption" if type == "gapselect" else "dragbox", _raw(answer, "answertext"))
    stored = answer.value("feedback")
    group = _GROUP.search(stored)
    made.children.append(_plain("group", group.group(1) if group else stored or "1"))
    if re.search(r'"infinite";b:1', stored):
        made.children.append(Node("infinite", answer.line))
    return made


def _raw(node: Node, name: str) -> str:
    found = node.first(name)
    return found.text if found is not None else ""


def _clean(text: str) -> str:
    return "" if text == "$@NULL@$" else text


def _plain(name: str, text: str) -> Node:
    return Node(name, 0, parts=[_clean(text)])


def _holder(name: str, text: str) -> Node:
    """An element with its text in a ``text`` element."""
    return Node(name, 0, children=[Node("text", 0, parts=[text])])
