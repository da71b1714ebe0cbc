"""Rules and a seed make a paper."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.selection import PaperCannotBeFilled, Section, arrangement_of, draw_items

seeds = st.text(min_size=1, max_size=32)


@given(seed=seeds, size=st.integers(1, 40), data=st.data())
def test_a_draw_takes_so_many_different_items_of_the_bank(seed, size, data):
    draw = data.draw(st.integers(1, size))
    bank = tuple(range(100, 100 + size))

    (paper,) = draw_items([Section(items=bank, draw=draw)], seed=seed, shuffle=True)

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
        tuple(draw_items([Section(items=tuple(range(30)), draw=10)], seed=str(s), shuffle=True)[0])
        for s in range(20)
    }
    assert len(papers) == 20


def test_what_is_fixed_anywhere_is_not_drawn_and_nothing_comes_twice():
    sections = [Section(items=(1, 2, 3, 4), draw=2), Section(items=(3, 4)), Section(items=(3, 1, 2), draw=0)]
    paper = draw_items(sections, seed="x", shuffle=True)
    assert [sorted(section) for section in paper] == [[1, 2], [3, 4], []]


def test_a_fixed_item_named_twice_stays_where_it_came_first():
    sections = [Section(items=(5, 6, 5)), Section(items=(6, 7))]
    assert draw_items(sections, seed="x", shuffle=False) == [[5, 6], [7]]


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
    groups = {"choices": ids, "targets": ids}
    mixed = arrangement_of(groups, seed=seed, item=3, shuffle={"choices"})

    assert sorted(mixed["choices"]) == mixed["targets"] == ids
    turned = {"choices": list(reversed(ids))}
    assert arrangement_of(turned, seed=seed, item=3, shuffle={"choices"})["choices"] == mixed["choices"]
    assert arrangement_of(groups, seed=seed, item=3, shuffle=()) == groups


def test_choices_of_papers_made_earlier_stay_in_their_order():
    """Seen in the first release: the order of a seed may never change, or a paper could not be drawn again."""
    groups = {"choices": ["c1", "c2", "c3", "c4"]}
    assert arrangement_of(groups, seed="2026", item=7, shuffle={"choices"}) == {
        "choices": ["c4", "c2", "c3", "c1"]
    }


def test_every_item_comes_up_about_equally_often():
    counts = dict.fromkeys(range(10), 0)
    for seed in range(2000):
        for item in draw_items([Section(items=tuple(range(10)), draw=3)], seed=str(seed), shuffle=True)[0]:
            counts[item] += 1
    assert all(500 < count < 700 for count in counts.values())


def test_rules_that_share_items_are_filled_whenever_they_can_be():
    """The first section could take what the second one needs; it must give way, whatever the seed."""
    sections = [Section(items=tuple(range(10)), draw=5), Section(items=tuple(range(5)), draw=5)]
    for seed in range(200):
        first, second = draw_items(sections, seed=str(seed), shuffle=True)
        assert sorted(first) == [5, 6, 7, 8, 9]
        assert sorted(second) == [0, 1, 2, 3, 4]


def _can_be_filled(sections: list[Section]) -> bool:
    """Hall's theorem, tried on every set of drawing sections: each set must find as many items as it wants."""
    fixed = {item for section in sections if section.draw is None for item in section.items}
    rules = [(set(s.items) - fixed, s.draw) for s in sections if s.draw is not None]
    sets = itertools.chain.from_iterable(
        itertools.combinations(rules, size) for size in range(1, len(rules) + 1)
    )
    return all(len(set().union(*(i for i, _ in chosen))) >= sum(d for _, d in chosen) for chosen in sets)


rules = st.builds(
    lambda items, draw: Section(items=tuple(items), draw=draw),
    st.lists(st.integers(0, 9), max_size=8, unique=True),
    st.one_of(st.none(), st.integers(1, 4)),
)


@given(sections=st.lists(rules, min_size=1, max_size=5), seed=seeds)
def test_a_paper_is_refused_only_when_there_is_no_way_to_fill_it(sections, seed):
    has_items = any(section.items for section in sections)
    try:
        paper = draw_items(sections, seed=seed, shuffle=True)
    except PaperCannotBeFilled:
        assert not has_items or not _can_be_filled(sections)
        return
    assert _can_be_filled(sections)
    flat = [item for part in paper for item in part]
    assert len(flat) == len(set(flat))
    for section, part in zip(sections, paper, strict=True):
        assert set(part) <= set(section.items)
        assert section.draw is None or len(part) == section.draw
