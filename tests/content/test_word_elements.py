"""Each kind of thing a Word file can hold, written as raw XML: kept, or told with the paragraph quoted."""

import pytest

from content.sanitising import clean_rich_text
from content.word import read_word
from content.word.to_html import to_html
from tests.support.files import bare_docx, make_zip

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def p(inside, properties=""):
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def t(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_parts(body, **parts):
    """A package whose document has related parts, by kind: ``comments="<w:comments>…"``."""
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rels = "".join(f'<Relationship Id="r{kind}" Type="{RELS}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    return make_zip(
        {
            "word/document.xml": f"<w:document {ns} {MATH}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
            ),
            **{f"word/{kind}.xml": data.replace(">", f" {ns}>", 1) for kind, data in parts.items()},
        }
    )


def read(body, *, changes="accept", **parts):
    return read_word(with_parts(body, **parts), filename="a.docx", changes=changes)


def codes(document):
    return [problem.code for problem in document.problems]


def html(document):
    return clean_rich_text(to_html(document, picture_source=lambda key: f"/media/{key}"))


def heading(text, marks=""):
    return p(marks + t(text), '<w:outlineLvl w:val="0"/>')


def test_links_to_bookmarks_lead_to_the_heading_they_stand_at_or_below():
    body = (
        p(f'<w:hyperlink w:anchor="buoc">{t("xem bước hai")}</w:hyperlink>')
        + heading("Bước hai", '<w:bookmarkStart w:id="1" w:name="buoc"/>')
        + '<w:bookmarkStart w:id="2" w:name="giua"/>'
        + p(t("Nội dung."))
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF giua \\h</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("ở trên")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        + p(f'<w:hyperlink w:anchor="mat">{t("nơi đã mất")}</w:hyperlink>')
    )

    made = html(read(body))

    assert made.count('<a href="#buoc-hai">') == 2
    assert '<h2 id="buoc-hai">' in made
    assert "<p>nơi đã mất</p>" in made


def test_a_link_to_nowhere_is_told_with_its_words():
    from courses.importers.word import parse_lesson

    parsed = parse_lesson(read(p(f'<w:hyperlink w:anchor="mat">{t("nơi đã mất")}</w:hyperlink>')))

    (told,) = [problem for problem in parsed.problems if problem.code == "lost_anchor"]
    assert (told.detail, told.quote, told.where) == ("mat", "nơi đã mất", "đoạn 1")


CHANGED = p(
    t("Nộp ")
    + f"<w:ins>{t('trực tuyến')}</w:ins><w:del><w:r><w:delText>trực tiếp</w:delText></w:r></w:del>"
    + f"<w:moveFrom>{t(' cũ')}</w:moveFrom><w:moveTo>{t(' mới')}</w:moveTo>"
)


@pytest.mark.parametrize(
    ("changes", "text", "told"),
    [
        ("accept", "Nộp trực tuyến mới", {"insertion", "deletion"}),
        ("refuse", "Nộp trực tiếp cũ", {"insertion_refused", "deletion_refused"}),
    ],
)
def test_tracked_changes_are_accepted_or_refused_as_the_author_chooses(changes, text, told):
    document = read(CHANGED, changes=changes)

    assert [block.text for block in document.blocks] == [text]
    assert set(codes(document)) == told
    assert document.problems[0].quote.startswith("Nộp trực tuyến")


@pytest.mark.parametrize(("changes", "rows"), [("accept", ["mới", "còn"]), ("refuse", ["còn", "bỏ"])])
def test_rows_inserted_and_deleted_follow_the_same_choice(changes, rows):
    def row(mark, text):
        return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{p(t(text))}</w:tc></w:tr>"

    table = f"<w:tbl>{row('<w:ins/>', 'mới')}{row('', 'còn')}{row('<w:del/>', 'bỏ')}</w:tbl>"

    document = read(table, changes=changes)

    assert [line[0].blocks[0].text for line in document.blocks[0].rows] == rows
    assert len(document.problems) == 2


def test_comments_are_listed_with_author_place_and_text_and_never_in_the_lesson():
    body = p(t("Mở đầu")) + p(
        '<w:commentRangeStart w:id="7"/>' + t("trong ngày") + '<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    comments = (
        f'<w:comments><w:comment w:id="7" w:author="Lê Thu Hà">{p(t("Nên ghi giờ"))}</w:comment></w:comments>'
    )

    document = read(body, comments=comments)

    (comment,) = document.comments
    assert (comment.author, comment.text, comment.where, comment.quote) == (
        "Lê Thu Hà",
        "Nên ghi giờ",
        "đoạn 2",
        "trong ngày",
    )
    assert "giờ" not in html(document)
    assert codes(document) == ["comment"]


