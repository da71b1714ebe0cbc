"""An edited Word file comes back: every lesson keeps its identity, learners keep their progress, nothing is published unasked."""

import json
from dataclasses import replace

import pytest
from wagtail.models import Revision

from content.models import WordImport
from courses.errors import ImportRefused
from courses.importers.choosing import PieceChoice, choices_from_plain
from courses.importers.reimport import Fate, Found, Known, compare
from courses.models import Lesson, LessonPage, LessonProgress, LessonText
from courses.services.authoring import create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.import_applying import apply_import
from courses.services.import_plans import plan_of
from courses.services.import_undoing import undo_import
from courses.services.importing import choose_for_import, receive_lesson_file
from courses.services.progress import finish_lesson
from tests.support.lesson_files import Chapterless, make_lessons, sentences, word_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(site, organisation, now):
    return create_course(code="MC-01", title="Một cửa điện tử", organisation=organisation, now=now)


@pytest.fixture
def receive(course, instructor, now):
    def take(lessons, level=1, name="bai.docx"):
        return receive_lesson_file(
            data=word_of(lessons), filename=name, course=course, by=instructor, now=now, level=level
        )

    return take


@pytest.fixture
def studied(course, receive, instructor, learner, now):
    """Four published lessons from Word, all finished by a learner."""
    batch = receive(make_lessons())
    apply_import(batch=batch, course=course, by=instructor, now=now)
    lessons = list(course.lessons.order_by("position"))
    for lesson in lessons:
        publish_lesson(lesson=lesson, now=now)
    publish_course(course=course, now=now)
    enrolment = enrol_learner(course=course, learner=learner, now=now)
    for lesson in lessons:
        lesson.refresh_from_db()
        finish_lesson(enrolment=enrolment, lesson=lesson, now=now)
    return lessons


def edit_on_site(lesson, instructor, text="<p>Thêm ngay trên trang.</p>", publish_at=None):
    page = LessonPage.objects.get(lesson=lesson).get_latest_revision_as_object()
    page.body = json.dumps([*page.body.raw_data, {"type": "text", "value": text}])
    page.save_revision(user=instructor)
    if publish_at:
        publish_lesson(lesson=lesson, now=publish_at)


def with_line(lesson: Chapterless, at: int, line: str) -> Chapterless:
    lines = list(lesson.lines)
    lines[at] = line
    return replace(lesson, lines=tuple(lines))


def edits():
    """Name, the edited file, what the author did on the site, and the verdicts: fate, renamed, moved, split, merged."""
    one, two, three, four = make_lessons()
    new = Chapterless(title="Thu phí trực tuyến", lines=sentences(9))
    split = [replace(two, lines=two.lines[:2]), Chapterless(title="Ký số hàng loạt", lines=two.lines[2:])]
    merged = replace(two, lines=two.lines + three.lines)
    other = with_line(two, 0, "Một câu khác hẳn.")
    same = "unchanged unchanged unchanged unchanged"
    return [
        ("nothing", [one, two, three, four], (), same),
        ("a sentence", [one, other, three, four], (), "unchanged word unchanged unchanged"),
        (
            "bold only",
            [one, replace(two, is_bold=True), three, four],
            (),
            "unchanged word unchanged unchanged",
        ),
        (
            "a picture",
            [one, replace(two, has_picture=True), three, four],
            (),
            "unchanged word unchanged unchanged",
        ),
        (
            "a table",
            [one, replace(two, has_table=True), three, four],
            (),
            "unchanged word unchanged unchanged",
        ),
        (
            "a title",
            [one, replace(two, title="Ký điện tử"), three, four],
            (),
            "unchanged word+renamed unchanged unchanged",
        ),
        (
            "title and text",
            [one, replace(other, title="Ký điện tử"), three, four],
            (),
            "unchanged word+renamed unchanged unchanged",
        ),
        ("moved", [four, one, two, three], (), "unchanged+moved unchanged unchanged unchanged"),
        ("new", [one, new, two, three, four], (), "unchanged new unchanged unchanged unchanged"),
        ("gone", [one, two, four], (), "unchanged unchanged unchanged gone"),
        ("split", [one, *split, three, four], (), "unchanged word new+split unchanged unchanged"),
        ("merged", [one, merged, four], (), "unchanged word unchanged gone+merged"),
        ("on the site", [one, two, three, four], (1,), "unchanged site unchanged unchanged"),
        ("on both sides", [one, other, three, four], (1, 2), "unchanged both site unchanged"),
        (
            "titles exchanged",
            [one, replace(two, title=three.title), replace(three, title=two.title), four],
            (),
            None,
        ),
    ]


