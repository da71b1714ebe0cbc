"""What becomes of a Word file: the same rules as for Markdown, and nothing of the text is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.markdown import read_markdown
from content.plain import Document, Paragraph, Section, Table, Words
from content.word import read_word
from content.word.to_plain import to_plain
from guides.facts import divided, plain_text, take_facts
from guides.importing import blocks_of
from guides.importing_word import read_guide_document
from guides.planning import next_review
from tests.support.files import make_docx
from tests.support.guide_forms import word_guide

TODAY = date(2026, 11, 29)


def plain(fill):
    return to_plain(read_word(make_docx(fill), filename="bai.docx"))


def read(document):
    return read_guide_document(document, today=TODAY, review_by=next_review(TODAY))


def codes(remarks):
    return {remark.code for remark in remarks}


def words(text):
    return Words(html=text, text=text)


def test_a_whole_guide():
    draft, remarks = read(to_plain(read_word(word_guide(), filename="bai.docx")))

    assert (draft.title, draft.minutes_needed) == ("Nộp phí trực tuyến", 8)
    assert draft.summary.startswith("Trả phí, lệ phí hồ sơ")
    assert (draft.fee, draft.time_limit) == ("Không thu thêm", "Ngay khi trả xong")
    assert draft.official_url == "https://dichvucong.gov.vn/"
    assert [block["type"] for block in draft.body] == ["before", "steps", "mistakes", "notice", "help"]
    before, steps, mistakes, notice, helping = (block["value"] for block in draft.body)
    assert before["things"] == ["Mã hồ sơ", "Tài khoản ngân hàng"]
    assert len(steps["steps"]) == 3
    assert mistakes["mistakes"] == [{"mistake": "Trả hai lần", "remedy": "<p>Xem lại biên lai trước.</p>"}]
    assert notice["tone"] == "warn"
    assert helping["phone"] == "18001096"
    assert codes(remarks) == set()
    assert (draft.last_reviewed, draft.review_by) == (TODAY, date(2027, 5, 29))


def test_both_readers_give_the_same_plain_document():
    source = """# Tra cứu hồ sơ

Xem hồ sơ đến đâu.

## Trước khi bắt đầu
- Mã hồ sơ

## Các bước
1. Mở cổng.
2. Nhập mã.

## Lỗi hay gặp
| Lỗi | Cách tránh |
| --- | --- |
| Sai mã | Chép từ tin nhắn |
"""

    def fill(document):
        document.add_heading("Tra cứu hồ sơ", 1)
        document.add_paragraph("Xem hồ sơ đến đâu.")
        document.add_heading("Trước khi bắt đầu", 2)
        document.add_paragraph("Mã hồ sơ", style="List Bullet")
        document.add_heading("Các bước", 2)
        document.add_paragraph("Mở cổng.", style="List Number")
        document.add_paragraph("Nhập mã.", style="List Number")
        document.add_heading("Lỗi hay gặp", 2)
        table = document.add_table(rows=2, cols=2)
        for row, texts in zip(
            table.rows, (("Lỗi", "Cách tránh"), ("Sai mã", "Chép từ tin nhắn")), strict=True
        ):
            row.cells[0].text, row.cells[1].text = texts

    from_markdown, from_word = read_markdown(source), plain(fill)

    assert from_word.title == from_markdown.title
    assert list(blocks_of(from_word)) == list(blocks_of(from_markdown))


def test_steps_typed_as_words():
    def fill(document):
        document.add_paragraph().add_run("Đổi giấy phép lái xe").bold = True
        document.add_paragraph("Cách đổi trên mạng.")
        document.add_paragraph("Bước 1: Mở cổng")
        document.add_paragraph("Gõ dichvucong.gov.vn")
        document.add_paragraph("Bước 2. Nộp và chờ")

    draft, remarks = read(plain(fill))

    assert draft.title == "Đổi giấy phép lái xe"
    assert draft.official_url == "https://dichvucong.gov.vn/"
    (steps,) = (block["value"] for block in draft.body)
    assert [plain_text(step["text"]) for step in steps["steps"]] == [
        "Mở cổng. Gõ dichvucong.gov.vn",
        "Nộp và chờ",
    ]
    assert codes(remarks) == {"no_link", "no_minutes", "no_help"}


def test_a_part_whose_title_names_its_readers_is_for_some_only():
    source = """# Đăng nhập

## Nếu bạn chưa có tài khoản
1. Đến công an xã, phường.

## Đăng nhập Cổng
1. Mở cổng.

## Nêu lý do
1. Viết một câu.

