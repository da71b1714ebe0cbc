"""The texts of a QTI 1.2 item: materials, the order of text and responses, and feedback by what shows it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.importers.foreign_html import escaped, plain_paragraphs
from quizzes.importers.qti12_processing import Processing
from quizzes.importers.qti_context import Context
from quizzes.importers.xml_reading import Element, all_text, attribute, below, child, children, local, words

RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
_FLOWS = ("flow", "flow_mat", "flow_label")
_GENERAL = {"general_fb", "general", "neutral"}
_RIGHT = {"correct_fb", "correct", "right", "general_correct_fb"}
_WRONG = {"general_incorrect_fb", "incorrect_fb", "incorrect", "wrong"}


def pieces(presentation: Element | None) -> Iterator[Element]:
    """Materials and responses in the order they are read, flows opened."""
    for part in children(presentation):
        if local(part) in _FLOWS:
            yield from pieces(part)
        elif local(part) == "material" or local(part) in RESPONSES:
            yield part


def material(element: Element, context: Context, *, is_inline: bool = False) -> str:
    """The HTML of a material."""
    parts = [_text(part, context, is_inline=is_inline) for part in children(element)]
    return ("" if not is_inline else " ").join(part for part in parts if part)


def label_text(element: Element, context: Context) -> str:
    """The text of a choice, a target or the words before a response: one line."""
    found = [
        material(part, context, is_inline=True)
        for part in below(element, "material")
        if _is_own(part, element)
    ]
    return " ".join(part for part in found if part)


def _is_own(part: Element, element: Element) -> bool:
    """Materials of a response's own, not those inside the choices it renders."""
    for parent in part.iterancestors():
        if parent is element:
            return True
        if local(parent).startswith("render_") or local(parent) == "response_label":
            return False
    return False


def _text(part: Element, context: Context, *, is_inline: bool) -> str:
    name = local(part)
    if name in {"mattext", "matemtext"}:
        return _mattext(part, context, is_inline=is_inline)
    if name == "matbreak":
        return "<br>" if is_inline else ""
    if name == "matimage":
        source = context.picture(attribute(part, "uri"), attribute(part, "label"))
        return f'<img src="{source}" alt="{escaped(attribute(part, "label"))}">' if source else ""
    if name.startswith("mat"):
        context.lose("media", attribute(part, "uri") or name)
    return ""


def _mattext(part: Element, context: Context, *, is_inline: bool) -> str:
    if children(part):
        return context.markup.inline(part) if is_inline else context.markup.block(part)
    text = all_text(part)
    if attribute(part, "texttype", "text/plain").lower() == "text/html":
        return context.markup.inline_of(text) if is_inline else context.markup.block_of(text)
    bare = escaped(" ".join(text.split())) if is_inline else plain_paragraphs(text)
    return f"<em>{bare}</em>" if local(part) == "matemtext" and is_inline else bare


@dataclass(slots=True, kw_only=True)
class Remarks:
    """Feedback by what it is said about; ``by_value`` by response and value given."""

    general: str = ""
    correct: str = ""
    wrong: str = ""
    hints: list[str] = field(default_factory=list)
    by_value: dict[tuple[str, str], str] = field(default_factory=dict)


def remarks_of(
    item: Element, processing: Processing, right: Mapping[str, Sequence[str]], context: Context
) -> Remarks:
    """Sort an item's feedback: by the names writers agree on, by the one value it is shown for, else by trying."""
    found = Remarks()
    shown_right = set(processing.run(right).shown)
    shown_wrong = set(processing.run({response: ["\x00"] for response in right}).shown)
    values = _values_shown_for(processing)
    for feedback in children(item, "itemfeedback"):
        ident = attribute(feedback, "ident")
        text = _feedback_text(feedback, found, context)
        if not text:
            continue
        place = _place(ident, shown_right, shown_wrong)
        if ident in values and ident.casefold() not in _GENERAL | _RIGHT | _WRONG:
            found.by_value[values[ident]] = _one_line(text)
        elif place:
            setattr(found, place, getattr(found, place) + text)
        else:
            context.lose("feedback", ident)
    return found


def _place(ident: str, shown_right: set[str], shown_wrong: set[str]) -> str:
    name = ident.casefold()
    for names, place in ((_GENERAL, "general"), (_RIGHT, "correct"), (_WRONG, "wrong")):
        if name in names:
            return place
    if ident in shown_right:
        return "general" if ident in shown_wrong else "correct"
    return "wrong" if ident in shown_wrong else ""


def _values_shown_for(processing: Processing) -> dict[str, tuple[str, str]]:
    """Feedback that one value alone brings up."""
    found: dict[str, tuple[str, str]] = {}
    twice: set[str] = set()
    for condition in processing.conditions:
        tests = children(child(condition, "conditionvar"))
        for shown in children(condition, "displayfeedback"):
            ident = attribute(shown, "linkrefid")
            if len(tests) != 1 or local(tests[0]) not in {"varequal", "varsubset"} or ident in found:
                twice.add(ident)
            else:
                found[ident] = (attribute(tests[0], "respident"), words(tests[0]))
    return {ident: value for ident, value in found.items() if ident not in twice}


def _feedback_text(feedback: Element, found: Remarks, context: Context) -> str:
    for hint in below(feedback, "hint"):
        found.hints += [material(part, context) for part in below(hint, "material")]
    parts = [
        material(part, context)
        for part in below(feedback, "material")
        if not any(local(parent) == "hint" for parent in part.iterancestors())
    ]
    return "".join(part for part in parts if part)


def _one_line(markup: str) -> str:
    """A block remark as one line: remarks about a choice are inline."""
    return markup.replace("<p>", "").replace("</p>", "<br>").removesuffix("<br>")
