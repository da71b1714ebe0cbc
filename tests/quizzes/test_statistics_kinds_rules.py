"""Every kind of question: what an answer picked, what was offered, what guessing earns (by hand)."""

import pytest

from quizzes.statistics import ItemFigures, PickFigures, guess_score_of, hints_for, offers_of, picks_of
from quizzes.statistics.offering import Offer
from tests.support.wordings import GOOD, named

ONE = "-"


@pytest.mark.parametrize(
    ("kind", "answer", "picks"),
    [
        ("single_choice", {"choices": ["c2"]}, ((ONE, "c2"),)),
        ("multiple_choice", {"choices": ["c1", "c3"]}, ((ONE, "c1"), (ONE, "c3"))),
        ("hotspot", {"choices": ["r1"]}, ((ONE, "r1"),)),
        ("true_false", {"value": False}, ((ONE, "false"),)),
        ("true_false_group", {"values": {"s2": True, "s1": False}}, (("s1", "false"), ("s2", "true"))),
        ("matching", {"pairs": {"s1": "t3"}}, (("s1", "t3"),)),
        ("ordering", {"order": ["c2", "c1"]}, (("1", "c2"), ("2", "c1"))),
        ("cloze", {"gaps": {"g1": "Hà Nội", "g2": "12", "g3": "c2"}}, (("g3", "c2"),)),
        ("short_answer", {"text": "Hà Nội"}, ()),
        ("numerical", {"text": "297", "unit": "mm"}, ()),
        ("essay", {"text": "Bài làm", "files": []}, ()),
    ],
)
def test_only_what_was_offered_is_counted(kind, answer, picks):
    assert picks_of(kind, GOOD[kind][0], answer) == picks
    assert picks_of(kind, GOOD[kind][0], {}) == ()


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        ("single_choice", {(ONE, "c2")}),
        ("multiple_choice", {(ONE, "c1"), (ONE, "c3")}),
        ("true_false", {(ONE, "true")}),
        ("true_false_group", {("s1", "true"), ("s2", "false"), ("s3", "true"), ("s4", "false")}),
        ("matching", {("s1", "t1"), ("s2", "t2")}),
        ("ordering", {("1", "c1"), ("2", "c2"), ("3", "c3"), ("4", "c4")}),
        ("cloze", {("g3", "c2")}),
        ("short_answer", set()),
        ("numerical", set()),
        ("essay", set()),
    ],
)
def test_what_was_offered_says_what_is_right(kind, right):
    offers = offers_of(kind, *GOOD[kind])

    assert {(offer.part, offer.value) for offer in offers if offer.is_right} == right
    assert {offer.part for offer in offers} == {part for part, _value in right}


def test_the_best_of_weighted_choices_is_the_right_one():
    content = {"stem": "", "choices": named("c", "A", "B", "C")}
    key = {"scoring": "weighted", "weights": {"c1": "0.5", "c2": "1", "c3": "-0.5"}, "correct": []}

    assert [offer.value for offer in offers_of("single_choice", content, key) if offer.is_right] == ["c2"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("single_choice", 1 / 3),  # one of three
        ("multiple_choice", (0.5 + 0 + 0.5 + 0.5 + 1 + 0.5 + 2 / 3) / 7),  # 1, 2, 3, 12, 13, 23, 123
        ("true_false", 1 / 2),
        ("true_false_group", (4 * 0.1 + 6 * 0.25 + 4 * 0.5 + 1) / 16),  # binomial over four statements
        ("matching", 1 / 3),  # each source: one of three targets
        ("ordering", 1 / 2),  # pairwise: half of the pairs
        ("cloze", 1 / 8),  # a quarter of the weight is a choice of two
        ("short_answer", None),
        ("numerical", None),
        ("essay", None),
        ("hotspot", None),
    ],
)
def test_guessing_earns_what_a_hand_computes(kind, expected):
    found = guess_score_of(kind, *GOOD[kind])

    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("scoring", "expected"), [("exact", 1 / 24), ("position", 1 / 4), ("pairwise", 1 / 2)]
)
def test_guessing_an_order(scoring, expected):
    content, key = GOOD["ordering"]

    assert guess_score_of("ordering", content, {**key, "scoring": scoring}) == pytest.approx(expected)


def test_too_many_answers_are_not_tried():
    sources, targets = named("s", *"abcdef"), named("t", *"abcdef")
    content = {"stem": "", "sources": sources, "targets": targets}

    assert guess_score_of("matching", content, {"pairs": {}}) is None


def figures(**changed):
    plain = {
        "answers": 100,
        "blank": 0,
        "nothing": 40,
        "partial": 0,
        "full": 60,
        "facility": 0.6,
        "sd": 0.5,
        "discrimination": 0.4,
        "mean_seconds": 30.0,
        "intended_weight": 0.1,
        "effective_weight": 0.1,
    }
    return ItemFigures(**(plain | changed))


OFFERS = [
    Offer(part=ONE, part_label="", value=f"c{n}", label=f"PA {n}", is_right=n == 1) for n in range(1, 5)
]


def picked(*counts, means=(70.0, 40.0, 40.0, 40.0)):
    rows = zip(counts, means, strict=False)
    return {
        ONE: {
            f"c{n}": PickFigures(count=count, share=count / 100, mean_percent=mean)
            for n, (count, mean) in enumerate(rows, start=1)
            if count
        }
    }


GOOD_PICKS = picked(60, 20, 10, 10)


@pytest.mark.parametrize(
    ("changed", "picks", "codes"),
    [
        ({}, GOOD_PICKS, []),
        ({"answers": 4}, GOOD_PICKS, []),
        ({"facility": 0.4, "discrimination": -0.1}, GOOD_PICKS, ["key_suspect"]),
        ({"discrimination": -0.1}, GOOD_PICKS, ["negative"]),
        ({"discrimination": 0.1}, GOOD_PICKS, ["poor"]),
        ({"discrimination": None, "facility": 1.0}, GOOD_PICKS, ["too_easy"]),
        ({"facility": 0.95, "discrimination": 0.1}, GOOD_PICKS, ["too_easy"]),
        ({"facility": 0.28}, GOOD_PICKS, ["too_hard"]),
        ({"facility": 0.2}, GOOD_PICKS, ["below_guessing"]),
        ({}, picked(60, 40, 0, 0), ["unpicked"]),
        ({}, picked(60, 37, 3, 0), ["unpicked", "rarely_picked"]),
        ({"answers": 20}, picked(12, 8, 0, 0), []),
        ({}, picked(60, 20, 10, 10, means=(50.0, 60.0, 40.0, 40.0)), ["wrong_attracts"]),
        ({}, picked(60, 9, 20, 11, means=(50.0, 60.0, 40.0, 40.0)), []),
    ],
)
def test_hints_by_their_thresholds(changed, picks, codes):
    found = hints_for(figures(**changed), guess=0.25, offers=OFFERS, picks=picks)

    assert [hint.code for hint in found] == codes
