"""Scales laid down by an authority are data with a source and dates."""

from datetime import date
from decimal import Decimal

import pytest

from quizzes.grading import score_of
from quizzes.items.graded_scales import GradedScale, all_scales, scales_on

D = Decimal


def test_every_scale_on_file_names_its_source_and_rises_from_none_to_all():
    for scale in all_scales():
        assert scale.source
        assert scale.name_in("vi") != scale.name_in("en")
        assert list(scale.fractions) == sorted(scale.fractions)
        assert (scale.fractions[0], scale.fractions[-1]) == (0, 1)
    assert len({scale.code for scale in all_scales()}) == len(all_scales())


def test_the_examination_of_2025_gives_four_statements_a_tenth_a_quarter_a_half_and_all():
    """Decision 764/QĐ-BGDĐT of 8 March 2024: 0.1, 0.25, 0.5 and 1 point for one, two, three and four right."""
    [scale] = scales_on(date(2026, 11, 24), statements=4)
    key = {
        "correct": {"s1": True, "s2": True, "s3": True, "s4": True},
        "scoring": "scale",
        "scale": [str(step) for step in scale.fractions],
    }
    answers = [{"values": {f"s{n}": n <= right for n in range(1, 5)}} for right in range(5)]

    scores = [score_of("true_false_group", key, answer, D(1)) for answer in answers]

    assert scores == [D("0"), D("0.1"), D("0.25"), D("0.5"), D("1")]


def test_no_scale_is_offered_before_it_was_in_force_or_for_another_number_of_statements():
    assert scales_on(date(2024, 12, 31)) == []
    assert scales_on(date(2026, 1, 1), statements=5) == []
    assert scales_on(date(2026, 1, 1)) == list(all_scales())


@pytest.mark.parametrize(
    ("day", "valid"),
    [("2026-06-30", True), ("2026-07-01", False), ("2025-01-01", True), ("2024-12-31", False)],
)
def test_a_scale_that_was_replaced_ends_with_its_last_day(day, valid):
    scale = GradedScale(
        code="old",
        name_vi="Cũ",
        name_en="Old",
        source="test",
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 6, 30),
        fractions=(D(0), D(1)),
    )
    assert scale.is_valid(date.fromisoformat(day)) is valid
