"""Rich text in passages, and what a translator may send back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.passages import as_kept, closest, has_words, numbered_links, outer_tag, pieces_of_markup
from content.sanitising import clean_rich_text

WORDS = st.text("aăâ bcđ1 <&", min_size=1, max_size=20)
LINES = st.builds(
    lambda tag, text: f"<{tag}>{text.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>",
    st.sampled_from(["p", "h2", "h3"]),
    WORDS,
)
LISTS = st.lists(
    WORDS.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;")), min_size=1, max_size=4
).map(lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")


@given(st.lists(st.one_of(LINES, LISTS, st.just("<hr/>")), max_size=8))
def test_pieces_are_the_outermost_elements_and_nothing_is_lost(elements):
    assert pieces_of_markup("".join(elements)) == elements


def test_the_marks_of_the_editor_are_no_part_of_a_passage():
    marked = '<h2 data-block-key="a1">Một</h2><p data-block-key="b2">Hai <b>ba</b><br/>bốn</p>'
    assert pieces_of_markup(marked) == ["<h2>Một</h2>", "<p>Hai <b>ba</b><br/>bốn</p>"]


@given(st.text(max_size=80))
def test_anything_is_parted_without_loss(text):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if "data-block-key" not in plain:
        assert "".join(pieces_of_markup(text)) == plain


SOURCE = '<p>Xem <a linktype="page" id="7">bài trước</a> và <a href="https://vneid.gov.vn">VNeID</a>.</p>'


def test_links_lead_where_the_original_leads():
    assert 'href="#link-1"' in numbered_links(SOURCE)
    typed = '<p>See <a href="#link-2">VNeID</a> and <a href="#link-1">the lesson before</a>.</p>'
    assert as_kept(typed, source=SOURCE) == (
        '<p>See <a href="https://vneid.gov.vn">VNeID</a> and <a linktype="page" id="7">the lesson before</a>.</p>'
    )


@pytest.mark.parametrize(
    "href", ["https://evil.example", "#link-9", "javascript:alert(1)", "#link-0", "/khoa-hoc/"]
)
def test_a_translator_leads_nobody_elsewhere(href):
    kept = as_kept(f'<p>See <a href="{href}">this</a>.</p>', source=SOURCE)
    assert "href" not in kept
    assert "this" in kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Typed without a script", "<p>Typed without a script</p>"),
        ("<p>One</p>", "<p>One</p>"),
        ("<p></p>", ""),
        ("", ""),
        ('<p onclick="x()">One<script>alert(1)</script></p>', "<p>One</p>"),
    ],
)
def test_what_is_typed_is_cleaned(typed, kept):
    assert as_kept(typed, source="<p>Một</p>") == kept


@pytest.mark.parametrize("typed", ["<p>One</p><p>Two</p>", "<h2>One</h2>", "<ul><li>One</li></ul>"])
def test_another_kind_of_passage_is_refused(typed):
    with pytest.raises(ValueError, match="another kind"):
        as_kept(typed, source="<p>Một</p>")


@given(st.text(max_size=200))
def test_whatever_is_typed_comes_out_clean_or_refused(typed):
    try:
        kept = as_kept(typed, source="<p>Một</p>")
    except ValueError:
        return
    assert kept == "" or outer_tag(kept) == "p"
    assert clean_rich_text(kept) == kept


def test_an_edited_passage_is_recognised():
    old = ["<p>Nộp hồ sơ trong 3 ngày.</p>", "<p>Thanh toán trực tuyến.</p>"]
    assert closest("<p>Nộp hồ sơ trong 5 ngày làm việc.</p>", old) == old[0]
    assert closest("<p>Hoàn toàn khác, không liên quan gì.</p>", old) == ""


def test_numbers_and_lines_need_no_translation():
    assert not has_words("<p>18001096 – 7/2026</p>")
    assert not has_words("<hr/>")
    assert has_words("<p>7 giờ</p>")
