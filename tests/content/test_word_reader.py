"""What Word shows is what the tree holds; what cannot be kept is told."""

import unicodedata

from content.word import read_word
from content.word.legacy_fonts import _LOWER, from_tcvn3
from tests.support.files import bare_docx, make_docx


def bold(document, text):
    document.add_paragraph().add_run(text).bold = True


def test_bold_numbered_lines_become_guessed_headings_by_rank():
    def fill(document):
        for text in ("I. TIẾP NHẬN", "1. Mở hồ sơ", "II. XỬ LÝ"):
            bold(document, text)
            document.add_paragraph("Nội dung của phần này dài hơn một chút.")

    headings = [b for b in read_word(make_docx(fill), filename="a.docx").blocks if b.heading]

    assert [(b.heading, b.is_fake_heading) for b in headings] == [(1, True), (2, True), (1, True)]


def test_typed_lists_are_recognised_with_levels_and_keep_their_marks():
    def fill(document):
        for text in ("- Giấy tờ", "+ Bản sao", "+ Bản chính", "- Lệ phí", "a) Mở cổng", "b) Nộp"):
            document.add_paragraph(text)

    blocks = read_word(make_docx(fill), filename="a.docx").blocks

    assert [b.list_place.level for b in blocks[:4]] == [0, 1, 1, 0]
    assert all(b.list_place.is_typed for b in blocks)
    assert blocks[4].text == "a) Mở cổng"


def test_questions_are_never_taken_for_headings_or_lists():
    def fill(document):
        bold(document, "Câu 1. Thủ đô là gì?")
        bold(document, "A. Hà Nội")

    blocks = read_word(make_docx(fill), filename="a.docx").blocks

    assert [(b.heading, b.list_place) for b in blocks] == [(0, None), (0, None)]


def test_text_is_composed_and_tracked_changes_comments_and_boxes_are_told():
    body = (
        f"<w:p><w:r><w:t>{unicodedata.normalize('NFD', 'Nộp hồ sơ')}</w:t></w:r>"
        "<w:ins><w:r><w:t> mới</w:t></w:r></w:ins><w:del><w:r><w:delText> cũ</w:delText></w:r></w:del></w:p>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )

    document = read_word(bare_docx(body), filename="a.docx")

    assert [b.text for b in document.blocks] == ["Nộp hồ sơ mới", "trong khung"]
    assert {p.code for p in document.problems} == {"insertion", "deletion", "text_box"}


def test_a_letterhead_is_left_out_with_a_note():
    def fill(document):
        for text in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Bài học hôm nay nói về hồ sơ.",
        ):
            document.add_paragraph(text)

    document = read_word(make_docx(fill), filename="a.docx")

    assert [b.text for b in document.blocks] == ["Bài học hôm nay nói về hồ sơ."]
    assert [p.code for p in document.problems] == ["national_header"]


def test_the_old_font_table_knows_every_vietnamese_vowel_once():
    assert len(set(_LOWER.values())) == len(_LOWER) == 67
    assert from_tcvn3("C¬ quan nhµ n\xadíc", ".VnTime") == "Cơ quan nhà nước"
    assert from_tcvn3("quyÕt ®Þnh", ".VnTimeH") == "QUYẾT ĐỊNH"


def test_good_files_of_others_are_read(shared):
    for path in sorted((shared / "data" / "docx-vi").glob("*.docx")):
        assert read_word(path.read_bytes(), filename=path.name).blocks, path.name
