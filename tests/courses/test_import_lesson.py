"""From a Word file to a draft lesson: checked first, written as found, undone as a whole."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from content.models import ContentImage, WordImport
from content.services.words import read_word_safely
from courses.importers.word import MAX_BLOCKS, parse_lesson
from courses.models import Lesson, LessonPage, LessonText
from courses.services.authoring import create_course, publish_lesson
from courses.services.importing import SYNCHRONOUS_UP_TO
from jobs.services import run_due_jobs
from tests.support.files import bare_docx, make_docx, make_png
from tests.support.hostile_word import FAMILIES, hostile
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db
START = "/quan-tri/nhap-tu-word/"
CREATE = {"act": "apply", "take_0": "on"}


@pytest.fixture
def course(site, organisation, now):
    return create_course(code="MC-01", title="Một cửa điện tử", organisation=organisation, now=now)


@pytest.fixture
def lesson_file(shared):
    return (shared / "content" / "docx" / "bai-giang-tiep-nhan-ho-so.docx").read_bytes()


@pytest.fixture
def expected(shared):
    path = shared / "content" / "docx" / "bai-giang-tiep-nhan-ho-so_expected.json"
    return json.loads(path.read_text())


def simple_file() -> bytes:
    def fill(document):
        document.add_heading("Mở đầu", 1)
        document.add_paragraph("Nội dung bài học.")
        document.add_picture(io.BytesIO(make_png()))

    return make_docx(fill)


def upload(client, course, data, name="bai.docx"):
    return client.post(START, {"course": course.pk, "file": SimpleUploadedFile(name, data)})


def run_command(path, *args):
    out = io.StringIO()
    code = 0
    try:
        call_command("import_lesson", str(path), "--json", *args, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, json.loads(out.getvalue().splitlines()[-1])


def test_the_sample_lesson_is_found_element_by_element(lesson_file, expected):
    parsed = parse_lesson(read_word_safely(lesson_file, filename="a.docx"))

    assert parsed.title == expected["title"]
    assert [[h.level, h.text] for h in parsed.outline] == expected["headings"]
    assert parsed.by_type["table"] == expected["tables"]
    assert [(p.alt, p.caption) for p in parsed.pictures] == [(expected["image_alt"], expected["caption"])]
    numbered = expected["bullet_items"] + expected["numbered_items"] + expected["numbered_items_2"]
    assert parsed.by_type["list_item"] == numbered
    assert parsed.by_type["link"] == len(expected["links"])
    assert (parsed.rejected, parsed.problems) == (0, ())


def test_the_sample_lesson_keeps_everything_up_to_the_readers_copy(
    client_for, instructor, course, lesson_file, expected, now
):
    client = client_for(instructor)
    checked = upload(client, course, lesson_file)
    assert Lesson.objects.count() == 0
    client.post(checked.url, CREATE | {"title_0": expected["title"], "alt_0": expected["image_alt"]})
    publish_lesson(lesson=Lesson.objects.get(), now=now)

    html = LessonText.objects.get().html
    assert html.count("<h2") == 7
    assert html.count("<h3") == 1
    assert html.count("<tr>") == expected["table_shape"][0]
    assert '<td colspan="3">' in html
    assert html.count('<th scope="col">') == expected["table_shape"][1]
    assert html.count("<li") == 13
    assert html.count("<ol") == 2
    assert f'alt="{expected["image_alt"]}"' in html
    assert expected["caption"] in html
    assert f'href="{expected["links"][0]}"' in html
    for kept in (
        "<b>",
        "<i>",
        "<sub>2</sub>",
        "<sup>2</sup>",
        "content-page-break",
        "<blockquote",
        'loading="lazy"',
    ):
        assert kept in html, kept


def test_steps_one_to_three_write_a_draft_with_pictures_and_undo_takes_all_back(
    client_for, instructor, course
):
    client = client_for(instructor)
    checked = upload(client, course, simple_file())
    page = client.get(checked.url)
    assert page.status_code == 200
    assert "Mở đầu" in page.content.decode()
    assert client.get(f"{checked.url}xem-thu/").status_code == 200
    assert client.get(f"{checked.url}anh/0/").status_code == 200
    client.post(checked.url, CREATE | {"title_0": "Bài một", "alt_0": "Một hình"})

    batch = WordImport.objects.get()
    lesson = Lesson.objects.get()
    assert (batch.status, lesson.title, lesson.is_published) == ("applied", "Bài một", False)
    assert ContentImage.objects.get().description == "Một hình"
    assert client.get(checked.url).status_code == 200
    client.post(f"{checked.url}hoan-tac/")
    assert not Lesson.objects.exists()
    assert not LessonPage.objects.exists()
    assert not ContentImage.objects.exists()


def test_importing_twice_makes_one_lesson(client_for, instructor, course):
    client = client_for(instructor)
    checked = upload(client, course, simple_file())

    for _time in range(2):
        client.post(checked.url, CREATE | {"title_0": "Bài một"})

    assert Lesson.objects.count() == 1


def test_a_refused_file_leaves_nothing_behind(client_for, instructor, course):
    client = client_for(instructor)

    large = b"x" * (SYNCHRONOUS_UP_TO + 1)
    for data, status in (
        (b"%PDF-1.7", 422),
        (b"", 422),
        (b"%PDF-1.7" + large, 422),
        (b"PK\x03\x04" + large, 422),
        (b"PK\x03\x04" + b"x" * 31_457_280, 413),
    ):
        answer = upload(client, course, data)
        assert answer.status_code == status
        assert "help-critical" in answer.content.decode()
    assert not Lesson.objects.exists()
    assert not WordImport.objects.exists()


def test_a_large_file_is_read_by_a_worker(client_for, instructor, course, monkeypatch):
    monkeypatch.setattr("courses.services.importing.SYNCHRONOUS_UP_TO", 1000)
    client = client_for(instructor)
    checked = upload(client, course, simple_file())
    assert "courses/import.js" in client.get(checked.url).content.decode()

    run_due_jobs()

    assert WordImport.objects.get().status == "checked"


def test_only_authors_of_the_owning_organisation_may_come_in(
    client_for, instructor, learner, registrar, course, organisation
):
    checked = upload(client_for(instructor), course, simple_file())
    elsewhere = make_person(
        "Lý Văn Xa", organisation=make_organisation("KHAC", "Nơi khác"), role="instructor"
    )
    head = make_person("Đỗ Quản Trị", organisation=organisation, role="administrator")

    for person, allowed in (
        (instructor, {200}),
        (head, {200}),
        (elsewhere, {404}),
        (learner, {302, 403, 404}),
    ):
        assert client_for(person).get(checked.url).status_code in allowed, person
    assert client_for(None).get(checked.url).status_code == 302
    assert client_for(registrar).get(checked.url).status_code in {302, 403, 404}


def test_the_command_reports_in_one_line_and_writes_only_when_told(tmp_path, instructor, course):
    path = tmp_path / "bai.docx"
    path.write_bytes(simple_file())

    code, rehearsal = run_command(path, "--course", "MC-01", "--dry-run")
    assert (code, Lesson.objects.count()) == (0, 0)
    code, report = run_command(path, "--course", "MC-01")

    assert code == 0
    assert set(report) == {"format", "found", "imported", "rejected", "by_type", "problems"}
    assert report["by_type"] == {"heading": 1, "image": 1, "paragraph": 1} == rehearsal["by_type"]
    assert Lesson.objects.count() == 1


@pytest.mark.parametrize("case", ["no course", "no file", "pdf"])
def test_the_command_refuses_with_the_same_report_and_code_one(tmp_path, instructor, course, case):
    path = tmp_path / "bai.docx"
    if case != "no file":
        path.write_bytes(b"%PDF-1.7" if case == "pdf" else simple_file())

    code, report = run_command(path, "--course", "KHONG-CO" if case == "no course" else "MC-01")

    assert code == 1
    assert (report["found"], report["imported"]) == (0, 0)
    assert report["problems"][0]["severity"] == "error"
    assert Lesson.objects.count() == 0


@pytest.mark.parametrize("number", range(len(FAMILIES)))
def test_a_hostile_file_at_the_door_is_a_page_with_a_sentence_or_a_check(
    client_for, instructor, course, number
):
    _family, data = hostile(number)

    answer = upload(client_for(instructor), course, data, name="bai\u202e.docx")

    assert answer.status_code in {302, 413, 422}


def test_a_lesson_of_too_many_parts_is_told_where_it_was_cut():
    page = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"

    parsed = parse_lesson(read_word_safely(bare_docx(page * 2_000), filename="a.docx"))

    (told,) = [problem for problem in parsed.problems if problem.code == "too_many"]
    assert len(parsed.blocks) <= MAX_BLOCKS + 1
    assert told.where == f"đoạn {MAX_BLOCKS // 2 + 1}"
    assert parsed.rejected == 1