def told(plan):
    words = []
    for verdict in [p.verdict for p in plan.pieces] + [g.verdict for g in plan.gone]:
        marks = [
            name
            for name, is_on in (
                ("renamed", verdict.is_renamed),
                ("moved", verdict.is_moved),
                ("split", verdict.split_from is not None),
                ("merged", verdict.merged_into is not None),
            )
            if is_on
        ]
        words.append("+".join([verdict.fate.value, *marks]))
    return " ".join(words)


@pytest.mark.parametrize(("name", "file", "on_site", "expected"), edits(), ids=[e[0] for e in edits()])
def test_every_edit_is_recognised_and_keeps_identity_and_progress(
    name, file, on_site, expected, studied, course, receive, instructor, now
):
    for index in on_site:
        edit_on_site(studied[index], instructor, publish_at=now)
    before = dict(LessonText.objects.values_list("lesson__uuid", "html"))
    progress = list(LessonProgress.objects.order_by("pk").values("pk", "lesson", "done_at", "percent"))

    batch = receive(file, level=None)
    plan = plan_of(batch=batch, course=course)

    assert plan.choices.level == 1, "divided as it was then"
    assert plan.previous is not None
    if expected:
        assert told(plan) == expected
    known = {str(lesson.uuid) for lesson in studied}
    met = [str(p.site.lesson.uuid) for p in plan.pieces if p.site]
    assert len(met) == len(set(met))
    assert set(met) | {str(g.site.lesson.uuid) for g in plan.gone} == known
    if any(p.is_written for p in plan.pieces):
        apply_import(batch=batch, course=course, by=instructor, now=now)
        assert Lesson.objects.count() == 4 + sum(p.makes_lesson for p in plan.pieces)
    assert dict(LessonText.objects.values_list("lesson__uuid", "html")) == before, (
        "learners read what they read"
    )
    assert (
        list(LessonProgress.objects.order_by("pk").values("pk", "lesson", "done_at", "percent")) == progress
    )
    assert Lesson.objects.filter(uuid__in=known, is_published=True).count() == 4


def test_a_change_from_word_reaches_learners_when_it_is_published_and_not_before(
    studied, course, receive, instructor, now
):
    one, two, three, four = make_lessons()
    batch = receive([one, with_line(two, 0, "Câu mới của bài hai."), three, four], level=None)
    apply_import(batch=batch, course=course, by=instructor, now=now)
    lesson = studied[1]
    assert "Câu mới" not in LessonText.objects.get(lesson=lesson).html

    publish_lesson(lesson=lesson, now=now)

    assert "Câu mới của bài hai." in LessonText.objects.get(lesson=lesson).html
    assert LessonProgress.objects.get(lesson=lesson).done_at is not None


@pytest.mark.parametrize("decision", ["word", "site", "both"])
def test_a_conflict_ends_as_the_author_decides_and_is_not_asked_again(
    decision, studied, course, receive, instructor, now
):
    edit_on_site(studied[1], instructor)
    one, two, three, four = make_lessons()
    file = [one, with_line(two, 0, "Câu mới của bài hai."), three, with_line(four, 0, "Câu mới của bài bốn.")]
    batch = receive(file, level=None)
    plan = plan_of(batch=batch, course=course)
    assert plan.pieces[1].decision == "site", "nothing of the site is overwritten unasked"
    key = plan.pieces[1].piece.key
    choices = replace(plan.choices, pieces={key: PieceChoice(is_taken=True, decision=decision)})
    batch = choose_for_import(batch=batch, course=course, choices=choices, by=instructor)
    apply_import(batch=batch, course=course, by=instructor, now=now)

    page = LessonPage.objects.get(lesson=studied[1]).get_latest_revision_as_object()
    text = str(page.body.raw_data)
    assert ("Câu mới của bài hai." in text) == (decision == "word")
    assert ("Thêm ngay trên trang." in text) == (decision != "word")
    assert Lesson.objects.count() == (5 if decision == "both" else 4)
    again = plan_of(batch=receive(file, level=None), course=course)
    assert {str(p.fate) for p in again.pieces} <= {"unchanged", "site"}


