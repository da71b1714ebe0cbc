"""From the instructor over the reviewer to the learners: four eyes, reasons, letters, review dates."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from courses.models import Course, CourseIndexPage, LessonPage
from courses.services.authoring import add_lesson, create_course, publish_course
from courses.services.reviewing import promise_reminders
from jobs.services import run_due_jobs
from tests.courses.test_authors_desk import course_form, lesson_form
from tests.support.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site, organisation, instructor, now):
    course = create_course(code="KS-01", title="Ký số", organisation=organisation, now=now, by=instructor)
    add_lesson(course=course, title="Vì sao cần ký số", by=instructor)
    return LessonPage.objects.get()


@pytest.fixture
def reviewer(organisation):
    return make_person("Vũ Quốc Khánh", organisation=organisation, role="reviewer")


def edit(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), lesson_form(**data))


def submit(client, page):
    response = edit(client, page, **{"action-submit": "1"})
    assert response.status_code == 302, response.context["form"].errors


def act(client, page, action, comment=None):
    state = page.specific.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": comment} if comment is not None else {})


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_an_instructor_submits_and_cannot_publish(page, instructor, client_for):
    desk = client_for(instructor)
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action-submit"' in form
    assert 'name="action-publish"' not in form

    edit(desk, page, **{"action-publish": "1"})
    assert not is_live(page)

    submit(desk, page)
    assert WorkflowState.objects.get().status == "in_progress"
    act(desk, page, "approve")
    assert not is_live(page)


def test_a_reviewer_sends_back_with_a_reason_and_then_approves(page, instructor, reviewer, client_for):
    author, reader = client_for(instructor), client_for(reviewer)
    submit(author, page)
    run_due_jobs()
    assert [letter.to for letter in mail.outbox] == [[reviewer.email]]
    assert "Vì sao cần ký số" in mail.outbox[0].subject
    assert f"/quan-tri/pages/{page.pk}/edit/" in mail.outbox[0].body
    assert "Vì sao cần ký số" in reader.get("/quan-tri/").content.decode()

    act(reader, page, "reject", "")
    assert TaskState.objects.get().status == "in_progress", "a reason is needed"
    act(reader, page, "reject", "Thiếu căn cứ pháp lý.")
    assert TaskState.objects.get().status == "rejected"
    assert (
        "Thiếu căn cứ pháp lý."
        in author.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )
    assert not is_live(page)

    submit(author, page)
    act(reader, page, "approve")
    assert is_live(page)
    assert page.lesson.text.html


def test_what_is_wrong_with_a_lesson_does_not_keep_it_from_being_sent_back(
    page, instructor, reviewer, client_for
):
    author, reader = client_for(instructor), client_for(reviewer)
    submit(author, page)
    heading = lesson_form()["body-0-value"].replace(
        "header-two", "header-four"
    )  # skips two levels: a barrier
    back = {
        "action-workflow-action": "true",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": json.dumps({"comment": "Sửa tiêu đề."}),
    }

    held = edit(reader, page, **{"body-0-value": heading, **back, "workflow-action-name": "approve"})
    assert held.status_code == 200
    assert TaskState.objects.get().status == "in_progress"
    assert not is_live(page)

    edit(reader, page, **{"body-0-value": heading, **back})
    assert TaskState.objects.get().status == "rejected"
    assert not is_live(page)


def test_nobody_approves_or_publishes_their_own(page, reviewer, organisation, client_for):
    own = client_for(reviewer)
    submit(own, page)
    act(own, page, "approve")
    assert not is_live(page)
    edit(own, page, **{"action-publish": "1"})
    assert not is_live(page)

    colleague = client_for(make_person("Trần Quang Vinh", organisation=organisation, role="reviewer"))
    act(colleague, page, "approve")
    assert is_live(page)


def test_a_reviewer_does_not_publish_what_they_have_just_created(site, reviewer, organisation, client_for):
    index = CourseIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    client_for(reviewer).post(address, course_form(organisation, **{"action-publish": "1"}))
    assert not Course.objects.filter(status="published").exists()


def test_a_reviewer_of_another_organisation_is_no_reviewer(page, instructor, client_for):
    submit(client_for(instructor), page)
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    stranger = client_for(make_person("Đỗ Văn Khác", organisation=other, role="reviewer"))
    act(stranger, page, "approve")
    assert not is_live(page)
    assert "Vì sao cần ký số" not in stranger.get("/quan-tri/").content.decode()


def test_what_is_approved_for_later_waits_for_its_moment(page, instructor, reviewer, client_for, now):
    author = client_for(instructor)
    edit(author, page, **{"go_live_at": "2099-01-01 08:00", "action-submit": "1"})
    act(client_for(reviewer), page, "approve")
    assert not is_live(page)
    assert LessonPage.objects.get().scheduled_revision is not None


def test_a_review_date_is_told_once_and_shown_at_the_desk(page, instructor, reviewer, client_for):
    course, now = page.lesson.course, timezone.now()  # the desk goes by the clock
    publish_course(course=course, now=now)
    Course.objects.filter(pk=course.pk).update(review_by=timezone.localdate() + timedelta(days=10))
    assert promise_reminders(now=now) == 1
    promise_reminders(now=now)
    run_due_jobs()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([instructor.email, reviewer.email])
    assert "Ký số" in mail.outbox[0].subject

    home = client_for(instructor).get("/quan-tri/").content.decode()
    assert "Khóa học cần rà soát" in home
    other = make_organisation("SKHCN", "Sở Khoa học và Công nghệ")
    stranger = client_for(make_person("Đỗ Văn Khác", organisation=other, role="instructor"))
    assert "Khóa học cần rà soát" not in stranger.get("/quan-tri/").content.decode()


def test_a_phone_is_the_first_preview(page):
    assert page.preview_sizes[0]["device_width"] == 360
    assert page.default_preview_size == "mobile"
