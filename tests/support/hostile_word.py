"""Word files built to harm, by number: the same number is the same file. Nothing hostile is kept in the repository."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.support.files import make_docx, make_png, make_zip
from tests.support.word_files import SPACES, all_kinds, package, paragraph, picture, text

Maker = Callable[[random.Random], bytes]
PARTS = ["document", "styles", "numbering", "footnotes", "comments", "_rels/document.xml.rels"]
HYPERLINK = '<w:hyperlink w:anchor="a">'
ITSELF = '<w:r><w:footnoteReference w:id="1"/></w:r>'
NUMBERS = ["-1", "0", "²", "٣", "9" * 5_000, "1e9", "0x10", "NaN", "", " 1", "2147483648", "99999", "true"]
LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "\\\\server\\share", "//evil.example", "javascript&#58;alert(1)", "https://a.vn/\u202e", "mailto:a@b.vn?x=<script>", "#",
]  # fmt: skip


def _deep(before: str, inside: str, after: str, depth: int) -> bytes:
    return package(before * depth + inside + after * depth)


def nested(r: random.Random) -> bytes:
    depth = r.choice([5, 19, 21, 60, 200, 250, 2_000, 50_000])
    p = paragraph(text("đáy"))
    return r.choice(
        [
            lambda: _deep("<w:tbl><w:tr><w:tc>", p, "</w:tc></w:tr></w:tbl>", depth),
            lambda: _deep("<w:sdt><w:sdtContent>", p, "</w:sdtContent></w:sdt>", depth),
            lambda: package(f"<w:p>{'<w:smartTag>' * depth}{text('x')}{'</w:smartTag>' * depth}</w:p>"),
            lambda: package(f"<w:p>{HYPERLINK * depth}{text('x')}{'</w:hyperlink>' * depth}</w:p>"),
            lambda: package(
                "<w:p><w:r><w:pict><w:txbxContent>" * depth
                + p
                + "</w:txbxContent></w:pict></w:r></w:p>" * depth
            ),
            lambda: package(
                "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * depth + text("x") + "</w:p>"
            ),
            lambda: package(
                f"<w:p><m:oMath>{'<m:rad><m:e>' * depth}<m:r><m:t>x</m:t></m:r>{'</m:e></m:rad>' * depth}</m:oMath></w:p>"
            ),
            lambda: package(f"<w:p>{'<w:ins>' * depth}{text('x')}{'</w:ins>' * depth}</w:p>"),
        ]
    )()


def entities(r: random.Random) -> bytes:
    lol = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    doctype = r.choice(
        [
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
            f'<!DOCTYPE x [<!ENTITY a0 "lol">{lol}]>',
            "<!doctype x>",
        ]
    )
    xml = f"{doctype}<w:document {SPACES}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    encoded = xml.encode(r.choice(["utf-8", "utf-16", "utf-16-be", "utf-8-sig"]))
    name = r.choice(PARTS)
    parts = {f"word/{name if name.endswith('.rels') else name + '.xml'}": encoded}
    if r.random() < 0.2:
        include = (
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
        )
        return package(paragraph(text("x")) + include)
    return package(paragraph(text("x")), parts=parts, relations=[("r9", name, f"{name}.xml", False)])


def broken_xml(r: random.Random) -> bytes:
    xml = zipfile.ZipFile(io.BytesIO(all_kinds())).read("word/document.xml")
    at = r.randrange(1, len(xml))
    spoilt = r.choice(
        [
            lambda: xml[:at],
            lambda: xml[:at] + bytes(r.randrange(256) for _ in range(8)) + xml[at:],
            lambda: xml.replace(b"w:p", b"q:p"),
            lambda: b"",
            lambda: b"\xff\xfe" + xml,
            lambda: xml.replace(b"<w:t ", b"<w:t a='1' a='2' "),
            lambda: xml[:at] + b"&#0;" + xml[at:],
            lambda: b"<a/>",
        ]
    )()
    return package("", parts={"word/document.xml": spoilt})


def cycles(r: random.Random) -> bytes:
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    )
    styles = style.format("A", "B") + style.format("B", "C") + style.format("C", r.choice("ABC"))
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="A"/><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    note = f'<w:footnote w:id="1">{paragraph(text("x") + ITSELF)}</w:footnote>'
    target = r.choice(
        ["document.xml", "styles.xml", "../word/document.xml", "../../../../etc/passwd", "/etc/passwd", "."]
    )
    listed = '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>'
    return package(
        paragraph(text("x") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + picture("r4"), listed) * 3,
        parts={
            "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
            "word/footnotes.xml": f"<w:footnotes {SPACES}>{note}</w:footnotes>",
        },
        relations=[
            ("r1", "styles", "styles.xml", False),
            ("r2", "numbering", "numbering.xml", False),
            ("r3", r.choice(["footnotes", "header", "comments", "officeDocument"]), target, False),
            ("r4", "image", target, False),
            ("r5", "footnotes", "footnotes.xml", False),
        ],
    )


def outside(r: random.Random) -> bytes:
    target = r.choice(
        [
            "http://127.0.0.1:9/a.png",
            "https://evil.example/x",
            "file:///etc/passwd",
            "\\\\10.0.0.1\\c$\\x",
            "ftp://a/b",
        ]
    )
    field = f'<w:fldSimple w:instr="INCLUDEPICTURE &quot;{target}&quot; \\d">{text("x")}</w:fldSimple>'
    relations = [
        (f"r{i}", kind, target, True)
        for i, kind in enumerate(
            [
                "image",
                "attachedTemplate",
                "aFChunk",
                "oleObject",
                "header",
                "styles",
                "footnotes",
                "hyperlink",
            ]
        )
    ]
    return package(paragraph(picture("r0") + field) + '<w:altChunk r:id="r2"/>', relations=relations)


def links(r: random.Random) -> bytes:
    link = r.choice(LINKS).replace('"', "&quot;").replace("<", "&lt;")
    field = f'<w:fldSimple w:instr="HYPERLINK {link}">{text("đây")}</w:fldSimple>'
    inside = f'<w:hyperlink r:id="r1">{text("bấm")}</w:hyperlink>{field}'
    anchor = f'<w:hyperlink w:anchor="{r.choice(["&quot;&gt;&lt;script&gt;", "a" * 9_999, "../x"])}">{text("x")}</w:hyperlink>'
    words = paragraph(
        text(
            r.choice(["&lt;script&gt;alert(1)&lt;/script&gt;", "\u202e", "&#x200b;", "&lt;img onerror=x&gt;"])
        )
    )
    return package(paragraph(inside + anchor) + words, relations=[("r1", "hyperlink", link, True)])


def tables(r: random.Random) -> bytes:
    cell = f"<w:tc>{paragraph(text('ô'))}</w:tc>"
    merged = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    rows, columns = r.choice([(1, 20_000), (2_000, 10), (20_000, 3), (300, 60), (1, 0), (0, 0), (70_000, 2)])
    if r.random() < 0.4:
        return package(f"<w:tbl>{f'<w:tr>{merged.format(r.choice(NUMBERS)) * 40}</w:tr>' * 60}</w:tbl>")
    return package(f"<w:tbl>{f'<w:tr>{cell * columns}</w:tr>' * rows}</w:tbl>")


def numbers(r: random.Random) -> bytes:
    def n():
        return r.choice(NUMBERS)

    body = paragraph(
        text("x") + picture("r1"),
        f'<w:outlineLvl w:val="{n()}"/><w:numPr><w:ilvl w:val="{n()}"/><w:numId w:val="{n()}"/></w:numPr>'
        f'<w:jc w:val="{n()}"/>',
    ).replace('cx="952500"', f'cx="{n()}"')
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{n()}"><w:start w:val="{n()}"/><w:numFmt w:val="{n()}"/>'
        f'<w:lvlText w:val="{"%1" * 5_000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/>'
        f'<w:lvlOverride w:ilvl="{n()}"><w:startOverride w:val="{n()}"/></w:lvlOverride></w:num>'
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblLook w:val="{n()}"/></w:tblPr><w:tr><w:trPr><w:gridBefore w:val="{n()}"/></w:trPr>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="{n()}"/></w:tcPr>{paragraph(text("x"))}</w:tc></w:tr></w:tbl>'
    )
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{n()}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    return package(
        body * 5 + table,
        parts={
            "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        },
        relations=[("r2", "numbering", "numbering.xml", False), ("r3", "styles", "styles.xml", False)],
    )


def many(r: random.Random) -> bytes:
    n = r.choice([10_000, 40_000])
    png = {"word/media/a.png": make_png()}
    image = [("r1", "image", "media/a.png", False)]
    return r.choice(
        [
            lambda: package(paragraph(picture("r1")) * 10_000, parts=png, relations=image),
            lambda: package(paragraph(picture("r1") * 10_000), parts=png, relations=image),
            lambda: package(
                paragraph(
                    "".join(f'<w:bookmarkStart w:id="{i}" w:name="b{i}"/>' for i in range(n)) + text("x")
                )
            ),
            lambda: package(paragraph('<w:r><w:footnoteReference w:id="1"/></w:r>' * n)),
            lambda: package(
                paragraph("".join(f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in range(n)))
            ),
            lambda: package(
                paragraph("".join(f'<w:r><w:commentReference w:id="{i}"/></w:r>' for i in range(n)))
            ),
            lambda: package(
                paragraph(
                    "".join(
                        f"<w:r><w:rPr>{'<w:b/>' if i % 2 else ''}</w:rPr><w:t>x</w:t></w:r>" for i in range(n)
                    )
                )
            ),
            lambda: package(paragraph("<w:bình/>" * n + text("x"))),
            lambda: package((paragraph("") * 20 + paragraph(text("x"))) * (n // 20)),
            lambda: package(paragraph(text("x"), "<w:pageBreakBefore/>") * n),
            lambda: package(paragraph(text("- x")) * n),
            lambda: package(f"<w:p>{'<w:t/>' * n}{text('x')}</w:p>"),
        ]
    )()


def large(r: random.Random) -> bytes:
    long = "chữ " * r.choice([100_000, 1_000_000, 3_000_000])
    return r.choice(
        [
            lambda: package(paragraph(text(long))),
            lambda: package(paragraph(picture("r1", long)), relations=[("r1", "image", "x.png", False)]),
            lambda: package(paragraph(f'<w:bookmarkStart w:id="1" w:name="{long}"/>' + text("x"))),
            lambda: package(f"<w:{'a' * 100_000}>{text('x')}</w:{'a' * 100_000}>"),
            lambda: package(f"<w:p><m:oMath><m:r><m:t>{long}</m:t></m:r></m:oMath></w:p>"),
            lambda: package(f'<w:p a="{long}">{text("x")}</w:p>'),
        ]
    )()


def bombs(r: random.Random) -> bytes:
    zeros = b"\0" * r.choice([2_000_000, 60_000_000])
    inner = make_zip({"a": zeros})
    return r.choice(
        [
            lambda: package("", parts={"word/media/a.bin": zeros}),
            lambda: package(" " * r.choice([500_000, 31_000_000])),
            lambda: package("<w:p/>" * r.choice([100_000, 300_000, 1_600_000])),
            lambda: make_zip(
                {**{f"word/{i}.xml": "<a/>" for i in range(2_100)}, "word/document.xml": "<a/>"}
            ),
            lambda: package("", parts={"word/embeddings/a.zip": inner}),
            _overlapping,
            lambda: _lying(r),
        ]
    )()


def _overlapping() -> bytes:
    data = bytearray(make_zip({"word/document.xml": "<a/>" * 300, "word/b.xml": "<a/>" * 300}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def _lying(r: random.Random) -> bytes:
    data = bytearray(all_kinds())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + r.choice([20, 24]), r.choice([0, 1, 2**31, 2**32 - 1]))
    return bytes(data)


def names(r: random.Random) -> bytes:
    bad = r.choice(
        [
            "../../a.xml",
            "/etc/x",
            "C:/x",
            "a\\b",
            "word/Document.xml",
            "a\x00b",
            "CON",
            "a" * 60_000,
            "word/́a",
            ".",
        ]
    )
    return package(paragraph(text("x")), parts={bad: "<a/>"})


def foreign(r: random.Random) -> bytes:
    good = all_kinds()
    return r.choice(
        [
            lambda: b"%PDF-1.7\n" + good,
            lambda: b"GIF89a" + good,
            lambda: b"MZ" + good,
            lambda: good + b"%PDF-1.7",
            make_png,
            lambda: make_zip({"xl/workbook.xml": "<x/>"}),
            lambda: make_zip({"word/document.xml": make_png()}),
            lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4_096,
            lambda: b"{\\rtf1 \\u8238 ?}",
            lambda: b"<html><body>x</body></html>",
            lambda: package(
                paragraph(picture("r1")),
                parts={"word/a.png": b"not"},
                relations=[("r1", "image", "a.png", False)],
            ),
            lambda: make_zip(
                {"word/document.xml": "<a/>"}, level=r.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
            ),
            lambda: b"",
            lambda: b"\0" * 100,
        ]
    )()


def spoilt(r: random.Random) -> bytes:
    data = bytearray(r.choice([all_kinds, make_docx])())
    for _ in range(r.randrange(1, 40)):
        data[r.randrange(len(data))] = r.randrange(256)
    return bytes(data)


def cut(r: random.Random) -> bytes:
    data = r.choice([all_kinds, make_docx])()
    return data[: r.randrange(1, len(data))]


def without_parts(r: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(r.choice([all_kinds, make_docx])())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for name in r.sample(sorted(parts), k=min(len(parts) - 1, r.randrange(1, 5))):
        parts[name] = b"" if r.random() < 0.5 else parts.pop(name)[:0]
        if r.random() < 0.5:
            parts.pop(name, None)
    return make_zip(parts or {"a": b"a"})


def shuffled(r: random.Random) -> bytes:
    """Elements of a good file put together in an order nobody writes."""
    xml = zipfile.ZipFile(io.BytesIO(all_kinds())).read("word/document.xml").decode()
    words = [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "pPr",
        "numPr",
        "hyperlink",
        "drawing",
        "sectPr",
        "footnoteReference",
    ]
    for _ in range(r.randrange(1, 4)):
        one, other = r.sample(words, 2)
        for mark in (f"<w:{one}>", f"</w:{one}>", f"<w:{one} ", f"<w:{one}/>"):
            xml = xml.replace(mark, mark.replace(one, other))
    return package("", parts={"word/document.xml": xml})


FAMILIES: list[Maker] = [
    nested, entities, broken_xml, cycles, outside, links, tables, numbers, many, large, bombs, names, foreign, spoilt, cut,
    without_parts, shuffled,
]  # fmt: skip


HEAVY = {nested, tables, many, large, numbers, cycles}


def stored(data: bytes) -> bytes:
    """The same parts uncompressed: what repeats itself a million times would else be refused by its ratio alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return make_zip({name: whole.read(name) for name in whole.namelist()}, level=zipfile.ZIP_STORED)


def hostile(number: int) -> tuple[str, bytes]:
    """The file of that number and the name of its family."""
    maker, r = FAMILIES[number % len(FAMILIES)], random.Random(number)
    data = maker(r)
    return maker.__name__, stored(data) if maker in HEAVY and r.random() < 0.7 else data
