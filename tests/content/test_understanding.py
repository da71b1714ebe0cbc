"""What somebody meant: slips, Telex, everyday words. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.search.understanding import MOST_ALTERNATIVES, Dictionary, from_telex, pairs_of, understand

WORDS = (
    "nop ho so truc tuyen dang ky khai sinh duong thuong tru tam can cuoc giay chung nhan quyen su dung dat phep lai xe "
    "bao hiem that nghiep thanh toan le phi ket hon vneid"
)
KNOWN = dict.fromkeys(WORDS.split(), 10)
DICTIONARY = Dictionary(
    official=pairs_of(
        [("Sổ đỏ", "giấy chứng nhận quyền sử dụng đất"), ("cccd", "căn cước"), ("CCCD", "căn cước")]
    ),
    fillers=frozenset({"lam the nao", "o dau", "lam"}),
)


def meant(question):
    found = understand(question, known=KNOWN, dictionary=DICTIONARY)
    return (*found.asked, *found.mended)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("nộp hồ sơ", "nop ho so"),
        ("nopoj hoof sow", "nop ho so"),
        ("ddawng kys khai sinh", "dang ky khai sinh"),
        ("nop65 ho62 so7", "nop ho so"),
        ("đăng kí khai sinh", "dang ky khai sinh"),
        ("dangkykhaisinh", "dang ky khai sinh"),
        ("dang ky kai sinh", "dang ky khai sinh"),
        ("thanh taon le phi", "thanh toan le phi"),
        ("bao hiem that ngiep", "bao hiem that nghiep"),
        ("cccd", "can cuoc"),
        ("làm sổ đỏ ở đâu", "giay chung nhan quyen su dung dat"),
        ("vneidd", "vneid"),
    ],
)
def test_what_is_typed_is_understood(typed, meaning):
    assert meaning in meant(typed)


def test_what_a_page_has_is_never_put_right():
    assert understand("ho so cu", known={**KNOWN, "cu": 1}).mended == ()


def test_words_of_the_editors_are_not_put_right_either():
    assert understand("sổ đỏ", known=KNOWN, dictionary=DICTIONARY).mended == ()


def test_nonsense_stays_nonsense():
    assert understand("qwrtpl zzxxcc", known=KNOWN).mended == ()


def test_everyday_words_are_gathered_and_empty_ones_left_out():
    assert pairs_of([("Sổ đỏ", "A"), ("so do", "B"), ("", "C"), ("!!", "D"), ("e", "?")]) == {
        "so do": ("a", "b")
    }


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("dduwowngf", "duong"),
        ("tuyeens", "tuyen"),
        ("nhaanj", "nhan"),
        ("quyeenf", "quyen"),
        ("vneid", "vneid"),
        ("", ""),
    ],
)
def test_telex(typed, folded):
    assert from_telex(typed) == folded


@given(st.text(max_size=300))
def test_any_question_is_understood_in_few_forms(question):
    found = understand(question, known=KNOWN, dictionary=DICTIONARY)
    assert len(found.asked) <= MOST_ALTERNATIVES
    assert len(found.mended) <= MOST_ALTERNATIVES
    assert all(form == form.strip() and form for form in (*found.asked, *found.mended))
