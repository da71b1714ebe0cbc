"""What stands in a question of Moodle XML beside its text, by type. Pure."""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from quizzes.exporters.bank import ExportedItem
from quizzes.exporters.fractions import fractions_of, percent_of
from quizzes.exporters.gift import absolute_tolerance
from quizzes.exporters.xml_text import element, text_of
from quizzes.importers.making import number_text
from quizzes.importers.markup import plain_of
from quizzes.items.cloze import CHOICES, PICKED

if TYPE_CHECKING:
    from quizzes.exporters.moodle_xml import TextWriter

TYPES = {
    "single_choice": "multichoice",
    "multiple_choice": "multichoice",
    "true_false": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "short_answer": "shortanswer",
    "numerical": "numerical",
    "cloze": "cloze",
    "essay": "essay",
}
_GRADING = {
    "exact": "ALL_OR_NOTHING",
    "position": "ABSOLUTE_POSITION",
    "pairwise": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
}
_MB = 1024 * 1024
_IN_GAP = str.maketrans({sign: f"&#{ord(sign)};" for sign in "#\\{}~"})
"""Signs that mean something inside an embedded answer, as numbers: Moodle and we read them back. A sign of equality means
something at the beginning only; within, it belongs to the attributes of pictures and formulas."""


@dataclass(slots=True, kw_only=True)
class Answers:
    """``stem`` as it is to be written; ``parts`` are XML elements."""

    stem: str
    parts: list[str] = field(default_factory=list)


def answers_of(item: ExportedItem, writer: "TextWriter") -> Answers:
    return _WRITERS[item.kind](item, writer)


def _choices(item: ExportedItem, writer: "TextWriter") -> Answers:
    is_single = item.kind == "single_choice"
    ids = [choice["id"] for choice in item.content["choices"]]
    fractions, is_same = fractions_of(ids, item.key, is_single=is_single)
    if not is_same:
        writer.losses.lose(item, "scoring", item.key["scoring"])
    said = item.key.get("choice_feedback", {})
    parts = [
        element("single", str(is_single).lower()),
        element("shuffleanswers", "true"),
        element("answernumbering", "ABCD"),
    ]
    for choice in item.content["choices"]:
        parts.append(_answer(writer, choice["text"], fractions[choice["id"]], said.get(choice["id"], "")))
    return Answers(stem=item.content["stem"], parts=parts)


def _answer(writer: "TextWriter", text: str, fraction: Decimal, said: str, inside: str = "") -> str:
    remark = writer.html("feedback", said)
    return writer.html(
        "answer", text, attributes=f' fraction="{percent_of(fraction)}"', inside=inside + remark
    )


def _typed(writer: "TextWriter", text: str, credit: str, said: str, inside: str = "") -> str:
    """An answer whose text is what a learner types."""
    attributes = f'fraction="{percent_of(Decimal(credit))}" format="moodle_auto_format"'
    return element("answer", text_of(text) + inside + writer.html("feedback", said), attributes=attributes)


def _true_false(item: ExportedItem, writer: "TextWriter") -> Answers:
    said = item.key.get("choice_feedback", {})
    parts = [
        _typed(writer, side, "1" if (side == "true") == item.key["correct"] else "0", said.get(side, ""))
        for side in ("true", "false")
    ]
    return Answers(stem=item.content["stem"], parts=parts)


def _short_answer(item: ExportedItem, writer: "TextWriter") -> Answers:
    lose_ignored(item, item.key, writer)
    parts = [element("usecase", "0" if item.key["ignore_case"] else "1")]
    for form in item.key["accepted"]:
        parts.append(_typed(writer, pattern_of(form), form["credit"], form["feedback"]))
    return Answers(stem=item.content["stem"], parts=parts)


def pattern_of(form: dict[str, Any]) -> str:
    r"""An accepted form as Moodle matches it: ``*`` is anything, ``\*`` a star."""
    text: str = form["text"]
    return text if form["is_pattern"] else text.replace("*", "\\*")


def lose_ignored(item: ExportedItem, rule: Mapping[str, Any], writer: "TextWriter") -> None:
    for name in ("ignore_accents", "ignore_spaces"):
        if rule[name]:
            writer.losses.lose(item, name)


def _numerical(item: ExportedItem, writer: "TextWriter") -> Answers:
    key, content = item.key, item.content
    if content["number_format"] != "vi":
        writer.losses.lose(item, "number_format", content["number_format"])
    parts = []
    for number in key["accepted"]:
        tolerance = element("tolerance", number_text(absolute_tolerance(number)))
        value = number_text(Decimal(number["value"]))
        parts.append(_typed(writer, value, number["credit"], number["feedback"], tolerance))
    if said := key.get("feedback_wrong"):
        parts.append(_typed(writer, "*", "0", said, element("tolerance", "0")))
    return Answers(stem=content["stem"], parts=parts + _units(item, writer))


def _units(item: ExportedItem, writer: "TextWriter") -> list[str]:
    key, offered = item.key, list(item.content["units"])
    names = [unit["text"] for unit in key["units"]]
    if offered and offered != names:
        writer.losses.lose(item, "units_offered", ", ".join(offered))
    is_required = key["unit_policy"] == "required"
    units = "".join(
        element(
            "unit",
            element("multiplier", number_text(Decimal(unit["factor"])))
            + element("unit_name", html.escape(unit["text"])),
        )
        for unit in key["units"]
    )
    shown = "3" if key["unit_policy"] == "none" else "1" if offered else "0"
    return [
        *([element("units", units)] if units and shown != "3" else []),
        element("unitgradingtype", "1" if is_required else "0"),
        element("unitpenalty", key["unit_penalty"]),
        element("showunits", shown),
        element("unitsleft", "0"),
    ]


