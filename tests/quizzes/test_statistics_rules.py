"""The figures against an independent computation (numpy, scipy), and the algebra of the sums."""

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from quizzes.statistics import ItemObservation, Observation, Tally, merged, paper_figures, tallies_of
from quizzes.statistics.item_figures import item_figures, picks_by_part
from quizzes.statistics.moments import median_of
from quizzes.statistics.reliability import questions_needed

CLOSE = {"rel": 1e-9, "abs": 1e-9}

BY_HAND = np.array(
    [
        [1, 1, 1, 1, 1, 1, 0, 1, 1, 1],
        [1, 1, 1, 1, 1, 1, 1, 1, 0, 0],
        [1, 1, 1, 1, 1, 0, 1, 0, 0, 0],
        [1, 1, 1, 1, 0, 1, 0, 0, 0, 0],
        [1, 1, 1, 0, 1, 0, 0, 0, 1, 0],
        [1, 1, 0, 1, 0, 0, 0, 0, 0, 0],
        [1, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
)
"""Eight learners, ten questions, made up by us so that it can be computed by hand."""

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)
"""Shrout & Fleiss (1979), Psychological Bulletin 86(2), table 2: six targets, four judges; table 4: ICC(1,1) = .17,
ICC(1,4) = .44, ICC(3,4) = .91. ICC(3,k) is Cronbach's alpha (the same paper, p. 426)."""


def observations(matrix, worth, *, own_items=False):
    """Rows are learners; with ``own_items`` every answer is to a question of its own, as in a drawn paper."""
    columns = matrix.shape[1]
    return [
        Observation(
            points=int(sum(row)) * 100,
            max_points=worth * columns * 100,
            seconds=600 + 7 * number,
            items=tuple(
                ItemObservation(
                    item=number * columns + column if own_items else column,
                    version=number * columns + column if own_items else column,
                    points=int(points) * 100,
                    worth=worth * 100,
                    is_blank=False,
                )
                for column, points in enumerate(row)
            ),
        )
        for number, row in enumerate(matrix)
    ]


def folded(seen):
    papers, items = Tally(), {}
    for one in seen:
        paper, by_version = tallies_of(one)
        papers.merge(paper)
        for version, tally in by_version.items():
            items.setdefault(version, Tally()).merge(tally)
    return papers, items


def figures(matrix, worth, **options):
    paper, items = folded(observations(matrix, worth, **options))
    return paper_figures(paper, items, pass_percent=50), items


def numpy_alpha(matrix):
    count = matrix.shape[1]
    return count / (count - 1) * (1 - matrix.var(axis=0, ddof=1).sum() / matrix.sum(axis=1).var(ddof=1))


def random_matrix(seed, rows=200, columns=20, top=1):
    chance = np.random.default_rng(seed)
    ability, hardness = chance.normal(size=(rows, 1)), chance.normal(size=(1, columns))
    likely = 1 / (1 + np.exp(hardness - ability))
    return chance.binomial(top, likely)


MATRICES = [
    pytest.param(SHROUT_FLEISS, 10, id="Shrout and Fleiss 1979"),
    pytest.param(BY_HAND, 1, id="by hand"),
    pytest.param(random_matrix(1), 1, id="generated, right or wrong"),
    pytest.param(random_matrix(2, rows=57, columns=7, top=4), 4, id="generated, partial credit"),
    pytest.param(random_matrix(3, rows=1500, columns=40), 1, id="generated, long"),
]


def test_the_published_example_gives_the_published_values():
    fixed, _items = figures(SHROUT_FLEISS, 10)
    drawn, _items = figures(SHROUT_FLEISS, 10, own_items=True)

    assert round(fixed.reliability.value, 2) == 0.91
    assert round(drawn.reliability.value, 2) == 0.44
    assert (fixed.reliability.method, drawn.reliability.method) == ("alpha", "intraclass")


@pytest.mark.parametrize(("matrix", "worth"), MATRICES)
def test_scores_agree_with_scipy(matrix, worth):
    found, _items = figures(matrix, worth)
    percents = 100 * matrix.sum(axis=1) / (worth * matrix.shape[1])

    assert found.attempts == len(matrix)
    assert found.mean == pytest.approx(percents.mean(), **CLOSE)
    assert found.median == pytest.approx(np.median(percents), **CLOSE)
    assert found.sd == pytest.approx(percents.std(ddof=1), **CLOSE)
    assert found.skewness == pytest.approx(stats.skew(percents, bias=False), **CLOSE)
    assert found.kurtosis == pytest.approx(stats.kurtosis(percents, bias=False), **CLOSE)
    assert found.mean_seconds == pytest.approx(np.mean(600 + 7 * np.arange(len(matrix))), **CLOSE)
    assert found.sd_seconds == pytest.approx(np.std(600 + 7 * np.arange(len(matrix)), ddof=1), **CLOSE)
    assert sum(one.count for one in found.bins) == len(matrix)


@pytest.mark.parametrize(("matrix", "worth"), MATRICES)
def test_alpha_and_the_error_of_measurement_agree_with_numpy(matrix, worth):
    found, _items = figures(matrix, worth)
    alpha = numpy_alpha(matrix)
    percents = 100 * matrix.sum(axis=1) / (worth * matrix.shape[1])

    assert found.reliability.value == pytest.approx(alpha, **CLOSE)
    assert found.error == pytest.approx(percents.std(ddof=1) * np.sqrt(1 - alpha), **CLOSE)


@pytest.mark.parametrize(("matrix", "worth"), MATRICES)
def test_every_question_agrees_with_scipy(matrix, worth):
    found, items = figures(matrix, worth)
    totals = matrix.sum(axis=1)

    weights = []
    for column in range(matrix.shape[1]):
        answers = matrix[:, column]
        one = item_figures(items[column], spread=found.spread)
        rest = totals - answers
        assert one.facility == pytest.approx(answers.mean() / worth, **CLOSE)
        assert one.sd == pytest.approx(answers.std(ddof=1), **CLOSE)
        assert one.discrimination == pytest.approx(stats.pearsonr(answers, rest).statistic, **CLOSE)
        weight = np.cov(answers, totals, ddof=1)[0, 1] / totals.var(ddof=1)
        assert one.effective_weight == pytest.approx(weight, **CLOSE)
        assert one.intended_weight == pytest.approx(1 / matrix.shape[1], **CLOSE)
        weights.append(one.effective_weight)
    assert sum(weights) == pytest.approx(1, **CLOSE)


@pytest.mark.parametrize(("matrix", "worth"), MATRICES)
def test_drawn_papers_agree_with_an_analysis_of_variance(matrix, worth):
    found, _items = figures(matrix, worth, own_items=True)

    test = stats.f_oneway(*[row.astype(float) for row in matrix])
    assert found.reliability.method == "intraclass"
    assert found.reliability.value == pytest.approx(1 - 1 / test.statistic, **CLOSE)


def test_what_cannot_be_computed_says_why():
    alone, _items = figures(np.array([[1, 0]]), 1)
    one_question, _items = figures(np.array([[1], [0], [1]]), 1)
    level, _items = figures(np.array([[1, 0], [0, 1], [1, 0]]), 1)
    lengths = [*observations(BY_HAND, 1), *observations(BY_HAND[:, :5], 1)]
    differ = paper_figures(*folded(lengths), pass_percent=50)

    assert (alone.sd, alone.skewness, alone.reliability.reason) == (None, None, "too_few_attempts")
    assert one_question.reliability.reason == "one_question"
    assert (level.reliability.reason, level.skewness) == ("no_spread", None)
    assert differ.reliability.reason == "papers_differ"
    assert paper_figures(Tally(), {}, pass_percent=50).mean is None


def test_a_question_that_everybody_gets_right_does_not_discriminate():
    found, items = figures(np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]]), 1)

    assert item_figures(items[0], spread=found.spread).discrimination is None
    assert item_figures(items[0], spread=found.spread).facility == 1