def test_an_editor_who_only_saves_again_has_changed_nothing(studied, course, receive, instructor):
    page = LessonPage.objects.get(lesson=studied[0]).get_latest_revision_as_object()
    raw = [dict(block) for block in page.body.raw_data]
    for number, block in enumerate(raw):
        block["id"] = f"00000000-0000-0000-0000-00000000000{number}"
        if block["type"] == "text":
            block["value"] = block["value"].replace("<p>", f'<p data-block-key="a{number}b">')
    page.body = json.dumps(raw)
    page.save_revision(user=instructor)

    plan = plan_of(batch=receive(make_lessons(), level=None), course=course)

    assert told(plan) == "unchanged unchanged unchanged unchanged"


def test_a_lesson_gone_from_the_file_stays_unless_ticked_and_comes_back_with_undo(
    studied, course, receive, instructor, now, settings
):
    settings.COURSES_FOUR_EYES = False
    one, two, _three, four = make_lessons()
    batch = receive([one, two, four], level=None)
    plan = plan_of(batch=batch, course=course)
    choices = replace(plan.choices, withdrawn=(str(studied[2].uuid),))
    batch = choose_for_import(batch=batch, course=course, choices=choices, by=instructor)
    apply_import(batch=batch, course=course, by=instructor, now=now)
    studied[2].refresh_from_db()
    assert not studied[2].is_published
    assert LessonProgress.objects.filter(lesson=studied[2], done_at__isnull=False).exists()

    undo_import(batch=batch, by=instructor, now=now)

    studied[2].refresh_from_db()
    assert studied[2].is_published
    assert sentences(3)[0] in LessonText.objects.get(lesson=studied[2]).html


def test_where_four_eyes_are_asked_for_an_author_withdraws_nothing_alone(
    studied, course, receive, instructor, now
):
    one, two, _three, four = make_lessons()
    batch = receive([one, with_line(two, 0, "Khác."), four], level=None)
    plan = plan_of(batch=batch, course=course)
    choices = replace(plan.choices, withdrawn=(str(studied[2].uuid),))
    batch = choose_for_import(batch=batch, course=course, choices=choices, by=instructor)
    drafts = Revision.objects.count()

    with pytest.raises(ImportRefused, match="thẩm định"):
        apply_import(batch=batch, course=course, by=instructor, now=now)

    studied[2].refresh_from_db()
    assert studied[2].is_published
    assert Revision.objects.count() == drafts


def test_undoing_a_new_version_puts_every_draft_back(studied, course, receive, instructor, now):
    before = [
        p.get_latest_revision_as_object().body.raw_data[0]["value"] for p in LessonPage.objects.order_by("pk")
    ]
    one, two, three, four = make_lessons()
    new = Chapterless(title="Thu phí trực tuyến", lines=sentences(9), has_picture=True)
    batch = receive(
        [four, new, with_line(two, 0, "Khác."), three, replace(one, title="Một tên khác")], level=None
    )
    plan = plan_of(batch=batch, course=course)
    batch = choose_for_import(
        batch=batch, course=course, choices=replace(plan.choices, takes_order=True), by=instructor
    )
    apply_import(batch=batch, course=course, by=instructor, now=now)
    assert Lesson.objects.count() == 5

    undo_import(batch=batch, by=instructor, now=now)

    pages = LessonPage.objects.order_by("pk")
    assert [p.get_latest_revision_as_object().body.raw_data[0]["value"] for p in pages] == before
    assert list(course.lessons.order_by("position")) == studied
    assert told(plan_of(batch=receive(make_lessons(), level=None), course=course)) == " ".join(
        ["unchanged"] * 4
    )


def test_the_order_of_the_file_is_taken_over_with_the_next_publication(
    studied, course, receive, instructor, now
):
    one, two, three, four = make_lessons()
    batch = receive([four, one, two, with_line(three, 0, "Khác.")], level=None)
    plan = plan_of(batch=batch, course=course)
    batch = choose_for_import(
        batch=batch, course=course, choices=replace(plan.choices, takes_order=True), by=instructor
    )
    apply_import(batch=batch, course=course, by=instructor, now=now)
    assert list(course.lessons.order_by("position")) == studied, "nothing moves before somebody publishes"

    publish_lesson(lesson=studied[3], now=now)

    assert course.lessons.order_by("position").first() == studied[3]


