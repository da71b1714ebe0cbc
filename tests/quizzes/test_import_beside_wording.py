"""What a file says beside the wording reaches the bank: category, tags, origin, pictures; and goes out again."""

import base64
import json
import re

import pytest
from django.core.management import CommandError, call_command

from content.models import ContentImage
from quizzes.errors import ImportRefused
from quizzes.models import Category, Item, QuestionBank
from quizzes.previews import preview_of
from quizzes.services.authoring import create_bank
from quizzes.services.exporting import bank_to_export, export_bank
from quizzes.services.importing import apply_batch, check_file
from tests.support.pictures import one_pixel_png

PNG = base64.b64encode(one_pixel_png()).decode()
GIFT = """$CATEGORY: $course$/top/Luật/Chương 1

// [id:L1] [tag:topic: Thuế] [tag:dễ] [tag:difficulty: 4] [tag:language: en] [tag:source: Học viện] [tag:legal basis: Điều 5]
::L1::[html]<p>Hỏi?</p>{=đúng ~sai}

$CATEGORY: $course$/top

::Câu hai::Số?{#3:0.5}
"""


def moodle(picture=PNG):
    return (
        '<?xml version="1.0"?><quiz><question type="truefalse"><name><text>H</text></name><questiontext format="html"><text>'
        '&lt;p&gt;Hình &lt;img src="@@PLUGINFILE@@/so-do.png" alt="Sơ đồ"&gt;&lt;/p&gt;</text>'
        f'<file name="so-do.png" path="/" encoding="base64">{picture}</file></questiontext><idnumber>H1</idnumber>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>'
    ).encode()


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Luật thuế", organisation=organisation, now=now)


@pytest.fixture
def bring(bank, instructor, now):
    def bring(data, *, filename="cau-hoi.txt"):
        data = data.encode() if isinstance(data, str) else data
        batch = check_file(data=data, filename=filename, bank=bank, by=instructor, now=now)
        return apply_batch(batch=batch, bank=bank, by=instructor, now=now)

    return bring


def test_category_tags_and_origin_come_along(bring, bank):
    batch = bring(GIFT)
    first = Item.objects.get(code="L1")

    assert (batch.report["found"], batch.report["imported"]) == (2, 2)
    assert [category.name for category in Category.objects.order_by("depth")] == ["Luật", "Chương 1"]
    assert first.category.parent.name == "Luật"
    assert first.category.path == f"/{first.category.parent_id}/{first.category_id}/"
    assert sorted(first.tags.values_list("kind", "name")) == [("tag", "dễ"), ("topic", "Thuế")]
    assert (first.language, first.source, first.legal_basis, first.current.difficulty) == (
        "en",
        "Học viện",
        "Điều 5",
        4,
    )
    assert Item.objects.exclude(code="L1").get().category is None


def test_the_same_file_again_makes_no_second_category_or_tag(bring):
    bring(GIFT)
    again = bring(GIFT)

    assert again.outcome["items"] == []
    assert Category.objects.count() == 2


def test_what_is_lost_is_told_field_by_field_and_shown_before_applying(bring, bank):
    batch = bring(GIFT)
    rows = preview_of(batch, bank)

    assert [(one["field"], one["excerpt"]) for one in batch.report["lost"]] == [("title", "Câu hai")]
    assert any("tiêu đề" in problem["message"] for problem in batch.report["problems"])
    assert [row.category for row in rows] == ["Luật / Chương 1", ""]
    assert rows[1].answer == "3 ± 0,5"
    assert rows[1].lost[0]["excerpt"] == "Câu hai"


def test_a_picture_is_stored_and_shown_from_our_own_place(bring, organisation):
    bring(moodle(), filename="h.xml")
    item = Item.objects.get(code="H1")
    image = ContentImage.objects.get()

    assert item.state == "in_use"
    assert f'<img src="/media/{image.file.name}" alt="Sơ đồ">' in item.current.content["stem"]
    assert (image.description, image.collection.name) == (
        "Sơ đồ",
        organisation.short_name or organisation.code,
    )


