"""Packages, sheets and documents come back equal: ``parse(export(bank)) == bank`` for what each of them can hold."""

import html
import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from content.word import read_word
from quizzes.exporters import WRITERS, ExportedBank, ExportedItem
from quizzes.importers import PARSERS
from quizzes.importers.drafts import Picture
from quizzes.importers.word import parse_word
from tests.support.generated import Holds, banks, items_of

QTI = Holds(
    maths=True,
    states=("in_use", "draft"),
    hints=False,
    ignores=("ignore_case",),
    patterns=False,
    units=False,
    number_formats=("vi",),
    scorings={"ordering": ("exact", "position")},
)
XLSX = Holds(states=("in_use", "draft"))
WORD = Holds(
    kinds=(
        "single_choice",
        "multiple_choice",
        "true_false",
        "true_false_group",
        "matching",
        "ordering",
        "short_answer",
        "numerical",
        "cloze",
        "essay",
    ),
    markup=False,
    states=("in_use", "draft"),
    ignores=(),
    patterns=False,
    units=False,
    number_formats=("vi",),
    gap_sizes=False,
)
SHOWN = "/media/images/so-do.png"
_patient = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300)).save(out, "PNG")
    return out.getvalue()


PICTURES = {SHOWN: Picture(name="so-do.png", data=_png())}


def _plain(markup):
    return html.escape(html.unescape(re.sub(r"<[^>]*>", "", markup)), quote=False)


def _typed(rule):
    """Remarks on accepted answers have no place; a relative tolerance of nothing is an absolute one."""
    kept = [{**one, "feedback": ""} for one in rule["accepted"]]
    for one in kept:
        if one.get("tolerance") == "0":
            one["tolerance_kind"] = "absolute"
    return {**rule, "accepted": kept}


def _held(item: ExportedItem, *, weights: bool) -> ExportedItem:
    """A question without what neither QTI nor a Word sheet has a place for; equal ways of scoring get one name."""
    content, key = json.loads(json.dumps([item.content, item.key]))
    if item.kind in {"short_answer", "numerical"}:
        key = _typed(key)
    if item.kind == "cloze":
        least = min(Decimal(one["weight"]) for one in key["gaps"].values())
        for gap in content["gaps"]:
            rule = key["gaps"][gap["id"]]
            rule["weight"] = str(Decimal(rule["weight"]) / least) if weights else "1"
            if gap["kind"] == "choice":
                gap["size"], rule["choice_feedback"] = 0, {}
                for choice in gap["choices"]:
                    choice["text"] = _plain(choice["text"])
            else:
                key["gaps"][gap["id"]] = _typed(rule)
    if item.kind == "hotspot":
        content["shows_regions"], key["choice_feedback"] = True, {}
    if item.kind == "essay":
        none = {"max_count": 0, "max_mb": 0, "kinds": []}
        content |= {"min_words": None, "max_words": None, "template": "", "files": none}
    if key.get("scoring") == "right_minus_wrong" and len(key["correct"]) == 1:
        key["scoring"] = "all_or_nothing"
    _name_equal_scorings(content, key)
    if item.kind == "ordering" and len(key["order"]) == 2:
        key["scoring"] = "exact"
    return replace(item, content=content, key=key)


def _name_equal_scorings(content, key):
    """Where nothing is wrong, both of these count the right ones."""
    choices = content.get("regions") or content.get("choices") or ()
    if key.get("scoring") == "proportional" and len(key.get("correct", ())) == len(choices) > 1:
        key["scoring"] = "right_minus_wrong"


def _at_its_place(item: ExportedItem) -> ExportedItem:
    """Pictures that came back wait at an address of their own."""
    if item.kind != "hotspot":
        return item
    assert item.content["picture"]["src"].startswith("/media/questions-pending/")
    return replace(item, content={**item.content, "picture": {**item.content["picture"], "src": SHOWN}})


