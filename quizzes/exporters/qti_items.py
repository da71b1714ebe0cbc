"""One question as an assessmentItem of QTI 2.1. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizzes.exporters import qti_scoring as scoring
from quizzes.exporters.bank import ExportedItem
from quizzes.exporters.losses import Losses
from quizzes.exporters.qti_gaps import cloze, numerical, short_answer
from quizzes.exporters.qti_parts import Parts, declaration
from quizzes.exporters.xhtml import Address, Element, fill, made
from quizzes.importers.qti2 import OUR_TOOL
from quizzes.importers.shaping import plain_text

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HOLDS = (
    "feedback",
    "feedback_correct",
    "feedback_partial",
    "feedback_wrong",
    "points",
    "difficulty",
    "category",
    "tags",
    "language",
    "source",
    "legal_basis",
    "code",
    "choice_feedback",
    "state",
)
_TITLE = 100


@dataclass(slots=True, kw_only=True)
class Writing:
    """What an item is written with; ``address`` gives a picture's place in the package."""

    address: Address
    losses: Losses = field(default_factory=Losses)


def item_element(item: ExportedItem, identifier: str, writing: Writing) -> Element:
    """The item. What QTI cannot hold is noted in ``writing.losses``."""
    parts = Parts(item=item, address=writing.address, losses=writing.losses)
    writing.losses.lose_common(item, holds=_HOLDS)
    if item.state == "retired":
        writing.losses.lose(item, "state", item.state)
    _WRITERS[item.kind](parts)
    title = plain_text(item.content["stem"])[:_TITLE] or identifier
    root = made("assessmentItem", identifier=identifier, title=title, label=item.code, adaptive="false", timeDependent="false",
        toolName=OUR_TOOL, toolVersion="1")  # fmt: skip
    if item.language:
        root.set(_LANGUAGE, item.language)
    for element in (*parts.declarations, *_outcomes(item, parts)):
        root.append(element)
    root.append(made("itemBody", *parts.body))
    if parts.rules:
        rules = [*parts.rules, *scoring.final(item.points, item.key)]
        root.append(made("responseProcessing", *rules))
    elif item.key.get("feedback"):
        always = scoring.set_value(scoring.GENERAL, scoring.identifier(scoring.ALWAYS))
        root.append(made("responseProcessing", always))
    for element in _remarks(item, writing.address):
        root.append(element)
    return root


def _outcomes(item: ExportedItem, parts: Parts) -> Iterable[Element]:
    def number(name: str, value: str, **more: str) -> Element:
        default = made("defaultValue", made("value", text=value))
        return made(
            "outcomeDeclaration", default, identifier=name, cardinality="single", baseType="float", **more
        )

    yield number("SCORE", "0", normalMaximum=item.points)
    yield number("MAXSCORE", item.points)
    yield number(scoring.SHARE, "0")
    for name in parts.counters:
        yield number(name, "0")
    for name in (scoring.FEEDBACK, scoring.GENERAL):
        yield made("outcomeDeclaration", identifier=name, cardinality="single", baseType="identifier")


def _remarks(item: ExportedItem, address: Address) -> Iterable[Element]:
    for name, outcome, value in (
        ("feedback", scoring.GENERAL, scoring.ALWAYS),
        ("feedback_correct", scoring.FEEDBACK, scoring.RIGHT),
        ("feedback_partial", scoring.FEEDBACK, scoring.PARTLY),
        ("feedback_wrong", scoring.FEEDBACK, scoring.WRONG),
    ):
        if item.key.get(name):
            element = made("modalFeedback", outcomeIdentifier=outcome, identifier=value, showHide="show")
            yield fill(element, item.key[name], address=address)


def _choice(parts: Parts) -> None:
    item, key = parts.item, parts.item.key
    is_single = item.kind == "single_choice"
    response = "RESPONSE"
    weights, rules = _weights(key, [choice["id"] for choice in item.content["choices"]], response)
    cardinality = "single" if is_single else "multiple"
    parts.declarations.append(declaration(response, cardinality, "identifier", key["correct"], weights))
    parts.rules += rules
    interaction = made(
        "choiceInteraction", responseIdentifier=response, shuffle="true", maxChoices="1" if is_single else "0"
    )
    for choice in item.content["choices"]:
        interaction.append(parts.choice("simpleChoice", choice, key.get("choice_feedback", {})))
    parts.add_stem(item.content["stem"])
    parts.body.append(interaction)


def _weights(
    key: Mapping[str, Any], ids: Sequence[str], response: str
) -> tuple[dict[str, str], list[Element]]:
    right = key["correct"]
    if key["scoring"] == "weighted":
        weights = {one: key["weights"].get(one, "0") for one in ids if one in key["weights"]}
        return weights, scoring.mapped(response)
    if key["scoring"] == "right_minus_wrong":
        weights = {one: "1" if one in right else "-1" for one in ids}
        return weights, scoring.mapped(response, len(right))
    if key["scoring"] == "proportional":
        return dict.fromkeys(right, "1"), scoring.proportional_of_picks(response, len(right))
    return {}, scoring.all_or_nothing(response)


