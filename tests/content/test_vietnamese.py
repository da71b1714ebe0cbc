import unicodedata

from content.vietnamese import fold, name_sort_key, slugify, sort_key


def test_folding_forgets_accents_in_both_normal_forms():
    for text in ("Nộp hồ sơ điện tử", unicodedata.normalize("NFD", "Nộp hồ sơ điện tử")):
        assert fold(text) == "nop ho so dien tu"


def test_addresses_keep_the_first_letter():
    assert slugify("Đất đai: sổ đỏ") == "dat-dai-so-do"


def test_words_sort_by_the_vietnamese_alphabet():
    assert sorted(["đa", "da", "dạ", "ăn", "an", "ân"], key=sort_key) == ["an", "ăn", "ân", "da", "dạ", "đa"]


def test_people_sort_by_given_name():
    names = ["Trần Văn Bình", "Nguyễn Thị An", "Lê Đức Ánh"]
    assert sorted(names, key=name_sort_key) == ["Nguyễn Thị An", "Lê Đức Ánh", "Trần Văn Bình"]
