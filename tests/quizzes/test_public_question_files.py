"""Every public sample file: counted by hand, then read. What is not imported is named with its reason."""

import pytest

from quizzes.importers.formats import detect_format
from quizzes.services.importing import read_questions

# file: items in it by type (hand-counted), imported, and why the others are not (code: how many)
FILES = {
    "data/quiz/gift/examples.txt": (
        "gift",
        # "Who's buried" 3x, "Grant is" 3x, Thanksgiving 2x, Japanese, feedback 1, difficult 2, hometown 1, equals 5, control
        # characters, Grant's Tomb: 16 single; two times two people: 2 multiple; 5 true or false; 3 pairs; 8 numbers; 9 words
        {
            "single_choice": 16,
            "multiple_choice": 2,
            "true_false": 5,
            "matching": 3,
            "numerical": 8,
            "short_answer": 9,
        },
        43,
        {},
    ),
    "data/quiz/gift/questions.gift.txt": (
        "gift",
        {
            "essay": 1,
            "matching": 1,
            "single_choice": 1,
            "multiple_choice": 1,
            "numerical": 1,
            "short_answer": 1,
            "true_false": 3,
        },
        9,
        {},
    ),
    "data/quiz/gift/peg/category1.gift": ("gift", {}, 0, {}),
    "data/quiz/gift/peg/essay1.gift": ("gift", {"essay": 1}, 1, {}),
    "data/quiz/gift/peg/matching1.gift": ("gift", {"matching": 2}, 2, {}),
    "data/quiz/gift/peg/mc5.gift": ("gift", {"single_choice": 4}, 4, {}),
    "data/quiz/gift/peg/multiLineFeedback1.gift": ("gift", {"single_choice": 2}, 2, {}),
    "data/quiz/gift/peg/numerical1.gift": ("gift", {"numerical": 10}, 10, {}),
    "data/quiz/gift/peg/options1.gift": (
        "gift",
        {"numerical": 1, "short_answer": 4, "single_choice": 6, "true_false": 1, "multiple_choice": 2},
        14,
        {},
    ),
    "data/quiz/gift/peg/tf2.gift": ("gift", {"true_false": 2}, 2, {}),
    "data/quiz/aiken/questions.aiken.txt": ("aiken", {"single_choice": 2}, 2, {}),
    "data/quiz/moodlexml/category_with_description.xml": ("moodle_xml", {"true_false": 1}, 1, {}),
    "data/quiz/moodlexml/nested_categories.xml": ("moodle_xml", {"true_false": 1}, 1, {}),
    "data/quiz/moodlexml/nested_categories_with_questions.xml": (
        "moodle_xml",
        {"true_false": 4, "essay": 1},
        5,
        {},
    ),
    "data/quiz/moodlexml/truefalse.xml": ("moodle_xml", {"true_false": 2}, 2, {}),
    "data/quiz/moodlexml/multianswer-all-types.xml": (
        "moodle_xml",
        {"cloze": 1},  # gaps 7 to 10 are MULTIRESPONSE: several choices ticked in one gap
        1,
        {},
    ),
    "data/moodle-backup/course_backup.mbz": (
        "moodle_backup",
        {},
        0,
        {},
    ),  # its questions.xml holds no category
    "data/moodle-backup/question_category_35_format.mbz": (
        "moodle_backup",
        {},
        0,
        {},
    ),  # four empty categories
    "data/moodle-backup/moodle_311_quiz.mbz": (
        "moodle_backup",
        {"true_false": 2, "random": 3},
        2,
        {"random_question": 3},
    ),
    "content/quiz/questions.gift": (
        "gift",
        {
            "single_choice": 10,
            "multiple_choice": 5,
            "true_false": 4,
            "matching": 3,
            "short_answer": 2,
            "numerical": 2,
            "essay": 1,
        },
        27,
        {},
    ),
    "content/quiz/questions.json": (
        "json",
        {
            "single_choice": 10,
            "multiple_choice": 5,
            "true_false": 4,
            "matching": 3,
            "ordering": 2,
            "short_answer": 2,
            "numerical": 2,
            "cloze": 1,
            "essay": 1,
        },
        30,
        {},
    ),
}


@pytest.mark.parametrize("path", FILES)
def test_the_file_holds_what_was_counted_by_hand(path, shared):
    format, by_type, imported, reasons = FILES[path]
    data = (shared / path).read_bytes()
    parsed = read_questions(data=data, filename=path.rpartition("/")[2])

    found: dict[str, int] = {}
    why: dict[str, int] = {}
    for draft in parsed.drafts:
        found[draft.kind] = found.get(draft.kind, 0) + 1
        if draft.rejected:
            why[draft.rejected] = why.get(draft.rejected, 0) + 1
            assert draft.where
    assert (detect_format(data), parsed.format) == (format, format)
    assert found == by_type
    assert why == reasons, [(d.where, d.rejected, d.detail) for d in parsed.drafts if d.rejected]
    assert sum(draft.is_importable for draft in parsed.drafts) == imported


def test_every_public_file_of_these_formats_is_in_the_table(shared):
    folders = (
        "data/quiz/gift",
        "data/quiz/aiken",
        "data/quiz/moodlexml",
        "data/moodle-backup",
        "content/quiz",
    )
    there = {
        str(path.relative_to(shared))
        for folder in folders
        for path in (shared / folder).rglob("*")
        if path.is_file()
    }

    assert there - set(FILES) == {"content/quiz/questions.md"}  # the same questions for people to read


def test_pictures_in_moodle_xml_are_found_and_their_words_kept(shared):
    data = (shared / "data/quiz/moodlexml/truefalse.xml").read_bytes()
    parsed = read_questions(data=data, filename="truefalse.xml")

    assert {picture.name for picture in parsed.pictures.values()} == {
        "logo.jpg",
        "infos.jpg",
        "thumbup.jpg",
        "thumbdown.jpg",
    }
    assert all("/media/questions-pending/" in str(draft.content["stem"]) for draft in parsed.drafts)
    assert [draft.category for draft in parsed.drafts] == [("Default for testhead", "TrueFalse")] * 2


def test_a_backup_brings_categories_and_tags(shared):
    data = (shared / "data/moodle-backup/moodle_311_quiz.mbz").read_bytes()
    first = read_questions(data=data, filename="quiz.mbz").drafts[0]

    assert first.category == ("Default for moodle_311_quiz",)
    assert [tag.name for tag in first.tags] == ["first question", "one", "number one"]
    assert first.key["correct"] is False
