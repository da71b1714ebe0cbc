"""What holds for every kind of question a machine scores, over wordings and answers nobody listed."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.grading import AnswerMalformed, clean_answer, earned_by, is_blank, score_of
from quizzes.items import KINDS, kind_of, read_content, read_key, validate
from quizzes.selection import arrangement_of
from quizzes.shown import from_shown, to_shown
from tests.support.wordings import GOOD, SCORED, scored

D = Decimal
points = st.decimals("0.01", "1000", places=2, allow_nan=False)
scraps = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=4)
    | st.sampled_from(["c1", "s1", "t1", "g0"])
)
FIELDS = ["choices", "value", "values", "pairs", "order", "text", "unit", "gaps", "files", "x"]
anything = st.recursive(
    scraps,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*FIELDS, "c1", "s1", "g0"]), inner, max_size=4)
    ),
    max_leaves=10,
)
easy = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def paper_of(kind, content, seed="x"):
    known = kind_of(kind)
    shape = known.read_content(content)
    shuffled = known.shuffled(shape, is_wanted=True)
    return arrangement_of(known.groups(shape), seed=seed, item=1, shuffle=shuffled)


@st.composite
def answered(draw):
    """A kind, its wording, and some answer of the right shape."""
    kind, content, key, right = draw(scored())
    paper = paper_of(kind, content)
    other = draw(SCORED[kind])[2]
    mixed = {
        "choices": lambda: {"choices": draw(st.lists(st.sampled_from(paper["choices"]), unique=True))},
        "order": lambda: {"order": list(draw(st.permutations(paper["choices"])))},
        "values": lambda: {"values": {s: draw(st.booleans()) for s in paper["statements"]}},
        "pairs": lambda: {"pairs": {s: draw(st.sampled_from(paper["targets"])) for s in paper["sources"]}},
        "gaps": lambda: {
            "gaps": {
                g: draw(st.sampled_from(ids) if ids else st.text(max_size=6)) for g, ids in paper.items()
            }
        },
        "value": lambda: other,
        "text": lambda: other,
    }
    answer = draw(st.sampled_from([right, {}])) if draw(st.booleans()) else mixed[next(iter(right))]()
    if kind == "single_choice" and len(answer.get("choices", ())) > 1:
        answer = {"choices": answer["choices"][:1]}
    return kind, content, key, answer


def test_the_strategies_know_every_kind_a_machine_scores():
    assert set(SCORED) == {code for code, kind in KINDS.items() if not kind.needs_marking}


@easy
@given(wording=scored())
def test_wordings_drawn_at_random_can_be_asked_and_survive_json(wording):
    kind, content, key, _right = wording

    assert validate(kind, content, key) == []
    stored_content, stored_key = read_content(kind, content).to_json(), read_key(kind, key).to_json()
    assert read_content(kind, stored_content).to_json() == stored_content
    assert read_key(kind, stored_key).to_json() == stored_key


@easy
@given(wording=scored(), worth=points)
def test_the_right_answer_earns_full_points_and_none_nothing(wording, worth):
    kind, content, key, right = wording

    assert score_of(kind, key, right, worth, content) == worth
    for blank in ({}, None):
        assert score_of(kind, key, blank, worth, content) == 0


@easy
@given(wording=answered(), worth=points)
def test_a_score_stays_between_nothing_and_the_points_and_is_whole_cents(wording, worth):
    kind, content, key, answer = wording
    earned = earned_by(kind, key, answer, worth, content)

    assert 0 <= earned.points <= worth
    assert earned.points == earned.points.quantize(D("0.01"))
    assert all(0 <= part.fraction <= 1 for part in earned.parts.values())
    assert earned.points <= earned_by(kind, key, answer, worth + 1, content).points


@easy
@given(wording=scored(), answer=anything)
def test_no_answer_however_malformed_makes_scoring_fail(wording, answer):
    kind, content, key, _right = wording
    assert 0 <= score_of(kind, key, answer, D(2), content) <= 2


@easy
@given(wording=answered())
def test_cleaning_is_done_once_and_changes_no_score(wording):
    kind, content, key, answer = wording
    paper = paper_of(kind, content)
    clean = clean_answer(kind, paper, answer)

    assert clean_answer(kind, paper, clean) == clean
    assert score_of(kind, key, clean, D(3), content) == score_of(kind, key, answer, D(3), content)


@easy
@given(wording=answered())
def test_what_the_browser_is_shown_comes_back_as_it_was_and_names_no_id(wording):
    kind, content, _key, answer = wording
    paper = paper_of(kind, content)
    clean = clean_answer(kind, paper, answer)
    shown = to_shown(clean, paper)

    assert clean_answer(kind, paper, from_shown(shown, paper)) == clean
    assert from_shown(shown, paper) == clean
    if kind in {"single_choice", "multiple_choice", "hotspot", "ordering", "matching", "true_false_group"}:
        assert not any(one in str(shown) for ids in paper.values() for one in ids)


@easy
@given(wording=answered(), seeds=st.tuples(st.text(max_size=5), st.text(max_size=5)))
def test_the_order_on_the_screen_never_changes_a_score(wording, seeds):
    kind, content, key, answer = wording
    papers = [paper_of(kind, content, seed) for seed in seeds]
    scores = {score_of(kind, key, clean_answer(kind, paper, answer), D(7), content) for paper in papers}
    assert len(scores) == 1


@easy
@given(kind=st.sampled_from(sorted(KINDS)), answer=anything)
def test_a_forged_answer_is_cleaned_or_named_and_never_breaks(kind, answer):
    paper = paper_of(kind, GOOD[kind][0])
    fields = ["answer"]
    try:
        answer = from_shown(answer, paper)
        clean = clean_answer(kind, paper, answer)
    except AnswerMalformed as error:
        fields.append(error.field)
    else:
        assert clean_answer(kind, paper, clean) == clean
        assert is_blank(clean) == (clean == {})
    assert all(field.split(".")[0] == "answer" for field in fields)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_group_of_a_paper_holds_the_ids_of_its_wording(kind):
    content = read_content(kind, GOOD[kind][0])
    paper = paper_of(kind, GOOD[kind][0])
    assert {group: sorted(ids) for group, ids in paper.items()} == {
        group: sorted(ids) for group, ids in kind_of(kind).groups(content).items()
    }
