"""Files into banks: checked, applied, repeated, undone; and the command that does the same."""

import io
import json
import zipfile
from decimal import Decimal

import docx
import pytest
from django.core.management import call_command

from quizzes.errors import ImportRefused
from quizzes.models import Attempt, AttemptItem, Item, QuestionBank
from quizzes.services.authoring import add_section, create_bank, create_quiz, set_item_state
from quizzes.services.importing import apply_batch, check_file, read_questions, undo_batch
from tests.support.word import add_question, saved

CHOICES = ["15–20 mm", "20–25 mm", "30–35 mm", "35–40 mm"]


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Thể thức", organisation=organisation, now=now)


def paper(*questions, mark="underline"):
    document = docx.Document()
    for number, (stem, right) in enumerate(questions, start=1):
        add_question(document, number, stem, CHOICES, right, mark=mark)
    return saved(document)


@pytest.fixture
def bring(bank, instructor, now):
    def bring(data, *, is_applied=True):
        batch = check_file(data=data, filename="de.docx", bank=bank, by=instructor, now=now)
        return apply_batch(batch=batch, bank=bank, by=instructor, now=now) if is_applied else batch

    return bring


TWO = (("Lề trái của văn bản?", [2]), ("Lề phải của văn bản?", [0]))


def test_checking_a_file_writes_no_question(bring):
    batch = bring(paper(*TWO), is_applied=False)

    assert (batch.status, batch.report["imported"]) == ("checked", 2)
    assert not Item.objects.exists()


def test_applying_twice_writes_once(bring, bank, instructor, now):
    batch = bring(paper(*TWO))
    apply_batch(batch=batch, bank=bank, by=instructor, now=now)

    assert Item.objects.in_use().count() == 2
    assert set(Item.objects.values_list("import_batch", flat=True)) == {batch.uuid}


def test_the_same_file_again_changes_nothing(bring):
    bring(paper(*TWO))
    again = bring(paper(*TWO))

    assert again.outcome == {"items": []}
    assert (again.report["imported"], again.report["rejected"]) == (2, 0)
    assert Item.objects.count() == 2


def test_a_corrected_answer_is_a_new_version_and_a_changed_stem_a_new_question(bring):
    bring(paper(*TWO))
    bring(paper(("Lề trái của văn bản?", [3]), ("Lề dưới của văn bản?", [0])))

    corrected = Item.objects.get(search_text__contains="le trai").current
    assert (corrected.number, corrected.key["correct"]) == (2, ["c4"])
    assert Item.objects.count() == 3


def test_another_file_with_the_same_numbers_adds_its_own_questions(bring):
    bring(paper(*TWO))
    bring(paper(("Ký hiệu của tờ trình?", [1]), ("Khổ giấy nào?", [1])))

    assert Item.objects.count() == 4


def test_a_question_twice_in_one_file_comes_in_once(bring):
    batch = bring(paper(TWO[0], TWO[0]))

    assert (batch.report["imported"], batch.report["rejected"]) == (1, 1)


def test_undoing_retires_new_questions_and_brings_back_older_wordings(bring, instructor, now):
    bring(paper(TWO[0]))
    batch = bring(paper(("Lề trái của văn bản?", [0]), TWO[1]))

    undo_batch(batch=batch, by=instructor, now=now)
    undo_batch(batch=batch, by=instructor, now=now)

    assert Item.objects.get(search_text__contains="le trai").current.key["correct"] == ["c3"]
    assert Item.objects.get(search_text__contains="le phai").state == "retired"


def test_after_an_undo_the_same_file_brings_the_questions_back(bring, instructor, now):
    undo_batch(batch=bring(paper(*TWO)), by=instructor, now=now)
    bring(paper(*TWO))

    assert Item.objects.in_use().count() == 2


def test_undoing_is_refused_once_a_question_was_asked(bring, bank, learner, instructor, now):
    batch = bring(paper(*TWO))
    quiz = create_quiz(title="Thử", organisation=bank.organisation, now=now)
    attempt = Attempt.objects.create(
        quiz=quiz, learner=learner, number=1, seed="x", started_at=now, max_points=Decimal(1)
    )
    AttemptItem.objects.create(
        attempt=attempt, slot=1, version=Item.objects.first().current, points=Decimal(1)
    )

    with pytest.raises(ImportRefused) as refused:
        undo_batch(batch=batch, by=instructor, now=now)

    assert refused.value.code == "asked"
    assert Item.objects.in_use().count() == 2


def test_undoing_is_refused_while_a_quiz_holds_a_question(bring, bank, instructor, now):
    batch = bring(paper(*TWO))
    quiz = create_quiz(title="Thử", organisation=bank.organisation, now=now)
    add_section(quiz=quiz, items=[Item.objects.first()])

    with pytest.raises(ImportRefused) as refused:
        undo_batch(batch=batch, by=instructor, now=now)

    assert refused.value.code == "in_quiz"


