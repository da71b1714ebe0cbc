"""What must not work while lessons come from Word: each case a sentence, nothing half-written."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from content.models import ContentImage, WordImport
from courses.importers.choosing import PieceChoice
from courses.models import Lesson, LessonPage
from courses.services.authoring import add_lesson, create_course
from courses.services.import_applying import apply_import
from courses.services.import_plans import plan_of
from courses.services.importing import choose_for_import, receive_lesson_file
from jobs.models import Job
from jobs.services import run_due_jobs
from tests.courses.import_desk import START, fields_of, upload
from tests.support.files import make_docx, make_png
from tests.support.lesson_files import Chapterless, make_lessons, sentences, word_of
from tests.support.people import make_person

pytestmark = pytest.mark.django_db
QUESTIONS = (
    ("Thời hạn trả lời là bao lâu?", ("Trong ngày", "Ba ngày", "Một tuần"), 0),
    ("Ai ký số văn bản đi?", ("Văn thư", "Người có thẩm quyền", "Người dân"), 1),
)


@pytest.fixture
def course(site, organisation, now):
    return create_course(code="MC-01", title="Một cửa điện tử", organisation=organisation, now=now)


@pytest.fixture
def client(client_for, instructor):
    return client_for(instructor)


def test_of_two_authors_at_once_the_second_is_told(client, client_for, course, organisation):
    other = client_for(make_person("Lý Thị Hai", organisation=organisation, role="instructor"))
    checked = upload(client, course, word_of(make_lessons(2)))
    sent = fields_of(client, checked.url) | {"act": "apply"}
    client.post(checked.url, sent)

    answer = other.post(checked.url, sent)

    assert answer.status_code == 409
    assert "help-critical" in answer.content.decode()
    assert Lesson.objects.count() == 2


def test_a_lesson_deleted_between_check_and_apply_is_told_and_nothing_is_written(client, course):
    first = upload(client, course, word_of(make_lessons(2)))
    client.post(first.url, fields_of(client, first.url) | {"act": "apply"})
    one, two = make_lessons(2)
    second = upload(client, course, word_of([replace(one, lines=("Khác.",)), two]), level="")
    sent = fields_of(client, second.url)
    page = LessonPage.objects.order_by("pk")[0]
    lesson = page.lesson
    page.delete()
    lesson.delete()

    answer = client.post(second.url, sent | {"act": "apply"})

    assert answer.status_code == 422
    assert "help-critical" in answer.content.decode()
    assert Lesson.objects.count() == 1
    again = client.post(second.url, fields_of(client, second.url) | {"act": "apply"})
    assert again.status_code == 302
    assert Lesson.objects.count() == 2


def test_a_locked_lesson_is_not_written_past_its_lock(client, course, instructor, organisation, now):
    first = upload(client, course, word_of(make_lessons(2)))
    client.post(first.url, fields_of(client, first.url) | {"act": "apply"})
    holder = make_person("Lý Thị Khóa", organisation=organisation, role="instructor")
    pk = LessonPage.objects.order_by("pk")[0].pk
    LessonPage.objects.filter(pk=pk).update(locked=True, locked_by=holder, locked_at=now)
    one, two = make_lessons(2)
    second = upload(client, course, word_of([replace(one, lines=("Khác.",)), two]), level="")

    answer = client.post(second.url, fields_of(client, second.url) | {"act": "apply"})

    assert answer.status_code == 422
    assert one.title in answer.content.decode()


def test_a_batch_that_waited_too_long_is_told_and_can_be_thrown_away(client, course):
    checked = upload(client, course, word_of(make_lessons(2)))
    sent = fields_of(client, checked.url) | {"act": "apply"}
    WordImport.objects.update(created_at=timezone.now() - timedelta(days=31))

    assert "help-critical" in client.get(checked.url).content.decode()
    assert client.post(checked.url, sent).status_code == 409
    assert not Lesson.objects.exists()
    client.post(f"{checked.url}bo/")
    assert not WordImport.objects.exists()


def test_a_batch_of_before_this_version_asks_for_the_file_again(client, course):
    checked = upload(client, course, word_of(make_lessons(2)))
    WordImport.objects.update(
        parsed={"title": "Bài", "blocks": []}, outcome={"previews": ["a.png"]}, choices={}
    )
    assert client.get(checked.url).status_code == 200
    assert client.get(f"{checked.url}xem-thu/").status_code == 404
    assert client.get(f"{checked.url}anh/0/").status_code == 404
    assert client.post(f"{checked.url}bo/").status_code == 302


def test_a_file_of_another_course_is_told(client, course, organisation, now):
    other = create_course(code="MC-02", title="Khóa khác hẳn", organisation=organisation, now=now)
    data = word_of(make_lessons(2))
    first = upload(client, other, data)
    client.post(first.url, fields_of(client, first.url) | {"act": "apply"})

    checked = upload(client, course, data)

    page = client.get(checked.url)
    assert "Khóa khác hẳn" in page.content.decode()
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert (course.lessons.count(), other.lessons.count()) == (2, 2)


def test_a_document_that_is_one_table_is_one_lesson(client, course):
    def fill(document):
        table = document.add_table(rows=300, cols=4)
        for number, row in enumerate(table.rows):
            row.cells[0].text = f"Dòng {number}"

    checked = upload(client, course, make_docx(fill))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert [block["type"] for block in LessonPage.objects.get().body.raw_data] == ["table"]


def test_a_document_without_any_text_is_told(client, course):
    checked = upload(client, course, make_docx(lambda _document: None))
    answer = client.post(checked.url, fields_of(client, checked.url) | {"act": "apply", "take_0": "on"})
    assert answer.status_code == 422
    assert not Lesson.objects.exists()


@pytest.mark.once
def test_three_hundred_pages_divide_and_too_many_lessons_stay_one(client, course):
    lessons = [Chapterless(title=f"Bài {n}", lines=sentences(n, 12)) for n in range(160)]
    checked = upload(client, course, word_of(lessons))
    page = client.get(checked.url)
    assert page.status_code == 200
    assert len(page.context["pieces"]) == 1
    assert "160" in page.content.decode()

    checked = upload(client, course, word_of(lessons[:140]))
    page = client.get(checked.url)
    assert len(page.context["pieces"]) == 140
    answer = client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert answer.status_code == 302
    run_due_jobs()
    assert Lesson.objects.count() == 140


@pytest.mark.parametrize(
    "nonsense",
    [
        {"level": "7"},
        {"title_0": ""},
        {"title_0": "x" * 300},
        {"chapter_0": "999999"},
        {"act": "head:99999:2"},
        {"act": "head:x:y"},
        {"act": "show:9999"},
        {"act": "show:-1"},
        {"changes": "maybe"},
        {"previous": "not-a-uuid"},
        {"seen": "something else", "act": "apply"},
    ],
    ids=str,
)
def test_nonsense_from_a_browser_is_a_sentence_or_nothing(nonsense, client, course):
    checked = upload(client, course, word_of(make_lessons(2)))
    answer = client.post(checked.url, fields_of(client, checked.url) | nonsense)
    assert answer.status_code in {302, 422}
    assert not Lesson.objects.exists()
    assert client.get(f"{checked.url}?bai=abc").status_code == 200
    assert client.get(f"{checked.url}xem-thu/?bai=77").status_code == 200


def test_when_writing_fails_no_row_and_no_file_is_left(course, instructor, now, monkeypatch):
    lessons = [replace(one, has_picture=True) for one in make_lessons(2)]
    batch = receive_lesson_file(
        data=word_of(lessons), filename="a.docx", course=course, by=instructor, now=now, level=1
    )
    kept = []
    real = ContentImage.save
    monkeypatch.setattr(
        ContentImage, "save", lambda image, *args, **names: (real(image, *args, **names), kept.append(image))
    )
    calls = iter([True, False])

    def failing(**names):
        if next(calls):
            return add_lesson(**names)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("courses.services.import_applying.add_lesson", failing)
    with pytest.raises(RuntimeError):
        apply_import(batch=batch, course=course, by=instructor, now=now)

    assert not Lesson.objects.exists()
    assert not ContentImage.objects.exists()
    assert kept
    assert not any(image.file.storage.exists(image.file.name) for image in kept)
    batch.refresh_from_db()
    assert batch.status == "checked"


def test_the_check_asks_no_more_of_the_database_for_more_lessons(
    course, instructor, now, client, django_assert_max_num_queries
):
    addresses = []
    for count in (2, 30):
        lessons = [Chapterless(title=f"Bài {n}", lines=sentences(n)) for n in range(count)]
        batch = receive_lesson_file(
            data=word_of(lessons), filename=f"{count}.docx", course=course, by=instructor, now=now, level=1
        )
        addresses.append(f"{START}{batch.uuid}/")
    client.get(addresses[0])
    for address in addresses:
        with django_assert_max_num_queries(40):
            client.get(address)
    with django_assert_max_num_queries(8):
        plan_of(batch=batch, course=course)


def test_choices_for_one_lesson_do_not_touch_another(course, instructor, now):
    batch = receive_lesson_file(
        data=word_of(make_lessons(2)), filename="a.docx", course=course, by=instructor, now=now, level=1
    )
    plan = plan_of(batch=batch, course=course)
    choices = replace(plan.choices, pieces={plan.pieces[0].piece.key: PieceChoice(is_taken=False)})
    batch = choose_for_import(batch=batch, course=course, choices=choices, by=instructor)
    assert [p.is_taken for p in plan_of(batch=batch, course=course).pieces] == [False, True]


def test_a_picture_for_decoration_needs_no_words(client, course):
    def fill(document):
        document.add_heading("Bài", 1)
        document.add_paragraph("Nội dung.")
        document.add_picture(io.BytesIO(make_png()))

    checked = upload(client, course, make_docx(fill))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply", "decorative_0": "on"})
    value = LessonPage.objects.get().body.raw_data[1]["value"]
    assert value["is_decorative"] is True


def test_a_form_never_grows_beyond_what_a_server_takes(client, course, monkeypatch):
    monkeypatch.setattr("courses.import_forms.MOST_FIELDS", 10)
    lessons = [replace(one, has_picture=True) for one in make_lessons(2)]
    checked = upload(client, course, word_of(lessons))
    page = client.get(checked.url)
    assert len(page.context["form"].fields) <= 10
    assert page.context["pictures_left"] == 1
    assert client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"}).status_code == 302


def test_work_that_was_given_up_is_told(client, course, monkeypatch):
    monkeypatch.setattr("courses.services.import_applying.AT_ONCE", 1)
    checked = upload(client, course, word_of(make_lessons(2)))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    Job.objects.update(status=Job.Status.FAILED)
    page = client.get(checked.url).content.decode()
    assert "help-critical" in page
    assert "courses/import.js" not in page
