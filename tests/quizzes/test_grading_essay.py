"""Essays wait for a person; a blank one is worth nothing at once."""

from decimal import Decimal

import pytest

from quizzes.grading import earned_by, score_of

D = Decimal
FILE = "6f1c7f0e-6d3b-4f0a-9d6e-0c7b1d2a3e4f"
PLAIN, RICH = {"stem": "?", "format": "plain"}, {"stem": "?", "format": "rich"}


@pytest.mark.parametrize(
    ("answer", "content", "waits"),
    [
        ({"text": "Bài làm", "files": []}, PLAIN, True),
        ({"text": "Bài làm", "files": []}, None, True),
        ({"text": "", "files": [FILE]}, PLAIN, True),
        ({"text": "<table>", "files": []}, PLAIN, True),
        ({"text": "<p>Bài</p>", "files": []}, RICH, True),
        ({"text": "<p> &nbsp;</p>", "files": []}, RICH, False),
        ({"text": "<p></p>", "files": [FILE]}, RICH, True),
        ({"text": " \n", "files": []}, PLAIN, False),
        ({"text": "", "files": []}, PLAIN, False),
        ({}, PLAIN, False),
        ({"text": 4, "files": "x"}, PLAIN, False),
    ],
)
def test_only_what_was_written_or_handed_in_waits_for_a_marker(answer, content, waits):
    earned = earned_by("essay", {}, answer, D(5), content)

    assert earned.needs_marking is waits
    assert earned.points == (None if waits else 0)
    assert earned.fraction == (None if waits else 0)
    assert score_of("essay", {}, answer, D(5), content) == earned.points