def test_only_a_checked_batch_is_applied_and_only_an_applied_one_undone(bring, bank, instructor, now):
    refused = bring(b"%PDF-1.7", is_applied=False)
    assert refused.status == "refused"

    with pytest.raises(ImportRefused):
        apply_batch(batch=refused, bank=bank, by=instructor, now=now)
    with pytest.raises(ImportRefused):
        undo_batch(batch=refused, by=instructor, now=now)


def test_a_question_comes_in_with_its_picture(bring):
    from tests.support.pictures import one_pixel_png

    document = docx.Document()
    document.add_paragraph("Câu 1. Sơ đồ nào?")
    document.add_picture(io.BytesIO(one_pixel_png()))
    for position, text in enumerate(CHOICES):
        document.add_paragraph(f"{'*' if position == 1 else ''}{'ABCD'[position]}. {text}")

    batch = bring(saved(document))

    item = Item.objects.get()
    assert (item.state, batch.report["problems"]) == ("in_use", [])
    assert '<img src="/media/' in item.current.content["stem"]
    assert "questions-pending" not in item.current.content["stem"]


def test_what_authoring_would_refuse_is_rejected_with_its_reason():
    data = json.dumps(
        {
            "questions": [
                {"id": "Q", "type": "single", "text": "?", "options": [{"text": "a", "correct": True}]}
            ]
        }
    )
    draft = read_questions(data=data.encode(), filename="q.json").drafts[0]

    assert draft.rejected == "invalid"
    assert draft.detail


def test_a_retired_question_is_back_when_its_file_comes_again(bring):
    bring(paper(TWO[0]))
    set_item_state(item=Item.objects.get(), state="retired")
    bring(paper(TWO[0]))

    assert Item.objects.get().state == "in_use"


# the command


@pytest.fixture
def command(tmp_path, capsys, organisation):
    def command(data, name="de.docx", *options):
        path = tmp_path / name
        path.write_bytes(data)
        try:
            call_command("import_questions", str(path), "--bank", "Đề thi", "--json", *options)
            code = 0
        except SystemExit as stopped:
            code = stopped.code
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return command


def test_the_command_imports_and_reports_on_one_line(command):
    code, report = command(paper(*TWO))

    assert code == 0
    assert list(report) == ["format", "found", "imported", "rejected", "by_type", "problems"]
    assert report | {"problems": []} == {
        "format": "word",
        "found": 2,
        "imported": 2,
        "rejected": 0,
        "by_type": {"single_choice": 2},
        "problems": [],
    }
    assert QuestionBank.objects.get(name="Đề thi").items.count() == 2


def test_a_dry_run_writes_nothing(command):
    code, report = command(paper(*TWO), "de.docx", "--dry-run")

    assert (code, report["imported"]) == (0, 2)
    assert not QuestionBank.objects.exists()


def test_the_sample_examination_imports_all_eleven(command, shared):
    data = (shared / "content" / "docx" / "de-kiem-tra-cuoi-khoa.docx").read_bytes()
    code, report = command(data)

    assert (code, report["found"], report["imported"], report["rejected"]) == (0, 11, 11, 0)
    assert report["by_type"] == {
        "single_choice": 6,
        "multiple_choice": 1,
        "true_false_group": 1,
        "matching": 1,
        "numerical": 1,
        "essay": 1,
    }
    assert "error" not in {p["severity"] for p in report["problems"]}


def test_the_shared_question_file_loads_all_thirty(command, shared):
    data = (shared / "content" / "quiz" / "questions.json").read_bytes()
    code, report = command(data, "questions.json")

    assert (code, report["format"]) == (0, "json")
    assert (report["found"], report["imported"], report["rejected"]) == (30, 30, 0)


def _with_dtd():
    buffer = io.BytesIO(paper(TWO[0]))
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
            new.writestr(entry.filename, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "word"),
        (lambda: b"%PDF-1.7\n", "word"),
        (lambda: b"", "word"),
        (_with_dtd, "word"),
        (lambda: b"PK\x03\x04 broken", "word"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "unknown"),
        (lambda: b"<?xml version='1.0'?><quiz></quiz>", "moodle_xml"),
        (lambda: b'{"a": 1}', "json"),
        (lambda: b"{broken", "json"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_report(command, make, kind):
    code, report = command(make())

    assert (code, report["format"], report["found"], report["imported"]) == (1, kind, 0, 0)
    assert report["problems"][0]["severity"] == "error"
    assert report["problems"][0]["message"]
    assert not QuestionBank.objects.exists()


def test_the_command_speaks_to_people_too(tmp_path, capsys, organisation):
    path = tmp_path / "de.docx"
    path.write_bytes(paper(("Lề trái?", [])))
    call_command("import_questions", str(path), "--bank", "Đề thi")

    assert "1 rejected" in capsys.readouterr().out