def _true_false(parts: Parts) -> None:
    key = parts.item.key
    right = "true" if key["correct"] else "false"
    parts.declarations.append(declaration("RESPONSE", "single", "identifier", [right]))
    parts.rules += scoring.all_or_nothing("RESPONSE")
    interaction = made("choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1")
    for side, text in (("true", "Đúng"), ("false", "Sai")):
        interaction.append(
            parts.choice("simpleChoice", {"id": side, "text": text}, key.get("choice_feedback", {}))
        )
    parts.add_stem(parts.item.content["stem"])
    parts.body.append(interaction)


def _match(
    parts: Parts,
    sources: Sequence[Mapping[str, str]],
    targets: Sequence[Mapping[str, str]],
    pairs: Mapping[str, str],
) -> None:
    """A table of two columns; each source takes one target."""
    right = [f"{source} {target}" for source, target in pairs.items()]
    parts.declarations.append(
        declaration("RESPONSE", "multiple", "directedPair", right, dict.fromkeys(right, "1"))
    )
    interaction = made(
        "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations=str(len(sources))
    )
    said = parts.item.key.get("choice_feedback", {})
    for listed, most, remarks in ((sources, "1", said), (targets, "0", {})):
        column = made("simpleMatchSet")
        for one in listed:
            column.append(parts.choice("simpleAssociableChoice", one, remarks, matchMax=most))
        interaction.append(column)
    parts.add_stem(parts.item.content["stem"])
    parts.body.append(interaction)


def _matching(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    _match(parts, content["sources"], content["targets"], key["pairs"])
    is_whole = key["scoring"] == "all_or_nothing"
    parts.rules += (
        scoring.all_or_nothing("RESPONSE") if is_whole else scoring.mapped("RESPONSE", len(key["pairs"]))
    )


def _true_false_group(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    targets = [{"id": "true", "text": "Đúng"}, {"id": "false", "text": "Sai"}]
    pairs = {one["id"]: "true" if key["correct"][one["id"]] else "false" for one in content["statements"]}
    _match(parts, content["statements"], targets, pairs)
    if key["scoring"] == "scale":
        parts.rules += scoring.scale("RESPONSE", key["scale"])
    elif key["scoring"] == "all_or_nothing":
        parts.rules += scoring.all_or_nothing("RESPONSE")
    else:
        parts.rules += scoring.mapped("RESPONSE", len(pairs))


def _ordering(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    parts.declarations.append(declaration("RESPONSE", "ordered", "identifier", key["order"]))
    if key["scoring"] == "pairwise":
        parts.losses.lose(parts.item, "scoring", "pairwise")
    parts.rules += (
        scoring.positions("RESPONSE", key["order"])
        if key["scoring"] == "position"
        else scoring.all_or_nothing("RESPONSE")
    )
    interaction = made("orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    for choice in content["choices"]:
        interaction.append(parts.choice("simpleChoice", choice, {}))
    parts.add_stem(content["stem"])
    parts.body.append(interaction)


def _essay(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    parts.declarations.append(declaration("RESPONSE", "single", "string", []))
    parts.add_stem(content["stem"])
    if content.get("min_words") or content.get("max_words"):
        parts.losses.lose(parts.item, "word_limits")
    if content.get("template"):
        parts.losses.lose(parts.item, "template", content["template"])
    format = "xhtml" if content["format"] == "rich" else "plain"
    parts.body.append(made("extendedTextInteraction", responseIdentifier="RESPONSE", format=format))
    files = content["files"]
    for place in range(1, files["max_count"] + 1):
        parts.declarations.append(declaration(f"FILE{place}", "single", "file", []))
        parts.body.append(made("uploadInteraction", responseIdentifier=f"FILE{place}"))
    if files["max_count"]:
        parts.losses.lose(parts.item, "files", ", ".join(files["kinds"]))
    parts.add_for_markers(key)


def _hotspot(parts: Parts) -> None:
    content, key = parts.item.content, parts.item.key
    picture = content["picture"]
    weights, rules = _weights(key, [region["id"] for region in content["regions"]], "RESPONSE")
    parts.declarations.append(declaration("RESPONSE", "multiple", "identifier", key["correct"], weights))
    parts.rules += rules
    if not content["shows_regions"]:
        parts.losses.lose(parts.item, "shows_regions")
    data = parts.address(picture["src"])
    image = made("object", text=picture["alt"], data=data, type_=_media_type(data), width=str(picture["width"]),
        height=str(picture["height"]))  # fmt: skip
    interaction = made("hotspotInteraction", image, responseIdentifier="RESPONSE", maxChoices="0")
    for region in content["regions"]:
        coords = ",".join(str(number) for number in region["coords"])
        interaction.append(
            made(
                "hotspotChoice",
                identifier=region["id"],
                shape=region["shape"],
                coords=coords,
                hotspotLabel=region["label"],
            )
        )
    if key.get("choice_feedback"):
        parts.losses.lose(parts.item, "choice_feedback", " ".join(key["choice_feedback"].values()))
    parts.add_stem(content["stem"])
    parts.body.append(interaction)


def _media_type(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return f"image/{ {'jpg': 'jpeg', 'tif': 'tiff'}.get(ending, ending) }".replace(" ", "")


_WRITERS: dict[str, Callable[[Parts], None]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _true_false,
    "true_false_group": _true_false_group,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": short_answer,
    "numerical": numerical,
    "cloze": cloze,
    "essay": _essay,
    "hotspot": _hotspot,
}

__all__ = ["Writing", "item_element"]
