"""Rules and a seed make a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.selection import PaperCannotBeFilled, Section, choice_order, draw_items

seeds = st.text(min_size=1, max_size=32)


@given(seed=seeds, size=st.integers(1, 40), data=st.data())
def test_a_draw_takes_so_many_different_items_of_the_bank(seed, size, data):
    draw = data.draw(st.integers(1, size))
    bank = tuple(range(100, 100 + size))

    paper = draw_items([Section(items=bank, draw=draw)], seed=seed, shuffle=True)

    assert len(paper) == len(set(paper)) == draw
    assert set(paper) <= set(bank)


@given(seed=seeds, data=st.data())
def test_the_same_rules_and_seed_make_the_same_paper_whatever_the_order_of_rows(seed, data):
    bank = tuple(range(20))
    mixed = tuple(data.draw(st.permutations(bank)))

    first = draw_items([Section(items=bank, draw=7)], seed=seed, shuffle=True)

    assert draw_items([Section(items=mixed, draw=7)], seed=seed, shuffle=True) == first


def test_another_seed_makes_another_paper():
    papers = {
        tuple(draw_items([Section(items=tuple(range(30)), draw=10)], seed=str(s), shuffle=True))
        for s in range(20)
    }
    assert len(papers) == 20


def test_what_is_fixed_anywhere_is_not_drawn_and_nothing_comes_twice():
    sections = [Section(items=(1, 2, 3, 4), draw=2), Section(items=(3, 4)), Section(items=(3, 1, 2), draw=0)]
    paper = draw_items(sections, seed="x", shuffle=True)
    assert sorted(paper) == [1, 2, 3, 4]
    assert set(paper[:2]) == {1, 2}


def test_a_fixed_item_named_twice_stays_where_it_came_first():
    sections = [Section(items=(5, 6, 5)), Section(items=(6, 7))]
    assert draw_items(sections, seed="x", shuffle=False) == [5, 6, 7]


@pytest.mark.parametrize(
    "sections",
    [
        [],
        [Section(items=())],
        [Section(items=(1, 2), draw=3)],
        [Section(items=(1, 2), draw=2), Section(items=(1, 2), draw=1)],
        [Section(items=(1,)), Section(items=(1, 2), draw=2)],
    ],
)
def test_a_rule_that_cannot_be_filled_is_refused_with_its_numbers(sections):
    with pytest.raises(PaperCannotBeFilled) as caught:
        draw_items(sections, seed="x", shuffle=True)
    assert caught.value.wanted > caught.value.found


@given(seed=seeds)
def test_choices_are_shuffled_by_seed_and_item_or_left_alone(seed):
    ids = ["c1", "c2", "c3", "c4"]
    order = choice_order(ids, seed=seed, item=3, shuffle=True)

    assert sorted(order) == ids
    assert order == choice_order(list(reversed(ids)), seed=seed, item=3, shuffle=True)
    assert choice_order(ids, seed=seed, item=3, shuffle=False) == ids


def test_every_item_comes_up_about_equally_often():
    counts = dict.fromkeys(range(10), 0)
    for seed in range(2000):
        for item in draw_items([Section(items=tuple(range(10)), draw=3)], seed=str(seed), shuffle=True):
            counts[item] += 1
    assert all(500 < count < 700 for count in counts.values())
