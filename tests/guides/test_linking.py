"""The words of the glossary within a text: a pure rule, and what must hold for any text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.alphabet import by_letter, letter_of
from guides.linking import CLOSED, Phrase, link_terms

BOOK = [
    Phrase("hồ sơ", "ho-so"),
    Phrase("mã hồ sơ", "ma-ho-so"),
    Phrase("dịch vụ công", "dich-vu-cong"),
    Phrase("dịch vụ công trực tuyến", "truc-tuyen"),
    Phrase("OTP", "otp"),
    Phrase("một cửa", "mot-cua"),
    Phrase("phí & lệ phí", "phi"),
]


def a(words: str, key: str) -> str:
    return f'<a class="guides-term" href="#tn-{key}">{words}</a>'


@pytest.mark.parametrize(
    ("markup", "linked"),
    [
        ("<p>Nộp hồ sơ.</p>", f"<p>Nộp {a('hồ sơ', 'ho-so')}.</p>"),
        ("<p>Hồ sơ, hồ sơ</p>", f"<p>{a('Hồ sơ', 'ho-so')}, hồ sơ</p>"),
        ("<p>mã hồ sơ</p>", f"<p>{a('mã hồ sơ', 'ma-ho-so')}</p>"),
        # A shorter term is not cut out of a second mention of a longer one.
        ("<p>mã hồ sơ, mã hồ sơ</p>", f"<p>{a('mã hồ sơ', 'ma-ho-so')}, mã hồ sơ</p>"),
        (
            "<p>dịch vụ công\n trực tuyến</p>",
            f"<p>{a('dịch vụ công' + chr(10) + ' trực tuyến', 'truc-tuyen')}</p>",
        ),
        ("<p>gửi OTP, không gửi otp</p>", f"<p>gửi {a('OTP', 'otp')}, không gửi otp</p>"),
        ("<p>phí &amp; lệ phí</p>", f"<p>{a('phí &amp; lệ phí', 'phi')}</p>"),
        ("<p>hồ sơn</p>", "<p>hồ sơn</p>"),
        ("<p>một cửaa</p>", "<p>một cửaa</p>"),
        ("<h2>Hồ sơ</h2><p>hồ sơ</p>", f"<h2>Hồ sơ</h2><p>{a('hồ sơ', 'ho-so')}</p>"),
        ('<a href="/x/"><b>hồ sơ</b></a>', '<a href="/x/"><b>hồ sơ</b></a>'),
        ("<button>hồ sơ</button>", "<button>hồ sơ</button>"),
        ("<code>OTP</code>", "<code>OTP</code>"),
        ("<label>OTP <input value='hồ sơ'></label>", "<label>OTP <input value='hồ sơ'></label>"),
        ('<p title="hồ sơ > hồ sơ">x</p>', '<p title="hồ sơ > hồ sơ">x</p>'),
        ("<!-- hồ sơ --><script>'<p>hồ sơ'</script>", "<!-- hồ sơ --><script>'<p>hồ sơ'</script>"),
        ("</a></h2>hồ sơ", f"</a></h2>{a('hồ sơ', 'ho-so')}"),
        ("1 < 2 hồ sơ", f"1 < 2 {a('hồ sơ', 'ho-so')}"),
        ("", ""),
    ],
)
def test_what_is_linked(markup, linked):
    assert link_terms(markup, BOOK).markup == linked


def test_letters_written_apart_are_not_another_word():
    """ "sơ" with its horn written as a mark of its own begins like "so"."""
    assert link_terms("<p>so\u031b</p>", [Phrase("so", "so")]).keys == ()
    assert link_terms("<p>\u0301so so</p>", [Phrase("so", "so")]).markup.count("<a") == 1


def test_an_empty_book_changes_nothing():
    assert link_terms("<p>hồ sơ</p>", []).markup == "<p>hồ sơ</p>"
    assert link_terms("<p>hồ sơ</p>", [Phrase("  ", "x")]).keys == ()


class Reader(HTMLParser):
    """What a browser would see: the text, and in which elements each of our links stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.stack: list[str] = []
        self.around: list[tuple[str, ...]] = []
        self.keys: list[str] = []

    def handle_starttag(self, tag, attrs):
        if dict(attrs).get("class") == "guides-term":
            self.around.append(tuple(self.stack))
            self.keys.append(dict(attrs)["href"].removeprefix("#tn-"))
        if tag not in {"br", "img", "input"}:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data):
        self.text.append(data)


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


SAID = (
    "hồ sơ|Hồ sơ|mã hồ sơ|dịch vụ công|dịch vụ công trực tuyến|OTP|otp|một cửa|nộp|&amp;|&lt;|&nbsp;"
    "|phí &amp; lệ phí|.|1 &lt; 2|so\u031b"
)
WORDS = st.sampled_from(SAID.split("|"))
TEXT = st.lists(WORDS, max_size=6).map(" ".join)
TAGS = st.sampled_from(
    ["p", "b", "ul", "li", "em", "span", "td", "h2", "a", "button", "code", "label", "form", "svg"]
)
MARKUP = st.recursive(
    TEXT,
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]} title='hồ sơ'>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


@given(MARKUP)
def test_for_any_text_readers_see_the_same_words(markup):
    linked = link_terms(markup, BOOK)

    assert "".join(read(linked.markup).text) == "".join(read(markup).text)
    assert re.sub(r'<a class="guides-term"[^>]*>(.*?)</a>', r"\1", linked.markup, flags=re.DOTALL) == markup


@given(MARKUP)
def test_for_any_text_each_term_is_linked_once_and_never_where_it_must_not(markup):
    linked = link_terms(markup, BOOK)
    seen = read(linked.markup)

    assert seen.keys == list(linked.keys)
    assert len(set(seen.keys)) == len(seen.keys)
    for elements in seen.around:
        assert not CLOSED & set(elements)


@given(st.lists(st.sampled_from(BOOK), unique=True), MARKUP)
def test_the_order_of_the_book_does_not_matter(book, markup):
    assert link_terms(markup, book) == link_terms(markup, list(reversed(book)))


@given(st.text(alphabet="<>\"'/ahồsơ!-& ", max_size=60))
def test_odd_markup_is_read_to_its_end(markup):
    linked = link_terms(markup, BOOK).markup

    assert re.sub(r'<a class="guides-term"[^>]*>(.*?)</a>', r"\1", linked, flags=re.DOTALL) == markup


def test_letters_stand_in_the_order_of_the_alphabet():
    words = ["Ủy ban", "ưu tiên", "định danh", "dịch vụ", "ảnh", "ấp", "5G", "Zalo"]

    assert [letter for letter, _ in by_letter((word, word) for word in words)] == [
        "#",
        "A",
        "Â",
        "D",
        "Đ",
        "U",
        "Ư",
        "Z",
    ]
    assert letter_of("") == "#"
