"""One Word file, many lessons: divided, mended in place, written as a whole, taken back as a whole; and what must not work."""

from dataclasses import replace

import pytest

from content.models import ContentImage, WordImport
from courses.models import Chapter, Lesson, LessonPage, LessonText
from courses.services.authoring import create_course, publish_lesson
from courses.services.import_applying import AT_ONCE
from jobs.services import run_due_jobs
from quizzes.models import Item, Quiz
from quizzes.services.authoring import add_section, create_quiz
from tests.courses.import_desk import fields_of, upload
from tests.support.files import bare_docx, make_docx
from tests.support.lesson_files import make_lessons, word_of

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


def test_three_headings_become_three_drafts_and_one_undo_takes_them_back(client, course):
    lessons = make_lessons(3)
    checked = upload(client, course, word_of([replace(lessons[0], has_picture=True), *lessons[1:]]))
    sent = fields_of(client, checked.url)

    client.post(checked.url, sent | {"act": "apply", "title_1": "Ký số", "alt_0": "Sơ đồ"})

    assert list(Lesson.objects.values_list("title", "is_published")) == [
        ("Tiếp nhận hồ sơ", False),
        ("Ký số", False),
        ("Trả kết quả", False),
    ]
    assert ContentImage.objects.get().description == "Sơ đồ"
    page = client.get(checked.url).content.decode()
    assert page.count("/quan-tri/pages/") >= 3
    client.post(f"{checked.url}hoan-tac/")
    assert not Lesson.objects.exists()
    assert not LessonPage.objects.exists()
    assert not ContentImage.objects.exists()


def test_lessons_of_heading_two_stand_in_chapters_of_heading_one(client, course):
    lessons = [
        replace(one, above="Chương một" if n < 2 else "Chương hai") for n, one in enumerate(make_lessons(3))
    ]
    checked = upload(client, course, word_of(lessons), level="2")

    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})

    assert list(Lesson.objects.values_list("title", "chapter__title")) == [
        ("Tiếp nhận hồ sơ", "Chương một"),
        ("Ký số văn bản", "Chương một"),
        ("Trả kết quả", "Chương hai"),
    ]
    client.post(f"{checked.url}hoan-tac/")
    assert not Chapter.objects.exists()


def test_only_what_is_ticked_is_written(client, course):
    checked = upload(client, course, word_of(make_lessons(3)))
    sent = fields_of(client, checked.url)
    del sent["take_1"]
    client.post(checked.url, sent | {"act": "apply"})
    assert list(Lesson.objects.values_list("title", flat=True)) == ["Tiếp nhận hồ sơ", "Trả kết quả"]


def test_levels_of_headings_are_mended_in_place_and_words_typed_meanwhile_are_kept(client, course):
    checked = upload(client, course, word_of(make_lessons(3)))
    heading = client.get(checked.url).context["headings"][1]
    sent = fields_of(client, checked.url)

    client.post(checked.url, sent | {"act": f"head:{heading['number']}:2", "title_0": "Tên của tôi"})
    page = client.get(checked.url)
    assert [p["planned"].lesson.title for p in page.context["pieces"]] == ["Tên của tôi", "Trả kết quả"]

    client.post(checked.url, fields_of(client, checked.url) | {"act": f"head:{heading['number']}:0"})
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert Lesson.objects.count() == 2
    assert "Ký số văn bản" in str(LessonPage.objects.order_by("pk")[0].body.raw_data)


def test_dividing_anew_and_writing_at_once_asks_to_look_first(client, course):
    checked = upload(client, course, word_of(make_lessons(3)))
    sent = fields_of(client, checked.url)

    answer = client.post(checked.url, sent | {"act": "apply", "level": "0"})

    assert answer.status_code == 422
    assert "help-critical" in answer.content.decode()
    assert not Lesson.objects.exists()
    assert len(answer.context["pieces"]) == 1


def test_tracked_changes_are_accepted_or_refused_as_asked(client, course):
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    body = (
        "<w:p>" + run.format("Thời hạn ")
        + "<w:ins w:id='1' w:author='A'>" + run.format("ba ngày") + "</w:ins>"
        + "<w:del w:id='2' w:author='A'><w:r><w:delText>năm ngày</w:delText></w:r></w:del></w:p>"
    )  # fmt: skip
    checked = upload(client, course, bare_docx(body), level="")
    sent = fields_of(client, checked.url)
    assert sent["changes"] == "accept"

    client.post(checked.url, sent | {"act": "save", "changes": "refuse"})
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})

    text = str(LessonPage.objects.get().body.raw_data)
    assert "năm ngày" in text
    assert "ba ngày" not in text


def test_tone_marks_stay_as_they_are_until_the_author_ticks(client, course):
    data = make_docx(lambda d: (d.add_heading("Hoà giải", 1), d.add_paragraph("Hoà giải và thuỷ lợi.")))
    checked = upload(client, course, data)
    assert "has_house_tones" not in fields_of(client, checked.url)
    assert "hoà → hòa" in client.get(checked.url).content.decode()

    client.post(checked.url, fields_of(client, checked.url) | {"act": "save", "has_house_tones": "on"})
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})

    page = LessonPage.objects.get()
    assert page.title == "Hòa giải"
    assert "Hòa giải và thủy lợi." in str(page.body.raw_data)


