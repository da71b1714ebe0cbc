"""Response processing of QTI 2.1 that scores as our rules do. Pure.

Each kind ends with an expression worth 0 to 1; the score is that times the points. Only operators of the standard that
every system knows are used: mapResponse, match, equal, index, sum, product, divide, max, containerSize.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizzes.exporters.xhtml import Element, made

FEEDBACK, GENERAL, SHARE, COUNT = "FEEDBACK", "GENERAL", "SHARE", "COUNT"
RIGHT, PARTLY, WRONG, ALWAYS = "right", "partly", "wrong", "always"


def variable(name: str) -> Element:
    return made("variable", identifier=name)


def number(value: object) -> Element:
    return made("baseValue", baseType="float", text=str(value))


def identifier(value: str) -> Element:
    return made("baseValue", baseType="identifier", text=value)


def set_value(name: str, expression: Element) -> Element:
    return made("setOutcomeValue", expression, identifier=name)


def when(test: Element, *rules: Element, otherwise: Sequence[Element] = ()) -> Element:
    parts = [made("responseIf", test, *rules)]
    if otherwise:
        parts.append(made("responseElse", *otherwise))
    return made("responseCondition", *parts)


def is_answered(response: str) -> Element:
    return made("not", made("isNull", variable(response)))


def all_or_nothing(response: str) -> list[Element]:
    test = made("match", variable(response), made("correct", identifier=response))
    return [when(test, set_value(SHARE, number(1)))]


def mapped(response: str, divisor: object = 1) -> list[Element]:
    """What the response's mapping gives, divided."""
    value = made("mapResponse", identifier=response)
    share = value if divisor == 1 else made("divide", value, number(divisor))
    return [when(is_answered(response), set_value(SHARE, share))]


def proportional_of_picks(response: str, right: int) -> list[Element]:
    """Right picks over the larger of the right choices and the picks."""
    most = made("max", number(right), made("containerSize", variable(response)))
    share = made("divide", made("mapResponse", identifier=response), most)
    return [when(is_answered(response), set_value(SHARE, share))]


def scale(response: str, steps: Sequence[str]) -> list[Element]:
    """The fraction for each number of right statements."""
    value = made("mapResponse", identifier=response)
    return [
        when(
            made("equal", _again(value), number(place), toleranceMode="exact"), set_value(SHARE, number(step))
        )
        for place, step in enumerate(steps)
        if Decimal(step) > 0
    ]


def _again(element: Element) -> Element:
    return made("mapResponse", identifier=element.get("identifier", ""))


def positions(response: str, order: Sequence[str]) -> list[Element]:
    """One share for each thing in its own place."""
    rules = []
    for place, one in enumerate(order, start=1):
        test = made("match", made("index", variable(response), n=str(place)), identifier(one))
        more = made("sum", variable(SHARE), made("divide", number(1), number(len(order))))
        rules.append(when(test, set_value(SHARE, more)))
    return rules


def numbers(response: str, accepted: Sequence[Mapping[str, Any]], target: str = SHARE) -> list[Element]:
    """The best credit of the accepted numbers that match."""
    rules = []
    for one in accepted:
        tolerance = Decimal(one["tolerance"])
        mode, width = "exact", ""
        if tolerance and one["tolerance_kind"] == "relative":
            mode, width = "relative", f"{format(tolerance * 100, 'f')}"
        elif tolerance:
            mode, width = "absolute", one["tolerance"]
        test = made(
            "equal",
            number(one["value"]),
            variable(response),
            toleranceMode=mode,
            tolerance=f"{width} {width}" if width else "",
        )
        better = made("gt", number(one["credit"]), variable(target))
        rules.append(when(made("and", test, better), set_value(target, number(one["credit"]))))
    return rules


def add_share(weight: Decimal, total: Decimal, value: Element) -> Element:
    part = made("divide", made("product", number(weight), value), number(total))
    return set_value(SHARE, made("sum", variable(SHARE), part))


def final(points: str, remarks: Mapping[str, str]) -> list[Element]:
    """The score within its bounds, and which remarks are shown."""
    bounded = made("max", number(0), made("min", number(1), variable(SHARE)))
    rules = [
        set_value(SHARE, bounded),
        set_value("SCORE", made("product", variable(SHARE), number(points))),
    ]
    if any(remarks.get(name) for name in ("feedback_correct", "feedback_partial", "feedback_wrong")):
        partly = when(
            made("gt", variable(SHARE), number(0)),
            set_value(FEEDBACK, identifier(PARTLY)),
            otherwise=[set_value(FEEDBACK, identifier(WRONG))],
        )
        full = made("gte", variable(SHARE), number("0.9999"))
        rules.append(when(full, set_value(FEEDBACK, identifier(RIGHT)), otherwise=[partly]))
    if remarks.get("feedback"):
        rules.append(set_value(GENERAL, identifier(ALWAYS)))
    return rules
