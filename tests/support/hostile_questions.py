"""Files of questions that mean harm, made from a seed: cut, nested, inflated, in wrong encodings, with entities and zero bytes."""

import base64
import gzip
import io
import random
import tarfile
import zipfile

GIFT = "$CATEGORY: a/b\n\n::Câu 1::[html]<p>Lề trái?</p>{=30#đúng ~%50%20#gần ~10####chung}\n\nSố?{#=3:0.5}\n\nGhép{=a->b =c->d}\n"
AIKEN = "Lề trái là?\nA. 20 mm\nB. 30 mm\nANSWER: B\n\nLề phải?\nA) 15\nB) 25\nANSWER: A\n"
XML = (
    '<?xml version="1.0" encoding="UTF-8"?><quiz><question type="category"><category><text>$course$/top/A</text></category>'
    '</question><question type="multichoice"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[<p>Hỏi'
    '</p>]]></text></questiontext><answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
    '</question><question type="cloze"><questiontext format="html"><text>{1:SA:=Huế~%50%Vinh}</text></questiontext></question>'
    "</quiz>"
)
BACKUP = (
    '<?xml version="1.0"?><question_categories><question_category id="1"><name>A</name><parent>0</parent><questions>'
    '<question id="1"><parent>0</parent><name>n</name><questiontext>x</questiontext><questiontextformat>1</questiontextformat>'
    "<qtype>truefalse</qtype></question></questions></question_category></question_categories>"
)
FORMATS = ("gift", "aiken", "moodle_xml", "moodle_backup")


def tar_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _cut(rng, data):
    return data[: rng.randrange(len(data))]


