"""A running attempt, and the shortest way to answer in it."""

import itertools

import pytest
from django.utils import translation

from quizzes.services.attempts import save_response
from quizzes.services.starting import start_attempt
from tests.support.marking import make_marker
from tests.support.quizzes import make_quiz


@pytest.fixture
def quiz(organisation, now):
    return make_quiz(organisation, now)


@pytest.fixture
def head(organisation):
    """Somebody who may do everything with the quizzes of the institution."""
    return make_marker("Ngô Thị Giang", organisation, role="administrator")


@pytest.fixture
def attempt(quiz, learner, now):
    return start_attempt(quiz=quiz, learner=learner, now=now, return_url="/khoa-hoc/thu/kiem-tra/")


@pytest.fixture
def save(now):
    """Save as one page would: numbered, over the revision it last saw."""
    numbers = itertools.count(1)

    def keep(attempt, slot, answer, **fields):
        settings = {"client": "page-1", "sequence": next(numbers), "base_revision": 0, "now": now} | fields
        return save_response(attempt=attempt, slot=slot, answer=answer, **settings)

    return keep


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request to an English address leaves this thread speaking English: addresses are made anew in each test."""
    translation.activate("vi")