def test_spearman_and_brown_tell_how_many_questions_are_needed():
    assert questions_needed(reliability=0.5, questions=10, wanted=0.7) == 24
    assert questions_needed(reliability=0.0, questions=10, wanted=0.7) is None


def test_pickers_are_counted_with_their_mean():
    seen = [
        Observation(
            points=points,
            max_points=200,
            items=(
                ItemObservation(
                    item=1, version=1, points=points, worth=200, is_blank=False, picks=(("-", choice),)
                ),
            ),
        )
        for points, choice in [(200, "c1"), (0, "c2"), (100, "c2")]
    ]
    _paper, items = folded(seen)

    found = picks_by_part(items[1])["-"]
    assert (found["c1"].count, found["c1"].mean_percent) == (1, 100)
    assert (found["c2"].count, found["c2"].mean_percent) == (2, 25)
    assert found["c2"].share == pytest.approx(2 / 3)


item_rows = st.builds(
    ItemObservation,
    item=st.integers(1, 6),
    version=st.integers(1, 6),
    points=st.integers(0, 300),
    worth=st.integers(1, 300),
    is_blank=st.booleans(),
    seconds=st.integers(0, 900),
    picks=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=3).map(tuple),
)
attempts = st.builds(
    Observation,
    points=st.integers(0, 2000),
    max_points=st.integers(1, 2000),
    number=st.integers(1, 3),
    seconds=st.none() | st.integers(0, 10_000),
    items=st.lists(item_rows, max_size=6).map(tuple),
)


@given(st.lists(attempts, max_size=12), st.integers())
@settings(max_examples=150, deadline=None)
def test_the_order_of_folding_does_not_matter(seen, seed):
    shuffled = list(seen)
    random.Random(seed).shuffle(shuffled)

    assert folded(shuffled) == folded(seen)


@given(st.lists(attempts, max_size=8), attempts)
@settings(max_examples=150, deadline=None)
def test_what_is_taken_out_leaves_no_trace(seen, one):
    paper, items = folded(seen)
    more, more_items = folded([*seen, one])
    taken, taken_items = tallies_of(one)

    more.take_out(taken)
    for version, tally in taken_items.items():
        more_items[version].take_out(tally)

    assert more == paper
    assert {version: tally for version, tally in more_items.items() if tally} == items


@given(st.lists(attempts, max_size=5), st.lists(attempts, max_size=5), st.lists(attempts, max_size=5))
@settings(max_examples=100, deadline=None)
def test_sums_of_sums_are_the_sums(first, second, third):
    def paper(seen):
        return folded(seen)[0]

    left = merged([merged([paper(first), paper(second)]), paper(third)])
    right = merged([paper(first), merged([paper(second), paper(third)])])

    assert left == right == paper([*first, *second, *third])


@given(attempts)
@settings(max_examples=150, deadline=None)
def test_sums_and_observations_survive_json(seen):
    import json

    paper, items = tallies_of(seen)

    assert Observation.from_json(json.loads(json.dumps(seen.to_json()))) == seen
    for tally in (paper, *items.values()):
        stored = json.dumps(tally.to_json())
        assert Tally.from_json(json.loads(stored)) == tally
        assert json.dumps(Tally.from_json(json.loads(stored)).to_json()) == stored


@given(st.dictionaries(st.integers(0, 100), st.integers(1, 5), min_size=1))
def test_the_median_is_that_of_the_list(counts):
    values = [value for value, count in counts.items() for _ in range(count)]

    found = median_of({Fraction(value): count for value, count in counts.items()})
    assert float(found) == float(np.median(values))
