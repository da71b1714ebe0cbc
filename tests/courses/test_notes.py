"""Paragraphs that keep their names, notes that find them again, searching, taking notes home, sending them later."""

import io
import json
from uuid import uuid4

import pytest
from docx import Document

from courses.anchoring import find_place, name_paragraphs
from courses.errors import NoteRefused
from courses.models import Lesson, LessonPage, LessonProgress, LessonText, Note
from courses.offline import person_mark
from courses.reading import reading_copy
from courses.services.authoring import publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.notes import Writing, remove_note, save_note
from courses.services.progress import record_place
from courses.services.settling import move_lesson

OLD = ["Mở cổng dịch vụ công quốc gia.", "Chọn thủ tục cần nộp hồ sơ.", "Ký số rồi gửi."]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (OLD, ["a", "b", "c"]),
        (["Lời dẫn mới hoàn toàn.", *OLD], [None, "a", "b", "c"]),
        ([OLD[0], "Chọn đúng thủ tục cần nộp hồ sơ trực tuyến.", OLD[2]], ["a", "b", "c"]),
        ([OLD[2], OLD[0]], ["c", "a"]),
        ([OLD[0], "Đoạn này nói chuyện khác.", OLD[2]], ["a", None, "c"]),
        ([OLD[0], OLD[0]], ["a", None]),
    ],
)
def test_a_paragraph_keeps_its_name_through_small_edits(texts, kept):
    names = name_paragraphs(texts, list(zip("abc", OLD, strict=True)))

    assert [name if name in {"a", "b", "c"} else None for name in names] == kept
    assert len(set(names)) == len(names)


def test_the_same_text_gets_the_same_names_in_every_copy():
    markup = (
        "<h2>Các bước</h2><p>Mở cổng.</p><ul><li>Một<ul><li>Hai</li></ul></li></ul><p></p><p>Mở cổng.</p>"
    )
    first = reading_copy(markup)
    again = reading_copy(first.html, first.paragraphs)

    assert [text for _name, text in first.paragraphs] == ["Mở cổng.", "Một", "Hai", "Mở cổng."]
    assert again.html == first.html
    assert reading_copy(markup).html == first.html
    assert first.html.count("<p>") == 1, "an empty paragraph needs no name"


@pytest.mark.parametrize(
    ("name", "quote", "place"),
    [
        ("b", "thủ tục", "b"),
        ("b", "thu  TUC", "b"),
        ("b", "Ký số", "c"),
        ("gone", "cổng dịch vụ", "a"),
        ("gone", "", ""),
        ("b", "", "b"),
        ("b", "không còn chữ này", ""),
    ],
)
def test_a_note_finds_its_words_again(name, quote, place):
    assert find_place(name=name, quote=quote, paragraphs=list(zip("abc", OLD, strict=True))) == place


@pytest.fixture
def note(enrolment, lessons, now):
    def make(**fields):
        anchor = LessonText.objects.get(lesson=lessons[0]).paragraphs[0][0]
        fields = {"kind": "note", "anchor": anchor, "quote": "cổng dịch vụ", "text": "Hỏi chị Hà"} | fields
        return save_note(
            enrolment=enrolment, lesson=lessons[0], uuid=fields.pop("uuid", uuid4()), now=now, **fields
        )

    return make


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": "x" * 4001}, "too_long"),
        ({"kind": "highlight", "quote": " "}, "empty"),
        ({"kind": "strange"}, "bad_note"),
    ],
)
def test_what_cannot_be_a_note_is_refused_with_a_sentence(note, fields, code):
    with pytest.raises(NoteRefused) as refusal:
        note(**fields)
    assert refusal.value.code == code
    assert not Note.objects.exists()


@pytest.mark.django_db
def test_the_same_write_twice_is_one_and_a_late_one_changes_nothing(note):
    uuid, device = uuid4(), "a" * 24
    note(uuid=uuid, text="Một", writing=Writing(client=device, sequence=1))
    note(uuid=uuid, text="Hai", writing=Writing(client=device, sequence=2))
    note(uuid=uuid, text="Một", writing=Writing(client=device, sequence=1))
    assert Note.objects.get().text == "Hai"
    note(uuid=uuid, text="Ba", writing=Writing(client="b" * 24, sequence=1))
    assert Note.objects.get().text == "Ba"


@pytest.mark.django_db
def test_a_removed_note_keeps_no_words_and_does_not_come_back(note, enrolment, lessons, now):
    made = note()
    remove_note(enrolment=enrolment, lesson=lessons[0], uuid=made.uuid, now=now)
    note(uuid=made.uuid, text="Muộn", writing=Writing(client="a" * 24, sequence=9))
    left = Note.objects.get()
    assert (left.text, left.quote, left.anchor) == ("", "", "")


