"""Every public sample of QTI and Word: counted by hand, then read. What is not kept is named."""

import pytest

from content.word import read_word
from quizzes.importers.qti import parse_qti
from quizzes.importers.refusals import FileRefused
from quizzes.importers.word import parse_word

# file: types in their order (hand-counted), what is lost (field: how often), code of the refusal of the file
QTI = {
    "qti12/choice.xml": (
        ["true_false", "single_choice", "multiple_choice", "single_choice"],
        {"picture_missing": 2, "title": 3},
    ),
    "qti12/essay.xml": (["essay"], {"title": 1}),
    "qti12/fib_str.xml": (["cloze"], {"scoring": 1, "title": 1}),
    "qti12/matching.xml": (["matching"], {}),
    "qti12/mc_feedback.xml": (["single_choice"], {}),
    "qti12/multiple_answer.xml": (["multiple_choice"], {"title": 1}),
    "qti12/numeric_margin_error.xml": (["numerical"], {}),
    "qti12/true_false.xml": (["true_false"], {"picture_missing": 1, "title": 1}),
    "qti21/Choicesingle_853928446.xml": (["single_choice"], {"picture_missing": 4, "title": 1}),
    "qti21/Choicetruefalse_176040516.xml": (["true_false"], {"title": 1}),
    "qti21/Matchsingle_143114773.xml": (["matching"], {"title": 1}),
    "qti22/choice.xml": (["single_choice"], {"picture_missing": 1, "title": 1}),
}
WORD = {
    "content/docx/de-kiem-tra-cuoi-khoa.docx": (11, 11),
    "content/docx/bai-giang-tiep-nhan-ho-so.docx": (0, 0),
    "data/docx-vi/Test_CauHoiDon.docx": (3, 3),
    "data/docx-vi/basic_questions_sample.docx": (5, 5),
    "data/docx-vi/fill_blank_sample.docx": (4, 4),
    "data/docx-vi/30_2020_ND_CP.docx": (0, 0),
    "data/docx-vi/30_2020_ND_CP_phu-luc-I.docx": (0, 0),
}


@pytest.mark.parametrize("name", QTI)
def test_every_sample_of_qti_comes_in(shared, name):
    kinds, lost = QTI[name]

    parsed = parse_qti((shared / "data" / "quiz" / name).read_bytes())

    assert [draft.kind for draft in parsed.drafts] == kinds
    assert [draft.rejected for draft in parsed.drafts] == [""] * len(kinds)
    fields = [loss.field for draft in parsed.drafts for loss in draft.lost]
    assert {field: fields.count(field) for field in set(fields)} == lost


def test_a_lone_manifest_is_refused_by_what_is_missing(shared):
    with pytest.raises(FileRefused) as refused:
        parse_qti((shared / "data" / "quiz" / "qti22" / "imsmanifest.xml").read_bytes())

    assert refused.value.code == "not_this_format"


def test_a_file_with_a_missing_end_tag_comes_in_as_drafts_and_says_so(shared):
    parsed = parse_qti((shared / "data" / "quiz" / "qti12" / "fib_str.xml").read_bytes())

    assert [note.code for note in parsed.notes] == ["mended_xml"]
    assert [draft.is_incomplete for draft in parsed.drafts] == [True]


def test_the_keys_of_the_samples_are_those_written_in_them(shared):
    folder = shared / "data" / "quiz"
    truth, week, discussion, plain = parse_qti((folder / "qti12/choice.xml").read_bytes()).drafts
    numeric = parse_qti((folder / "qti12/numeric_margin_error.xml").read_bytes()).drafts[0]
    pairs = parse_qti((folder / "qti21/Matchsingle_143114773.xml").read_bytes()).drafts[0]
    flags = parse_qti((folder / "qti21/Choicesingle_853928446.xml").read_bytes()).drafts[0]

    assert (truth.key["correct"], week.key["correct"], week.points) == (False, ["c4"], "10")
    assert discussion.key["weights"] == {
        "c1": "0.25", "c2": "-0.1", "c3": "0.25", "c4": "0.25", "c5": "-0.1", "c6": "-0.1", "c7": "0.25",
    }  # fmt: skip
    assert [one["text"] for one in plain.content["choices"]][:2] == ["a&amp;b", "a &amp;&amp; b"]
    assert (numeric.key["accepted"][0]["value"], numeric.key["accepted"][0]["tolerance"]) == ("77", "7")
    assert (pairs.key["pairs"]["s4"], pairs.key["scoring"]) == ("t4", "all_or_nothing")
    assert flags.key["choice_feedback"]["c2"] == "Deine Auswahl zeigt die Flagge vom Land Thüringen."
    assert flags.key["feedback_correct"] == flags.key["feedback_wrong"] != ""


@pytest.mark.parametrize("name", WORD)
def test_every_sample_in_word_is_read_as_counted(shared, name):
    found, imported = WORD[name]
    path = shared / name

    parsed = parse_word(read_word(path.read_bytes(), filename=path.name))

    assert (len(parsed.drafts), sum(draft.is_importable for draft in parsed.drafts)) == (found, imported)
    assert parsed.drafts or {"no_questions", "not_a_question_sheet"} & {note.code for note in parsed.notes}
