"""One QTI 2.1 or 2.2 assessmentItem becomes a draft. Pure."""

from typing import Any

from quizzes.importers import qti2_gaps as gaps
from quizzes.importers import qti2_kinds as kinds
from quizzes.importers.drafts import Draft, Tag
from quizzes.importers.qti2_item import Item, Shaped, Unheld
from quizzes.importers.qti2_processing import processing_of, uses_templates
from quizzes.importers.qti_context import Context, lasting_code
from quizzes.importers.scorings import plain
from quizzes.importers.shaping import plain_text
from quizzes.importers.xml_reading import Element, attribute, below, child, local

OUR_TOOL = "lms-question-bank"
"""What our own exporter names itself: then labels are codes of this site's questions."""
_SHAPES = {
    "choiceInteraction": kinds.choice,
    "orderInteraction": kinds.ordering,
    "matchInteraction": kinds.matching,
    "hotspotInteraction": kinds.hotspot,
    "extendedTextInteraction": kinds.essay,
    "uploadInteraction": kinds.essay,
    "gapMatchInteraction": gaps.gap_match,
}
_IN_TEXT = {"textEntryInteraction", "inlineChoiceInteraction"}


def draft_of(
    root: Element,
    context: Context,
    *,
    number: int,
    category: tuple[str, ...] = (),
    tags: tuple[Tag, ...] = (),
) -> Draft:
    """The item as a draft, importable or with the reason why not."""
    title = " ".join(attribute(root, "title").split())
    identifier = attribute(root, "identifier")
    is_ours = attribute(root, "toolName") == OUR_TOOL
    name = title or identifier
    common: dict[str, Any] = {
        "where": f"{number}. {name[:60]}" if name else str(number),
        "number": str(number),
        "code": attribute(root, "label")[:60] if is_ours else lasting_code(identifier),
        "category": category,
        "tags": tags,
        "language": attribute(root, "lang")[:2].lower(),
        "recognised_by": ("file_key",),
    }
    item = Item(
        root=root,
        body=child(root, "itemBody"),
        context=context,
        processing=processing_of(root),
        is_ours=is_ours,
    )
    try:
        shaped = _shape(item)
    except Unheld as unheld:
        stem = item.stem_without_interactions()
        return Draft(
            kind=unheld.kind,
            content={"stem": stem},
            rejected=unheld.code,
            detail=unheld.detail or unheld.kind,
            **common,
        )
    if not is_ours:
        context.title(title, plain_text(shaped.content["stem"]))
    if not item.processing.is_carried_out:
        context.lose("scoring", "responseProcessing")
    return Draft(
        kind=shaped.kind,
        content=shaped.content,
        key=shaped.key,
        points=_points(item),
        lost=tuple(context.lost),
        is_incomplete=context.is_incomplete,
        **common,
    )


def _shape(item: Item) -> Shaped:
    found = [part for part in below(item.body, *_every(item)) if local(part).endswith("Interaction")]
    names = {local(part) for part in found} - {"endAttemptInteraction"}
    if not names:
        raise Unheld("description", "not_a_question")
    if uses_templates(item.root):
        raise Unheld("calculated", "calculated", "QTI")
    if names <= _IN_TEXT:
        return _in_text(item, [part for part in found if local(part) in _IN_TEXT])
    if names == {"extendedTextInteraction", "uploadInteraction"}:
        return kinds.essay(item)
    if len(names) > 1 or len(found) > 1:
        raise Unheld("other", "several_parts", ", ".join(sorted(names)))
    (name,) = names
    if name not in _SHAPES:
        raise Unheld("other", "type_not_held", name)
    return _SHAPES[name](item)


def _every(item: Item) -> set[str]:
    """The names of the interactions that stand in this body."""
    if item.body is None:
        return set()
    return {local(part) for part in item.body.iter() if local(part).endswith("Interaction")}


def _in_text(item: Item, found: list[Element]) -> Shaped:
    if len(found) == 1 and local(found[0]) == "textEntryInteraction" and _stands_alone(found[0]):
        declared = item.processing.responses.get(attribute(found[0], "responseIdentifier"))
        if declared is not None and declared.base_type in {"float", "integer"}:
            return gaps.numerical(item)
        return gaps.short_answer(item)
    return gaps.cloze(item, found)


def _stands_alone(entry: Element) -> bool:
    """Whether no other text stands in the entry's paragraph: then it is the question's answer box, not a gap."""
    parent = entry.getparent()
    if parent is None:
        return True
    is_block = local(parent) in {"p", "div", "itemBody", "td", "li", "blockquote"}
    around = [parent.text, *(part.tail for part in parent)]
    beside = [part for part in parent if part is not entry and local(part) not in {"br", "img"}]
    inline = [
        part
        for part in beside
        if local(part) not in {"p", "div", "table", "ul", "ol", "prompt", "rubricBlock"}
    ]
    return is_block and not inline and not any((text or "").strip() for text in around)


def _points(item: Item) -> str:
    maximum = item.processing.maximum
    if maximum is None or maximum <= 0:
        maximum = item.processing.best()
    return plain(maximum) if 0 < maximum <= 1000 else "1"
