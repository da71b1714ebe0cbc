"""The rules of a copy: addresses and files, what of a page is changed, what is broken, how the index is split."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.export.addresses import UnsafeAddress, file_of, link_between, target_of
from lms.export.checking import broken_links
from lms.export.folders import ExportRefused
from lms.export.gathering import whole_script
from lms.export.rewriting import Rules, Words, links_in, rewritten
from lms.export.searching import MOST_BYTES, parts_of

SITE = "https://vi.du"


@pytest.mark.parametrize(
    ("link", "at", "address", "fragment"),
    [
        ("/huong-dan/", "/", "/huong-dan/", ""),
        ("../#a", "/huong-dan/x/", "/huong-dan/", "a"),
        ("?trang=2", "/khoa-hoc/", "/khoa-hoc/?trang=2", ""),
        ("?trang=1", "/khoa-hoc/", "/khoa-hoc/", ""),
        ("?trang=0", "/khoa-hoc/", "/khoa-hoc/", ""),
        ("?q=x&trang=3", "/khoa-hoc/", "/khoa-hoc/?trang=3", ""),
        ("#b", "/x/", "/x/", "b"),
        ("https://vi.du/en/", "/x/", "/en/", ""),
        ("https://vi.du", "/x/", "/", ""),
        ("/og/1.png?v=abc", "/", "/og/1.png", ""),
    ],
)
def test_links_within_the_site_are_read_like_a_browser_reads_them(link, at, address, fragment):
    target = target_of(link, at=at, site=SITE)

    assert (target.address, target.fragment) == (address, fragment)


@pytest.mark.parametrize(
    "link",
    [
        "https://dichvucong.gov.vn/",
        "//vi.du.evil/",
        "mailto:a@b.vn",
        "tel:18001096",
        "http://vi.du/",
        "https://[x",
    ],
)
def test_links_that_leave_the_site_are_left_alone(link):
    assert target_of(link, at="/", site=SITE) is None


@pytest.mark.parametrize(
    "address", ["/../x", "/a/%2e%2e/b", "/a//b/", "/a/%00/", "/a/b%2Fc/", "/a\\b/", "/a:b/"]
)
def test_addresses_that_leave_the_folder_have_no_file(address):
    with pytest.raises(UnsafeAddress):
        file_of(address)


@given(
    st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), max_size=5),
    st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), max_size=5),
)
def test_a_link_between_two_files_leads_there(one, two):
    here, there = (
        file_of("/" + "".join(f"{part}/" for part in one)),
        file_of("/" + "".join(f"{part}/" for part in two)),
    )
    base = f"{SITE}/thu-muc/"

    assert urljoin(base + here, link_between(here, there)) == base + there


def rules(**given):
    told = {
        "link": lambda link: f"[{link}]",
        "home": lambda link: link,
        "is_search": lambda action: action == "/tim-kiem/",
        "is_for_the_server": lambda src: src.endswith("suggest.js"),
        "data": lambda words: words,
        "words": Words(
            banner="<p>bản sao</p>", instead_of_form="<p>không</p>", instead_of_search="<p>tìm</p>"
        ),
    }
    return Rules(**{**told, **given})


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<!doctype html><p title='a \"b\" &amp; c'>x &lt; y &#8211; <br/>", None),
        ('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', None),
        ('<script type="application/json">{"a": "<a href=\'/x\'>"}</script>', None),
        ("<!-- <a href='/x'> -->", None),
        ('<a href="/x?a=1&amp;b=2" class=y>z</a>', '<a href="[/x?a=1&amp;b=2]" class="y">z</a>'),
        (
            '<img src="/a.png" srcset="/a.png 1x, /b.png 2x">',
            '<img src="[/a.png]" srcset="[/a.png] 1x, [/b.png] 2x">',
        ),
        ('<form method="post" action="/x"><input name="a"><button>b</button></form>c', "<p>không</p>c"),
        ('<form role="search" action="/khoa-hoc/"><input></form>', "<p>tìm</p>"),
        (
            '<link rel="manifest" href="/a/" data-worker="/sw.js">',
            '<link rel="manifest" href="[/a/]">',
        ),
        (
            '<form action="/tim-kiem/"><input name="q" data-suggest="/x" data-told="y"></form>',
            '<form action="[/tim-kiem/]"><input name="q"></form>',
        ),
        (
            '<script type="module" src="/static/a.js"></script>',
            '<script defer src="[/static/a.js]"></script>',
        ),
        ('<script type="module" src="/static/suggest.js"></script>x', "x"),
        ('<main id="m">x</main>', '<main id="m"><p>bản sao</p>x</main>'),
        ('<link rel="canonical" href="/x"><link rel="alternate" hreflang="vi" href="/x">', None),
        (
            '<link rel="alternate" type="application/atom+xml" href="/x">',
            '<link rel="alternate" type="application/atom+xml" href="[/x]">',
        ),
        ('<a href="https://vi.du/" rel="external">x</a>', None),
    ],
)
def test_only_what_must_change_is_changed(page, expected):
    assert rewritten(page, rules()) == (page if expected is None else expected)


def test_what_a_page_is_shown_with_is_found():
    page = (
        '<link rel="stylesheet" href="/a.css"><img srcset="/a 1x,/b 2x">'
        '<video poster="/p" src="/v"><track src="/t"></video><a name="x">'
    )

    assert list(links_in(page)) == [
        ("link", "/a.css"),
        ("img", "/a"),
        ("img", "/b"),
        ("video", "/v"),
        ("video", "/p"),
        ("track", "/t"),
    ]


def test_the_check_sees_what_is_broken(tmp_path):
    (tmp_path / "a.html").write_text('<a id="x" href="b.html#y">b</a><a href="#x">x</a><a href="#z">z</a>')
    (tmp_path / "b.html").write_text(
        '<a href="/a.html">a</a><img src="c.png"><a href="../a.html">up</a><a href="https://x.vn/">x</a>'
    )

    assert [(one.file, one.link) for one in broken_links(tmp_path)] == [
        ("a.html", "b.html#y"),
        ("a.html", "#z"),
        ("b.html", "/a.html"),
        ("b.html", "c.png"),
        ("b.html", "../a.html"),
    ]


def test_the_index_is_split():
    rows = [["x" * 900, "vi", f"{number}", "", "", "", ""] for number in range(1000)]
    parts = list(parts_of(rows))

    assert len(parts) == 4
    assert all(len(part.encode()) <= MOST_BYTES for part in parts)
    told = [json.loads(part.removeprefix("copySearchPart(").removesuffix(");\n")) for part in parts]
    assert [row for part in told for row in part] == rows
    assert list(parts_of([])) == []


def test_a_script_is_whole_in_itself():
    script = whole_script("practice/player.js", Path("practice/static/practice/player.js").read_bytes())

    assert script.startswith("(()=>{")
    assert "import" not in script
    with pytest.raises(ExportRefused):
        whole_script("practice/x.js", b'import { a } from "./khong-co.js";\n')
