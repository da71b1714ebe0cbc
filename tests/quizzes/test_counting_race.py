"""Two workers at the same moment: real connections, real commits."""

import pytest

from quizzes.models import Attempt, CountedAttempt, QuizStatistics, SectionItem, VersionStatistics
from quizzes.services.counting import BLOCK, count_block
from quizzes.services.recounting import recount
from tests.quizzes.test_attempts_race import at_once
from tests.support.people import make_organisation
from tests.support.quizzes import make_quiz
from tests.support.statistics import sit_in_bulk

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_workers_at_the_same_moment_count_every_attempt_once(now):
    quiz = make_quiz(make_organisation("HVHC", "Học viện Hành chính"), now)
    places = SectionItem.objects.filter(section__quiz=quiz).select_related("item__current")
    sit_in_bulk(quiz, [place.item.current for place in places], [[1, 0, 1]] * 30, now)
    block = Attempt.objects.order_by("pk").first().pk // BLOCK
    last = Attempt.objects.order_by("pk").last().pk // BLOCK

    results = at_once(
        *[lambda: sum(count_block(quiz_id=quiz.pk, block=b, now=now) for b in range(block, last + 1))] * 4
    )

    assert sorted(results) == [0, 0, 0, 30]
    assert QuizStatistics.objects.get(quiz=quiz).attempts == CountedAttempt.objects.count() == 30
    assert set(VersionStatistics.objects.values_list("answers", flat=True)) == {30}
    assert not recount(quiz=quiz, now=now).differed
