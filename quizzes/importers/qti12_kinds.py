"""QTI 1.2 responses as our kinds of question. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.qti12_gaps import stem_with_gaps
from quizzes.importers.qti12_processing import Processing, number
from quizzes.importers.qti12_regions import regions_of
from quizzes.importers.qti12_texts import Remarks, label_text, remarks_of
from quizzes.importers.qti_context import Context
from quizzes.importers.ranges import numbers_accepted
from quizzes.importers.scorings import plain, scoring_of_choices
from quizzes.importers.xml_reading import Element, attribute, below, child, local, words


class Unheld(ValueError):
    """A question that cannot be one of our kinds; ``kind`` and ``code`` as a draft says them."""

    def __init__(self, kind: str, code: str = "not_yet", detail: str = "") -> None:
        super().__init__(code)
        self.kind, self.code, self.detail = kind, code, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Item:
    """An item as it stands, and what it is read with."""

    element: Element
    context: Context
    meta: Mapping[str, str]
    says: str
    """The type its metadata names, in lower case."""
    pieces: Sequence[Element]
    responses: Sequence[Element]
    stem: str
    has_text_after: bool = False
    processing: Processing = field(default_factory=Processing)

    def remarks(self, right: Mapping[str, Sequence[str]]) -> Remarks:
        return remarks_of(self.element, self.processing, right, self.context)


def _said(remarks: Remarks) -> dict[str, Any]:
    return shaping.said(
        feedback=remarks.general, correct=remarks.correct, wrong=remarks.wrong, hints=remarks.hints
    )


def labels_of(response: Element) -> dict[str, Element]:
    """The choices of a response by ident."""
    return {attribute(label, "ident"): label for label in below(response, "response_label")}


def _named_right(item: Item, response: str) -> list[str]:
    """What the conditions that give points name for a response, outside any "not"."""
    found: list[str] = []
    for condition, _score in item.processing.scoring():
        one = Processing(conditions=[condition.getparent()])  # type: ignore[list-item]  # a conditionvar has a parent
        found += [
            words(test)
            for test in one.tests("varequal", "varsubset")
            if attribute(test, "respident") == response
        ]
    return found


def choice(item: Item) -> Shaped:
    response = item.responses[0]
    ident, labels = attribute(response, "ident"), labels_of(response)
    texts = [label_text(label, item.context) for label in labels.values()]
    ids = {label: f"c{place}" for place, label in enumerate(labels, start=1)}
    is_single = attribute(response, "rcardinality", "Single").lower() != "multiple"
    named = [label for label in labels if label in _named_right(item, ident)]
    best = _best(item, ident, list(labels), named, is_single=is_single)
    if not best:
        raise Unheld("single_choice" if is_single else "multiple_choice", "no_right_answer")

    def score(picks: Sequence[str]) -> Decimal:
        return item.processing.run({ident: picks}).score / best

    scoring = scoring_of_choices(list(labels), score, is_single=is_single, correct=() if is_single else named)
    name = "all_or_nothing" if item.meta.get("scoring_algorithm") == "AllOrNothing" else scoring.name
    if not scoring.is_exact and name == scoring.name:
        item.context.lose("scoring")
    remarks = item.remarks({ident: list(scoring.correct)})
    said = {
        ids[value]: text for (at, value), text in remarks.by_value.items() if at == ident and value in ids
    }
    if len(labels) == 2 and is_single and {shaping.truth_of(text) for text in texts} == {True, False}:
        return _true_false(item, dict(zip(labels, texts, strict=True)), scoring.correct, remarks, said)
    weights = {ids[label]: weight for label, weight in scoring.weights.items()}
    correct = [ids[label] for label in scoring.correct]
    key = shaping.choice_key(correct, scoring=name, weights=weights, choice_feedback=said)
    return Shaped(
        kind="single_choice" if is_single else "multiple_choice",
        content={"stem": item.stem, "choices": shaping.numbered("c", texts)},
        key={**key, **_said(remarks)},
    )


def _best(item: Item, ident: str, labels: list[str], named: list[str], *, is_single: bool) -> Decimal:
    tried = [[label] for label in labels] if is_single else [[label] for label in labels] + [named, labels]
    return max((item.processing.run({ident: picks}).score for picks in tried), default=Decimal(0))


def _true_false(
    item: Item, texts: Mapping[str, str], correct: Sequence[str], remarks: Remarks, said: Mapping[str, str]
) -> Shaped:
    by_side = {
        str(shaping.truth_of(text)).lower(): said[f"c{place}"]
        for place, text in enumerate(texts.values(), start=1)
        if f"c{place}" in said
    }
    is_true = bool(shaping.truth_of(texts[correct[0]])) if len(correct) == 1 else None
    if is_true is None:
        raise Unheld("true_false", "no_right_answer")
    key = {"correct": is_true, "choice_feedback": by_side, **_said(remarks)}
    return Shaped(kind="true_false", content={"stem": item.stem}, key=key)


def ordering(item: Item) -> Shaped:
    response = item.responses[0]
    ident, labels = attribute(response, "ident"), labels_of(response)
    placed: list[tuple[int, str]] = []
    for condition, _score in item.processing.scoring():
        one = Processing(conditions=[condition.getparent()])  # type: ignore[list-item]
        for place, test in enumerate(one.tests("varequal", "varsubset"), start=1):
            index = attribute(test, "index")
            for value in words(test).split(","):
                placed.append((int(index) if index.isdigit() else place, value.strip()))
    order = list(dict.fromkeys(value for _place, value in sorted(placed, key=lambda pair: pair[0])))
    if set(order) != set(labels) or len(order) < 2:
        raise Unheld("ordering", "no_right_answer")
    ids = {label: f"c{place}" for place, label in enumerate(labels, start=1)}
    texts = [label_text(label, item.context) for label in labels.values()]
    key = {
        "order": [ids[label] for label in order],
        "scoring": "exact",
        **_said(item.remarks({ident: order})),
    }
    return Shaped(
        kind="ordering", content={"stem": item.stem, "choices": shaping.numbered("c", texts)}, key=key
    )


def matching(item: Item, labels: Sequence[str]) -> Shaped:
    texts: dict[str, str] = {}
    right: dict[str, list[str]] = {}
    pairs: dict[str, str] = {}
    for place, response in enumerate(item.responses, start=1):
        ident = attribute(response, "ident")
        options = {label: label_text(found, item.context) for label, found in labels_of(response).items()}
        for text in options.values():
            texts.setdefault(text, f"t{len(texts) + 1}")
        named = list(dict.fromkeys(value for value in _named_right(item, ident) if value in options))
        if len(named) != 1:
            raise Unheld("matching", "no_right_answer")
        right[ident] = named
        pairs[f"s{place}"] = texts[options[named[0]]]
    remarks = item.remarks(right)
    content = {
        "stem": item.stem,
        "sources": shaping.numbered("s", labels),
        "targets": [{"id": target, "text": text} for text, target in texts.items()],
    }
    key = {"pairs": pairs, "scoring": _shares(item, right), "choice_feedback": {}, **_said(remarks)}
    return Shaped(kind="matching", content=content, key=key)


def true_false_group(item: Item, labels: Sequence[str]) -> Shaped:
    correct: dict[str, bool] = {}
    right: dict[str, list[str]] = {}
    for place, response in enumerate(item.responses, start=1):
        ident = attribute(response, "ident")
        options = labels_of(response)
        named = [value for value in dict.fromkeys(_named_right(item, ident)) if value in options]
        if len(named) != 1:
            raise Unheld("true_false_group", "no_right_answer")
        right[ident] = named
        correct[f"s{place}"] = bool(shaping.truth_of(label_text(options[named[0]], item.context)))
    key = {
        "correct": correct,
        "scoring": _shares(item, right),
        "choice_feedback": {},
        **_said(item.remarks(right)),
    }
    content = {"stem": item.stem, "statements": shaping.numbered("s", labels)}
    return Shaped(kind="true_false_group", content=content, key=key)


def _shares(item: Item, right: Mapping[str, Sequence[str]]) -> str:
    """Proportional where one right part alone earns something."""
    first = next(iter(right))
    return "proportional" if item.processing.run({first: right[first]}).score > 0 else "all_or_nothing"


def accepted_texts(item: Item, response: Element) -> list[dict[str, Any]]:
    """The texts that earn something for one response, each with its share of the best."""
    ident = attribute(response, "ident")
    found: dict[str, Decimal] = {}
    for condition, score in item.processing.scoring():
        one = Processing(conditions=[condition.getparent()])  # type: ignore[list-item]
        for test in one.tests("varequal", "varsubset", "varsubstring"):
            if attribute(test, "respident") == ident and words(test):
                text = words(test) if local(test) == "varequal" else f"*{words(test)}*"
                found[text] = max(found.get(text, Decimal(0)), score)
    best = max(found.values(), default=Decimal(1))
    return [
        shaping.accepted_text(
            text,
            credit=plain(score / best),
            is_pattern=text.startswith("*") and text.endswith("*") and len(text) > 2,
        )
        for text, score in found.items()
    ]


def _ignores_case(item: Item, response: Element) -> bool:
    tests = [
        t
        for t in item.processing.tests("varequal")
        if attribute(t, "respident") == attribute(response, "ident")
    ]
    return not tests or any(attribute(test, "case").lower() != "yes" for test in tests)


def short_answer(item: Item) -> Shaped:
    response = item.responses[0]
    ident = attribute(response, "ident")
    accepted = accepted_texts(item, response)
    remarks = item.remarks({ident: [accepted[0]["text"]]})
    for one in accepted:
        one["feedback"] = remarks.by_value.get((ident, one["text"]), "")
    key = shaping.text_key(accepted, ignore_case=_ignores_case(item, response))
    return Shaped(kind="short_answer", content={"stem": item.stem}, key={**key, **_said(remarks)})


def is_numerical(item: Item, response: Element) -> bool:
    render = child(response, "render_fib")
    is_typed = attribute(render, "fibtype").lower() in {"decimal", "integer", "scientific"}
    compared = any(True for _test in item.processing.tests("vargt", "vargte", "varlt", "varlte"))
    is_said = "numerical" in item.says or "numeric" in item.says
    texts = [words(t) for t in item.processing.tests("varequal")]
    return (is_said or is_typed or compared or local(response) == "response_num") and (
        compared or any(number(text) is not None for text in texts)
    )


def numerical(item: Item) -> Shaped:
    response = item.responses[0]
    ident = attribute(response, "ident")
    accepted, is_open = numbers_accepted(item.processing)
    if not accepted:
        raise Unheld("numerical", "no_right_answer")
    if is_open:
        item.context.lose("open_range")
    remarks = item.remarks({ident: [accepted[0]["value"]]})
    for one in accepted:
        one["feedback"] = remarks.by_value.get((ident, one["value"]), "")
    content = {"stem": item.stem, "number_format": "vi", "units": []}
    return Shaped(kind="numerical", content=content, key={**shaping.number_key(accepted), **_said(remarks)})


def essay(item: Item) -> Shaped:
    is_file = "file_upload" in item.says
    content = shaping.essay_content(item.stem, files=1 if is_file else 0)
    remarks = item.remarks({attribute(item.responses[0], "ident"): ["x"]})
    return Shaped(kind="essay", content=content, key={**shaping.essay_key(), **_said(remarks)})


def cloze(item: Item) -> Shaped:
    gaps: list[dict[str, Any]] = []
    keys: dict[str, Any] = {}
    right: dict[str, list[str]] = {}
    for place, response in enumerate(item.responses, start=1):
        gap, key, answer = _gap(item, response, f"g{place}")
        gaps.append(gap)
        keys[f"g{place}"] = key
        right[attribute(response, "ident")] = [answer]
    stem = shaping.with_marks(stem_with_gaps(item.pieces, item.context), len(gaps))
    first = next(iter(right))
    if len(gaps) > 1 and item.processing.run({first: right[first]}).score <= 0:
        item.context.lose("scoring", "all or nothing over all gaps")
    return Shaped(
        kind="cloze", content={"stem": stem, "gaps": gaps}, key={"gaps": keys, **_said(item.remarks(right))}
    )


def _gap(item: Item, response: Element, ident: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    if local(response) != "response_lid":
        accepted = accepted_texts(item, response)
        if not accepted:
            raise Unheld("cloze", "no_right_answer")
        key = {"weight": "1", **shaping.text_key(accepted, ignore_case=_ignores_case(item, response))}
        return {"id": ident, "kind": "text"}, key, accepted[0]["text"]
    labels = labels_of(response)
    named = [
        value for value in dict.fromkeys(_named_right(item, attribute(response, "ident"))) if value in labels
    ]
    texts = {label: label_text(found, item.context) for label, found in labels.items()}
    if not named:
        raise Unheld("cloze", "no_right_answer")
    if "blanks" in item.says:
        accepted = [shaping.accepted_text(shaping.plain_text(text)) for text in texts.values()]
        return {"id": ident, "kind": "text"}, {"weight": "1", **shaping.text_key(accepted)}, named[0]
    ids = {label: f"c{place}" for place, label in enumerate(labels, start=1)}
    gap = {"id": ident, "kind": "choice", "choices": shaping.numbered("c", list(texts.values()))}
    return gap, {"weight": "1", **shaping.choice_key([ids[named[0]]])}, named[0]


def hotspot(item: Item) -> Shaped:
    response = item.responses[0]
    ident = attribute(response, "ident")
    picture, regions = regions_of(response, item.context)
    if picture is None or len(regions) < 1:
        raise Unheld("hotspot", "no_picture")
    right = [one for one in _named_right(item, ident) if one in regions]
    if not right:
        raise Unheld("hotspot", "no_right_answer")
    ids = {label: f"c{place}" for place, label in enumerate(regions, start=1)}
    content = {
        "stem": item.stem,
        "picture": picture,
        "regions": [{"id": ids[label], **region} for label, region in regions.items()],
        "shows_regions": True,
    }
    key = {
        "correct": [ids[one] for one in dict.fromkeys(right)],
        "scoring": "all_or_nothing",
        "choice_feedback": {},
    }
    return Shaped(kind="hotspot", content=content, key={**key, **_said(item.remarks({ident: right[:1]}))})


__all__ = [
    "Item", "Shaped", "Unheld", "accepted_texts", "choice", "cloze", "essay", "hotspot", "is_numerical", "labels_of", "matching",
    "numerical", "ordering", "short_answer", "true_false_group",
]  # fmt: skip