@_patient
@given(banks(QTI))
def test_a_package_of_qti_comes_back_equal(bank):
    bank = replace(bank, items=tuple(_held(item, weights=True) for item in bank.items), pictures=PICTURES)

    written = WRITERS["qti"].write(bank)
    parsed = PARSERS["qti"](written.data)

    assert written.not_held == ()
    assert tuple(map(_at_its_place, items_of(parsed))) == bank.items
    assert all(draft.lost == () for draft in parsed.drafts)
    assert parsed.notes == ()


@_patient
@given(banks(XLSX))
def test_the_sheet_comes_back_equal_whatever_is_asked(bank):
    written = WRITERS["xlsx"].write(bank)
    parsed = PARSERS["xlsx"](written.data)

    assert (written.not_held, parsed.notes) == ((), ())
    assert items_of(parsed) == bank.items


def _in_word(item: ExportedItem) -> ExportedItem:
    item = _held(item, weights=False)
    content, key = json.loads(json.dumps([item.content, item.key]))
    if item.kind == "essay":
        content["format"] = "plain"
    if item.kind == "cloze":
        for gap in content["gaps"]:
            rule = key["gaps"][gap["id"]]
            if gap["kind"] == "choice":
                rule["scoring"] = "all_or_nothing"
                rule.pop("weights", None)
                for choice in gap["choices"]:
                    choice["text"] = choice["text"].replace("|", "/").replace("*", "+")
    return replace(item, content=content, key=key)


@_patient
@given(banks(WORD))
def test_a_sheet_in_word_comes_back_equal(bank):
    bank = replace(bank, items=tuple(map(_in_word, bank.items)))

    written = WRITERS["word"].write(bank)
    parsed = parse_word(read_word(written.data, filename="de.docx"))

    assert written.not_held == ()
    assert items_of(parsed) == bank.items


def test_a_package_has_the_parts_the_standard_asks_for():
    item = ExportedItem(
        code="Q1",
        kind="single_choice",
        content={
            "stem": f'<p>Xem hình <img src="{SHOWN}" alt="Sơ đồ"></p>',
            "choices": [{"id": "c1", "text": "một"}, {"id": "c2", "text": "<u>hai</u>"}],
        },
        key={"correct": ["c2"], "scoring": "all_or_nothing", "choice_feedback": {}, "feedback": ""},
    )

    written = WRITERS["qti"].write(ExportedBank(name="Đề", items=(item,), pictures=PICTURES))
    package = zipfile.ZipFile(io.BytesIO(written.data))
    manifest = etree.fromstring(package.read("imsmanifest.xml"))
    types = [r.get("type") for r in manifest.iter("{*}resource")]
    named = {f.get("href") for f in manifest.iter("{*}file")}
    body = etree.fromstring(package.read("items/item0001.xml"))
    order = [etree.QName(child).localname for child in body]

    assert types == ["imsqti_test_xmlv2p1", "imsqti_item_xmlv2p1"]
    assert named == set(package.namelist()) - {"imsmanifest.xml"}
    assert order == ["responseDeclaration", *["outcomeDeclaration"] * 5, "itemBody", "responseProcessing"]
    assert package.read("media/picture0001.png") == PICTURES[SHOWN].data
    assert {etree.QName(e).namespace for e in body.iter()} == {"http://www.imsglobal.org/xsd/imsqti_v2p1"}


def test_no_cell_is_a_formula_and_what_looks_like_one_comes_back():
    texts = ["=1+1", "+cmd", "-2", "@SUM(A1)", "＝1", "'=x", "'x"]
    choices = [{"id": f"c{n}", "text": text} for n, text in enumerate(texts, start=1)]
    key = {"correct": ["c1"], "scoring": "all_or_nothing", "choice_feedback": {}, "feedback": ""}
    item = ExportedItem(
        code="=HYPERLINK(1)",
        kind="single_choice",
        content={"stem": "<p>=CMD|' /C calc'!A0</p>", "choices": choices},
        key=key,
    )

    written = WRITERS["xlsx"].write(ExportedBank(name="x", items=(item,)))
    cells = [
        cell for row in load_workbook(io.BytesIO(written.data)).worksheets[0].iter_rows() for cell in row
    ]

    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert items_of(PARSERS["xlsx"](written.data)) == (item,)