def test_two_files_of_one_course_do_not_take_each_others_lessons(studied, course, receive, instructor, now):
    other = [
        Chapterless(title="Bài ngoài", lines=sentences(20)),
        Chapterless(title="Bài nữa", lines=sentences(21)),
    ]
    batch = receive(other, name="khac.docx")
    plan = plan_of(batch=batch, course=course)
    assert (plan.previous, plan.gone) == (None, ())
    apply_import(batch=batch, course=course, by=instructor, now=now)

    plan = plan_of(batch=receive(make_lessons(), level=None), course=course)
    assert told(plan) == "unchanged unchanged unchanged unchanged"
    assert len(plan.candidates) == 2


def test_an_older_version_cannot_be_undone_before_the_newer_one(studied, course, receive, instructor, now):
    one, two, three, four = make_lessons()
    batch = receive([one, with_line(two, 0, "Khác."), three, four], level=None)
    apply_import(batch=batch, course=course, by=instructor, now=now)
    first = WordImport.objects.order_by("pk").first()

    with pytest.raises(ImportRefused) as refused:
        undo_import(batch=first, by=instructor, now=now)
    assert refused.value.code == "followed"


@pytest.mark.parametrize("case", ["published", "edited", "not_kept"])
def test_a_new_version_stays_when_somebody_has_seen_it(case, studied, course, receive, instructor, now):
    one, two, three, four = make_lessons()
    batch = receive([one, with_line(two, 0, "Khác."), three, four], level=None)
    apply_import(batch=batch, course=course, by=instructor, now=now)
    if case == "published":
        publish_lesson(lesson=studied[1], now=now)
    elif case == "edited":
        edit_on_site(studied[1], instructor)
    else:
        batch.refresh_from_db()
        batch.outcome["revised"][0]["before"] = 0
        batch.save()

    with pytest.raises(ImportRefused) as refused:
        undo_import(batch=batch, by=instructor, now=now)

    assert refused.value.code == case
    assert "Khác." in str(
        LessonPage.objects.get(lesson=studied[1]).get_latest_revision_as_object().body.raw_data
    )


def test_what_was_mended_once_need_not_be_mended_again(course, receive, instructor, now):
    lessons = make_lessons(3)
    lessons[0] = replace(lessons[0], has_picture=True)
    batch = receive(lessons)
    plan = plan_of(batch=batch, course=course)
    ref = plan.pieces[0].lesson.pictures[0].ref
    number = plan.pieces[2].piece.number
    choices = replace(plan.choices.with_level_of(number, 2), alternatives={ref: "Sơ đồ năm bước"})
    batch = choose_for_import(batch=batch, course=course, choices=choices, by=instructor)
    apply_import(batch=batch, course=course, by=instructor, now=now)
    assert Lesson.objects.count() == 2

    lessons[0] = replace(lessons[0], lines=("Thêm một đoạn ở đầu.", *lessons[0].lines))
    plan = plan_of(batch=receive(lessons, level=None), course=course)

    assert told(plan) == "word unchanged"
    assert plan.pieces[0].lesson.pictures[0].alt == "Sơ đồ năm bước"


@pytest.mark.parametrize("texts", [(), ("", "")])
def test_comparing_nothing_says_nothing(texts):
    found = [Found(key=f"k{n}", fingerprint=f"f{n}", title="", path=(), text=t) for n, t in enumerate(texts)]
    assert [v.fate for v in compare(found, [])] == [Fate.NEW] * len(texts)


def test_marks_of_our_own_export_go_before_titles():
    known = [
        Known(lesson=f"{n}" * 8, key=f"k{n}", fingerprint="f", title="Bài", path=(), text="một hai ba bốn")
        for n in (1, 2)
    ]
    found = [
        Found(key="k1", fingerprint="f", title="Bài", path=(), text="một hai ba bốn", given="2" * 8),
        Found(key="k2", fingerprint="f", title="Bài", path=(), text="một hai ba bốn", given="1" * 8),
    ]
    assert [v.known for v in compare(found, known)] == [1, 0]


def test_choices_survive_their_way_through_the_database(course, receive):
    batch = receive(make_lessons())
    choices = choices_from_plain(batch.choices).with_level_of(3, 0)
    assert choices_from_plain(json.loads(json.dumps(choices.as_plain()))) == choices