@pytest.mark.django_db
def test_nobody_changes_the_notes_of_another(note, course, colleague, lessons, now, client_for):
    made = note()
    other = enrol_learner(course=course, learner=colleague, now=now)
    with pytest.raises(NoteRefused):
        save_note(enrolment=other, lesson=lessons[0], uuid=made.uuid, kind="note", text="Sửa", now=now)
    assert "Hỏi chị Hà" not in client_for(colleague).get(f"/hoc/{course.slug}/1/").content.decode()
    assert "Hỏi chị Hà" not in client_for(colleague).get(f"/hoc/{course.slug}/ghi-chu/").content.decode()


@pytest.mark.django_db
def test_notes_survive_an_edit_of_the_lesson(note, course, lessons, learner, client_for, now):
    kept, lost = note(), note(quote="Chọn nhiều tệp.", text="Nhớ chỗ này")
    page = LessonPage.objects.get(lesson=lessons[0])
    page.body = page.body.stream_block.to_python(
        [{"type": "text", "value": "<p>Mới.</p><h2>Các bước</h2><p>Hãy mở cổng dịch vụ công này.</p>"}]
    )
    page.save_revision()
    publish_lesson(lesson=lessons[0], now=now)

    html = client_for(learner).get(f"/hoc/{course.slug}/1/").content.decode()
    anchor = LessonText.objects.get(lesson=lessons[0]).paragraphs[1][0]
    assert f'data-note="{kept.uuid}" data-kind="note" data-anchor="{anchor}"' in html
    assert f'data-note="{lost.uuid}" data-kind="note" data-anchor=""' in html
    assert "Đoạn này đã được sửa" in html


@pytest.mark.django_db
def test_notes_are_written_and_removed_without_a_script(course, enrolment, lessons, learner, client_for):
    client = client_for(learner)
    url = f"/hoc/{course.slug}/1/ghi-chu/"
    said = client.post(url, {"text": "Xem lại mục 2", "lesson": lessons[0].uuid}, follow=True)
    assert "Đã lưu ghi chú" in said.content.decode()
    made = Note.objects.get()
    assert "Xem lại mục 2" in client.get(f"/hoc/{course.slug}/ghi-chu/").content.decode()
    assert "nội dung trước" in client.post(url, {"text": " "}, follow=True).content.decode()
    assert "4000 ký tự" in client.post(url, {"text": "x" * 30_000}, follow=True).content.decode()
    client.post(url, {"uuid": made.uuid, "remove": "1"})
    assert "Xem lại mục 2" not in client.get(f"/hoc/{course.slug}/ghi-chu/").content.decode()


@pytest.mark.django_db
def test_notes_go_home_as_word_and_markdown(note, course, learner, client_for):
    note()
    note(kind="highlight", text="")
    client = client_for(learner)
    word = client.get(f"/hoc/{course.slug}/ghi-chu/tai-ve/")
    paragraphs = [one.text for one in Document(io.BytesIO(word.content)).paragraphs]
    assert "1.1 Bài số 1" in paragraphs
    assert "“cổng dịch vụ”" in paragraphs
    assert any(one.startswith("Hỏi chị Hà (") for one in paragraphs)
    markdown = client.get(f"/hoc/{course.slug}/ghi-chu/tai-ve/?dang=markdown").content.decode()
    assert "## 1.1 Bài số 1\n\n> cổng dịch vụ\n\nHỏi chị Hà (" in markdown


@pytest.mark.django_db
def test_a_course_is_searched_without_accents_and_locked_lessons_tell_nothing(
    course, enrolment, lessons, learner, client_for
):
    Lesson.objects.filter(pk=lessons[2].pk).update(opens_after=lessons[1])
    client = client_for(learner)
    html = client.get(f"/hoc/{course.slug}/tim/?q=dich+vu").content.decode()
    assert "Tìm thấy 2 bài học" in html
    assert "<mark>dịch vụ</mark>" in html
    assert "Bài số 3" not in html.split("<h1>")[1]
    nothing = client.get(f"/hoc/{course.slug}/tim/?q=khong+he+co").content.decode()
    assert "Không có bài học nào" in nothing


def send(browser, whose, seen, /, **fields):
    body = {
        "what": "note",
        "lesson": str(seen.uuid),
        "client": "c" * 24,
        "sequence": 1,
        "person": person_mark(whose),
    } | fields
    return browser.post("/hoc/dong-bo/", json.dumps(body), content_type="application/json")


