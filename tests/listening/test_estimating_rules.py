"""How many there were, without knowing who."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listening.estimating import SIZE, Sketch


def spread(number: int) -> int:
    return int.from_bytes(hashlib.blake2b(str(number).encode(), digest_size=8).digest(), "big")


def sketch_of(numbers) -> Sketch:
    sketch = Sketch()
    for number in numbers:
        sketch.add(spread(number))
    return sketch


@pytest.mark.parametrize("count", [0, 1, 5, 100, 3_000, 12_000, 60_000])
def test_the_estimate_is_within_four_per_cent(count):
    estimate = sketch_of(range(count)).estimate()

    assert abs(estimate - count) <= max(1, 0.04 * count)


def test_who_comes_twice_is_one():
    assert sketch_of([7] * 1000).estimate() == 1


@given(st.lists(st.integers(0, 10_000), max_size=60), st.lists(st.integers(0, 10_000), max_size=60))
def test_two_processes_together_know_what_one_would(first, second):
    together = sketch_of(first)
    together.merge(sketch_of(second))
    again = sketch_of(second)
    again.merge(sketch_of(first))
    again.merge(sketch_of(second))

    assert together.registers == again.registers == sketch_of([*first, *second]).registers


def test_what_was_stored_comes_back_and_rubbish_begins_anew():
    sketch = sketch_of(range(50))

    assert Sketch(bytes(sketch.registers)).estimate() == sketch.estimate()
    assert Sketch(b"rubbish").estimate() == 0
    assert len(Sketch(b"").registers) == SIZE
