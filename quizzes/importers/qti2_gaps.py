"""QTI 2 interactions inside a text: short answers, numbers and gaps. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.qti2_item import NOTHING, Item, Shaped, Unheld
from quizzes.importers.qti2_numbers import numbers_for
from quizzes.importers.scorings import fractions, plain
from quizzes.importers.xml_reading import Element, attribute, below, children, local, words

_STRING_TESTS = ("stringMatch", "match", "member", "equal", "mapEntry")
MOST_GAPS = 60


def short_answer(item: Item) -> Shaped:
    response = attribute(item.interaction(), "responseIdentifier")
    accepted = accepted_texts(item, response, lambda value: {response: [value]})
    if not accepted:
        raise Unheld("short_answer", "no_right_answer")
    first = accepted[0]["text"]
    key = shaping.text_key(accepted, ignore_case=ignores_case(item, response))
    said = item.said({response: [first]}, [{response: [NOTHING]}])
    return Shaped(kind="short_answer", content={"stem": item.stem()}, key={**key, **said})


def numerical(item: Item) -> Shaped:
    response = attribute(item.interaction(), "responseIdentifier")
    accepted = numbers_for(item, response)
    if not accepted:
        raise Unheld("numerical", "no_right_answer")
    said = item.said({response: [accepted[0]["value"]]}, [{response: ["-987654321.5"]}])
    content = {"stem": item.stem(), "number_format": "vi", "units": []}
    return Shaped(kind="numerical", content=content, key={**shaping.number_key(accepted), **said})


def accepted_texts(
    item: Item, response: str, answers: Callable[[str], Mapping[str, list[str]]]
) -> list[dict[str, Any]]:
    """Texts the item names for a response, with the credit each really earns."""
    declared = item.processing.responses.get(response)
    written = item.weights_written(response)
    if written:
        return [shaping.accepted_text(text, credit=credit) for text, credit in written.items()]
    candidates = list(declared.correct or []) if declared else []
    if declared is not None:
        candidates += [attribute(entry, "mapKey") for entry in children(declared.mapping, "mapEntry")]
    candidates += _compared_with(item, response)
    shares = {text: item.share(answers(text)) for text in dict.fromkeys(candidates) if text.strip()}
    base = item.share(answers(NOTHING))
    best = max((share - base for share in shares.values()), default=Decimal(0))
    if best <= 0:
        right = declared.correct or [] if declared else []
        return [shaping.accepted_text(text) for text in right]
    return [
        shaping.accepted_text(text, credit=plain((share - base) / best))
        for text, share in shares.items()
        if share > base
    ]


def _compared_with(item: Item, response: str) -> list[str]:
    """Constants that the processing compares this response with."""
    found = []
    for rule in item.processing.rules:
        for test in below(rule, *_STRING_TESTS):
            named = [attribute(v, "identifier") for v in below(test, "variable")]
            if response in named:
                found += [words(value) for value in below(test, "baseValue")]
    return found


def ignores_case(item: Item, response: str) -> bool:
    declared = item.processing.responses.get(response)
    entries = children(declared.mapping, "mapEntry") if declared else []
    tests = [
        test
        for rule in item.processing.rules
        for test in below(rule, "stringMatch")
        if response in [attribute(v, "identifier") for v in below(test, "variable")]
    ]
    said = [attribute(one, "caseSensitive", "true").lower() for one in [*entries, *tests]]
    if "true" in said and "false" in said:
        item.context.lose("ignore_case")
    return "false" in said


def cloze(item: Item, found: list[Element]) -> Shaped:
    _refuse_too_many(found)
    right = item.processing.right()
    gaps, keys, marks = [], {}, {}
    for place, interaction in enumerate(found, start=1):
        gap, key, answer = _gap(item, interaction, f"g{place}", right)
        gaps.append(gap)
        keys[f"g{place}"] = key
        marks[interaction] = f"[[g{place}]]"
        right.setdefault(attribute(interaction, "responseIdentifier"), [answer])
    _weigh(item, found, keys, right)
    stem = shaping.with_marks(item.stem(marks.get), len(gaps))
    said = item.said(right, [{name: [NOTHING] for name in right}])
    return Shaped(kind="cloze", content={"stem": stem, "gaps": gaps}, key={"gaps": keys, **said})


def _gap(
    item: Item, interaction: Element, ident: str, right: Mapping[str, list[str]]
) -> tuple[dict[str, Any], dict[str, Any], str]:
    response = attribute(interaction, "responseIdentifier")
    others = {name: value for name, value in right.items() if name != response}
    if local(interaction) == "inlineChoiceInteraction":
        return _choice_gap(item, interaction, ident, others)
    declared = item.processing.responses.get(response)
    if declared is not None and declared.base_type in {"float", "integer"}:
        numbers = numbers_for(item, response, others)
        if not numbers:
            raise Unheld("cloze", "no_right_answer")
        gap = {"id": ident, "kind": "number", "number_format": "vi", **_size(interaction)}
        return gap, {"weight": "1", **shaping.number_key(numbers)}, numbers[0]["value"]
    accepted = accepted_texts(item, response, lambda value: {**others, response: [value]})
    if not accepted:
        raise Unheld("cloze", "no_right_answer")
    key = {"weight": "1", **shaping.text_key(accepted, ignore_case=ignores_case(item, response))}
    return {"id": ident, "kind": "text", **_size(interaction)}, key, accepted[0]["text"]


def _size(interaction: Element) -> dict[str, int]:
    """The width of a gap, where the file gives one that we hold."""
    size = attribute(interaction, "expectedLength")
    return {"size": int(size)} if size.isdigit() and 0 < int(size) <= 100 else {}


def _choice_gap(
    item: Item, interaction: Element, ident: str, others: Mapping[str, list[str]]
) -> tuple[dict[str, Any], dict[str, Any], str]:
    response = attribute(interaction, "responseIdentifier")
    choices = {attribute(one, "identifier"): one for one in below(interaction, "inlineChoice")}
    shares = {one: item.share({**others, response: [one]}) for one in choices}
    base = item.share(others)
    best = max((share - base for share in shares.values()), default=Decimal(0))
    named = [one for one in item.correct(response) if one in choices]
    if not named and best > 0:
        named = [one for one, share in shares.items() if share - base == best][:1]
    if len(named) != 1:
        raise Unheld("cloze", "no_right_answer")
    ids = {one: f"c{place}" for place, one in enumerate(choices, start=1)}
    weights = {ids[one]: (share - base) / best for one, share in shares.items()} if best > 0 else {}
    is_weighted = any(0 < weight < 1 for weight in weights.values())
    written = item.weights_written(response)
    if len(written) > 1:
        is_weighted, weights = (
            True,
            {ids[one]: Decimal(worth) for one, worth in written.items() if one in ids},
        )
    gap = {
        "id": ident,
        "kind": "choice",
        "choices": shaping.numbered("c", [item.line(one) for one in choices.values()]),
    }
    remarks = {ids[one]: text for one, text in item.choice_feedback(choices).items()}
    key = shaping.choice_key(
        [ids[named[0]]],
        scoring="weighted" if is_weighted else "all_or_nothing",
        weights=fractions(weights) if is_weighted else {},
        choice_feedback=remarks,
    )
    return gap, {"weight": "1", **key}, named[0]


def _weigh(item: Item, found: list[Element], keys: dict[str, Any], right: Mapping[str, list[str]]) -> None:
    """Each gap's share of the points; gaps that earn only together are said to be lost."""
    if len(found) < 2:
        return
    alone = [
        item.share({(name := attribute(one, "responseIdentifier")): right.get(name, [])}) for one in found
    ]
    if any(share <= 0 for share in alone):
        item.context.lose("scoring", "all or nothing over all gaps")
        return
    least = min(alone)
    for share, key in zip(alone, keys.values(), strict=True):
        key["weight"] = plain((share / least).quantize(Decimal("0.01")))


