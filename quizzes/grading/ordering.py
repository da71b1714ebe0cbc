"""Things put in order.

``exact``: the whole order, or nothing. ``position``: things in their own place / all things.
``pairwise``: pairs in their right order / all pairs, which is one minus the normalised Kendall tau distance
(M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 30, 1938): an order that is one neighbour swap
away loses one pair, the reversed order earns nothing.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from quizzes.grading.answers import order_in
from quizzes.grading.judging import NOTHING, Judgement, Part, whole_or_nothing
from quizzes.items.choices import ChoiceContent
from quizzes.items.ordering import PAIRWISE, POSITION, OrderingKey


def judge(content: ChoiceContent | None, key: OrderingKey, answer: object) -> Judgement:
    given = order_in(answer) or ()
    if sorted(given) != sorted(key.order):
        given = ()
    in_place = {one: bool(given) and given[place] == one for place, one in enumerate(key.order)}
    parts = {one: Part(is_right=fits, fraction=whole_or_nothing(fits)) for one, fits in in_place.items()}
    return Judgement(fraction=_fraction(key, given) if given else NOTHING, parts=parts)


def _fraction(key: OrderingKey, given: Sequence[str]) -> Fraction:
    right = tuple(key.order)
    if key.scoring == POSITION:
        return Fraction(sum(a == b for a, b in zip(given, right, strict=True)), len(right))
    if key.scoring == PAIRWISE and len(right) > 1:
        place = {one: number for number, one in enumerate(right)}
        pairs = [place[first] < place[second] for first, second in combinations(given, 2)]
        return Fraction(sum(pairs), len(pairs))
    return whole_or_nothing(tuple(given) == right)
