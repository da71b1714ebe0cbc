"""QTI 2 interactions that are a block of their own, as our kinds of question. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.picture_sizes import size_of
from quizzes.importers.qti2_item import NOTHING, Item, Shaped, Unheld
from quizzes.importers.scorings import plain, scoring_of_choices
from quizzes.importers.xml_reading import Element, all_text, attribute, below, child, children

MOST_CHOICES = 60
_CLOSE = Decimal("0.0001")


def choice(item: Item) -> Shaped:
    interaction = item.interaction()
    response = attribute(interaction, "responseIdentifier")
    declared = item.processing.responses.get(response)
    is_single = (
        declared.cardinality != "multiple" if declared else attribute(interaction, "maxChoices", "1") == "1"
    )
    choices = {attribute(one, "identifier"): one for one in below(interaction, "simpleChoice")}
    kind = "single_choice" if is_single else "multiple_choice"
    _refuse_too_many(kind, choices)
    texts = {ident: item.line(one) for ident, one in choices.items()}
    ids = {ident: f"c{place}" for place, ident in enumerate(choices, start=1)}

    def score(picks: Sequence[str]) -> Decimal:
        return item.share({response: picks})

    named = [one for one in item.correct(response) if one in choices]
    scoring = scoring_of_choices(list(choices), score, is_single=is_single, correct=named)
    if not scoring.correct:
        raise Unheld(kind, "no_right_answer")
    if not scoring.is_exact:
        item.context.lose("scoring")
    remarks = item.choice_feedback(choices)
    said = item.said(
        {response: list(scoring.correct)},
        [{response: [one]} for one in choices if one not in scoring.correct],
        remarks,
        {response: list(scoring.correct)[:1]} if len(scoring.correct) > 1 else None,
    )
    by_id = {ids[ident]: text for ident, text in remarks.items() if ident in ids}
    if is_single and len(texts) == 2 and {shaping.truth_of(text) for text in texts.values()} == {True, False}:
        return _true_false(item, texts, scoring.correct, remarks, said)
    weights = {ids[ident]: weight for ident, weight in scoring.weights.items()}
    name = scoring.name
    written = item.weights_written(response)
    if written and (is_single or name == "weighted"):
        name, weights = "weighted", {ids[ident]: weight for ident, weight in written.items() if ident in ids}
    key = shaping.choice_key(
        [ids[ident] for ident in scoring.correct], scoring=name, weights=weights, choice_feedback=by_id
    )
    content = {"stem": item.stem(), "choices": shaping.numbered("c", list(texts.values()))}
    return Shaped(kind=kind, content=content, key={**key, **said})


def _refuse_too_many(kind: str, choices: dict[str, Any]) -> None:
    if len(choices) > MOST_CHOICES:
        raise Unheld(kind, "too_many_listed", str(len(choices)))


def _true_false(
    item: Item, texts: dict[str, str], correct: Sequence[str], remarks: dict[str, str], said: dict[str, Any]
) -> Shaped:
    by_side = {
        str(shaping.truth_of(texts[ident])).lower(): text for ident, text in remarks.items() if ident in texts
    }
    key = {"correct": bool(shaping.truth_of(texts[correct[0]])), "choice_feedback": by_side, **said}
    return Shaped(kind="true_false", content={"stem": item.stem()}, key=key)


def ordering(item: Item) -> Shaped:
    interaction = item.interaction()
    response = attribute(interaction, "responseIdentifier")
    choices = {attribute(one, "identifier"): one for one in below(interaction, "simpleChoice")}
    _refuse_too_many("ordering", choices)
    order = item.correct(response)
    if set(order) != set(choices) or len(order) < 2:
        raise Unheld("ordering", "no_right_answer")
    ids = {ident: f"c{place}" for place, ident in enumerate(choices, start=1)}
    said = item.said({response: order}, [{response: list(reversed(order))}])
    key = {"order": [ids[one] for one in order], "scoring": _order_scoring(item, response, order), **said}
    texts = [item.line(one) for one in choices.values()]
    return Shaped(
        kind="ordering", content={"stem": item.stem(), "choices": shaping.numbered("c", texts)}, key=key
    )


def _order_scoring(item: Item, response: str, order: list[str]) -> str:
    swapped = [order[1], order[0], *order[2:]]
    share = item.share({response: swapped})
    if abs(share) < _CLOSE:
        return "exact" if len(order) > 2 or abs(item.share({response: order}) - 1) < _CLOSE else "position"
    count = len(order)
    if abs(share - Decimal(count - 2) / count) < _CLOSE:
        return "position"
    pairs = Decimal(count * (count - 1)) / 2
    if abs(share - (pairs - 1) / pairs) < _CLOSE:
        return "pairwise"
    item.context.lose("scoring")
    return "exact"


def matching(item: Item) -> Shaped:
    interaction = item.interaction()
    response = attribute(interaction, "responseIdentifier")
    sets = children(interaction, "simpleMatchSet")
    if len(sets) != 2:
        raise Unheld("matching", "no_right_answer")
    sources, targets = (
        {attribute(one, "identifier"): one for one in children(part, "simpleAssociableChoice")}
        for part in sets
    )
    _refuse_too_many("matching", {**sources, **targets})
    named = [tuple(value.split()) for value in item.correct(response)] or _mapped_pairs(item, response)
    pairs = {
        pair[0]: pair[1] for pair in named if len(pair) == 2 and pair[0] in sources and pair[1] in targets
    }
    if len(pairs) < len(named):
        raise Unheld("matching", "several_targets")
    if set(pairs) != set(sources):
        raise Unheld("matching", "no_right_answer")
    lines = {ident: item.line(one) for ident, one in {**sources, **targets}.items()}
    by_source = {f"s{place}": text for place, ident in enumerate(sources, start=1)
                 for text in [item.choice_feedback({ident: sources[ident]}).get(ident, "")] if text}  # fmt: skip
    right = [f"{source} {target}" for source, target in pairs.items()]
    said = item.said({response: right}, [{response: [NOTHING]}], None, {response: right[:1]})
    said["choice_feedback"] = by_source
    if len(targets) == 2 and {shaping.truth_of(lines[one]) for one in targets} == {True, False}:
        return _true_false_group(item, response, {one: pairs[one] for one in sources}, lines, said)
    content = {
        "stem": item.stem(),
        "sources": shaping.numbered("s", [lines[one] for one in sources]),
        "targets": shaping.numbered("t", [lines[one] for one in targets]),
    }
    target_ids = {ident: f"t{place}" for place, ident in enumerate(targets, start=1)}
    key = {
        "pairs": {f"s{place}": target_ids[pairs[one]] for place, one in enumerate(sources, start=1)},
        "scoring": _pair_scoring(item, response, right),
    }
    return Shaped(kind="matching", content=content, key={**key, **said})


def _mapped_pairs(item: Item, response: str) -> list[tuple[str, ...]]:
    declared = item.processing.responses.get(response)
    entries = children(declared.mapping, "mapEntry") if declared else []
    return [
        tuple(attribute(e, "mapKey").split())
        for e in entries
        if not attribute(e, "mappedValue").startswith(("0", "-"))
    ]


def _pair_scoring(item: Item, response: str, right: list[str]) -> str:
    """Proportional where each right pair earns its equal share."""
    if len(right) < 2:
        return "proportional"
    shares = [item.share({response: right[:count]}) for count in range(1, len(right) + 1)]
    if all(abs(share - Decimal(count) / len(right)) < _CLOSE for count, share in enumerate(shares, start=1)):
        return "proportional"
    if any(share > _CLOSE for share in shares[:-1]):
        item.context.lose("scoring")
        return "proportional"
    return "all_or_nothing"


def _true_false_group(
    item: Item, response: str, pairs: dict[str, str], lines: dict[str, str], said: dict[str, Any]
) -> Shaped:
    """``pairs`` in the order of the statements."""
    correct = {
        f"s{place}": bool(shaping.truth_of(lines[target]))
        for place, target in enumerate(pairs.values(), start=1)
    }
    right = [f"{source} {target}" for source, target in pairs.items()]
    shares = [item.share({response: right[:count]}) for count in range(len(right) + 1)]
    count = len(right)
    key: dict[str, Any] = {"correct": correct, "scoring": "scale"}
    if all(abs(share - Decimal(place) / count) < _CLOSE for place, share in enumerate(shares)):
        key["scoring"] = "proportional"
    elif all(share < _CLOSE for share in shares[:-1]):
        key["scoring"] = "all_or_nothing"
    else:
        key["scale"] = [plain(max(Decimal(0), min(Decimal(1), share))) for share in shares]
    content = {"stem": item.stem(), "statements": shaping.numbered("s", [lines[one] for one in pairs])}
    return Shaped(kind="true_false_group", content=content, key={**key, **said})


def hotspot(item: Item) -> Shaped:
    interaction = item.interaction()
    response = attribute(interaction, "responseIdentifier")
    image = child(interaction, "object")
    image = image if image is not None else child(interaction, "img")
    address = attribute(image, "data") or attribute(image, "src")
    data = item.context.data_of(address)
    alt = attribute(image, "alt") or " ".join(all_text(image).split() if image is not None else [])
    source = item.context.picture(address, alt)
    size = size_of(data) if data and source else None
    regions = {attribute(one, "identifier"): one for one in below(interaction, "hotspotChoice")}
    _refuse_too_many("hotspot", regions)
    if size is None:
        raise Unheld("hotspot", "no_picture", address[:100])
    named = [one for one in item.correct(response) if one in regions]

    def score(picks: Sequence[str]) -> Decimal:
        return item.share({response: picks})

    declared = item.processing.responses.get(response)
    is_single = declared is not None and declared.cardinality == "single"
    scoring = scoring_of_choices(list(regions), score, is_single=is_single, correct=named)
    if not scoring.correct:
        raise Unheld("hotspot", "no_right_answer")
    if not scoring.is_exact or scoring.name == "weighted":
        item.context.lose("scoring")
    ids = {ident: f"c{place}" for place, ident in enumerate(regions, start=1)}
    remarks = {ids[ident]: text for ident, text in item.choice_feedback(regions).items()}
    said = item.said(
        {response: list(scoring.correct)},
        [{response: [one]} for one in regions if one not in scoring.correct],
    )
    name = scoring.name if scoring.name in {"proportional", "right_minus_wrong"} else "all_or_nothing"
    content = {
        "stem": item.stem(),
        "picture": {"src": source, "alt": alt, "width": size[0], "height": size[1]},
        "regions": [{"id": ids[ident], **_region(one, item, size)} for ident, one in regions.items()],
        "shows_regions": True,
    }
    key = {
        "correct": [ids[one] for one in scoring.correct],
        "scoring": name,
        "choice_feedback": remarks,
        **said,
    }
    return Shaped(kind="hotspot", content=content, key=key)


def _region(element: Element, item: Item, size: tuple[int, int]) -> dict[str, Any]:
    coords = [
        round(float(part))
        for part in attribute(element, "coords").replace("%", "").split(",")
        if _is_number(part)
    ]
    shape = attribute(element, "shape")
    label = attribute(element, "hotspotLabel") or attribute(element, "identifier")
    if shape == "default":
        return {"label": label, "shape": "rect", "coords": [0, 0, *size]}
    if shape == "ellipse":
        item.context.lose("shape", attribute(element, "coords"))
        coords = [*coords[:2], max(coords[2:] or [1])]
    name = {"rect": "rect", "circle": "circle", "ellipse": "circle", "poly": "poly"}.get(shape, "rect")
    return {"label": label, "shape": name, "coords": coords[:200]}


def _is_number(text: str) -> bool:
    try:
        return abs(float(text.replace("%", ""))) < 100_000
    except ValueError:
        return False


def essay(item: Item) -> Shaped:
    texts = list(below(item.body, "extendedTextInteraction"))
    uploads = list(below(item.body, "uploadInteraction"))
    first = texts[0] if texts else None
    is_rich = attribute(first, "format", "plain") == "xhtml"
    content = shaping.essay_content(item.stem(), format="rich" if is_rich else "plain", files=len(uploads))
    response = attribute(first if first is not None else uploads[0], "responseIdentifier")
    sample, rubric = item.for_markers()
    typed = " ".join(item.correct(response))
    sample = sample or (f"<p>{shaping.as_html(typed)}</p>" if typed else "")
    said = item.said({response: ["x"]}, [{response: ["y"]}])
    key = shaping.essay_key(rubric=rubric, guidance=item.guidance(), sample=sample)
    return Shaped(kind="essay", content=content, key={**key, **said})


__all__ = ["choice", "essay", "hotspot", "matching", "ordering"]
