"""The completion rule, case by case, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.completion import Complete, CompletionFacts, Missing, Reason, completion_of


def facts(**changes):
    usual = {
        "mandatory": 5,
        "published": 5,
        "done": 5,
        "min_lessons_percent": 100,
        "has_quiz": False,
        "is_quiz_passed": False,
    }
    return CompletionFacts(**(usual | changes))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"done": 4}, [(Reason.LESSONS_TO_FINISH, 1)]),
        ({"done": 4, "min_lessons_percent": 80}, []),
        ({"done": 3, "min_lessons_percent": 80}, [(Reason.LESSONS_TO_FINISH, 1)]),
        (
            {"mandatory": 13, "published": 13, "done": 10, "min_lessons_percent": 80},
            [(Reason.LESSONS_TO_FINISH, 1)],
        ),
        ({"mandatory": 13, "published": 13, "done": 11, "min_lessons_percent": 80}, []),
        ({"has_quiz": True}, [(Reason.FINAL_QUIZ, 1)]),
        ({"has_quiz": True, "is_quiz_passed": True}, []),
        ({"mandatory": 7}, [(Reason.LESSONS_TO_FINISH, 2), (Reason.LESSONS_IN_PREPARATION, 2)]),
        ({"mandatory": 6, "min_lessons_percent": 80}, [(Reason.LESSONS_IN_PREPARATION, 1)]),
        ({"mandatory": 0, "published": 0, "done": 0}, [(Reason.NOTHING_TO_COMPLETE, 1)]),
        ({"mandatory": 0, "published": 0, "done": 0, "has_quiz": True, "is_quiz_passed": True}, []),
        ({"done": 0, "min_lessons_percent": 0}, []),
    ],
)
def test_the_rule_names_everything_that_is_missing(changes, missing):
    answer = completion_of(facts(**changes))

    if missing:
        assert isinstance(answer, Missing)
        assert [(reason.reason, reason.count) for reason in answer.reasons] == missing
    else:
        assert isinstance(answer, Complete)


@given(
    mandatory=st.integers(1, 60),
    share=st.integers(0, 100),
    done=st.integers(0, 60),
    waiting=st.integers(1, 60),
)
def test_a_course_with_lessons_in_preparation_completes_nobody(mandatory, share, done, waiting):
    answer = completion_of(
        facts(
            mandatory=mandatory + waiting,
            published=mandatory,
            done=min(done, mandatory),
            min_lessons_percent=share,
        )
    )

    assert isinstance(answer, Missing)


@given(mandatory=st.integers(1, 60), share=st.integers(0, 100))
def test_the_number_required_is_the_smallest_that_reaches_the_share(mandatory, share):
    required = facts(mandatory=mandatory, min_lessons_percent=share).required

    assert 100 * required >= mandatory * share
    assert required == 0 or 100 * (required - 1) < mandatory * share
