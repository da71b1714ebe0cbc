import pytest

from courses.services.authoring import add_chapter, add_lesson, create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner

TEXT = [
    {
        "type": "text",
        "value": "<h2>Các bước</h2><p>Mở cổng dịch vụ công.</p><h2>Ký hàng loạt</h2><p>Chọn nhiều tệp.</p>",
    }
]


@pytest.fixture
def make_course(site, organisation, now):
    """A published course with ``ready`` published lessons and ``preparing`` drafts."""

    def make(code="KS-01", title="Chữ ký số cho văn thư", *, ready=3, preparing=0, owner=None, **fields):
        fields = {"periods": 4, "goals": ["Ký được văn bản đi"], **fields}
        course = create_course(code=code, title=title, organisation=owner or organisation, now=now, **fields)
        chapter = add_chapter(course=course, title="Mở đầu", title_en="Beginning")
        for number in range(1, ready + preparing + 1):
            lesson = add_lesson(
                course=course, title=f"Bài số {number}", chapter=chapter, number=f"1.{number}", body=TEXT
            )
            if number <= ready:
                publish_lesson(lesson=lesson, now=now)
        return publish_course(course=course, now=now)

    return make


@pytest.fixture
def course(make_course):
    return make_course()


@pytest.fixture
def lessons(course):
    return list(course.lessons.order_by("position"))


@pytest.fixture
def enrolment(course, learner, now):
    return enrol_learner(course=course, learner=learner, now=now)
