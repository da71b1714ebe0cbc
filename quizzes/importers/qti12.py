"""QTI 1.2 (questestinterop), as plain files and as Canvas and other systems write it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizzes.importers import qti12_kinds as kinds
from quizzes.importers.drafts import Draft
from quizzes.importers.qti12_kinds import Item, Shaped, Unheld
from quizzes.importers.qti12_processing import Processing, number, processing_of
from quizzes.importers.qti12_texts import RESPONSES, label_text, material, pieces
from quizzes.importers.qti_context import Context, lasting_code
from quizzes.importers.scorings import plain
from quizzes.importers.shaping import plain_text, truth_of
from quizzes.importers.xml_reading import Element, attribute, below, child, children, local, words

_SECTIONS = ("assessment", "section", "objectbank")
_ASK_NOTHING = {"text_only_question"}
_PER_CENT = Decimal(100)
_DEEPEST = 10
MOST_CONDITIONS = 1_000


@dataclass(slots=True, kw_only=True)
class _Found:
    """An item and the titles of what it stands in."""

    element: Element
    category: tuple[str, ...] = field(default_factory=tuple)


def drafts_of(root: Element, context: Context, *, first: int = 1) -> list[Draft]:
    """Every item of a questestinterop as a draft."""
    return [
        _draft(found, context.for_item(), number_)
        for number_, found in enumerate(_items(root, ()), start=first)
    ]


def _items(parent: Element, path: tuple[str, ...]) -> Iterator[_Found]:
    for part in children(parent):
        if local(part) == "item":
            yield _Found(element=part, category=path)
        elif local(part) in _SECTIONS:
            title = " ".join(attribute(part, "title").split())[:200]
            inside = (*path, title) if title and len(path) < _DEEPEST else path
            yield from _items(part, inside)


def _draft(found: _Found, context: Context, number_: int) -> Draft:
    item = _read(found.element, context)
    title = " ".join(attribute(found.element, "title").split())
    where = f"{number_}. {title[:60]}" if title else str(number_)
    stem = item.stem
    common: dict[str, Any] = {
        "where": where,
        "number": str(number_),
        "code": lasting_code(attribute(found.element, "ident")),
        "category": found.category,
        "language": attribute(found.element, "lang")[:2],
        "recognised_by": ("file_key",),
        "points": _points(item),
    }
    try:
        shaped = _shape(item)
    except Unheld as unheld:
        content = {"stem": stem}
        return Draft(
            kind=unheld.kind,
            content=content,
            rejected=unheld.code,
            detail=unheld.detail or unheld.kind,
            **common,
        )
    context.title(title, plain_text(stem))
    return Draft(
        kind=shaped.kind,
        content=shaped.content,
        key=shaped.key,
        lost=tuple(context.lost),
        is_incomplete=context.is_incomplete,
        **common,
    )


def _read(element: Element, context: Context) -> Item:
    """The item with its responses, its texts in order, and what its metadata says (the first word counts)."""
    meta: dict[str, str] = {}
    for pair in below(element, "qtimetadatafield"):
        meta.setdefault(words(child(pair, "fieldlabel")).lower(), words(child(pair, "fieldentry")))
    order = list(pieces(child(element, "presentation")))
    responses = [part for part in order if local(part) in RESPONSES]
    first = next((place for place, part in enumerate(order) if local(part) in RESPONSES), len(order))
    stem = "".join(material(part, context) for part in order[:first])
    after = "".join(material(part, context) for part in order[first:] if local(part) == "material")
    kind = meta.get("question_type") or meta.get("cc_profile") or meta.get("bb_question_type") or ""
    return Item(
        element=element,
        context=context,
        meta=meta,
        says=kind.lower(),
        pieces=order,
        responses=responses,
        stem=stem + after,
        has_text_after=bool(after),
        processing=processing_of(element),
    )


def _shape(item: Item) -> Shaped:
    if item.says in _ASK_NOTHING or not item.responses:
        raise Unheld("description", "not_a_question")
    if len(item.processing.conditions) > MOST_CONDITIONS:
        raise Unheld("other", "too_many_listed", str(len(item.processing.conditions)))
    if "calculated" in item.says:
        raise Unheld("calculated", "calculated", "QTI")
    names = {local(response) for response in item.responses}
    if (
        sum(1 for response in item.responses for _label in below(response, "response_label"))
        > MOST_CONDITIONS
    ):
        raise Unheld("other", "too_many_listed", "response_label")
    if names == {"response_xy"} and len(item.responses) == 1:
        return kinds.hotspot(item)
    if names <= {"response_str", "response_num"}:
        return _written(item)
    if names == {"response_lid"}:
        return _picked(item)
    if names <= {"response_lid", "response_str", "response_num"}:
        return kinds.cloze(item)
    raise Unheld("other", "type_not_held", ", ".join(sorted(names)))


def _written(item: Item) -> Shaped:
    if len(item.responses) > 1:
        return kinds.cloze(item)
    response = item.responses[0]
    if "essay" in item.says or "file_upload" in item.says:
        return kinds.essay(item)
    if kinds.is_numerical(item, response):
        return kinds.numerical(item)
    if not kinds.accepted_texts(item, response):
        return kinds.essay(item)
    return kinds.cloze(item) if item.has_text_after else kinds.short_answer(item)


def _picked(item: Item) -> Shaped:
    if "blanks" in item.says or "dropdowns" in item.says:
        return kinds.cloze(item)
    if len(item.responses) == 1:
        response = item.responses[0]
        if attribute(response, "rcardinality").lower() == "ordered":
            return kinds.ordering(item)
        return kinds.choice(item)
    labels = [label_text(response, item.context) for response in item.responses]
    if not all(labels):
        return kinds.cloze(item)
    if all(_is_of_truth(response, item.context) for response in item.responses):
        return kinds.true_false_group(item, labels)
    return kinds.matching(item, labels)


def _is_of_truth(response: Element, context: Context) -> bool:
    texts = [label_text(label, context) for label in below(response, "response_label")]
    return len(texts) == 2 and {truth_of(text) for text in texts} == {True, False}


def _points(item: Item) -> str:
    """What the metadata says; else the highest score, unless that is 100, which writers use for "all of it"."""
    said = number(item.meta.get("points_possible", "") or item.meta.get("cc_weighting", ""))
    if said is not None:
        if said > 0:
            return plain(said)
        item.context.lose("points", str(said))
        return "1"
    maximum = item.processing.maximum or _highest(item.processing)
    if maximum <= 0 or maximum == _PER_CENT or maximum > 1000:
        return "1"
    return plain(maximum)


def _highest(processing: Processing) -> Decimal:
    return max((score for _condition, score in processing.scoring()), default=Decimal(0))
