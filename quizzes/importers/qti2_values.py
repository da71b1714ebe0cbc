"""The expressions of QTI 2 response processing, carried out on answers of our own choosing. Pure.

A value is a list of strings; ``None`` is QTI's NULL. Values of containers without order are kept sorted, so that equal
ones are equal. Regular expressions and custom operators are not carried out (``Unsupported``): they may cost anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException

from quizzes.importers.qti12_processing import number
from quizzes.importers.xml_reading import Element, all_text, attribute, child, children, local, words

Value = list[str] | None
MAX_STEPS = 20_000
_TRUE, _FALSE = ["true"], ["false"]


class Unsupported(ValueError):
    """Processing that is not carried out here."""


@dataclass(slots=True, kw_only=True)
class Declared:
    """A response or outcome as declared. ``mapping`` is the element, or None."""

    identifier: str
    cardinality: str = "single"
    base_type: str = ""
    correct: Value = None
    default: Value = None
    mapping: Element | None = None

    def normal(self, values: list[str]) -> Value:
        """Values in the form they are compared in."""
        if not values:
            return None
        found = [_normal_value(value, self.base_type) for value in values]
        return sorted(found) if self.cardinality == "multiple" else found


@dataclass(slots=True, kw_only=True)
class State:
    """The variables of one run."""

    declared: Mapping[str, Declared]
    values: dict[str, Value]
    steps: int = 0
    is_over: bool = False
    outcomes: dict[str, Value] = field(default_factory=dict)

    def value_of(self, identifier: str) -> Value:
        if identifier in self.outcomes:
            return self.outcomes[identifier]
        return self.values.get(identifier)


def value_of(expression: Element, state: State) -> Value:
    """What an expression is worth. Raises ``Unsupported``."""
    state.steps += 1
    if state.steps > MAX_STEPS:
        raise Unsupported("too many steps")
    name = local(expression)
    if name in _LEAVES:
        return _LEAVES[name](expression, state)
    if name in {"and", "or"}:
        return _bool(
            (all if name == "and" else any)(is_true(value_of(p, state)) for p in children(expression))
        )
    parts = [value_of(part, state) for part in children(expression)]
    if name in _OPERATORS:
        return _OPERATORS[name](expression, parts)
    if name in _NUMBERS:
        return _of_numbers(name, parts)
    raise Unsupported(name)


def is_true(value: Value) -> bool:
    return value == _TRUE


def _bool(value: bool) -> Value:
    return _TRUE if value else _FALSE


def _normal_value(value: str, base_type: str) -> str:
    text = " ".join(value.split())
    if base_type == "pair":
        return " ".join(sorted(text.split()))
    found = number(text) if base_type in {"float", "integer"} else None
    return text if found is None else format(found.normalize(), "f")


def _variable(expression: Element, state: State) -> Value:
    return state.value_of(attribute(expression, "identifier"))


def _correct(expression: Element, state: State) -> Value:
    declared = state.declared.get(attribute(expression, "identifier"))
    return declared.correct if declared else None


def _base_value(expression: Element, state: State) -> Value:
    return [_normal_value(all_text(expression), attribute(expression, "baseType"))]


def _map_response(expression: Element, state: State) -> Value:
    declared = state.declared.get(attribute(expression, "identifier"))
    if declared is None or declared.mapping is None:
        raise Unsupported("mapResponse")
    return [str(mapped(declared, state.value_of(declared.identifier)))]


def mapped(declared: Declared, value: Value) -> Decimal:
    """The sum a mapping gives for the distinct values of a response, within its bounds."""
    mapping = declared.mapping
    total = Decimal(0)
    entries = [
        (
            _normal_value(attribute(entry, "mapKey"), declared.base_type),
            attribute(entry, "caseSensitive", "true").lower() != "false",
            number(attribute(entry, "mappedValue")) or Decimal(0),
        )
        for entry in children(mapping, "mapEntry")
    ]
    otherwise = number(attribute(mapping, "defaultValue")) or Decimal(0)
    for one in dict.fromkeys(value or []):
        total += next(
            (
                worth
                for key, is_case, worth in entries
                if key == one or (not is_case and key.casefold() == one.casefold())
            ),
            otherwise,
        )
    low, high = number(attribute(mapping, "lowerBound")), number(attribute(mapping, "upperBound"))
    total = max(total, low) if low is not None else total
    return min(total, high) if high is not None else total


_LEAVES: dict[str, Callable[[Element, State], Value]] = {
    "variable": _variable,
    "correct": _correct,
    "baseValue": _base_value,
    "null": lambda _expression, _state: None,
    "mapResponse": _map_response,
    "default": lambda expression, state: (
        found.default if (found := state.declared.get(attribute(expression, "identifier"))) else None
    ),
}


def _equal(expression: Element, parts: list[Value]) -> Value:
    one, other = _number_of(parts, 0), _number_of(parts, 1)
    if one is None or other is None:
        return _FALSE
    low, high = tolerances(expression)
    if attribute(expression, "toleranceMode") == "relative":
        low, high = abs(one) * low / 100, abs(one) * high / 100
    elif attribute(expression, "toleranceMode", "exact") != "absolute":
        low = high = Decimal(0)
    return _bool(one - low <= other <= one + high)


def tolerances(expression: Element) -> tuple[Decimal, Decimal]:
    """Below and above, as written: one number stands for both."""
    given = [
        abs(found)
        for text in attribute(expression, "tolerance").split()
        if (found := number(text)) is not None
    ]
    if not given:
        return Decimal(0), Decimal(0)
    return given[0], given[-1]


def _string_match(expression: Element, parts: list[Value]) -> Value:
    one, other = _first(parts, 0), _first(parts, 1)
    if one is None or other is None:
        return _FALSE
    if attribute(expression, "caseSensitive", "true").lower() == "false":
        one, other = one.casefold(), other.casefold()
    is_part = attribute(expression, "substring").lower() == "true"
    return _bool(other in one if is_part else one == other)


def _match(expression: Element, parts: list[Value]) -> Value:
    return _bool(len(parts) == 2 and parts[0] is not None and parts[0] == parts[1])


def _member(expression: Element, parts: list[Value]) -> Value:
    one = _first(parts, 0)
    return _bool(one is not None and len(parts) > 1 and one in (parts[1] or []))


def _contains(expression: Element, parts: list[Value]) -> Value:
    whole, part = list(parts[0] or []), list((parts[1] if len(parts) > 1 else None) or [])
    return _bool(bool(part) and all(whole.count(one) >= part.count(one) for one in part))


def _container(expression: Element, parts: list[Value]) -> Value:
    found = [one for part in parts for one in part or []]
    return (sorted(found) if local(expression) == "multiple" else found) or None


def _index(expression: Element, parts: list[Value]) -> Value:
    place = attribute(expression, "n")
    values = (parts[0] if parts else None) or []
    return [values[int(place) - 1]] if place.isdigit() and 0 < int(place) <= len(values) else None


def _any_n(expression: Element, parts: list[Value]) -> Value:
    low, high = number(attribute(expression, "min")), number(attribute(expression, "max"))
    count = sum(is_true(part) for part in parts)
    return _bool((low is None or count >= low) and (high is None or count <= high))


_OPERATORS: dict[str, Callable[[Element, list[Value]], Value]] = {
    "not": lambda _expression, parts: _bool(not (parts and is_true(parts[0]))),
    "isNull": lambda _expression, parts: _bool(not (parts and parts[0])),
    "match": _match,
    "equal": _equal,
    "stringMatch": _string_match,
    "member": _member,
    "contains": _contains,
    "multiple": _container,
    "ordered": _container,
    "index": _index,
    "anyN": _any_n,
    "containerSize": lambda _expression, parts: [str(len((parts[0] if parts else None) or []))],
}


def _product(numbers: list[Decimal]) -> Decimal:
    total = Decimal(1)
    for one in numbers[:50]:
        total *= one
    return total


_NUMBERS: dict[str, Callable[[list[Decimal]], Decimal | bool]] = {
    "sum": lambda n: sum(n, Decimal(0)),
    "product": _product,
    "subtract": lambda n: n[0] - n[1],
    "divide": lambda n: n[0] / n[1],
    "max": max,
    "min": min,
    "gt": lambda n: n[0] > n[1],
    "gte": lambda n: n[0] >= n[1],
    "lt": lambda n: n[0] < n[1],
    "lte": lambda n: n[0] <= n[1],
}


def _of_numbers(name: str, parts: list[Value]) -> Value:
    given = [number(one) for part in parts for one in part or []]
    if len(given) < len(parts) or any(one is None for one in given):
        return _FALSE if name in {"gt", "gte", "lt", "lte"} else None
    try:
        found = _NUMBERS[name]([one for one in given if one is not None])
    except (DecimalException, IndexError, ValueError):
        return None
    return _bool(found) if isinstance(found, bool) else [str(found)]


def _first(parts: list[Value], place: int) -> str | None:
    value = parts[place] if place < len(parts) else None
    return value[0] if value else None


def _number_of(parts: list[Value], place: int) -> Decimal | None:
    text = _first(parts, place)
    return number(text) if text is not None else None


def declared_from(element: Element) -> Declared:
    """A responseDeclaration or outcomeDeclaration."""
    found = Declared(
        identifier=attribute(element, "identifier"),
        cardinality=attribute(element, "cardinality", "single"),
        base_type=attribute(element, "baseType"),
        mapping=child(element, "mapping"),
    )
    for part, name in (("correctResponse", "correct"), ("defaultValue", "default")):
        values = [words(value) for value in children(child(element, part), "value")]
        setattr(found, name, found.normal(values))
    return found