@pytest.mark.django_db
def test_what_a_device_kept_is_taken_once(course, enrolment, lessons, learner, client_for):
    client, uuid = client_for(learner), str(uuid4())
    for _time in range(2):
        said = send(client, learner, lessons[0], uuid=uuid, kind="note", text="Trên tàu")
        assert said.json() == {"saved": True, "sequence": 1}
    assert Note.objects.get().text == "Trên tàu"
    assert send(client, learner, lessons[0], what="finish", sequence=2).status_code == 200
    assert LessonProgress.objects.get().done_at is not None
    assert send(client, learner, lessons[0], what="remove", sequence=3, uuid=uuid).status_code == 200
    assert Note.objects.get().removed_at is not None


@pytest.mark.django_db
def test_a_place_kept_offline_does_not_undo_what_was_read_since(
    course, enrolment, lessons, learner, client_for
):
    from django.utils import timezone

    record_place(enrolment=enrolment, lesson=lessons[0], place="ky-hang-loat", percent=40, now=timezone.now())
    send(client_for(learner), learner, lessons[0], what="place", place="cac-buoc", percent=80, age=3600)
    progress = LessonProgress.objects.get()
    assert (progress.place, progress.percent) == ("ky-hang-loat", 80)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"person": "0" * 16}, 401, "other_person"),
        ({"what": "strange"}, 400, "bad_report"),
        ({"uuid": "x"}, 400, "bad_report"),
        ({"client": "../"}, 400, "bad_report"),
        ({"anchor": '"><b>'}, 400, "bad_report"),
        ({"lesson": str(uuid4())}, 404, "gone"),
        ({"text": ""}, 400, "empty"),
    ],
)
def test_what_a_device_may_not_send(course, enrolment, lessons, learner, client_for, fields, status, code):
    fields = {"uuid": str(uuid4()), "kind": "note", "text": "x"} | fields
    said = send(client_for(learner), learner, lessons[0], **fields)
    assert (said.status_code, said.json()["code"]) == (status, code)
    assert not Note.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "[]", "7", "null", "{", '"x"'])
def test_a_body_that_is_no_report_is_refused(learner, client_for, body):
    said = client_for(learner).post("/hoc/dong-bo/", body, content_type="application/json")
    assert said.status_code == 400


@pytest.mark.django_db
def test_strangers_and_people_without_a_place_send_nothing(course, lessons, learner, colleague, client_for):
    assert send(client_for(None), learner, lessons[0]).status_code == 401
    said = send(client_for(colleague), colleague, lessons[0], uuid=str(uuid4()), kind="note", text="x")
    assert said.status_code == 403


@pytest.mark.django_db
def test_a_lesson_moved_while_somebody_reads_it_keeps_its_own_reports(
    course, enrolment, lessons, learner, client_for
):
    client = client_for(learner)
    client.get(f"/hoc/{course.slug}/1/")
    move_lesson(lesson=lessons[0], position=3)

    body = json.dumps({"place": "", "percent": 70, "lesson": str(lessons[0].uuid)})
    client.post(f"/hoc/{course.slug}/1/vi-tri/", body, content_type="application/json")
    client.post(f"/hoc/{course.slug}/1/xong/", {"lesson": lessons[0].uuid})

    progress = LessonProgress.objects.get()
    assert progress.lesson == lessons[0]
    assert progress.done_at is not None


@pytest.mark.django_db
def test_a_lesson_taken_back_while_somebody_reads_it_says_so_and_loses_nothing(
    course, enrolment, lessons, learner, client_for, note
):
    client = client_for(learner)
    note()
    LessonPage.objects.get(lesson=lessons[0]).unpublish()
    shown = client.get(f"/hoc/{course.slug}/1/")
    assert shown.status_code == 404
    assert "đang được sửa nên tạm thời chưa đọc được" in shown.content.decode()
    said = send(client, learner, lessons[0], uuid=str(uuid4()), kind="note", text="Viết lúc mất mạng")
    assert said.status_code == 200
    notes = client.get(f"/hoc/{course.slug}/ghi-chu/").content.decode()
    assert "Viết lúc mất mạng" in notes
    assert "Hỏi chị Hà" in notes


@pytest.mark.django_db
def test_the_worker_and_the_shelf(learner, client_for):
    worker = client_for(None).get("/hoc/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    assert "hoc-v1-" in worker.content.decode()
    assert client_for(None).get("/hoc/ngoai-tuyen/").status_code == 302
    assert person_mark(learner) in client_for(learner).get("/hoc/ngoai-tuyen/").content.decode()