def _matching(item: ExportedItem, writer: "TextWriter") -> Answers:
    key = item.key
    if key.get("scoring") == "all_or_nothing":
        writer.losses.lose(item, "scoring", "all_or_nothing")
    if said := key.get("choice_feedback"):
        writer.losses.lose(item, "choice_feedback", " ".join(said.values()))
    targets = {target["id"]: target["text"] for target in item.content["targets"]}
    pairs = [(source["text"], key["pairs"][source["id"]]) for source in item.content["sources"]]
    pairs += [("", one) for one in targets if one not in key["pairs"].values()]
    parts = [element("shuffleanswers", "true")]
    for source, target in pairs:
        if "<" in targets[target]:
            writer.losses.lose(item, "formatting", targets[target])
        answer = element("answer", text_of(plain_of(targets[target])))
        parts.append(writer.html("subquestion", source, inside=answer))
    return Answers(stem=item.content["stem"], parts=parts)


def _ordering(item: ExportedItem, writer: "TextWriter") -> Answers:
    texts = {choice["id"]: choice["text"] for choice in item.content["choices"]}
    parts = [
        element("layouttype", "VERTICAL"),
        element("selecttype", "ALL"),
        element("selectcount", str(len(texts))),
        element("gradingtype", _GRADING[item.key["scoring"]]),
        element("showgrading", "SHOW"),
        element("numberingstyle", "none"),
    ]
    for place, one in enumerate(item.key["order"], start=1):
        parts.append(writer.html("answer", texts[one], attributes=f' fraction="{place}"'))
    return Answers(stem=item.content["stem"], parts=parts)


def _essay(item: ExportedItem, writer: "TextWriter") -> Answers:
    content, key = item.content, item.key
    for name, value in (
        ("rubric", " ".join(line["text"] for line in key["rubric"])),
        ("sample", key["sample"]),
    ):
        if value:
            writer.losses.lose(item, name, value)
    files = content["files"]
    parts = [
        element("responseformat", "editor" if content["format"] == "rich" else "plain"),
        element("responserequired", "1"),
        element("responsefieldlines", "15"),
        element("minwordlimit", str(content["min_words"] or "")),
        element("maxwordlimit", str(content["max_words"] or "")),
        element("attachments", str(files["max_count"])),
        element("attachmentsrequired", "0"),
        element("maxbytes", str(files["max_mb"] * _MB)),
        element("filetypeslist", ",".join(f".{kind}" for kind in files["kinds"])),
        writer.html("graderinfo", key["guidance"]),
        writer.html("responsetemplate", content["template"]),
    ]
    return Answers(stem=content["stem"], parts=parts)


def _cloze(item: ExportedItem, writer: "TextWriter") -> Answers:
    stem = str(item.content["stem"])
    total = sum((Decimal(rule["weight"]) for rule in item.key["gaps"].values()), Decimal(0))
    if Decimal(item.points) != total:
        writer.losses.lose(item, "points", item.points)
    for gap in item.content["gaps"]:
        if gap["size"]:
            writer.losses.lose(item, "gap_size", gap["size"])
        stem = stem.replace(f"[[{gap['id']}]]", _gap(item, gap, item.key["gaps"][gap["id"]], writer), 1)
    return Answers(stem=stem)


def _gap(item: ExportedItem, gap: dict[str, Any], rule: dict[str, Any], writer: "TextWriter") -> str:
    weight = Decimal(rule["weight"])
    if weight != weight.to_integral_value():
        writer.losses.lose(item, "gap_weight", rule["weight"])
    if gap["kind"] in PICKED:
        takes_several = gap["kind"] == CHOICES
        ids = [choice["id"] for choice in gap["choices"]]
        fractions, is_same = fractions_of(ids, rule, is_single=not takes_several)
        worth = sum((one for one in fractions.values() if one > 0), Decimal(0))
        if not is_same or (takes_several and abs(worth - 1) >= Decimal("0.001")):
            writer.losses.lose(item, "scoring", rule["scoring"])
        said = rule["choice_feedback"]
        name = "MULTIRESPONSE" if takes_several else "MULTICHOICE"
        answers = [
            _in_gap(choice["text"], fractions[choice["id"]], said.get(choice["id"], ""))
            for choice in gap["choices"]
        ]
    elif gap["kind"] == "text":
        lose_ignored(item, rule, writer)
        name = "SHORTANSWER" if rule["ignore_case"] else "SHORTANSWER_C"
        answers = [
            _in_gap(html.escape(pattern_of(form), quote=False), Decimal(form["credit"]), form["feedback"])
            for form in rule["accepted"]
        ]
    else:
        name = "NUMERICAL"
        if gap["number_format"] != "vi":
            writer.losses.lose(item, "number_format", gap["number_format"])
        answers = [
            _in_gap(
                f"{number_text(Decimal(number['value']))}:{number_text(absolute_tolerance(number))}",
                Decimal(number["credit"]),
                number["feedback"],
            )
            for number in rule["accepted"]
        ]
    return "{" + f"{max(1, round(weight))}:{name}:" + "~".join(answers) + "}"


def _in_gap(markup: str, fraction: Decimal, said: str) -> str:
    sign = "=" if fraction == 1 else f"%{percent_of(fraction)}%"
    text = markup.translate(_IN_GAP)
    text = f"&#61;{text[1:]}" if text.startswith("=") else text
    return sign + text + (f"#{said.translate(_IN_GAP)}" if said else "")


_WRITERS: dict[str, Callable[[ExportedItem, "TextWriter"], Answers]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
}
