"""Hints to plain Vietnamese: a table of what is found, and what holds for any text."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.plain_language import (
    DATA,
    QUOTE,
    Kind,
    Level,
    heavy_words_in,
    house_rules,
    reading_of,
    sentences_in,
    syllables_in,
)

PLAIN = "Bạn mở trang này. Bạn bấm nút Nộp hồ sơ. Ba ngày sau bạn có kết quả."
MIDDLING = "Bạn tiến hành đăng nhập, kê khai thông tin, đính kèm giấy tờ, rồi gửi cho cơ quan có thẩm quyền và chờ tin."
OFFICIAL = (
    "Căn cứ vào quy định hiện hành, đối với trường hợp cá nhân có nhu cầu tiến hành thực hiện thủ tục đăng ký thì "
    "phải xuất trình giấy tờ tùy thân được cơ quan có thẩm quyền cấp, được chứng thực và được dịch ra tiếng Việt, "
    "đồng thời kê khai đầy đủ thông tin theo mẫu do UBND ban hành kèm theo."
)


def kinds_of(text: str) -> set[Kind]:
    return {hint.kind for hint in reading_of([text]).hints}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Một câu.", ["Một câu."]),
        ("Mở trang. Bấm nút! Xong chưa?", ["Mở trang.", "Bấm nút!", "Xong chưa?"]),
        ("Nộp tại TP. Huế trước 8 giờ. Xong.", ["Nộp tại TP. Huế trước 8 giờ.", "Xong."]),
        ("Giấy tờ, ảnh, v.v. kèm theo. Xong.", ["Giấy tờ, ảnh, v.v. kèm theo.", "Xong."]),
        ("1. Mở trang. 2. Bấm nút.", ["1. Mở trang.", "2. Bấm nút."]),
        ("Lệ phí 1.000.000 đồng. Xong", ["Lệ phí 1.000.000 đồng.", "Xong"]),
        ("“Đã nộp.” Bạn đóng trang.", ["“Đã nộp.”", "Bạn đóng trang."]),
        ("Xem dichvucong.gov.vn để biết", ["Xem dichvucong.gov.vn để biết"]),
        ("", []),
    ],
)
def test_where_sentences_end(text, sentences):
    assert sentences_in(text) == sentences


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Căn cứ vào giấy này, bạn nộp.", [("căn cứ vào", "theo")]),
        ("Bạn tiến hành thực hiện nộp.", [("tiến hành thực hiện", "làm")]),
        ("Đối với trường hợp mất thẻ", [("đối với trường hợp", "nếu")]),
        ("Giữ căn cứ pháp lý.", []),
        ("Mang thẻ căn cước.", []),
        ("Người tiến hành", [("tiến hành", "làm")]),
        ("Bộ phận tiếp nhận và trả kết quả", []),
        ("Huỷ bỏ hồ sơ", [("hủy bỏ", "hủy")]),
    ],
)
def test_heavy_words_and_their_plain_fellows(sentence, found):
    assert heavy_words_in(sentence) == found


@pytest.mark.parametrize(
    ("text", "kind", "is_found"),
    [
        (" ".join(["đi"] * 25) + ".", Kind.LONG_SENTENCE, False),
        (" ".join(["đi"] * 26) + ".", Kind.LONG_SENTENCE, True),
        ("Bạn đi. " * 50, Kind.LONG_PARAGRAPH, True),
        ("Bạn đi. " * 40, Kind.LONG_PARAGRAPH, False),
        ("Thẻ được cấp, được gửi và được trả.", Kind.PASSIVES, True),
        ("Bạn không được sửa, chưa được nộp, không được xóa.", Kind.PASSIVES, False),
        ("Mang CCCD đi.", Kind.ABBREVIATION, True),
        ("Mang căn cước công dân (CCCD) đi. Chụp CCCD.", Kind.ABBREVIATION, False),
        ("CCCD (căn cước công dân) còn hạn.", Kind.ABBREVIATION, False),
        ("Mã OTP gửi qua SMS, tệp PDF.", Kind.ABBREVIATION, False),
        ("Nghị định 30/2020/NĐ-CP, quý III.", Kind.ABBREVIATION, False),
        ("LUẬT CƯ TRÚ", Kind.ABBREVIATION, False),
    ],
)
def test_what_is_remarked(text, kind, is_found):
    assert (kind in kinds_of(text)) == is_found


def test_each_abbreviation_is_told_once_with_its_meaning():
    hints = reading_of(["Mang CCCD.", "Chụp CCCD và nộp ở UBND."]).hints

    assert [(hint.found, hint.instead) for hint in hints] == [
        ("CCCD", "căn cước công dân"),
        ("UBND", "Ủy ban nhân dân"),
    ]


def test_the_score_in_words():
    assert reading_of([PLAIN]).level is Level.EASY
    assert reading_of([OFFICIAL]).level is Level.HARD
    assert reading_of([MIDDLING]).level is Level.MIDDLE
    assert reading_of([]).level is Level.EASY


def test_the_list_of_words_is_fit_for_use():
    rows = json.loads(DATA.read_text(encoding="utf-8"))["words"]
    heavy = [row["heavy"] for row in rows]
    rules = house_rules()

    assert len(rows) >= 120
    assert len(set(heavy)) == len(heavy)
    assert all(row["heavy"] == row["heavy"].strip().lower() for row in rows)
    for row in rows:
        assert (row["heavy"], row["plain"]) in heavy_words_in(f"Bạn {row['heavy']} này", rules), row


def test_what_is_proposed_is_no_officialese_itself():
    rows = json.loads(DATA.read_text(encoding="utf-8"))["words"]

    circles = [(row["heavy"], row["plain"]) for row in rows if row["heavy"] in row["plain"].split(", ")]

    assert circles == []


texts = st.lists(st.text(max_size=200) | st.sampled_from([PLAIN, OFFICIAL]), max_size=5)


@given(texts)
def test_any_text_is_read(paragraphs):
    reading = reading_of(paragraphs)

    assert reading == reading_of(paragraphs), "the same text reads the same"
    assert reading.syllables == sum(syllables_in(text) for text in paragraphs)
    assert all(len(hint.quote) <= QUOTE + 1 for hint in reading.hints)


@given(st.lists(st.sampled_from(["Bạn đi.", "Xong!", "Nộp ở TP. Huế.", "Hỏi ai?", OFFICIAL]), min_size=1))
def test_no_word_is_lost_between_sentences(sentences):
    text = " ".join(sentences)

    assert " ".join(sentences_in(text)) == text


@given(texts)
def test_official_words_never_make_a_text_easier(paragraphs):
    order = list(Level)

    assert order.index(reading_of([*paragraphs, OFFICIAL]).level) >= order.index(
        reading_of([*paragraphs, PLAIN]).level
    )


@given(st.sampled_from(["Hoà", "hòa", "HÒA"]), st.text(max_size=30))
def test_how_letters_are_composed_does_not_matter(word, rest):
    import unicodedata

    text = f"{word} căn cứ vào {rest}"

    assert reading_of([unicodedata.normalize("NFD", text)]) == reading_of(
        [unicodedata.normalize("NFC", text)]
    )


def test_a_very_long_text_is_read_in_time():
    began = time.monotonic()

    reading_of([OFFICIAL * 500, "A" * 200_000, "được " * 20_000, "(" * 50_000, "TP. " * 20_000])

    assert time.monotonic() - began < 5
