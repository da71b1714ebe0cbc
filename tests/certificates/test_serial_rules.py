"""The verification code: enough chance, no slip unseen, any way of writing understood."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rendering.serial import (
    ALPHABET,
    LENGTH,
    RANDOM_SYMBOLS,
    check_symbol,
    new_serial,
    normalise,
    printed,
    slip_in,
)

serials = st.text(alphabet=ALPHABET, min_size=RANDOM_SYMBOLS, max_size=RANDOM_SYMBOLS).map(
    lambda body: body + check_symbol(body)
)


def test_a_code_holds_at_least_eighty_random_bits():
    assert RANDOM_SYMBOLS * math.log2(len(ALPHABET)) >= 80
    assert not set("0O1IL") & set(ALPHABET)


def test_a_new_code_is_well_formed_and_uses_the_given_chance():
    first = new_serial(random.Random(1).choice)

    assert slip_in(first) is None
    assert len(first) == LENGTH
    assert new_serial(random.Random(1).choice) == first
    assert new_serial(random.Random(2).choice) != first


@given(serials)
def test_every_single_wrong_symbol_is_noticed(serial):
    for position, right in enumerate(serial):
        for wrong in ALPHABET.replace(right, ""):
            changed = serial[:position] + wrong + serial[position + 1 :]
            assert slip_in(changed) is not None


@given(serials)
def test_every_exchange_of_two_different_symbols_is_noticed(serial):
    for left in range(LENGTH):
        for right in range(left + 1, LENGTH):
            symbols = list(serial)
            symbols[left], symbols[right] = symbols[right], symbols[left]
            if serial[left] != serial[right]:
                assert slip_in("".join(symbols)) is not None


@given(serials, st.sampled_from(["-", " ", "–", "\u00a0", ".", "\u200b", "\n"]))
def test_case_dashes_and_spaces_do_not_matter(serial, separator):
    typed = separator + separator.join(serial.lower()) + separator

    assert normalise(typed) == serial
    assert normalise(printed(serial)) == serial


@given(st.text(max_size=60))
def test_no_text_at_all_makes_the_reader_fail(text):
    slip_in(normalise(text))


def test_a_printed_code_stands_in_groups_of_six():
    assert printed("ABCDEFGHJKMNPQRSTU") == "ABCDEF-GHJKMN-PQRSTU"


@pytest.mark.parametrize(
    ("typed", "code", "position"),
    [
        ("HV26K3-MQ9XD7-RT4WZO", "symbol", 18),
        ("HV26K3-1Q9XD7-RT4WZ2", "symbol", 7),
        ("HV26K3-MQ9XD7", "length", 0),
        ("", "length", 0),
    ],
)
def test_a_slip_is_named_as_nearly_as_it_can_be(typed, code, position):
    slip = slip_in(normalise(typed))

    assert (slip.code, slip.position) == (code, position)
