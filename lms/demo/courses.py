"""The demo's courses: three from outlines and full texts, and a short complete one to earn a certificate at once."""

from collections.abc import Mapping
from datetime import datetime

from certificates.services.set_up import COMPLETION_KIND, authorise, ensure_kind
from courses.models import Chapter, Course, Lesson, LessonPage
from courses.services.authoring import add_chapter, add_lesson, create_course, publish_course, publish_lesson
from courses.services.importing import import_lesson, receive_lesson_file
from lms.demo.cast import SINCE
from lms.demo.files import read_docx, texts_in
from lms.demo.outlines import LessonSource, Outline, read_lesson, read_outline
from lms.demo.questions import SELF_CHECK_TITLE, load_quiz, load_self_check, quiz_from_word
from people.models import Organisation, User
from quizzes.models import Quiz

SHORT = "MCDT-101"
SHORT_TITLE = "Tiếp nhận và kiểm tra hồ sơ trực tuyến"
SHORT_TITLE_EN = "Receiving and checking online dossiers"
LESSON_FILE = "bai-giang-tiep-nhan-ho-so.docx"


def load_courses(*, academy: Organisation, by: User, now: datetime) -> None:
    """Make the courses that are not there yet; fill in lessons whose full text has arrived since."""
    kind = ensure_kind()
    if not kind.authorities.filter(organisation=academy).exists():
        authorise(
            organisation=academy,
            kind=kind,
            signatory_office="GIÁM ĐỐC",
            signatory_name="Đặng Hữu Phúc",
            since=SINCE,
        )
    texts = {text.code: text for text in map(read_lesson, texts_in("lessons"))}
    for outline in map(read_outline, texts_in("courses")):
        course = Course.objects.filter(code=outline.facts["code"]).first()
        if course is None:
            course = _make(outline, academy, by, now)
        _fill_in(course, texts, by, now)
    if not Course.objects.filter(code=SHORT).exists():
        _make_short(academy, by, now)
    if not Quiz.objects.filter(title=SELF_CHECK_TITLE).exists():
        load_self_check(organisation=academy, now=now)


def _make(outline: Outline, academy: Organisation, by: User, now: datetime) -> Course:
    facts = outline.facts
    rule = facts.get("completion", {})
    title = str(facts["title_vi"])
    quiz = load_quiz(
        code=facts["code"],
        title=title,
        organisation=academy,
        pass_percent=rule.get("final_quiz_pass_percent", 70),
        attempts_allowed=rule.get("max_attempts", 3),
        minutes=outline.quiz_minutes,
        by=by,
        now=now,
    )
    course = create_course(
        code=facts["code"],
        title=title,
        title_en=facts.get("title_en", ""),
        summary=facts.get("summary", ""),
        goals=outline.goals,
        organisation=academy,
        now=now,
        periods=facts.get("duration_periods", 0),
        training_kind=facts.get("training_kind_vi", ""),
        audience=facts.get("audience", []),
        legal_basis=facts.get("legal_basis", []),
        review_by=facts.get("review_by"),
        min_lessons_percent=rule.get("min_progress_percent", 100),
        final_quiz=quiz,
        final_quiz_periods=outline.quiz_periods,
        certificate_kind=COMPLETION_KIND,
        by=by,
    )
    for chapter in outline.chapters:
        made: Chapter = add_chapter(course=course, title=chapter.title, title_en=chapter.title_en)
        for lesson in chapter.lessons:
            add_lesson(
                course=course,
                title=lesson.title,
                chapter=made,
                number=lesson.number,
                periods=lesson.periods,
                code=f"{course.code}-{lesson.number}",
                by=by,
            )
    return publish_course(course=course, now=now, by=by)


def _fill_in(course: Course, texts: Mapping[str, LessonSource], by: User, now: datetime) -> None:
    """Publish the lessons of a course whose full text is here and which nobody has begun to write."""
    for lesson in Lesson.objects.filter(course=course, is_published=False, code__in=texts):
        page = LessonPage.objects.get(lesson=lesson)
        draft = page.get_latest_revision_as_object()
        if len(draft.body) == 0:
            draft.body = _stream(draft, texts[lesson.code])
            draft.save_revision(user=by, log_action=True)
            Lesson.objects.filter(pk=lesson.pk).update(title_en=texts[lesson.code].title_en)
            publish_lesson(lesson=lesson, now=now, by=by)


def ask_in_lesson(*, code: str, quiz: Quiz, by: User, now: datetime) -> None:
    """Let a lesson end with a self-check, unless its authors gave it one."""
    page = LessonPage.objects.get(lesson__code=code)
    draft = page.get_latest_revision_as_object()
    if any(block.block_type == "self_check" for block in draft.body):
        return
    draft.body.append(("self_check", {"quiz": str(quiz.uuid)}))
    draft.save_revision(user=by, log_action=True)
    publish_lesson(lesson=page.lesson, now=now, by=by)


def _stream(page: LessonPage, text: LessonSource) -> object:
    return page.body.stream_block.to_python(list(text.body))


def _make_short(academy: Organisation, by: User, now: datetime) -> Course:
    """The short course is what an instructor makes of two Word files, through the same services as the admin."""
    course = create_course(
        code=SHORT,
        title=SHORT_TITLE,
        title_en=SHORT_TITLE_EN,
        summary="Khóa ngắn cho người trực quầy: kiểm tra hồ sơ theo năm bước và viết yêu cầu bổ sung dễ hiểu.",
        goals=["Kiểm tra một hồ sơ trực tuyến theo năm bước", "Viết yêu cầu bổ sung một lần, đủ ý, dễ hiểu"],
        organisation=academy,
        now=now,
        periods=4,
        training_kind="Bồi dưỡng theo yêu cầu của vị trí việc làm",
        audience=["cong_chuc_mot_cua"],
        final_quiz=quiz_from_word(code=SHORT, title=SHORT_TITLE, organisation=academy, by=by, now=now),
        final_quiz_periods=1,
        certificate_kind=COMPLETION_KIND,
        by=by,
    )
    batch = receive_lesson_file(
        data=read_docx(LESSON_FILE), filename=LESSON_FILE, course=course, by=by, now=now
    )
    lesson = import_lesson(batch=batch, course=course, by=by, now=now, title=SHORT_TITLE)
    Lesson.objects.filter(pk=lesson.pk).update(title_en=SHORT_TITLE_EN)
    publish_lesson(lesson=lesson, now=now, by=by)
    return publish_course(course=course, now=now, by=by)
