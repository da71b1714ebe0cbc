"""Typed texts: the best credit among the accepted forms that match.

The two ways to place a tone in open oa, oe, uy (hòa/hoà, khỏe/khoẻ, thúy/thuý) are the same word in either spelling;
every other accent tells words apart unless the question says otherwise.
"""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import earned_by, score_of

D = Decimal


def key(*forms, **flags):
    accepted = [form if isinstance(form, dict) else {"text": form} for form in forms]
    return {"accepted": accepted, **flags}


def credit(typed, *forms, **flags):
    return score_of("short_answer", key(*forms, **flags), {"text": typed}, D(1))


@pytest.mark.parametrize(
    ("typed", "form", "flags", "is_same"),
    [
        ("Hà Nội", "Hà Nội", {}, True),
        ("  hà   nội ", "Hà Nội", {}, True),
        ("hà nội", "Hà Nội", {"ignore_case": False}, False),
        ("Ha\u0300 No\u0302\u0323i", "Hà Nội", {}, True),
        ("Hà\u00a0Nội\u200b", "Hà Nội", {}, True),
        ("Ha Noi", "Hà Nội", {}, False),
        ("Ha Noi", "Hà Nội", {"ignore_accents": True}, True),
        ("ha noi", "Hà Nội", {"ignore_accents": True, "ignore_case": False}, False),
        ("dat dai", "đất đai", {"ignore_accents": True}, True),
        ("Dat dai", "Đất đai", {"ignore_accents": True, "ignore_case": False}, True),
        ("HàNội", "Hà Nội", {}, False),
        ("HàNội", "Hà Nội", {"ignore_spaces": True}, True),
        ("hoà", "hòa", {}, True),
        ("HOÀ BÌNH", "Hòa Bình", {}, True),
        ("khoẻ", "khỏe", {}, True),
        ("thuý", "thúy", {}, True),
        ("má", "mà", {}, False),
        ("hoá", "hòa", {}, False),
        ("hoàn", "hòan", {}, False),
        ("tủa", "tuả", {}, False),
        ("", "Hà Nội", {}, False),
        ("   ", "Hà Nội", {"ignore_spaces": True}, False),
        ("Hà*Nội", "Hà*Nội", {}, True),
    ],
)
def test_when_two_texts_are_the_same(typed, form, flags, is_same):
    assert credit(typed, form, **flags) == int(is_same)


@pytest.mark.parametrize(
    ("typed", "pattern", "fits"),
    [
        ("Thành phố Hà Nội", "*Hà Nội", True),
        ("Hà Nội", "*Hà Nội", True),
        ("Hà Nội ạ", "*Hà Nội", False),
        ("chữ ký số", "chữ*số", True),
        ("chữ ký", "chữ*số", False),
        ("nộp hồ sơ một cửa", "*hồ sơ*cửa*", True),
        ("cửa nộp hồ sơ", "*hồ sơ*cửa*", False),
        ("nộp hồ rồi sơ qua cửa", "nộp*hồ*sơ*cửa", True),
        ("nộp sơ hồ cửa", "nộp*hồ*sơ*cửa", False),
        ("aa", "aa*aa", False),
        ("aaaa", "aa*aa", True),
        ("5*3", r"5\*3", True),
        ("5x3", r"5\*3", False),
        ("5\ue0003", r"5\*3", False),
        ("a\ue001b", "a*b", True),
        ("HOÀ giải", "hòa*", True),
    ],
)
def test_a_star_stands_for_anything_and_only_that(typed, pattern, fits):
    assert credit(typed, {"text": pattern, "is_pattern": True}) == int(fits)


def test_the_best_credit_counts_and_brings_its_remark():
    forms = [
        {"text": "*Nội", "is_pattern": True, "credit": "0.5", "feedback": "Gần đúng."},
        {"text": "Hà Nội", "credit": "1", "feedback": "Đúng."},
        {"text": "hà nội", "credit": "1", "feedback": "Cũng đúng."},
    ]
    best = earned_by("short_answer", key(*forms), {"text": "Hà Nội"}, D(2))
    half = earned_by("short_answer", key(*forms), {"text": "Ha Nội"}, D(2))
    none = earned_by("short_answer", key(*forms), {"text": "Huế"}, D(2))

    assert (best.points, best.parts["text"].is_right, best.parts["text"].feedback) == (2, True, "Đúng.")
    assert (half.points, half.parts["text"].is_right, half.parts["text"].feedback) == (1, False, "Gần đúng.")
    assert (none.points, none.parts["text"].feedback) == (0, "")


def test_a_hostile_pattern_and_a_long_text_cost_no_time():
    pattern = {"text": "*".join("a" * 500) + "b", "is_pattern": True}
    began = time.perf_counter()
    assert credit("a" * 60_000, pattern) == 0
    assert time.perf_counter() - began < 2


@given(text=st.text(alphabet="aàđĐoòeủy *\\", min_size=1, max_size=12).filter(str.strip))
def test_every_text_is_itself_under_every_rule(text):
    for case in (True, False):
        for accents in (True, False):
            flags = {"ignore_case": case, "ignore_accents": accents, "ignore_spaces": case}
            assert credit(text, text, **flags) == 1


@given(
    typed=st.text(alphabet="aàÀ đb", max_size=6),
    form=st.text(alphabet="aàÀ đb", min_size=1, max_size=6),
    flag=st.sampled_from(["ignore_case", "ignore_accents", "ignore_spaces"]),
)
def test_a_milder_rule_never_earns_less(typed, form, flag):
    strict = {"ignore_case": False, "ignore_accents": False, "ignore_spaces": False}
    assert credit(typed, form, **{**strict, flag: True}) >= credit(typed, form, **strict)