def numbering(*levels):
    made = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text, start) in enumerate(levels)
    )
    return (
        f'<w:numbering><w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def item(text, level=0, more=""):
    return p(t(text), f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def test_numbers_word_counts_itself_stay_before_headings_and_articles():
    parts = numbering(("upperRoman", "Chương %1", 1), ("decimal", "Điều %2.", 4), ("decimal", "%1.%2.%3", 1))
    body = (
        item("Tiếp nhận", 0, '<w:outlineLvl w:val="0"/>')
        + item("Phạm vi điều chỉnh", 1)
        + item("Đối tượng áp dụng", 1)
        + item("Xử lý", 0, '<w:outlineLvl w:val="0"/>')
    )

    blocks = read(body, numbering=parts).blocks

    assert [block.text for block in blocks] == [
        "Chương I Tiếp nhận",
        "Điều 4. Phạm vi điều chỉnh",
        "Điều 5. Đối tượng áp dụng",
        "Chương II Xử lý",
    ]
    assert all(block.list_place is None for block in blocks)


def test_lists_keep_what_they_count_with():
    parts = numbering(("lowerLetter", "%1)", 1), ("lowerRoman", "%2.", 1))

    document = read(item("một") + item("trong một", 1) + item("hai"), numbering=parts)

    assert [block.list_place.label for block in document.blocks] == ["a)", "i.", "b)"]
    assert html(document) == (
        '<ol type="a"><li>một<ol type="i"><li>trong một</li></ol></li><li>hai</li></ol>'
    )


def test_lists_lettered_the_vietnamese_way_keep_their_letters():
    marks = ["a", "b", "c", "d", "đ", "e"]
    document = read("".join(p(t(f"{mark}) Điểm {mark}")) for mark in marks))

    assert "".join(f"<p>{mark}) Điểm {mark}</p>" for mark in marks) == html(document).replace("\n", "")
    assert html(read("".join(p(t(f"{mark}) Điểm")) for mark in "abc"))).startswith(
        '<ol type="a"><li>Điểm</li>'
    )


DOWN = '<w:vMerge w:val="restart"/>'
ODD_SPAN = '<w:gridSpan w:val="٣"/>'


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(t(text) if text else '')}</w:tc>"


def shape(document):
    return [
        [("".join(b.text for b in c.blocks), c.colspan, c.rowspan) for c in row]
        for row in document.blocks[0].rows
    ]


def test_merges_across_and_down_old_and_new_and_those_with_nothing_above():
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("A", down) + cell("B", '<w:hMerge w:val="restart"/>') + cell("", '<w:hMerge w:val="continue"/>'),
        cell("", more) + cell("C") + cell("D", more),
        cell("E", '<w:gridSpan w:val="3"/>'),
    ]

    document = read(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")

    assert shape(document) == [
        [("A", 1, 2), ("B", 2, 1)],
        [("C", 1, 1), ("D", 1, 1)],
        [("E", 3, 1)],
    ]
    assert document.problems == ()


def test_a_row_that_begins_further_right_and_text_behind_a_merge():
    rows = [
        f"<w:tr>{cell('A', DOWN)}{cell('B')}</w:tr>",
        f"<w:tr>{cell('khuất', '<w:vMerge/>')}{cell('C')}</w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("D")}</w:tr>',
    ]

    document = read(f"<w:tbl>{''.join(rows)}</w:tbl>")

    assert shape(document) == [[("A", 1, 2), ("B", 1, 1)], [("C", 1, 1)], [("", 1, 1), ("D", 1, 1)]]
    assert [(problem.code, problem.detail) for problem in document.problems] == [("covered_cell", "khuất")]


def test_a_row_of_nothing_but_covered_cells_shortens_those_that_reach_over_it():
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [cell("A", down) + cell("B", down), cell("", more) + cell("", more), cell("", more) + cell("C")]

    document = read(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")

    assert shape(document) == [[("A", 1, 2), ("B", 1, 1)], [("C", 1, 1)]]


def test_a_table_in_a_text_box_stays_a_table_and_one_in_a_cell_gives_its_text():
    inner = f"<w:tbl><w:tr>{cell('trong')}</w:tr></w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent>{p(t('khung'))}{inner}</w:txbxContent></w:pict></w:r>"

    document = read(p(t("ngoài") + box) + f"<w:tbl><w:tr><w:tc>{inner}{p(t('sau'))}</w:tc></w:tr></w:tbl>")

    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Paragraph", "Table", "Table"]
    assert [block.text for block in document.blocks[3].rows[0][0].blocks] == ["trong", "sau"]
    assert codes(document) == ["text_box", "nested_table"]


def test_breaks_before_within_and_behind_a_paragraph():
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = p(page + t("một")) + p(t("hai") + page) + p(t("ba"), "<w:sectPr/>") + p(t("bốn"))

    blocks = read(body).blocks

    assert [(block.text, block.has_page_break) for block in blocks] == [
        ("một", True),
        ("hai", False),
        ("", True),
        ("ba", False),
        ("", True),
        ("bốn", False),
    ]


LOST = {
    "hidden": p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r>" + t("thấy")),
    "outside_part": '<w:altChunk r:id="r1" xmlns:r="x"/>' + p(t("chữ")),
    "note_missing": p(t("chữ") + '<w:r><w:footnoteReference w:id="9"/></w:r>'),
    "unknown_part": p("<w:lạ>" + t("giữ") + "</w:lạ>"),
}


@pytest.mark.parametrize("code", LOST)
def test_what_is_not_kept_is_told(code):
    document = read(LOST[code])

    assert code in codes(document)
    assert document.blocks


def test_ruby_keeps_both_its_texts_and_headers_are_told():
    body = p(f"<w:r><w:ruby><w:rt>{t('ở trên')}</w:rt><w:rubyBase>{t('gốc')}</w:rubyBase></w:ruby></w:r>")

    document = read(body, header=f"<w:hdr>{p(t('Học viện Hành chính'))}</w:hdr>")

    assert "gốc" in document.blocks[0].text
    assert [(problem.code, problem.detail) for problem in document.problems] == [
        ("header_footer", "Học viện Hành chính")
    ]


def test_numbers_that_are_none_harm_nothing():
    body = (
        p(
            t("chữ"),
            f'<w:numPr><w:ilvl w:val="²"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{"9" * 5000}"/>',
        )
        + '<w:tbl><w:tblPr><w:tblLook w:val="zz"/></w:tblPr>'
        + f"<w:tr>{cell('a', ODD_SPAN)}</w:tr><w:tr>{cell('b')}</w:tr></w:tbl>"
    )

    assert len(read_word(bare_docx(body), filename="a.docx").blocks) == 2