def gap_match(item: Item) -> Shaped:
    """Words to be dragged into gaps: gaps that offer every word."""
    interaction = item.interaction()
    response = attribute(interaction, "responseIdentifier")
    offered = {attribute(one, "identifier"): one for one in below(interaction, "gapText", "gapImg")}
    found = list(below(interaction, "gap"))
    _refuse_too_many(found)
    pairs = {pair[1]: pair[0] for value in item.correct(response) if len(pair := value.split()) == 2}
    ids = {one: f"c{place}" for place, one in enumerate(offered, start=1)}
    texts = shaping.numbered("c", [item.line(one) for one in offered.values()])
    marks, keys = {}, {}
    for place, gap in enumerate(found, start=1):
        word = pairs.get(attribute(gap, "identifier"))
        if word not in ids:
            raise Unheld("cloze", "no_right_answer")
        marks[gap] = f"[[g{place}]]"
        keys[f"g{place}"] = {"weight": "1", **shaping.choice_key([ids[word]])}
    if not found:
        raise Unheld("cloze", "no_right_answer")

    def swapped(element: Element) -> str | None:
        if element is interaction:
            return item.prompt(element) + item.context.markup.block(element, inside)
        return None

    def inside(element: Element) -> str | None:
        if local(element) in {"gapText", "gapImg", "prompt"}:
            return ""
        return marks.get(element)

    right = {response: [f"{word} {gap}" for gap, word in pairs.items()]}
    first = {response: right[response][:1]}
    if len(found) > 1 and item.share(first) <= 0:
        item.context.lose("scoring", "all or nothing over all gaps")
    stem = shaping.with_marks(item.stem(swapped), len(found))
    gaps = [{"id": f"g{place}", "kind": "choice", "choices": texts} for place in range(1, len(found) + 1)]
    said = item.said(right, [{response: [NOTHING]}])
    return Shaped(kind="cloze", content={"stem": stem, "gaps": gaps}, key={"gaps": keys, **said})


def _refuse_too_many(found: list[Element]) -> None:
    if len(found) > MOST_GAPS:
        raise Unheld("cloze", "too_many_listed", str(len(found)))