def test_before_it_is_applied_a_picture_is_shown_by_its_words(bank, instructor, now):
    batch = check_file(data=moodle(), filename="h.xml", bank=bank, by=instructor, now=now)
    (row,) = preview_of(batch, bank)

    assert "Sơ đồ]</em>" in row.stem
    assert "<img" not in row.stem


def test_the_same_pictures_again_change_nothing_and_are_not_stored_twice(bring):
    bring(moodle(), filename="h.xml")
    again = bring(moodle(), filename="h.xml")

    assert again.outcome["items"] == []
    assert ContentImage.objects.count() == 1


def test_a_picture_that_is_none_makes_the_question_wait(bring):
    broken = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 40).decode()
    batch = bring(moodle(broken), filename="h.xml")
    item = Item.objects.get(code="H1")

    assert (item.state, "<img" in item.current.content["stem"]) == ("draft", False)
    assert any(problem["severity"] == "warning" for problem in batch.report["problems"])


def test_a_foreign_place_of_a_waiting_picture_shows_nothing(bring):
    bring('::x::[html]<p>a <img src="/media/questions-pending/' + "0" * 64 + '.png"> b</p>{T}')
    item = Item.objects.get()

    assert (item.state, "<img" in item.current.content["stem"]) == ("draft", False)


# out again


@pytest.mark.parametrize("format", ["gift", "aiken", "moodle_xml"])
def test_a_bank_goes_out_and_what_stays_behind_is_told(bring, bank, format):
    bring(GIFT)
    bring(moodle(), filename="h.xml")
    export = export_bank(bank=bank, format=format)

    fields = {one["field"] for one in export.not_held}
    assert export.exported + export.left_out == 3
    assert export.filename.startswith("luat-thue.")
    expected = {"gift": {"picture"}, "aiken": {"picture", "kind", "question", "tags"}, "moodle_xml": set()}[
        format
    ]
    assert expected <= fields
    if format == "moodle_xml":
        assert fields == set()
        assert re.search(rb'<file name="[^"]+\.png" path="/" encoding="base64">', export.data)


def test_what_went_out_as_moodle_xml_comes_back_into_another_bank_equal(
    bring, bank, organisation, instructor, now
):
    bring(GIFT)
    bring(moodle(), filename="h.xml")
    other = create_bank(name="Bản sao", organisation=organisation, now=now)
    batch = check_file(
        data=export_bank(bank=bank, format="moodle_xml").data,
        filename="x.xml",
        bank=other,
        by=instructor,
        now=now,
    )
    apply_batch(batch=batch, bank=other, by=instructor, now=now)

    def told(one):
        return [
            (i.code, i.kind, i.key, i.points, i.difficulty, i.category, i.tags, i.source)
            for i in bank_to_export(bank=one).items
        ]

    assert told(other) == told(bank)


def test_an_unknown_format_is_refused(bank):
    with pytest.raises(ImportRefused) as refused:
        export_bank(bank=bank, format="docx2000")

    assert refused.value.code == "unknown_format"


def test_the_command_writes_the_file_and_says_what_stayed_behind(bring, bank, tmp_path, capsys):
    bring(GIFT)
    out = tmp_path / "ra.txt"
    call_command("export_questions", str(out), "--bank", bank.name, "--format", "aiken", "--json")
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    call_command("export_questions", str(out), "--bank", bank.name, "--format", "aiken")

    assert (report["exported"], report["left_out"]) == (1, 1)
    assert "ANSWER: A" in out.read_text()
    assert "1 exported, 1 left out" in capsys.readouterr().out


def test_the_command_names_a_bank_it_does_not_find(tmp_path, db):
    with pytest.raises(CommandError):
        call_command("export_questions", str(tmp_path / "x"), "--bank", "Không có", "--format", "gift")


def test_a_file_without_questions_makes_no_bank(tmp_path, capsys, organisation):
    path = tmp_path / "rong.gift"
    path.write_text("$CATEGORY: chỉ/có/danh mục\n")
    with pytest.raises(SystemExit):
        call_command("import_questions", str(path), "--bank", "Rỗng", "--json")

    assert json.loads(capsys.readouterr().out)["found"] == 0
    assert not QuestionBank.objects.filter(name="Rỗng").exists()