def _flip(rng, data):
    spoilt = bytearray(data)
    for _ in range(rng.randrange(1, 40)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def _zeros(rng, data):
    place = rng.randrange(len(data))
    return data[:place] + b"\x00" * rng.randrange(1, 3000) + data[place:]


def _repeat(rng, data):
    place = rng.randrange(len(data))
    piece = data[place : place + rng.randrange(1, 60)]
    return data[:place] + piece * rng.randrange(100, 3000) + data[place:]


def _shuffle(rng, data):
    pieces = [data[n : n + 7] for n in range(0, len(data), 7)]
    rng.shuffle(pieces)
    return b"".join(pieces)


def _signs(rng, data):
    """Signs of the formats, many and unbalanced."""
    signs = [
        "{",
        "}",
        "~",
        "=",
        "#",
        "####",
        "->",
        "::",
        "\\",
        "//",
        "<",
        ">",
        "&",
        "]]>",
        "<![CDATA[",
        "[html]",
        "$CATEGORY:",
        "%50%",
    ]
    return data + "".join(rng.choice(signs) for _ in range(rng.randrange(200, 20_000))).encode()


def _recoded(rng, data):
    text = data.decode("utf-8", "ignore")
    name = rng.choice(["utf-16", "utf-16-le", "utf-32", "cp1258", "latin-1", "utf-7", "shift_jis", "cp037"])
    return text.encode(name, "ignore")


_SPOILERS = (_cut, _flip, _zeros, _repeat, _shuffle, _signs, _recoded)
_GOOD = {
    "gift": GIFT.encode(),
    "aiken": AIKEN.encode(),
    "moodle_xml": XML.encode(),
    "moodle_backup": tar_of({"moodle_backup.xml": b"<moodle_backup/>", "questions.xml": BACKUP.encode()}),
}


def spoilt_files(seed: int, count: int):
    """``count`` files made from good ones by one or two of the spoilers: (format to read it as, bytes)."""
    rng = random.Random(seed)
    for number in range(count):
        format = FORMATS[number % len(FORMATS)]
        data = _GOOD[format]
        if format == "moodle_backup" and rng.random() < 0.6:  # spoil what is inside
            inner = _spoil(rng, BACKUP.encode())
            pack = rng.choice([tar_of, zip_of])
            data = pack(
                {
                    "moodle_backup.xml": b"<moodle_backup/>",
                    "questions.xml": inner,
                    "files.xml": _spoil(rng, b"<files/>" * 3),
                }
            )
        else:
            data = _spoil(rng, data)
        yield f"{format}-{number}", format, data


def _spoil(rng, data):
    for _ in range(rng.choice([1, 1, 2])):
        data = rng.choice(_SPOILERS)(rng, data or b"x") or b"x"
    return data


def built_files():
    """Files each built for one weakness."""
    dtd = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>'
    outside = '<?xml version="1.0"?><!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>'
    text = "<question type='essay'><questiontext><text>{}</text></questiontext></question>"
    wrap = '<?xml version="1.0"?><quiz>{}</quiz>'.format
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 500_000).decode()
    shown = "<text>&lt;img src='@@PLUGINFILE@@/a.png'&gt;</text>"
    worth = (
        "<answer fraction='1e9999999'><text>a</text></answer><answer fraction='nan'><text>b</text></answer>"
    )
    yield "billion-laughs", "moodle_xml", dtd.encode()
    yield "outside-dtd", "moodle_xml", outside.encode()
    yield "late-dtd", "moodle_xml", ("<?xml version='1.0'?>" + " " * 9000 + outside[21:]).encode()
    yield "dtd-utf16", "moodle_xml", dtd.encode("utf-16")
    yield "deep-xml", "moodle_xml", (b"<quiz>" + b"<a>" * 50_000)
    yield "many-elements", "moodle_xml", wrap("<a/>" * 500_000).encode()
    yield "many-questions", "moodle_xml", wrap("<question/>" * 30_000).encode()
    yield "deep-html", "moodle_xml", wrap(text.format("&lt;b&gt;" * 60_000)).encode()
    yield "one-line", "gift", b"a" * 1_000_000
    yield "one-line-escapes", "gift", b"\\" * 1_000_000
    yield "open-braces", "gift", b"{" * 1_000_000
    yield "braces-in-lines", "gift", b"{\n\n" * 200_000
    yield "blank-lines", "gift", b"\n" * 1_000_000 + b"a{T}"
    yield "many-answers", "gift", b"x{" + b"~a" * 300_000 + b"}"
    yield "many-gaps", "gift", b"x " + b"{=a}" * 150_000
    yield "many-titles", "gift", b"::" * 400_000
    yield "comments", "gift", b"// [tag:" * 100_000
    yield "image-starts", "gift", b"[html]" + b'<img src=\\"' * 60_000 + b"{T}"
    yield "markdown", "gift", b"[markdown]" + b"*a **a " * 7_000 + b"{T}"
    yield "markdown-links", "gift", b"[markdown]" + b"![](" * 12_000 + b"{T}"
    yield "huge-number", "gift", b"x{#1e999999999:1e-99999}"
    yield "long-number", "gift", b"x{#" + b"9" * 100_000 + b"}"
    yield "not-a-number", "gift", b"x{#nan:inf =infinity}"
    yield "zeros", "gift", b"\x00" * 500_000
    yield "answer-lines", "aiken", b"ANSWER: A\n" * 100_000
    yield "choices", "aiken", b"x\n" + b"A. a\n" * 100_000
    yield "spaces", "aiken", b" " * 1_000_000 + b"\nANSWER: A"
    yield (
        "cloze-open",
        "moodle_xml",
        wrap(
            "<question type='cloze'><questiontext><text>"
            + "{1:SA:" * 30_000
            + "</text></questiontext></question>"
        ).encode(),
    )
    yield (
        "cloze-escapes",
        "moodle_xml",
        wrap(
            "<question type='cloze'><questiontext><text>{1:SA:="
            + "\\\\" * 90_000
            + "</text></questiontext></question>"
        ).encode(),
    )
    yield (
        "bad-base64",
        "moodle_xml",
        wrap(
            "<question type='essay'><questiontext><text>x</text><file name='a'>%%%</file></questiontext></question>"
        ).encode(),
    )
    yield "wrong-encoding-name", "moodle_xml", b"<?xml version='1.0' encoding='no-such'?><quiz/>"
    yield "wrong-bytes", "moodle_xml", b"<?xml version='1.0' encoding='utf-8'?><quiz>\xff\xfe</quiz>"
    yield "fraction", "moodle_xml", wrap(f"<question type='multichoice'>{worth}</question>").encode()
    yield (
        "attachments",
        "moodle_xml",
        wrap(
            "<question type='essay'><attachments>1e400</attachments><maxbytes>-9e99</maxbytes></question>"
        ).encode(),
    )
    big = tarfile_bomb()
    yield "gzip-bomb", "moodle_backup", big
    yield "zip-bomb", "moodle_backup", zip_of({"moodle_backup.xml": b"", "questions.xml": b"0" * 60_000_000})
    yield "path-escape", "moodle_backup", tar_of({"../../etc/passwd": b"x", "questions.xml": BACKUP.encode()})
    yield "absolute-path", "moodle_backup", zip_of({"/etc/passwd": b"x", "questions.xml": BACKUP.encode()})
    yield "many-entries", "moodle_backup", tar_of({f"files/{n}": b"" for n in range(25_000)})
    yield (
        "circular",
        "moodle_backup",
        tar_of({"questions.xml": BACKUP.replace("<parent>0", "<parent>1", 1).encode()}),
    )
    yield "half-gzip", "moodle_backup", tar_of({"questions.xml": BACKUP.encode()})[:60]
    file = f"<file name='a.png' encoding='base64'>{picture}</file>"
    essay = f"<question type='essay'><questiontext>{shown}{file}</questiontext></question>"
    yield "picture-bomb", "moodle_xml", wrap(essay).encode()


def tarfile_bomb() -> bytes:
    """400 MB of zeros in one entry, packed to under half a megabyte."""
    entry = tarfile.TarInfo("files/aa/zeros")
    entry.size = 400_000_000
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as packed:
        packed.write(entry.tobuf())
        for _ in range(400):
            packed.write(bytes(1_000_000))
    return out.getvalue()
