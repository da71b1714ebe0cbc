"""The editor's desk: what waits, from every room, and a letter a week."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from content.desk_registry import waiting_for
from guides.models import GuidePage
from guides.services.reminding import promise_reminders, remind_of_reviews
from jobs.models import Job
from jobs.services import run_due_jobs
from listening.models import Feedback, SearchDay
from people.models import Role
from tests.support.people import make_person
from tests.support.queries import assert_flat_queries, assert_max_queries


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


def counts_of(person) -> dict[str, int]:
    return {one.code: one.count for one in waiting_for(person)}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MINISTRY_EDITOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.INSTRUCTOR, 302),  # Wagtail turns a refusal to somebody who edits elsewhere into a message
        (Role.LEARNER, 403),
        (None, 302),
    ],
)
def test_who_has_a_desk(site, organisation, client_for, role, status):
    client = client_for(make_person("Người nào đó", organisation=organisation, role=role) if role else None)

    assert client.get(reverse("guides_desk")).status_code == status
    menu = client.get(reverse("wagtailadmin_home")).content.decode() if role else ""
    assert (reverse("guides_desk") in menu) == (status == 200)


def test_everything_that_waits_is_counted(guides, editor):
    today = localdate()
    GuidePage.objects.update(review_by=today + timedelta(days=90))
    assert counts_of(editor) == {"reviews": 0, "links": 0, "legal": 0, "feedback": 0, "dead-searches": 0}

    GuidePage.objects.filter(code="HD-02").update(review_by=today - timedelta(days=1))
    Feedback.objects.create(path="/huong-dan/", language="vi", kind="wrong", words="Sai.", created_on=today)
    SearchDay.objects.create(day=today, words="so do", asked=5, found_nothing=5)
    SearchDay.objects.create(day=today, words="hiem", asked=1, found_nothing=1)

    found = counts_of(editor)
    assert (found["reviews"], found["feedback"], found["dead-searches"]) == (1, 1, 1)


def test_the_desk_and_the_first_page_show_it_with_ways_to_it(guides, editor, client_for):
    GuidePage.objects.filter(code="HD-02").update(review_by=localdate() - timedelta(days=3))
    client = client_for(editor)

    html = client.get(reverse("guides_desk")).content.decode()
    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Quá hạn 3 ngày" in html
    assert reverse("wagtailadmin_pages:edit", args=[guides["HD-02"].pk]) in html
    assert reverse("listening_desk") in html
    assert f"{reverse('listening_dashboard')}#khong-thay" in html
    assert "Hệ thống này không kiểm tra liên kết" in html
    assert f"{reverse('guides_desk')}#qua-han" in home
    assert "Việc của biên tập viên" in home


def test_authors_of_courses_have_no_such_panel(site, instructor, client_for):
    assert (
        "Việc của biên tập viên"
        not in client_for(instructor).get(reverse("wagtailadmin_home")).content.decode()
    )
    assert counts_of(instructor) == {}


def test_the_cost_of_the_desk_is_flat(guides, make_guides, editor, client_for):
    GuidePage.objects.update(review_by=localdate() - timedelta(days=3))
    client = client_for(editor)

    assert_flat_queries(
        grow=lambda: make_guides(5), work=lambda: client.get(reverse("guides_desk")), is_kept=True
    )
    with assert_max_queries(60):
        client.get(reverse("guides_desk"))


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_one_letter_a_week_while_something_is_due(guides, editor, instructor):
    GuidePage.objects.update(review_by=date(2027, 5, 23))
    assert promise_reminders(now=at(2027, 5, 3)) == 0
    assert not Job.objects.filter(kind="guides.remind_of_reviews").exists()

    assert promise_reminders(now=at(2027, 5, 10)) == 5
    promise_reminders(now=at(2027, 5, 11))
    run_due_jobs(now=at(2027, 5, 11))
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert mail.outbox[0].subject == "5 trang cho người dân cần rà soát"
    assert guides["HD-02"].title in mail.outbox[0].body
    assert reverse("guides_desk") in mail.outbox[0].body

    promise_reminders(now=at(2027, 5, 17))
    assert Job.objects.filter(kind="guides.remind_of_reviews").count() == 2


def test_no_letter_when_all_was_read_meanwhile(guides, editor):
    GuidePage.objects.update(review_by=date(2027, 12, 1))

    assert remind_of_reviews(now=at(2027, 5, 10)) == 0
    assert mail.outbox == []


def test_a_long_list_names_the_most_urgent(guides, make_guides, editor):
    make_guides(25)
    GuidePage.objects.update(review_by=date(2027, 5, 1))

    remind_of_reviews(now=at(2027, 5, 10))

    assert mail.outbox[0].body.count("\n- ") == 20
    assert "Quá hạn: 30." in mail.outbox[0].body


def test_letters_come_in_the_readers_language_and_only_to_those_who_hold_the_post(
    guides, editor, organisation
):
    editor.language = "en"
    editor.save()
    make_person("Ai đó", organisation=organisation, role=Role.ADMINISTRATOR)
    GuidePage.objects.update(review_by=date(2027, 5, 1))

    assert remind_of_reviews(now=at(2027, 5, 10)) == 1
    assert mail.outbox[0].subject == "5 pages for citizens are to be reviewed"
