"""How a QTI 2 item scores and what feedback it shows, found by carrying out its processing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from quizzes.importers.qti2_values import (
    Declared,
    State,
    Unsupported,
    Value,
    declared_from,
    is_true,
    mapped,
    value_of,
)
from quizzes.importers.qti12_processing import number
from quizzes.importers.xml_reading import Element, attribute, below, child, children, local

Answers = Mapping[str, Sequence[str]]
_SCORE_NAMES = ("SCORE", "Score", "score", "OUTCOME1", "SCORE1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    score: Decimal = Decimal(0)
    outcomes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Processing:
    """``is_carried_out`` turns false when something was met that is not carried out here: then only the key is trusted."""

    responses: dict[str, Declared] = field(default_factory=dict)
    outcomes: dict[str, Declared] = field(default_factory=dict)
    rules: list[Element] = field(default_factory=list)
    template: str = ""
    is_carried_out: bool = True
    normal_maximum: Decimal | None = None

    def run(self, answers: Answers) -> Outcome:
        """The score and the outcomes these answers bring; by the key alone where the rules cannot be carried out."""
        values = {
            identifier: declared.normal(list(answers.get(identifier, ())))
            for identifier, declared in self.responses.items()
        }
        state = State(declared=self.responses, values=values)
        state.outcomes = {
            identifier: declared.default or (["0"] if declared.base_type in {"float", "integer"} else None)
            for identifier, declared in self.outcomes.items()
        }
        if self.rules and self.is_carried_out:
            try:
                _carry_out(self.rules, state)
            except Unsupported:
                self.is_carried_out = False
        if not self.rules or not self.is_carried_out:
            return Outcome(score=self._by_template(values), outcomes=state.outcomes)
        return Outcome(score=self._score_in(state), outcomes=state.outcomes)

    def right(self) -> dict[str, list[str]]:
        """The answers the declarations name as correct."""
        return {name: list(declared.correct) for name, declared in self.responses.items() if declared.correct}

    def best(self) -> Decimal:
        """The score of the right answers, or what a mapping gives at most."""
        found = self.run(self.right()).score
        for declared in self.responses.values():
            if declared.mapping is not None and found <= 0:
                entries = children(declared.mapping, "mapEntry")
                found = max(
                    [number(attribute(e, "mappedValue")) or Decimal(0) for e in entries], default=Decimal(0)
                )
        return found

    @property
    def maximum(self) -> Decimal | None:
        """The highest score an author wrote down."""
        declared = self.outcomes.get("MAXSCORE")
        if declared is not None and declared.default:
            return number(declared.default[0])
        return self.normal_maximum

    @property
    def _score_name(self) -> str:
        return next((name for name in _SCORE_NAMES if name in self.outcomes), "SCORE")

    def _score_in(self, state: State) -> Decimal:
        value = state.outcomes.get(self._score_name)
        return (number(value[0]) if value else None) or Decimal(0)

    def _by_template(self, values: Mapping[str, Value]) -> Decimal:
        """match_correct and map_response, also where no template is named."""
        declared = next(iter(self.responses.values()), None)
        if declared is None:
            return Decimal(0)
        value = values[declared.identifier]
        if declared.mapping is not None and ("map_response" in self.template or declared.correct is None):
            return mapped(declared, value) if value else Decimal(0)
        right = [one for one in self.responses.values() if one.correct]
        return Decimal(bool(right) and all(values[one.identifier] == one.correct for one in right))


def processing_of(item: Element) -> Processing:
    found = Processing()
    for element in children(item, "responseDeclaration"):
        declared = declared_from(element)
        found.responses[declared.identifier] = declared
    for element in children(item, "outcomeDeclaration"):
        declared = declared_from(element)
        found.outcomes[declared.identifier] = declared
        if declared.identifier in _SCORE_NAMES and found.normal_maximum is None:
            found.normal_maximum = number(attribute(element, "normalMaximum"))
    processing = child(item, "responseProcessing")
    found.template = attribute(processing, "template").rpartition("/")[2].lower()
    found.rules = children(processing)
    return found


def shows(feedback: Element, outcomes: Mapping[str, Value]) -> bool:
    """Whether a feedback element is shown for these outcomes."""
    value = outcomes.get(attribute(feedback, "outcomeIdentifier")) or []
    is_named = attribute(feedback, "identifier") in value
    return is_named != (attribute(feedback, "showHide", "show") == "hide")


def _carry_out(rules: Sequence[Element], state: State) -> None:
    for rule in rules:
        if state.is_over:
            return
        name = local(rule)
        if name == "responseCondition":
            _branch(rule, state)
        elif name == "setOutcomeValue":
            expression = next(iter(children(rule)), None)
            value = value_of(expression, state) if expression is not None else None
            state.outcomes[attribute(rule, "identifier")] = value
        elif name == "exitResponse":
            state.is_over = True
        elif name == "responseProcessingFragment":
            _carry_out(children(rule), state)
        else:
            raise Unsupported(name)


def _branch(condition: Element, state: State) -> None:
    for branch in children(condition):
        parts = children(branch)
        if local(branch) == "responseElse":
            _carry_out(parts, state)
            return
        if parts and is_true(value_of(parts[0], state)):
            _carry_out(parts[1:], state)
            return


def uses_templates(item: Element) -> bool:
    """Whether the item's numbers are drawn anew for each learner."""
    return any(True for _found in below(item, "templateDeclaration"))
