"""What is taken out of words before they are stored, and what is not counted of searches and addresses."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listening.masking import EMAIL_MARK, NUMBER_MARK, is_plain_path, looks_personal, masked, tidied

SEPARATORS = st.sampled_from(["", " ", ".", "-", " - ", "–", "_", "/", ")", ") ", "\t"])


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("Gọi tôi số 0912345678 nhé", f"Gọi tôi số {NUMBER_MARK} nhé"),
        ("0912 345 678", NUMBER_MARK),
        ("0912.345.678", NUMBER_MARK),
        ("(024) 3825-1234", NUMBER_MARK),
        ("+84 912 345 678", NUMBER_MARK),
        ("CCCD 001099012345", f"CCCD {NUMBER_MARK}"),
        ("CMND 012 345 678", f"CMND {NUMBER_MARK}"),
        ("mã OTP 482913", f"mã OTP {NUMBER_MARK}"),
        ("hộ chiếu B1234567", f"hộ chiếu B{NUMBER_MARK}"),
        ("hồ sơ H36.12-241128-0001", f"hồ sơ H{NUMBER_MARK}"),
        ("viết cho lan.nguyen@example.vn", f"viết cho {EMAIL_MARK}"),
        ("lan＠example.vn", EMAIL_MARK),
        ("tài khoản ٠٩١٢٣٤٥٦٧٨", f"tài khoản {NUMBER_MARK}"),
        ("Bước 3 sai, lệ phí là 50.000 đồng", "Bước 3 sai, lệ phí là 50.000 đồng"),
        ("phí 1.000.000 đồng", "phí 1.000.000 đồng"),
        ("từ ngày 12/11/2026 đã đổi", "từ ngày 12/11/2026 đã đổi"),
        ("Nghị định 45/2020/NĐ-CP", "Nghị định 45/2020/NĐ-CP"),
        ("", ""),
    ],
)
def test_numbers_of_people_are_masked_and_facts_stay(said, stored):
    assert masked(said) == stored


@given(
    before=st.text(max_size=30),
    digits=st.lists(st.sampled_from("0123456789"), min_size=9, max_size=14),
    gaps=st.lists(SEPARATORS, min_size=14, max_size=14),
    after=st.text(max_size=30),
)
@example(before="", digits=list("012345678"), gaps=["/"] * 14, after="")
def test_no_telephone_or_identity_number_survives(before, digits, gaps, after):
    number = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False)).rstrip(" .-–_/)\t")
    left = masked(f"{before} {number} {after}")

    assert number not in left
    assert not re.search(r"\d{6,}", left)


@given(
    name=st.from_regex(r"[a-z0-9.+_-]{1,20}", fullmatch=True),
    host=st.from_regex(r"[a-z0-9-]{1,10}\.vn", fullmatch=True),
)
def test_no_address_survives(name, host):
    assert f"{name}@{host}" not in masked(f"thư cho {name}@{host}, cảm ơn")


@given(st.text(max_size=400))
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)


@given(st.text(max_size=400))
def test_tidy_text_is_nfc_and_holds_no_unseen_sign(text):
    tidy = tidied(text)

    assert tidy == unicodedata.normalize("NFC", tidy)
    assert not [c for c in tidy if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
    assert tidied(tidy) == tidy


def test_a_number_hidden_by_unseen_signs_is_found():
    assert masked(tidied("0912\u200b345\u200d678")) == NUMBER_MARK


@pytest.mark.parametrize(
    ("question", "personal"),
    [
        ("nộp hồ sơ", False),
        ("luật đất đai 2024", False),
        ("nghị định 45 2020", True),
        ("0912345678", True),
        ("lan@example.vn", True),
        ("0 9 1 2 3 4", True),
        ("lan＠vn", True),
    ],
)
def test_a_search_for_somebody_is_not_counted(question, personal):
    assert looks_personal(question) is personal


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/huong-dan/cap-lai-the/", True),
        ("/huong-dan/bieu-mau-2026", True),
        ("/c/H3K9QZ7RT2", False),
        ("/c/abc123def456abc123de", False),
        ("/quen-mat-khau/dat-lai/1-abcdef0123456789abcd/", False),
        ("/tra-cuu/001099012345/", False),
        ("/a@b.vn/", False),
        ("/wp-login.php", False),
        ("/../etc/passwd", False),
        ("/" + "a" * 130, False),
        ("/một-trang/", False),
    ],
)
def test_only_plain_addresses_are_kept_as_missing(path, plain):
    assert is_plain_path(path) is plain