## Trường hợp mất máy
Báo ngay.
"""
    blocks = list(blocks_of(read_markdown(source)))

    assert [(block["type"], block["value"]["only_some"]) for block in blocks] == [
        ("steps", True),
        ("steps", False),
        ("steps", False),
        ("text", True),
    ]


def test_sections_called_steps_are_one_list():
    def fill(document):
        document.add_heading("Nộp hồ sơ", 0)
        for number, name in enumerate(("Mở cổng", "Nộp"), 1):
            document.add_heading(f"Bước {number}: {name}", 1)
            document.add_paragraph(f"Làm việc {number}.")

    draft, _remarks = read(plain(fill))

    (steps,) = (block["value"] for block in draft.body)
    assert steps["steps"] == [
        {"title": "Mở cổng", "text": "<p>Làm việc 1.</p>"},
        {"title": "Nộp", "text": "<p>Làm việc 2.</p>"},
    ]


def test_a_list_interrupted_by_a_picture_goes_on():
    document = to_plain(read_word(word_guide(with_picture=True), filename="bai.docx"))

    draft, _remarks = read(document)

    kinds = [block["type"] for block in draft.body]
    assert kinds.count("steps") == 1
    assert kinds.index("picture") == kinds.index("steps") + 1
    assert len(next(b for b in draft.body if b["type"] == "steps")["value"]["steps"]) == 3


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Liên kết chính thức: https://dichvucong.gov.vn.hotro.com/", "foreign_link"),
        ("Liên kết chính thức: http://dichvucong.gov.vn/", "foreign_link"),
        (f"Lệ phí: {'dài ' * 80}", "cut"),
        (f"Tóm tắt: {'dài ' * 90}", "long_summary"),
    ],
)
def test_what_is_not_right_is_told(line, code):
    def fill(document):
        document.add_heading("Nộp", 0)
        document.add_paragraph(line)
        document.add_heading("Các bước", 1)
        document.add_paragraph("Mở cổng.", style="List Number")

    draft, remarks = read(plain(fill))

    assert code in codes(remarks)
    assert draft.official_url.startswith("https://dichvucong.gov.vn")
    assert draft.official_url.endswith(".gov.vn/")


def test_a_table_too_wide_for_a_phone_is_told_row_by_row():
    def fill(document):
        document.add_heading("Nộp", 0)
        document.add_heading("Mức thu", 1)
        table = document.add_table(rows=2, cols=4)
        for row, texts in zip(table.rows, (("Loại", "Phí", "Nơi", "Hạn"), ("A", "1", "2", "3")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    draft, _remarks = read(plain(fill))

    assert "<p>Loại</p><ul><li><b>A</b> – Phí: 1; Nơi: 2; Hạn: 3</li></ul>" in draft.body[0]["value"]["text"]


def test_what_is_too_long_is_kept_and_told():
    long = "Chuẩn bị thật nhiều thứ " * 20

    def fill(document):
        document.add_heading("Nộp", 0)
        document.add_heading("Bạn cần chuẩn bị", 1)
        document.add_paragraph(long, style="List Bullet")

    draft, remarks = read(plain(fill))

    assert draft.body[0]["value"]["things"] == [long.strip()]
    assert "too_long" in codes(remarks)


@pytest.mark.parametrize(
    ("html", "text", "label", "value"),
    [
        ("<b>Lệ phí:</b> không", "Lệ phí: không", "Lệ phí", "không"),
        ("<b>Lệ phí</b>: <i>không</i>", "Lệ phí: không", "Lệ phí", "<i>không</i>"),
        ("Không có dấu", "Không có dấu", "", "Không có dấu"),
    ],
)
def test_a_line_with_a_label(html, text, label, value):
    found, rest = divided(Words(html=html, text=text))
    assert (found, rest.html) == (label, value)


def test_the_first_word_on_a_matter_holds():
    document = Document(
        title="A",
        intro=(Paragraph(words=words("Lệ phí: không")), Paragraph(words=words("Phí: có"))),
        sections=(Section(title="Lệ phí khác", parts=(Paragraph(words=words("Thời hạn: 3 ngày")),)),),
    )
    facts, rest = take_facts(document)
    assert (facts.text("fee"), facts.text("time_limit")) == ("không", "3 ngày")
    assert [part.words.text for part in rest.intro] == ["Phí: có"]
    assert rest.sections == ()


CELLS = st.lists(
    st.lists(st.text(alphabet="abcđê", min_size=1, max_size=5), min_size=1, max_size=5),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(["Bảng", "Hỏi ai", "Bạn cần chuẩn bị"]), CELLS, st.booleans())
def test_no_cell_of_a_table_is_lost(title, rows, is_of_mistakes):
    told = [tuple(words(f"{n}{m}{text}") for m, text in enumerate(row)) for n, row in enumerate(rows)]
    if is_of_mistakes:
        told[0] = (*told[0], words("Cách tránh"))
    table = Table(header=told[0], rows=tuple(told[1:]), html="")
    second = Table(header=(words("zz"),), rows=(), html="")
    section = Section(title=title, parts=(table, second))

    found = " ".join(_all_texts(list(blocks_of(Document(title="A", intro=(), sections=(section,))))))

    is_block = not table.rows or "Cách tránh" not in told[0][-1].text
    for cell in [*(cell for row in told[1:] for cell in row), *(told[0] if is_block else ())]:
        assert cell.text in found
    assert "zz" in found


WORD = st.text(alphabet="abcdeghiklmnđêôơưáà", min_size=3, max_size=9)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "Heading 1", "Heading 2", "List Bullet", "List Number"]), LINE),
        min_size=1,
        max_size=14,
    )
)
def test_no_word_of_the_file_is_lost(lines):
    def fill(document):
        for style, line in lines:
            document.add_paragraph(line, style=style or None)

    draft, _remarks = read(plain(fill))

    told = " ".join([draft.title, draft.summary, *_all_texts(draft.body)])
    for _style, line in lines:
        for word in line.split():
            assert word in told


def _all_texts(value):
    if isinstance(value, str):
        yield plain_text(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _all_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _all_texts(part)


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_line_can_be_divided(text, more):
    words = Words(html=text, text=f"{text}:{more}")
    label, value = divided(words)
    assert len(label) <= 40
    assert isinstance(value, Words)
