"""Word files written part by part: one that holds every kind of element, and the pieces hostile ones are made of."""

from tests.support.files import CONTENT_TYPES, make_png, make_zip

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, 7)
)
FOOTNOTE, ENDNOTE = '<w:footnoteReference w:id="1"/>', '<w:endnoteReference w:id="1"/>'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inside, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def heading(words, level=1, before=""):
    return paragraph(before + text(words), f'<w:pStyle w:val="Heading{level}"/>')


def item(words, number, level=0):
    return paragraph(text(words), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def picture(relation, alt=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="952500" cy="476250"/><wp:docPr id="1" name="" descr="{alt}"/>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="" descr="{alt}"/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def package(body, *, parts=None, relations=(), main="word/document.xml") -> bytes:
    """A package around a body. ``relations``: (id, kind, target, is_external)."""
    rels = "".join(
        f'<Relationship Id="{identity}" Type="{KINDS}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if is_external else ''}/>"
        for identity, kind, target, is_external in relations
    )
    return make_zip(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            main: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
            ),
            **(parts or {}),
        }
    )


def _numbering() -> str:
    formats = {1: ["bullet", "bullet"], 2: ["lowerLetter", "lowerRoman"], 3: ["decimal"], 4: ["upperRoman"]}
    made = ""
    for number, levels in formats.items():
        texts = ["Chương %1"] if number == 4 else ["%1)", "%2)"]
        inside = "".join(
            f'<w:lvl w:ilvl="{index}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{texts[index]}"/></w:lvl>'
            for index, form in enumerate(levels)
        )
        made += f'<w:abstractNum w:abstractNumId="{number}">{inside}</w:abstractNum>'
    made += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in formats)
    return f"<w:numbering {SPACES}>{made}</w:numbering>"


def _notes(kind: str, words: str) -> str:
    return f'<w:{kind}s {SPACES}><w:{kind} w:id="1">{paragraph(text(words))}</w:{kind}></w:{kind}s>'


def all_kinds() -> bytes:
    """Each kind of element a few times; what it holds is counted in ``tests/content/fidelity/all-kinds.json``."""
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format('a')}</m:num><m:den>{run.format('b')}</m:den></m:f>"
    down = '<w:vMerge w:val="restart"/>'

    def cell(words, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text(words))}</w:tc>"

    numbered = '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
    body = [
        paragraph(text("Mở đầu"), numbered),
        paragraph(f"{text('Xem chú thích')}<w:r>{FOOTNOTE}</w:r><w:r>{ENDNOTE}</w:r>"),
        paragraph(f'<w:hyperlink r:id="r1">{text("Cổng")}</w:hyperlink>'
                  f'<w:hyperlink w:anchor="nho">{text("ghi nhớ")}</w:hyperlink>'),
        item("một", 1), item("trong một", 1, 1),
        heading("Cách làm", 2),
        item("đầu", 2), item("nhỏ", 2, 1), item("nhỏ nữa", 2, 1), item("cuối", 2),
        paragraph(text("Với ") + f"<m:oMath>{fraction}</m:oMath>" + text(" thì")),
        paragraph(f"<m:oMathPara><m:oMath>{fraction}</m:oMath></m:oMathPara>"),
        f"<w:tbl><w:tr>{cell('A', down)}{cell('B')}{cell('C')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('D')}<w:tc>{paragraph(f'<m:oMath>{fraction}</m:oMath>')}</w:tc></w:tr></w:tbl>",
        paragraph(picture("r2", "Sơ đồ")), paragraph(picture("r2", "Sơ đồ")),
        heading("Ghi nhớ", 2, '<w:bookmarkStart w:id="1" w:name="nho"/>'),
        item("hai", 3), item("ba", 3),
        paragraph(f'<w:fldSimple w:instr="HYPERLINK &quot;https://chinhphu.vn&quot;">{text("Chính phủ")}</w:fldSimple>'),
    ]  # fmt: skip
    return package(
        "".join(body),
        parts={
            "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
            "word/numbering.xml": _numbering(),
            "word/footnotes.xml": _notes("footnote", "Chú thích một"),
            "word/endnotes.xml": _notes("endnote", "Chú thích hai"),
            "word/media/hinh.png": make_png(),
        },
        relations=[
            ("r1", "hyperlink", "https://dichvucong.gov.vn", True),
            ("r2", "image", "media/hinh.png", False),
            ("r6", "styles", "styles.xml", False),
            ("r3", "numbering", "numbering.xml", False),
            ("r4", "footnotes", "footnotes.xml", False),
            ("r5", "endnotes", "endnotes.xml", False),
        ],
    )
