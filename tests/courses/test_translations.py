"""A page in two languages: kept in versions, written by several hands, behind the door of the page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from content.errors import TranslationRefused
from content.models import PageTranslation
from content.queries import newest_translation, passages_of, progress_of, published_words
from content.services.translations import LONGEST, save_translation
from content.translating import sides_of
from content.translation_desk import name_of
from courses.models import CoursePage, Enrolment, Lesson, LessonPage
from courses.notebook import notes_of_lesson
from courses.services.authoring import add_lesson, publish_lesson
from courses.services.copying import copy_course
from courses.services.enrolment import enrol_learner
from courses.services.notes import save_note
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries, assert_max_queries

pytestmark = pytest.mark.django_db
BODY = [
    {"type": "text", "value": "<h2>Các bước</h2><p>Mở <b>cổng</b>.</p>"},
    {"type": "steps", "value": {"start": 1, "steps": ["<p>Ký số.</p>", "<p>Gửi đi.</p>"]}},
    {
        "type": "table",
        "value": {"caption": "Bảng một", "html": "<table><tbody><tr><td>Ngày</td></tr></tbody></table>"},
    },
    {
        "type": "regulation",
        "value": {
            "number": "30/2020/NĐ-CP",
            "title": "về công tác văn thư",
            "issuer": "Chính phủ",
            "passage": "",
            "url": "",
        },
    },
]
ENGLISH = {
    "<h2>Các bước</h2>": "<h2>Steps</h2>",
    "<p>Mở <b>cổng</b>.</p>": "<p>Open the <b>portal</b>.</p>",
    "<p>Ký số.</p>": "<p>Sign.</p>",
    "<p>Gửi đi.</p>": "<p>Send.</p>",
}


@pytest.fixture
def page(make_course, now):
    course = make_course(ready=0)
    lesson = add_lesson(course=course, title="Ký số", body=BODY)
    publish_lesson(lesson=lesson, now=now)
    return LessonPage.objects.get(lesson=lesson)


@pytest.fixture
def reviewer(organisation):
    return make_person("Vũ Hải Yến", organisation=organisation, role="reviewer")


def save(page, words, now, base=0, **more):
    return save_translation(page=page, wanted=words, base=base, by=None, now=now, **more)


def test_every_passage_is_found_once_and_codes_are_left_alone(page):
    passages = passages_of(page)
    assert [one.source for one in passages] == [
        *("<h2>Các bước</h2>", "<p>Mở <b>cổng</b>.</p>", "<p>Ký số.</p>", "<p>Gửi đi.</p>", "Bảng một"),
        "<table><tbody><tr><td>Ngày</td></tr></tbody></table>",
        *("Chính phủ", "về công tác văn thư"),
    ]
    assert all(one.where for one in passages)


def test_a_block_is_shown_in_one_language(page):
    sides = sides_of(page.body, {**ENGLISH, "Bảng một": "Table one"})
    assert [side.language for side in sides] == ["en", "en", "vi", "vi"]
    assert "Open the" in sides[0].block.render()
    assert "Table one" not in sides[2].block.render(), "half a block in each language helps nobody"


def test_versions_are_added_and_none_is_changed(page, now):
    first = save(page, ENGLISH, now)
    second = save(page, {"<p>Ký số.</p>": "<p>Sign it.</p>"}, now, base=1)
    first.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert first.words["<p>Ký số.</p>"] == "<p>Sign.</p>"
    assert second.words == {**ENGLISH, "<p>Ký số.</p>": "<p>Sign it.</p>"}
    assert save(page, {"<p>Ký số.</p>": "<p>Sign it.</p>"}, now, base=2).version == 2, (
        "nothing new, no version"
    )


def test_two_translators_at_other_passages_both_keep_theirs(page, now):
    save(page, {"<p>Ký số.</p>": "<p>Sign.</p>"}, now)
    save(page, {"<p>Gửi đi.</p>": "<p>Send.</p>", "<p>Ký số.</p>": ""}, now, base=0)
    assert newest_translation(page).words == {
        "<p>Ký số.</p>": "<p>Sign.</p>",
        "<p>Gửi đi.</p>": "<p>Send.</p>",
    }


def test_two_translators_at_one_passage_are_told(page, now):
    save(page, {"<p>Ký số.</p>": "<p>Sign.</p>"}, now)
    with pytest.raises(TranslationRefused) as refusal:
        save(page, {"<p>Ký số.</p>": "<p>Put your signature.</p>", "<p>Gửi đi.</p>": "<p>Send.</p>"}, now)
    assert refusal.value.code == "saved_meanwhile"
    assert refusal.value.passages == ("<p>Ký số.</p>",)
    assert newest_translation(page).words == {"<p>Ký số.</p>": "<p>Sign.</p>"}


def test_a_passage_without_end_is_refused(page, now):
    with pytest.raises(TranslationRefused) as refusal:
        save(page, {"<p>Ký số.</p>": "x" * (LONGEST + 1)}, now)
    assert refusal.value.code == "too_long"


def test_readers_see_what_was_published_last(page, now):
    save(page, ENGLISH, now, publish=True)
    save(page, {"<p>Ký số.</p>": "<p>Draft.</p>"}, now, base=1)
    assert published_words(page)["<p>Ký số.</p>"] == "<p>Sign.</p>"


def test_an_edited_original_is_not_shown_with_old_words_but_offered_with_them(page, now):
    save(page, ENGLISH, now, publish=True)
    page.body = page.body.stream_block.to_python(
        [{"type": "text", "value": "<h2>Các bước</h2><p>Mở cổng trước 5 giờ.</p>"}]
    )
    page.save_revision().publish()
    page.refresh_from_db()
    assert [side.language for side in sides_of(page.body, published_words(page))] == ["vi"]
    progress = progress_of([page])[0]
    assert (progress.total, progress.done) == (2, 1)


# --- the desk


def address(page):
    return reverse("content_translation", args=[page.pk])


def typed(page, words, base=0, **more):
    return {"base": base, **{name_of(source): text for source, text in words.items()}, **more}


def test_a_translator_saves_and_a_reviewer_publishes(page, instructor, reviewer, client_for):
    client = client_for(instructor)
    assert client.get(address(page)).status_code == 200
    client.post(address(page), typed(page, ENGLISH, act="save"))
    client.post(address(page), typed(page, {}, base=1, act="publish"))
    assert published_words(page) == {}, "an instructor does not publish"
    response = client_for(reviewer).post(address(page), typed(page, {}, base=1, act="publish"))
    assert response.status_code == 302
    assert published_words(page) == ENGLISH
    text = Lesson.objects.get(pk=page.lesson_id).text
    assert "Open the <b>portal</b>" in text.html_en
    assert not text.is_whole_en


def test_doors(page, learner, client_for, instructor):
    stranger = make_person(
        "Đỗ Văn Khác", organisation=make_organisation("KHAC", "Nơi khác"), role="instructor"
    )
    for who, status in [(None, 302), (learner, 403), (stranger, 404)]:
        for method in ("get", "post"):
            response = getattr(client_for(who), method)(address(page))
            assert response.status_code == status, (who, method)
    assert client_for(instructor).get(reverse("content_translation", args=[999_999])).status_code == 404
    listed = client_for(stranger).get(reverse("content_translations"))
    assert listed.status_code == 200
    assert "Ký số" not in listed.content.decode()
    assert "Ký số" in client_for(instructor).get(reverse("content_translations")).content.decode()
    assert not PageTranslation.objects.exists()


def test_bad_input_is_told_and_what_was_typed_stands_there(page, instructor, client_for):
    client = client_for(instructor)
    response = client.post(
        address(page),
        typed(page, {"<h2>Các bước</h2>": "<p>One</p><p>Two</p>", "<p>Ký số.</p>": "<p>Sign.</p>"}),
    )
    assert response.status_code == 422
    assert "&lt;p&gt;Two" in response.content.decode()
    assert client.post(address(page), typed(page, ENGLISH, base="abc")).status_code == 400
    assert client.post(address(page), typed(page, ENGLISH, base="9" * 40)).status_code in {302, 400}
    assert client.get(address(page) + "?phan=99999&loc=%00").status_code == 200


def test_what_somebody_else_saved_stands_beside_ones_own(page, instructor, client_for, now):
    save(page, {"<p>Ký số.</p>": "<p>Sign.</p>"}, now)
    response = client_for(instructor).post(address(page), typed(page, {"<p>Ký số.</p>": "<p>Mine.</p>"}))
    body = response.content.decode()
    assert response.status_code == 409
    assert "Sign." in body
    assert "Mine." in body


def test_scripts_of_a_translator_do_not_run(page, reviewer, client_for):
    hostile = {
        "<p>Ký số.</p>": "<p>Sign<img src=x onerror=alert(1)><script>alert(2)</script></p>",
        "Bảng một": "<b>x</b>",
    }
    client_for(reviewer).post(address(page), typed(page, hostile, act="publish"))
    words = published_words(page)
    assert "onerror" not in str(words)
    assert "script" not in str(words)
    assert words["Bảng một"] == "x"


def test_a_course_describes_itself_in_english(make_course, reviewer, client_for, now):
    course = make_course(summary="Ký văn bản đi.\nKiểm tra chữ ký.")
    page = CoursePage.objects.get(course=course)
    words = {
        "Ký văn bản đi.": "Sign outgoing documents.",
        "Kiểm tra chữ ký.": "Check signatures.",
        "Ký được văn bản đi": "Sign a document",
    }
    client_for(reviewer).post(address(page), typed(page, words, act="publish"))
    english = client_for().get(f"/en/khoa-hoc/{course.slug}/").content.decode()
    assert "Sign outgoing documents." in english
    assert '<li lang="en">Sign a document</li>' in english
    assert "Ký văn bản đi." in client_for().get(f"/khoa-hoc/{course.slug}/").content.decode()
    found = client_for().get("/en/khoa-hoc/?q=outgoing").content.decode()
    assert course.slug in found


def test_the_overview_asks_as_much_for_many_pages_as_for_few(make_course, instructor, client_for):
    make_course(ready=2)
    client = client_for(instructor)
    assert_flat_queries(
        grow=lambda: make_course(code="KS-02", title="Khóa hai", ready=8),
        work=lambda: client.get(reverse("content_translations")),
    )


# --- what learners read


WHOLE = {
    **ENGLISH,
    "Bảng một": "Table one",
    "<table><tbody><tr><td>Ngày</td></tr></tbody></table>": "<table><tbody><tr><td>Day</td></tr></tbody></table>",
    "Chính phủ": "The Government",
    "về công tác văn thư": "on records work",
}


@pytest.fixture
def reader(page, learner, client_for, now):
    enrol_learner(course=page.lesson.course, learner=learner, now=now)
    return client_for(learner)


def test_a_lesson_is_read_in_either_language_at_the_same_places(page, reader, now):
    url = page.lesson.get_absolute_url()
    assert "in Vietnamese only" in reader.get(f"/en{url}").content.decode()
    save(page, WHOLE, now, publish=True)
    english = reader.get(f"/en{url}").content.decode()
    assert "Open the <b>portal</b>" in english
    assert 'class="ui-prose courses-text" lang="en"' in english
    assert "in Vietnamese" not in english
    assert "Open the" not in reader.get(url).content.decode()
    text = Lesson.objects.get(pk=page.lesson_id).text
    assert [one["id"] for one in text.headings_en] == [one["id"] for one in text.headings]
    assert [name for name, _words in text.paragraphs_en] == [name for name, _words in text.paragraphs]
    assert f' id="{text.paragraphs[0][0]}"' in text.html_en
    assert text.is_whole_en


def test_a_block_changed_since_is_read_in_vietnamese_and_the_page_says_so(page, reader, now):
    save(page, WHOLE, now, publish=True)
    page.body = page.body.stream_block.to_python(
        [{"type": "text", "value": "<h2>Các bước</h2><p>Mở cổng trước 5 giờ.</p>"}, *BODY[1:]]
    )
    page.save_revision().publish()
    english = reader.get(f"/en{page.lesson.get_absolute_url()}").content.decode()
    assert '<div lang="vi"><h2' in english.replace("\n", "")
    assert "Sign." in english
    assert "Parts of this lesson are in Vietnamese" in english


def test_words_marked_in_english_keep_their_place(page, reader, learner, now):
    save(page, WHOLE, now, publish=True)
    text = Lesson.objects.get(pk=page.lesson_id).text
    enrolment = Enrolment.objects.get(learner=learner)
    save_note(
        enrolment=enrolment,
        lesson=page.lesson,
        uuid=uuid4(),
        kind="highlight",
        now=now,
        anchor=text.paragraphs[0][0],
        quote="Open the portal",
    )
    for url in (page.lesson.get_absolute_url(), f"/en{page.lesson.get_absolute_url()}"):
        [row] = notes_of_lesson(enrolment=enrolment, text=text, url=url)
        assert row.anchor == text.paragraphs[0][0]


def test_a_course_is_searched_in_both_languages(page, reader, now):
    save(page, WHOLE, now, publish=True)
    slug = page.lesson.course.slug
    assert "Open the" in reader.get(f"/en/hoc/{slug}/tim/?q=portal").content.decode()
    assert "cổng" in reader.get(f"/hoc/{slug}/tim/?q=cong").content.decode()


def test_the_english_page_asks_no_question_more(page, reader, now):
    save(page, WHOLE, now, publish=True)
    url = f"/en{page.lesson.get_absolute_url()}"
    reader.get(url)
    with assert_max_queries(5):
        reader.get(url)


def test_a_copied_course_takes_its_translation_along(page, now):
    save(page, ENGLISH, now, publish=True)
    copy = copy_course(course=page.lesson.course, code="KS-27", title="Năm sau", final_quiz="none", now=now)
    new = LessonPage.objects.get(lesson__course=copy)
    assert newest_translation(new).words == ENGLISH
    assert published_words(new) == {}, "a draft, like the copy itself"


def test_a_shared_text_is_shared_in_english(page, make_course, now):
    other = make_course(code="AT-01", title="An toàn", ready=0)
    place = add_lesson(course=other, title="Ký số (dùng chung)")
    shown = LessonPage.objects.get(lesson=place)
    shown.details = {"text_source": page.lesson_id}
    shown.save_revision()
    place = publish_lesson(lesson=place, now=now)
    save(page, ENGLISH, now, publish=True)
    assert "Open the" in Lesson.objects.get(pk=place.pk).text.html_en