def test_questions_in_the_text_become_a_self_check_and_go_with_undo(client, course, now):
    lessons = [replace(make_lessons(1)[0], questions=QUESTIONS), *make_lessons(2)[1:]]
    checked = upload(client, course, word_of(lessons))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})

    quiz = Quiz.objects.get()
    page = LessonPage.objects.order_by("pk")[0]
    assert [block["type"] for block in page.body.raw_data] == ["text", "self_check"]
    assert page.body.raw_data[1]["value"]["quiz"] == str(quiz.uuid)
    assert (quiz.mode, Item.objects.filter(state="in_use").count()) == ("self_check", 2)
    publish_lesson(lesson=page.lesson, now=now)
    assert str(quiz.uuid) in LessonText.objects.get().html

    page.refresh_from_db()
    page.unpublish()
    undone = client.post(f"{checked.url}hoan-tac/")
    assert undone.status_code == 302, undone.context["refusal"]
    assert not Quiz.objects.exists()
    assert not Item.objects.filter(state="in_use").exists()


def test_the_same_questions_come_back_as_the_same_self_check(client, course):
    lessons = [replace(make_lessons(1)[0], questions=QUESTIONS)]
    for extra in ("", "Thêm một câu."):
        file = [replace(lessons[0], lines=(*lessons[0].lines, extra))]
        checked = upload(client, course, word_of(file), level="")
        if not extra:
            client.post(checked.url, fields_of(client, checked.url) | {"act": "save", "level": "1"})
        client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert (Lesson.objects.count(), Quiz.objects.count(), Item.objects.count()) == (1, 1, 2)


def test_questions_asked_elsewhere_keep_the_import(client, course, organisation, now):
    checked = upload(client, course, word_of([replace(make_lessons(1)[0], questions=QUESTIONS)]))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    quiz = create_quiz(title="Kiểm tra", organisation=organisation, now=now)
    add_section(quiz=quiz, items=list(Item.objects.all()))

    answer = client.post(f"{checked.url}hoan-tac/")

    assert answer.status_code == 422
    assert "help-critical" in answer.content.decode()
    assert Lesson.objects.count() == 1


def test_questions_may_stay_text_and_what_is_none_stays_text(client, course):
    def fill(document):
        document.add_heading("Bài", 1)
        document.add_paragraph("Nội dung.")
        document.add_heading("Câu hỏi tự kiểm tra", 2)
        document.add_paragraph("Đây chỉ là một đoạn văn, không phải câu hỏi nào.")

    checked = upload(client, course, make_docx(fill))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert "chỉ là một đoạn văn" in str(LessonPage.objects.get().body.raw_data)

    checked = upload(
        client, course, word_of([replace(make_lessons(1)[0], questions=QUESTIONS)]), name="b.docx"
    )
    sent = fields_of(client, checked.url)
    ticks = [name for name in sent if name.startswith("self_check_")]
    assert len(ticks) == 1
    del sent[ticks[0]]
    client.post(checked.url, sent | {"act": "save"})
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    assert not Quiz.objects.exists()
    assert "Thời hạn trả lời" in str(LessonPage.objects.order_by("-pk")[0].body.raw_data)


def test_many_pictures_are_written_by_a_worker_that_tells_how_far_it_is(client, course, monkeypatch):
    monkeypatch.setattr("courses.services.import_applying.AT_ONCE", 2)
    checked = upload(client, course, word_of(make_lessons(4)))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    batch = WordImport.objects.get()
    assert (batch.status, Lesson.objects.count()) == ("applying", 0)
    assert "courses/import.js" in client.get(checked.url).content.decode()
    assert client.post(f"{checked.url}bo/").status_code == 422

    run_due_jobs()

    batch.refresh_from_db()
    assert (batch.status, Lesson.objects.count()) == ("applied", 4)
    assert batch.steps_done <= batch.steps_all
    assert batch.steps_all > 0
    assert AT_ONCE == 40


def test_a_refusal_while_the_worker_writes_comes_back_to_the_check(client, course, monkeypatch, now):
    monkeypatch.setattr("courses.services.import_applying.AT_ONCE", 2)
    checked = upload(client, course, word_of(make_lessons(4)))
    client.post(checked.url, fields_of(client, checked.url) | {"act": "apply"})
    monkeypatch.setattr("courses.services.import_applying.is_expired", lambda **_names: True)

    run_due_jobs()

    assert WordImport.objects.get().status == "checked"
    assert "help-critical" in client.get(checked.url).content.decode()
    assert not Lesson.objects.exists()


def test_headings_stay_mended_when_tracked_changes_are_refused(client, course):
    def paragraph(text, style="", inserted=False):
        run = f"<w:r><w:t>{text}</w:t></w:r>"
        mark = '<w:rPr><w:ins w:id="8" w:author="A"/></w:rPr>' if inserted else ""
        said = f'<w:ins w:id="9" w:author="A">{run}</w:ins>' if inserted else run
        level = f'<w:outlineLvl w:val="{style}"/>' if style else ""
        return f"<w:p><w:pPr>{level}{mark}</w:pPr>{said}</w:p>"

    body = (
        paragraph("Thêm sau.", inserted=True) + paragraph("Bài một", "0") + paragraph("Nội dung.")
        + paragraph("Phần phụ", "0") + paragraph("Nội dung phụ.")
    )  # fmt: skip
    checked = upload(client, course, bare_docx(body))
    number = next(h["number"] for h in client.get(checked.url).context["headings"] if h["text"] == "Phần phụ")
    client.post(checked.url, fields_of(client, checked.url) | {"act": f"head:{number}:2"})

    client.post(checked.url, fields_of(client, checked.url) | {"act": "save", "changes": "refuse"})

    page = client.get(checked.url)
    assert [p["planned"].piece.title for p in page.context["pieces"]] == ["Bài một"]
    assert {h["text"]: h["level"] for h in page.context["headings"]} == {"Bài một": 1, "Phần phụ": 2}
