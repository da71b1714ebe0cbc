"""Typed numbers: how they are read, how far off they may be, and their units.

Reading: in Vietnamese writing a point groups thousands and a comma is the decimal sign, in English the reverse.
Tolerance: |x - v| <= t, or t·|v| when relative, the edge included.
Units: as Moodle's numerical question judges them (Moodle documentation, "Numerical question type").
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import earned_by, read_number, score_of

D = Decimal


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("52", "52", "52"),
        ("52.3", "52.3", "52.3"),
        ("52,3", "52.3", "52.3"),
        ("1.784", "1784", "1.784"),
        ("1,784", "1.784", "1784"),
        ("1.784,5", "1784.5", "1784.5"),
        ("1,784.5", "1784.5", "1784.5"),
        ("1,784.500", "1784.5", "1784.5"),
        ("1.784.000", "1784000", "1784000"),
        ("1,784,000", "1784000", "1784000"),
        ("1 784,5", "1784.5", "1784.5"),
        ("1\u00a0784", "1784", "1784"),
        ("1\u202f784\u202f000", "1784000", "1784000"),
        ("0.784", "0.784", "0.784"),
        ("0,784", "0.784", "0.784"),
        ("1234.567", "1234.567", "1234.567"),
        ("12.3456", "12.3456", "12.3456"),
        (",5", "0.5", "0.5"),
        ("5.", "5", "5"),
        ("\u22125", "-5", "-5"),
        ("- 5", "-5", "-5"),
        ("+5", "5", "5"),
        ("1,5e3", "1500", "1500"),
        ("1.5×10^3", "1500", "1500"),
        ("1,5 × 10⁻³", "0.0015", "0.0015"),
        ("1.784e3", "1784", "1784"),
        ("2x10^3", "2000", "2000"),
        ("1.784 000", None, None),
        ("12 34", None, None),
        ("1.78.4", None, None),
        ("1..5", None, None),
        ("1.784e", None, None),
        ("1.784.000e3", None, None),
        ("5 mm", None, None),
        ("50%", None, None),
        ("10^3", None, None),
        ("٣", None, None),
        ("", None, None),
        (".", None, None),
        ("--5", None, None),
        ("nan", None, None),
        ("1" * 101, None, None),
    ],
)
def test_how_a_number_is_read(text, vi, en):
    for number_format, expected in (("vi", vi), ("en", en)):
        read = read_number(text, number_format)
        assert read == (None if expected is None else D(expected))


@given(value=st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_numbers_written_in_full_are_read_in_their_own_format(value):
    english = f"{value:,.2f}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert read_number(english, "en") == read_number(vietnamese, "vi") == value


@given(
    text=st.text(alphabet="0123456789.,eE+-−×x^ ⁰⁻%", max_size=30),
    number_format=st.sampled_from(["vi", "en"]),
)
def test_reading_never_fails(text, number_format):
    read = read_number(text, number_format)
    assert read is None or read.is_finite()


def key(*accepted, **rule):
    return {"accepted": [one if isinstance(one, dict) else {"value": one} for one in accepted], **rule}


def credit(rule, text, unit=None, number_format="vi"):
    answer = {"text": text} | ({} if unit is None else {"unit": unit})
    content = {"stem": "?", "number_format": number_format, "units": []}
    return score_of("numerical", rule, answer, D(1), content)


@pytest.mark.parametrize(
    ("accepted", "typed", "expected"),
    [
        ({"value": "297"}, "297", 1),
        ({"value": "297"}, "297,0", 1),
        ({"value": "297"}, "297,001", 0),
        ({"value": "297", "tolerance": "0.5"}, "297,5", 1),
        ({"value": "297", "tolerance": "0.5"}, "296,5", 1),
        ({"value": "297", "tolerance": "0.5"}, "297,51", 0),
        ({"value": "200", "tolerance": "0.05", "tolerance_kind": "relative"}, "210", 1),
        ({"value": "200", "tolerance": "0.05", "tolerance_kind": "relative"}, "210,01", 0),
        ({"value": "-200", "tolerance": "0.05", "tolerance_kind": "relative"}, "-190", 1),
        ({"value": "0.1", "tolerance": "0.2"}, "0,3", 1),
        ({"value": "6.022e23", "tolerance": "0.001", "tolerance_kind": "relative"}, "6,02×10^23", 1),
        ({"value": "297"}, "hai trăm", 0),
    ],
)
def test_how_far_off_a_number_may_be(accepted, typed, expected):
    assert credit(key(accepted), typed) == expected


def test_the_format_of_the_question_decides_where_two_readings_are_possible():
    assert credit(key("1784"), "1.784", number_format="vi") == 1
    assert credit(key("1784"), "1.784", number_format="en") == 0
    assert score_of("numerical", key("1784"), {"text": "1.784"}, D(1)) == 1


def test_the_best_of_the_accepted_numbers_counts():
    rule = key(
        {"value": "3.14159", "tolerance": "0.00001"}, {"value": "3.14", "tolerance": "0.01", "credit": "0.5"}
    )
    assert credit(rule, "3,14159") == 1
    assert credit(rule, "3,14") == D("0.5")


UNITS = [{"text": "m", "factor": "1"}, {"text": "cm", "factor": "100"}, {"text": "km", "factor": "0.001"}]


@pytest.mark.parametrize(
    ("policy", "text", "unit", "expected"),
    [
        ("required", "2", "m", "1"),
        ("required", "200", "cm", "1"),
        ("required", "0,002", "km", "1"),
        ("required", "2 m", None, "1"),
        ("required", "200cm", None, "1"),
        ("required", "0,002 km", "", "1"),
        ("required", "2", None, "0.75"),
        ("required", "2", "cm", "0.75"),
        ("required", "2", "kg", "0.75"),
        ("required", "2 kg", None, "0.75"),
        ("required", "3", "m", "0"),
        ("required", "3 kg", None, "0"),
        ("required", "m", None, "0"),
        ("required", "x m", None, "0"),
        ("required", "", "m", "0"),
        ("optional", "2", None, "1"),
        ("optional", "2", "m", "1"),
        ("optional", "200 cm", None, "1"),
        ("optional", "2", "cm", "0.75"),
        ("optional", "2 kg", None, "0.75"),
        ("none", "2", None, "1"),
        ("none", "2", "cm", "1"),
        ("none", "2 m", None, "0"),
    ],
)
def test_how_a_unit_is_judged(policy, text, unit, expected):
    rule = key("2", units=UNITS, unit_policy=policy, unit_penalty="0.25")
    assert credit(rule, text, unit) == D(expected)


def test_per_cent_is_a_unit_like_any_other():
    rule = key("50", units=[{"text": "%"}, {"text": ""}], unit_policy="required")
    assert credit(rule, "50%") == credit(rule, "50 %") == credit(rule, "50", "%") == 1
    assert credit(rule, "50") == 0


def test_a_text_too_long_for_a_number_earns_nothing():
    rule = key("2", units=UNITS, unit_policy="required")
    assert credit(rule, "2" + " " * 200 + "m") == 0


def test_the_review_hears_of_number_and_unit():
    rule = key({"value": "2", "feedback": "Đúng."}, units=UNITS, unit_policy="required", unit_penalty="0.25")
    earned = earned_by("numerical", rule, {"text": "2", "unit": "cm"}, D(4))
    plain = earned_by("numerical", key("2"), {"text": "2"}, D(4))

    assert earned.points == 3
    assert (earned.parts["text"].is_right, earned.parts["text"].feedback) == (False, "Đúng.")
    assert earned.parts["unit"].is_right is False
    assert set(plain.parts) == {"text"}


@given(value=st.integers(-1000, 1000), off=st.integers(0, 50), room=st.integers(0, 50))
def test_a_wider_tolerance_never_earns_less(value, off, room):
    typed = str(value + off)
    narrow = credit(key({"value": str(value), "tolerance": str(room)}), typed)
    wide = credit(key({"value": str(value), "tolerance": str(room + 1)}), typed)
    assert (narrow == 1) == (off <= room)
    assert wide >= narrow
