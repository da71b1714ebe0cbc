"""Pure rules of grading: tables for what people know, properties for what nobody listed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import (
    AnswerMalformed,
    LedgerLine,
    SittingScore,
    Standing,
    clean_answer,
    is_blank,
    percent_of,
    result_of,
    score_of,
    standing_of,
)

D = Decimal
IDS = ["c1", "c2", "c3", "c4"]
PAPER = {"choices": IDS}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(IDS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["choices", "value", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
picks = st.lists(st.sampled_from(IDS), unique=True)
rules = st.sampled_from(["all_or_nothing", "proportional", "right_minus_wrong"])


@pytest.mark.parametrize(
    ("picked", "expected"), [(["c2"], "2.00"), (["c1"], "0"), ([], "0"), (["c1", "c2"], "0"), (["zz"], "0")]
)
def test_single_choice_is_all_or_nothing(picked, expected):
    assert score_of("single_choice", {"correct": ["c2"]}, {"choices": picked}, D(2)) == D(expected)


@pytest.mark.parametrize(
    ("scoring", "picked", "expected"),
    [
        ("all_or_nothing", ["c1", "c3"], "3"),
        ("all_or_nothing", ["c3", "c1"], "3"),
        ("all_or_nothing", ["c1"], "0"),
        ("all_or_nothing", ["c1", "c2", "c3"], "0"),
        ("proportional", ["c1", "c3"], "3"),
        ("proportional", ["c1"], "1.5"),
        ("proportional", ["c1", "c2", "c3"], "2"),
        ("proportional", ["c2"], "0"),
        ("proportional", ["c1", "c2", "c3", "c4"], "1.5"),
        ("right_minus_wrong", ["c1", "c3"], "3"),
        ("right_minus_wrong", ["c1", "c3", "c2"], "1.5"),
        ("right_minus_wrong", ["c1", "c2"], "0"),
        ("right_minus_wrong", ["c2", "c4"], "0"),
        ("all_or_nothing", [], "0"),
    ],
)
def test_multiple_choice_counts_by_its_rule(scoring, picked, expected):
    key = {"correct": ["c1", "c3"], "scoring": scoring}
    assert score_of("multiple_choice", key, {"choices": picked}, D(3)) == D(expected)


def test_a_key_without_right_choices_earns_nobody_anything():
    assert score_of("multiple_choice", {"correct": []}, {"choices": ["c1"]}, D(1)) == 0


@pytest.mark.parametrize(
    ("answer", "expected"), [({"value": True}, 0), ({"value": False}, 1), ({}, 0), ({"value": 0}, 0)]
)
def test_true_or_false_takes_only_a_plain_side(answer, expected):
    assert score_of("true_false", {"correct": False}, answer, D(1)) == expected


def test_thirds_round_to_two_places_with_a_half_going_up():
    key = {"correct": ["c1", "c2", "c3"], "scoring": "proportional"}
    assert score_of("multiple_choice", key, {"choices": ["c1"]}, D(1)) == D("0.33")
    assert score_of("multiple_choice", key, {"choices": ["c1", "c2"]}, D(1)) == D("0.67")


@given(
    kind=st.sampled_from(["single_choice", "multiple_choice", "true_false"]), answer=anything, scoring=rules
)
def test_no_answer_however_malformed_fails_or_leaves_the_range(kind, answer, scoring):
    key = {"correct": True if kind == "true_false" else ["c1", "c3"], "scoring": scoring}

    score = score_of(kind, key, answer, D("2.5"))

    assert 0 <= score <= D("2.5")
    assert score == score.quantize(D("0.01"))


@given(correct=picks.filter(bool), picked=picks, scoring=rules)
def test_only_the_exact_choice_earns_full_points_and_more_wrong_ones_never_help(correct, picked, scoring):
    key = {"correct": correct, "scoring": scoring}
    score = score_of("multiple_choice", key, {"choices": picked}, D(1))

    assert (score == 1) == (set(picked) == set(correct))
    for extra in set(IDS) - set(correct) - set(picked):
        assert score_of("multiple_choice", key, {"choices": [*picked, extra]}, D(1)) <= score


@given(kind=st.sampled_from(["single_choice", "multiple_choice", "true_false"]), answer=anything)
def test_cleaning_gives_a_fixed_form_or_names_the_field(kind, answer):
    fields = []
    try:
        clean = clean_answer(kind, PAPER, answer)
    except AnswerMalformed as error:
        fields.append(error.field)
    else:
        assert clean_answer(kind, PAPER, clean) == clean
    assert all(field.startswith("answer") for field in fields)


def test_answers_are_stored_in_the_order_of_the_paper():
    assert clean_answer("multiple_choice", PAPER, {"choices": ["c3", "c1"]}) == {"choices": ["c1", "c3"]}


@pytest.mark.parametrize(
    ("kind", "answer", "field"),
    [
        ("single_choice", {"choices": ["c1", "c2"]}, "answer.choices"),
        ("single_choice", {"choices": ["c9"]}, "answer.choices"),
        ("multiple_choice", {"choices": ["c1", "c1"]}, "answer.choices"),
        ("multiple_choice", {"choices": "c1"}, "answer.choices"),
        ("true_false", {"value": "true"}, "answer.value"),
        ("true_false", {"choices": ["c1"]}, "answer.value"),
        ("single_choice", ["c1"], "answer"),
    ],
)
def test_a_forged_answer_names_its_field(kind, answer, field):
    with pytest.raises(AnswerMalformed) as caught:
        clean_answer(kind, PAPER, answer)
    assert caught.value.field == field


@pytest.mark.parametrize("answer", [{}, {"choices": []}, None])
def test_nothing_chosen_is_blank(answer):
    assert is_blank(answer)


def line(kind, points, maximum="10"):
    return LedgerLine(kind=kind, points=D(points), max_points=D(maximum))


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        ([], None),
        ([line("scored", "6")], 6),
        ([line("scored", "6"), line("overridden", "8")], 8),
        ([line("scored", "6"), line("annulled", "0")], None),
        ([line("annulled", "0"), line("overridden", "5")], 5),
    ],
)
def test_the_last_line_of_the_ledger_stands(lines, points):
    standing = standing_of(lines)
    assert (standing.points if standing else None) == points


@pytest.mark.parametrize(
    ("points", "maximum", "percent"),
    [("7", "10", "70.00"), ("2", "3", "66.67"), ("0", "0", "0"), ("12", "10", "100"), ("-1", "10", "0")],
)
def test_percent_has_two_places_and_stays_between_0_and_100(points, maximum, percent):
    assert percent_of(Standing(points=D(points), max_points=D(maximum))) == D(percent)


def sitting(number, points):
    standing = None if points is None else Standing(points=D(points), max_points=D(10))
    return SittingScore(number=number, standing=standing)


@pytest.mark.parametrize(
    ("method", "points", "percent", "counting"),
    [
        ("highest", ["5", "8", "6"], 80, 2),
        ("highest", ["8", "8"], 80, 1),
        ("last", ["5", "8", "6"], 60, 3),
        ("last", ["5", "8", None], 80, 2),
        ("highest", [None, "3"], 30, 2),
    ],
)
def test_the_method_says_which_attempt_counts(method, points, percent, counting):
    scores = [sitting(number, value) for number, value in enumerate(points, start=1)]
    result = result_of(scores, method=method, pass_percent=70)

    assert (result.percent, result.counting_attempt) == (percent, counting)
    assert result.is_passed == (percent >= 70)


def test_no_standing_attempt_is_no_result():
    assert result_of([sitting(1, None)], method="highest", pass_percent=70) is None


def test_whoever_reads_the_pass_mark_has_passed():
    scores = [SittingScore(number=1, standing=Standing(points=D("69.996"), max_points=D(100)))]
    assert result_of(scores, method="highest", pass_percent=70).is_passed


def test_a_side_taken_is_kept_as_it_is():
    assert clean_answer("true_false", {}, {"value": False}) == {"value": False}
