"""Searching in a course: words are found by their beginnings, and the best paragraphs are shown alone."""

from courses.models import LessonText
from courses.notebook import _places


def places(paragraphs, *wanted):
    text = LessonText(paragraphs=[[f"d-{n}", words] for n, words in enumerate(paragraphs)])
    return [(place.url, place.match) for place in _places(text, list(wanted), "/hoc/a/1/")]


def test_only_paragraphs_with_both_words_and_those_side_by_side_first():
    found = places(
        ["Ký văn rồi ban hành.", "Vẫn bằng giấy.", "Văn bản điện tử."],
        "van",
        "ban",
    )
    assert found == [("/hoc/a/1/#d-2", "Văn bản"), ("/hoc/a/1/#d-0", "văn")]


def test_a_word_is_not_found_in_the_middle_of_another():
    assert places(["Ai cũng oan."], "an") == []
    assert places(["An toàn thông tin."], "an") == [("/hoc/a/1/#d-0", "An")]
