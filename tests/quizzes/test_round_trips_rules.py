"""What a format can hold comes back equal: ``parse(export(bank)) == bank`` for banks out of thin air."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings

from quizzes.exporters import WRITERS, ExportedBank, ExportedItem
from quizzes.importers import PARSERS
from quizzes.importers.drafts import PENDING, Picture
from tests.support.generated import ALL_KINDS, WORDS, Holds, banks, items_of
from tests.support.pictures import one_pixel_png
from tests.support.wordings import GOOD

GIFT = Holds(
    maths=True,
    kinds=(
        "single_choice",
        "multiple_choice",
        "true_false",
        "matching",
        "ordering",
        "short_answer",
        "numerical",
        "essay",
    ),
    scorings={"multiple_choice": ("right_minus_wrong", "weighted"), "matching": ("proportional",)},
    rubric=False,
    unwritable=("->",),
    outcome_feedback=(),
    hints=False,
    points=False,
    ignores=(),
    relative_tolerance=False,
    units=False,
    number_formats=("vi",),
    essay_details=False,
    essay_sample=False,
)
AIKEN = Holds(
    kinds=("single_choice",),
    words=tuple(word for word in WORDS if word not in {"A) không phải", "ANSWER: B"}),
    scorings={"single_choice": ("all_or_nothing",)},
    markup=False,
    choice_feedback=False,
    feedback=False,
    outcome_feedback=(),
    hints=False,
    points=False,
    codes=False,
    tags=False,
    categories=False,
    origin=False,
    difficulty=False,
)
MOODLE_XML = Holds(
    maths=True,
    kinds=tuple(kind for kind in ALL_KINDS if kind not in {"true_false_group", "hotspot"}),
    scorings={"multiple_choice": ("right_minus_wrong", "weighted"), "matching": ("proportional",)},
    outcome_feedback=("single_choice", "multiple_choice", "matching", "ordering"),
    ignores=("ignore_case",),
    relative_tolerance=False,
    number_formats=("vi",),
    rubric=False,
    essay_sample=False,
    gap_sizes=False,
    gap_kinds=("choice", "choices", "text", "number"),
    gap_scorings=("right_minus_wrong", "weighted"),
    cloze_points=False,
)
JSON = Holds(maths=True, states=("in_use", "draft"), gap_kinds=("choice", "choices", "text", "number"))
_patient = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _comes_back(bank, format):
    written = WRITERS[format].write(bank)
    parsed = PARSERS[format](written.data)

    assert written.not_held == ()
    for mine, theirs in zip(items_of(parsed), bank.items, strict=True):
        assert asdict(mine) == asdict(theirs)
    assert all(draft.lost == () for draft in parsed.drafts)


@_patient
@given(banks(GIFT))
def test_gift_comes_back_equal(bank):
    _comes_back(bank, "gift")


@_patient
@given(banks(AIKEN))
def test_aiken_comes_back_equal(bank):
    _comes_back(bank, "aiken")


@_patient
@given(banks(MOODLE_XML))
def test_moodle_xml_comes_back_equal(bank):
    _comes_back(bank, "moodle_xml")


@_patient
@given(banks(JSON))
def test_json_comes_back_equal(bank):
    written = WRITERS["json"].write(bank)

    assert written.not_held == ()
    assert items_of(PARSERS["json"](written.data)) == bank.items


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_a_format_says_beforehand_which_kinds_it_leaves_out(format):
    """What the screen promises is what the writer does."""
    src = GOOD["hotspot"][0]["picture"]["src"]
    items = tuple(
        ExportedItem(code=kind, kind=kind, content=content, key=key) for kind, (content, key) in GOOD.items()
    )
    bank = ExportedBank(name="Mẫu", items=items, pictures={src: Picture(name="a.png", data=one_pixel_png())})
    left_out = {one.code for one in WRITERS[format].write(bank).not_held if one.lost.field == "question"}

    assert set(GOOD) - left_out == WRITERS[format].kinds


def test_a_picture_travels_inside_the_json_file():
    content, key = GOOD["hotspot"]
    src = content["picture"]["src"]
    item = ExportedItem(code="H1", kind="hotspot", content=content, key=key)
    picture = Picture(name="so-do.png", data=one_pixel_png(), alt="sơ đồ")
    written = WRITERS["json"].write(ExportedBank(name="Mẫu", items=(item,), pictures={src: picture}))
    parsed = PARSERS["json"](written.data)

    (found,) = parsed.pictures.values()
    assert found.data == one_pixel_png()
    assert parsed.drafts[0].content["picture"]["src"].startswith(PENDING)


@pytest.mark.parametrize(
    ("entry", "rejected"),
    [
        (7, "not_an_object"),
        ({"kind": "teleport"}, "type_not_held"),
        ({"kind": "cloze"}, "entry_malformed"),
        ({"kind": "cloze", "content": [], "key": 4}, "entry_malformed"),
        ({"kind": "matching", "content": {"stem": 1}, "key": {}}, "entry_malformed"),
    ],
)
def test_an_entry_of_another_shape_stays_outside_with_its_reason(entry, rejected):
    parsed = PARSERS["json"](json.dumps({"version": 1, "questions": [entry], "pictures": [3]}).encode())

    assert [draft.rejected for draft in parsed.drafts] == [rejected]
