"""How a QTI 1.2 item scores: its conditions are carried out for answers of our own choosing. Pure.

Writers say the same key in many forms (one condition with and/not, one condition for each choice, several variables).
So no form is looked for: the processing is run for an answer and the score is what comes out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from quizzes.importers.xml_reading import Element, attribute, below, child, children, local, words

Answers = Mapping[str, Sequence[str]]
_COMPARED = {
    "vargt": lambda given, wanted: given > wanted,
    "vargte": lambda given, wanted: given >= wanted,
    "varlt": lambda given, wanted: given < wanted,
    "varlte": lambda given, wanted: given <= wanted,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """``score`` in the file's own unit; ``shown`` the idents of feedback."""

    score: Decimal = Decimal(0)
    shown: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Processing:
    """The response processing of one item."""

    conditions: list[Element] = field(default_factory=list)
    variable: str = ""
    maximum: Decimal | None = None

    def run(self, answers: Answers) -> Outcome:
        """The score and feedback these answers earn. A condition that says continue="No" ends it, unless it only adds."""
        score = Decimal(0)
        shown: list[str] = []
        for condition in self.conditions:
            if not holds(child(condition, "conditionvar"), answers):
                continue
            adds = True
            for change in children(condition, "setvar"):
                score, is_adding = _changed(score, change)
                adds = adds and is_adding
            shown += [attribute(one, "linkrefid") for one in children(condition, "displayfeedback")]
            has_set = bool(children(condition, "setvar"))
            if attribute(condition, "continue").lower() == "no" and has_set and not adds:
                break
        return Outcome(score=score, shown=tuple(shown))

    def tests(self, *names: str) -> Iterator[Element]:
        """Every test of one of these kinds that is not under a "not"."""
        for condition in self.conditions:
            yield from _tests(child(condition, "conditionvar"), names)

    def scoring(self) -> list[tuple[Element, Decimal]]:
        """The conditions that give something, with what they give."""
        found = []
        for condition in self.conditions:
            score = Decimal(0)
            for change in children(condition, "setvar"):
                score, _adds = _changed(score, change)
            variables = child(condition, "conditionvar")
            if variables is not None and score > 0:
                found.append((variables, score))
        return found


def processing_of(item: Element) -> Processing:
    found = Processing()
    for part in children(item, "resprocessing"):
        found.conditions += children(part, "respcondition")
        for variable in below(part, "decvar"):
            maximum = number(attribute(variable, "maxvalue"))
            if maximum is not None and found.maximum is None:
                found.maximum = maximum
    return found


def number(text: str) -> Decimal | None:
    """A number of reasonable size as QTI writes it, or None."""
    try:
        found = Decimal(text.strip())
    except (InvalidOperation, ValueError):
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 30 else None


def holds(condition: Element | None, answers: Answers) -> bool:
    """Whether all that stands in a conditionvar (or an "and") is true of the answers."""
    return condition is not None and all(_is_true(part, answers) for part in children(condition))


def _is_true(test: Element, answers: Answers) -> bool:
    name = local(test)
    if name == "and":
        return holds(test, answers)
    if name == "or":
        return any(_is_true(part, answers) for part in children(test))
    if name == "not":
        return not holds(test, answers)
    given = answers.get(attribute(test, "respident"), ())
    if name == "unanswered":
        return not given
    if name == "other":
        return True
    return _agrees(name, test, list(given))


def _agrees(name: str, test: Element, given: list[str]) -> bool:
    wanted = words(test)
    if name in _COMPARED:
        limit = number(wanted)
        values = [number(one) for one in given]
        return limit is not None and any(v is not None and _COMPARED[name](v, limit) for v in values)
    if name in {"varequal", "varinside"}:
        index = attribute(test, "index")
        if index.isdigit():
            place = int(index) - 1
            return 0 <= place < len(given) and given[place] == wanted
        is_case = attribute(test, "case").lower() != "no"
        return any(one == wanted or (not is_case and one.casefold() == wanted.casefold()) for one in given)
    if name in {"varsubset", "varsubstring"}:
        parts = [part.strip() for part in wanted.split(",")]
        return bool(given) and all(part in given for part in parts)
    return False


def _changed(score: Decimal, change: Element) -> tuple[Decimal, bool]:
    """The new score, and whether the change only adds to what was there."""
    value = number(words(change)) or Decimal(0)
    action = attribute(change, "action", "Set").lower()
    if action == "add":
        return score + value, True
    if action == "subtract":
        return score - value, True
    if action == "multiply":
        return score * value if abs(score) < 10**9 else score, False
    if action == "divide":
        return score / value if value else score, False
    return value, False


def _tests(condition: Element | None, names: tuple[str, ...]) -> Iterator[Element]:
    for part in children(condition):
        if local(part) in names:
            yield part
        elif local(part) in {"and", "or"}:
            yield from _tests(part, names)
