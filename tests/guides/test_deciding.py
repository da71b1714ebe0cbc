"""The rules of decision helpers, for charts written by hand and for any chart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.deciding import Answer, Chart, Fault, Problem, Question, problems_of, walk, walks


def question(key: str, **answers: str) -> Question:
    return Question(
        key=key,
        text=f"{key}?",
        answers=tuple(
            Answer(label=label, address=label, goes_to=target) for label, target in answers.items()
        ),
    )


GOOD = Chart(
    questions=(question("a", co="b", khong="x"), question("b", co="x", khong="y")), results=("x", "y")
)


def faults(chart: Chart) -> list[tuple[str, str]]:
    return [(problem.fault.value, problem.key) for problem in problems_of(chart)]


def test_a_good_chart_has_no_problem():
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("chart", "expected"),
    [
        (Chart(questions=(), results=("x",)), [("empty", "")]),
        (Chart(questions=(question("a", co="a", khong="a"),), results=()), [("empty", "")]),
        (
            Chart(questions=(question("a", co="x", khong="x"),), results=("x", "x")),
            [("key_twice", "x")],
        ),
        (Chart(questions=(question("a", co="x"),), results=("x",)), [("few_answers", "a")]),
        (Chart(questions=(question("a", co="x", khong="z"),), results=("x",)), [("leads_nowhere", "a")]),
        (
            Chart(
                questions=(question("a", co="b", khong="x"), question("b", co="a", khong="x")), results=("x",)
            ),
            [("circle", "a"), ("circle", "b")],
        ),
        (Chart(questions=(question("a", co="a", khong="x"),), results=("x",)), [("circle", "a")]),
        (
            Chart(
                questions=(question("a", co="x", khong="x"), question("b", co="x", khong="x")),
                results=("x", "y"),
            ),
            [("unreached", "b"), ("unreached", "y")],
        ),
        (
            Chart(
                questions=(
                    Question(
                        key="a",
                        text="?",
                        answers=(
                            Answer(label="Có", address="co", goes_to="x"),
                            Answer(label="Cò", address="co", goes_to="x"),
                            Answer(label="?", address="", goes_to="x"),
                        ),
                    ),
                ),
                results=("x",),
            ),
            [("same_address", "a"), ("no_address", "a")],
        ),
    ],
)
def test_what_is_wrong_is_named(chart, expected):
    assert faults(chart) == expected


@pytest.mark.parametrize(
    ("addresses", "question_key", "result"),
    [
        ([], "a", ""),
        (["co"], "b", ""),
        (["khong"], None, "x"),
        (["co", "khong"], None, "y"),
        (["co", "khong", "co"], None, ""),
        (["CO"], None, ""),
        (["../.."], None, ""),
    ],
)
def test_a_walk_comes_to_a_question_a_result_or_nowhere(addresses, question_key, result):
    place = walk(GOOD, addresses)

    assert (place.question.key if place.question else None, place.result) == (question_key, result)
    assert place.is_lost == (question_key is None and not result)


def test_an_empty_chart_is_lost():
    assert walk(Chart(questions=(), results=()), []).is_lost


KEYS = st.sampled_from([*"abcdefg", *"xyz"])
QUESTIONS = st.lists(
    st.builds(
        lambda key, targets: question(key, **{f"tl{n}": target for n, target in enumerate(targets)}),
        st.sampled_from("abcdefg"),
        st.lists(KEYS, min_size=1, max_size=4),
    ),
    max_size=7,
)
CHARTS = st.builds(
    lambda questions, results: Chart(questions=tuple(questions), results=tuple(results)),
    QUESTIONS,
    st.lists(st.sampled_from("xyz"), max_size=3),
)


@st.composite
def good_charts(draw: st.DrawFn) -> Chart:
    """Answers lead only onwards, and each question and result is led to by the one before it."""
    count, ends = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    keys = [f"q{n}" for n in range(count)] + [f"r{n}" for n in range(ends)]
    questions = []
    for n in range(count):
        onwards = keys[n + 1 :]
        targets = [onwards[0], *draw(st.lists(st.sampled_from(onwards), min_size=1, max_size=3))]
        targets += onwards if n == count - 1 else []
        questions.append(question(keys[n], **{f"tl{i}": target for i, target in enumerate(targets)}))
    return Chart(questions=tuple(questions), results=tuple(keys[count:]))


@given(good_charts(), st.data())
def test_every_walk_through_a_good_chart_ends_at_a_result(chart, data):
    assert problems_of(chart) == []
    _walk_to_the_end(chart, data)


@given(CHARTS, st.data())
def test_a_chart_without_problems_can_be_walked_to_its_end(chart, data):
    if problems_of(chart) == []:
        _walk_to_the_end(chart, data)


def _walk_to_the_end(chart: Chart, data: st.DataObject) -> None:
    addresses: list[str] = []
    while (place := walk(chart, addresses)).question is not None:
        assert len(addresses) < len(chart.questions)
        addresses.append(data.draw(st.sampled_from([a.address for a in place.question.answers])))
    assert place.result in chart.results
    assert [answer.address for _question, answer in place.trail] == addresses
    assert walk(chart, [*addresses, "them"]).is_lost


@given(CHARTS, st.lists(st.text(max_size=4), max_size=8))
def test_any_chart_and_any_address_are_answered(chart, addresses):
    walk(chart, addresses)
    for problem in problems_of(chart):
        assert isinstance(problem, Problem)
        assert problem.fault in Fault


@given(good_charts())
def test_all_walks_of_a_good_chart_are_told_and_none_is_lost(chart):
    told = list(walks(chart, most=2000))

    assert len(set(told)) == len(told)
    assert all(not walk(chart, answers).is_lost for answers in told)
    if len(told) < 2000:
        assert {answer for answers in told for answer in answers[:1]} == {
            answer.address for answer in chart.questions[0].answers
        }
        ends = [answers for answers in told if walk(chart, answers).result]
        assert {walk(chart, answers).result for answers in ends} == set(chart.results)


@given(CHARTS, st.integers(0, 50))
def test_walks_end_whatever_the_chart(chart, most):
    assert len(list(walks(chart, most=most))) <= most
