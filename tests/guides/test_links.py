"""The rule of three days, addresses found in texts, and which of them may be asked. No network, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.links import (
    DAYS_UNTIL_BROKEN,
    Outcome,
    Standing,
    answer_of_status,
    in_turn,
    is_public,
    links_in,
    split_address,
    standing_after,
)

DAY = date(2026, 11, 23)
days = st.integers(0, 400).map(lambda number: DAY + timedelta(days=number))
histories = st.lists(st.tuples(days, st.sampled_from(Outcome)), max_size=40).map(
    lambda rows: sorted(rows, key=lambda row: row[0])
)


def told(*rows: tuple[int, Outcome]) -> Standing:
    standing = Standing()
    for number, outcome in rows:
        standing = standing_after(standing, outcome, DAY + timedelta(days=number))
    return standing


GOOD, UNSURE, FAILED = Outcome.GOOD, Outcome.UNSURE, Outcome.FAILED


@pytest.mark.parametrize(
    ("rows", "broken_since"),
    [
        ([(0, FAILED), (1, FAILED)], None),
        ([(0, FAILED), (1, FAILED), (2, FAILED)], 2),
        ([(0, FAILED), (0, FAILED), (0, FAILED), (0, FAILED)], None),
        ([(0, FAILED), (5, FAILED), (30, FAILED)], 30),
        ([(0, FAILED), (1, FAILED), (2, GOOD), (3, FAILED), (4, FAILED)], None),
        ([(0, FAILED), (1, UNSURE), (2, FAILED), (3, UNSURE), (4, FAILED)], 4),
        ([(0, FAILED), (1, FAILED), (2, FAILED), (9, FAILED)], 2),
        ([(0, FAILED), (1, FAILED), (2, FAILED), (3, UNSURE)], 2),
        ([(0, FAILED), (1, FAILED), (2, FAILED), (3, GOOD)], None),
    ],
)
def test_broken_is_what_failed_on_three_days(rows, broken_since):
    expected = None if broken_since is None else DAY + timedelta(days=broken_since)

    assert told(*rows).broken_since == expected


@given(histories)
def test_broken_means_three_days_of_failure_since_the_last_good_one(history):
    standing = Standing()
    for day, outcome in history:
        standing = standing_after(standing, outcome, day)
    after_good = history
    for number, (_day, outcome) in enumerate(history):
        if outcome == GOOD:
            after_good = history[number + 1 :]
    failed = {day for day, outcome in after_good if outcome == FAILED}

    assert standing.failed_days == len(failed)
    assert (standing.broken_since is not None) == (len(failed) >= DAYS_UNTIL_BROKEN)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, GOOD), (204, GOOD), (304, GOOD), (404, FAILED), (410, FAILED), (500, FAILED), (502, FAILED)]
    + [(status, UNSURE) for status in (401, 403, 405, 429, 503, 103)],
)
def test_what_a_status_says(status, outcome):
    assert answer_of_status(status).outcome == outcome


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://dichvucong.gov.vn/", ["https://dichvucong.gov.vn/"]),
        ("Mở https://dichvucong.gov.vn/", []),
        ('<a href="https://a.gov.vn/x#y">x</a> <a href="https://a.gov.vn/x">y</a>', ["https://a.gov.vn/x"]),
        ("<a class='k' href='http://a.vn/?a=1&amp;b=2'>x</a>", ["http://a.vn/?a=1&b=2"]),
        ('<a linktype="page" id="3">x</a><a href="/huong-dan/">y</a><a href="mailto:a@b.vn">z</a>', []),
        ('<a href="javascript:alert(1)">x</a>', []),
        ("https://" + "a" * 3000, []),
        ("", []),
    ],
)
def test_links_in_stored_text(text, links):
    assert links_in(text) == links


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.vn/",
        "file:///etc/passwd",
        "https://ten:mat-khau@a.vn/",
        "https://a.vn:8443/",
        "http://a.vn:22/",
        "https:///x",
        "https://a.vn/\r\nX: 1",
        "https://a.vn\\@b.vn/",
        "https://[::1",
        "gopher://a.vn",
    ],
)
def test_addresses_that_are_never_asked(address):
    assert split_address(address) is None


@pytest.mark.parametrize(
    "number",
    [
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.3.4",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "khong-phai-so",
        "",
    ],
)
def test_numbers_that_are_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["203.162.0.181", "8.8.8.8", "2405:4800::1", "64:ff9b::808:808"])
def test_numbers_that_are(number):
    assert is_public(number)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16"))
def test_no_disguise_makes_a_private_number_public(number):
    assert not is_public(str(number))
    assert not is_public(f"::ffff:{number}")


@given(st.text(max_size=100))
def test_any_text_is_searched(text):
    assert links_in(f"<p>{text}</p>") is not None
    assert all(split_address(link) for link in links_in(text))


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(st.text(min_size=1), max_size=5)))
def test_hosts_take_turns_and_nobody_is_left_out(waiting):
    order = in_turn(waiting)

    assert sorted(order) == sorted(address for addresses in waiting.values() for address in addresses)
