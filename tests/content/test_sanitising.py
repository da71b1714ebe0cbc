"""Text from outside: what is shown cannot act, and cleaning twice changes nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.sanitising import (
    TextTooLarge,
    clean_inline,
    clean_rich_text,
    is_safe_address,
    strip_all,
)

FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "<a",
        "href='javascript:alert(1)'>",
        "<a",
        'href="https://gov.vn">',
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<svg>",
        "<style>",
        "</style>",
        "<math>",
        "<mtext>",
        "<mglyph>",
        "</math>",
        "<mfrac>",
        "</mfrac>",
        "<mi/href=javascript:alert(1)>",
        "<mo>",
        "<annotation-xml/encoding=text/html>",
        "</annotation-xml>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<img/src=x/onerror=alert(1)>",
        "<ul>",
        "<li>",
        "&lt;",
        "&amp;",
        "&#x6a;",
        "<noscript>",
        "<form>",
        "<template>",
        "Nộp",
        "hồ",
        "sơ",
        "\xa0",
        "<br>",
        "<h2/id=a>",
        "</h2>",
        '"',
        "'",
        "<",
        ">",
        "<select>",
        "<textarea>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=14).map("".join) | st.text(max_size=80))
def test_cleaning_twice_changes_nothing(markup):
    for clean in (clean_rich_text, clean_inline):
        once = clean(markup)
        assert clean(once) == once
        assert "<script" not in once
        assert "javascript:" not in once.split("<a href=")[-1].split(">")[0] or "<a href=" not in once


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:x",
        "data:text/html,x",
        "//e.vn",
        "a:b",
    ],
)
def test_addresses_that_act_are_dropped_and_their_text_stays(address):
    assert not is_safe_address(address)
    assert "href" not in clean_rich_text(f'<a href="{address}">chữ</a>')
    assert "chữ" in clean_rich_text(f'<a href="{address}">chữ</a>')


def test_tables_keep_their_spans_and_pictures_come_from_our_own_files_only():
    table = clean_rich_text('<table><tr><td colspan="2" onclick="x()">a</td></tr></table>')

    assert table == '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'
    assert "src" not in clean_rich_text('<img src="https://evil.example/x.png">')
    assert 'src="/media/a.png"' in clean_rich_text('<img src="/media/a.png" alt="x">')


def test_too_much_or_too_deep_is_refused_at_once():
    with pytest.raises(TextTooLarge):
        clean_rich_text("a" * 200_001)
    with pytest.raises(TextTooLarge):
        clean_rich_text("<div>" * 50_00)


def test_stripping_gives_plain_text():
    assert strip_all("<p>Nộp &amp; nhận<script>x</script></p>") == "Nộp & nhận"


FORMULA = (
    '<math display="block"><mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi>'
    "<mn>2</mn></msup><mo>−</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math>"
)


@pytest.mark.parametrize("clean", [clean_rich_text, clean_inline])
def test_a_formula_stays_as_it_is(clean):
    assert clean(FORMULA) == FORMULA
    assert clean(f"Nghiệm {FORMULA} là") == f"Nghiệm {FORMULA} là"


@pytest.mark.parametrize(
    "markup",
    [
        '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)"><mi>x</mi></maction></math>',
        '<math href="javascript:alert(1)"><mi>x</mi></math>',
        '<math><mi href="https://e.vn" onclick="alert(1)" style="color:red">x</mi></math>',
        '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
        "<math><mtext><mglyph><svg><mtext><style><a title='</style><img src=x onerror=alert(1)>'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        '<math><mi xlink:href="data:text/html,x"><img src="/media/a.png" onerror="alert(1)"></mi></math>',
    ],
)
def test_a_formula_carries_nothing_else(markup):
    for clean in (clean_rich_text, clean_inline):
        once = clean(markup)
        bare = re.sub(r"&lt;.*?&gt;", "", once)
        assert clean(once) == once
        assert not re.search(r"<[^>]*(onerror|onclick|href=|style|javascript)", bare), once
        assert not re.search(r"<(svg|style|mglyph|annotation|maction|form)", once), once


def test_an_option_may_be_a_picture_of_ours_and_nobody_elses():
    own = '<img src="/media/images/dau.png" alt="Dấu tròn" width="80" height="80">'
    assert clean_inline(own) == own
    assert "e.vn" not in clean_inline('<img src="https://e.vn/x.png" alt="a">')
