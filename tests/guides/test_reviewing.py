"""From one ministry editor over a second to the citizens: four eyes, reasons, letters."""

import pytest
from django.urls import reverse
from wagtail.models import Page, TaskState

from guides.desk_panels import waiting_for
from guides.models import GuideIndexPage
from guides.services import set_up_guide_review
from jobs.services import run_due_jobs
from people.models import Role
from tests.support.guide_forms import guide_form, text_block
from tests.support.people import make_person
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(guides):
    guides["HD-02"].unpublish()
    return guides["HD-02"]


@pytest.fixture
def person_as(organisation):
    return lambda role, name="Hoàng Ngọc Mai": make_person(name, organisation=organisation, role=role)


@pytest.fixture
def editor(person_as):
    return person_as(Role.MINISTRY_EDITOR)


@pytest.fixture
def second(person_as):
    return person_as(Role.MINISTRY_EDITOR, "Đặng Thu Hằng")


def edit(client, guide, **data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[guide.pk]), guide_form(**data))


def submit(client, guide):
    assert edit(client, guide, **{"action-submit": "1"}).status_code == 302


def act(client, guide, action, comment=None):
    state = guide.specific.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, action, state.pk])
    return client.post(address, {"comment": comment} if comment is not None else {})


def is_live(guide):
    return Page.objects.get(pk=guide.pk).live


def test_an_editor_hands_in_and_cannot_publish(guide, editor, client_for):
    desk = client_for(editor)
    edit(desk, guide)
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    assert 'name="action-submit"' in form
    assert 'name="action-publish"' not in form

    edit(desk, guide, **{"action-publish": "1"})
    assert not is_live(guide)

    submit(desk, guide)
    act(desk, guide, "approve")
    assert not is_live(guide)
    assert TaskState.objects.get().status == "in_progress"


def test_a_second_editor_sends_back_with_a_reason_and_then_approves(
    guide, editor, second, client_for, mailoutbox
):
    author, reader = client_for(editor), client_for(second)
    submit(author, guide)
    run_due_jobs()
    assert [letter.to for letter in mailoutbox] == [[second.email]]
    assert "Nộp phí trực tuyến" in mailoutbox[0].subject
    assert reverse("wagtailadmin_pages:edit", args=[guide.pk]) in mailoutbox[0].body
    assert "Nộp phí trực tuyến" in reader.get("/quan-tri/").content.decode()

    act(reader, guide, "reject", "")
    assert TaskState.objects.get().status == "in_progress", "a reason is needed"
    act(reader, guide, "reject", "Thiếu lệ phí.")
    assert "Thiếu lệ phí." in author.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    assert not is_live(guide)

    submit(author, guide)
    act(reader, guide, "approve")
    assert is_live(guide)


@pytest.mark.parametrize(
    ("role", "is_published"),
    [
        (Role.MINISTRY_EDITOR, True),
        (Role.ADMINISTRATOR, True),
        (Role.INSTRUCTOR, False),
        (Role.REVIEWER, False),
        (Role.LEARNER, False),
        (None, False),
    ],
)
def test_who_approves(guide, editor, person_as, client_for, role, is_published):
    submit(client_for(editor), guide)
    other = client_for(person_as(role, "Người khác") if role else None)

    act(other, guide, "approve")

    assert is_live(guide) == is_published


def test_what_would_shut_readers_out_is_sent_back_and_never_approved(guide, editor, second, client_for):
    submit(client_for(editor), guide)
    bad = guide_form(text_block('<p><a href="https://a.gov.vn">a.gov.vn</a></p>'))
    reader = client_for(second)
    reader.post(reverse("wagtailadmin_pages:edit", args=[guide.pk]), bad)

    act(reader, guide, "approve")
    assert not is_live(guide)
    act(reader, guide, "reject", "Sửa liên kết.")
    assert TaskState.objects.get().status == "rejected"


def test_one_editor_is_enough_where_the_rule_is_off(guide, editor, client_for, settings):
    settings.GUIDES_FOUR_EYES = False

    edit(client_for(editor), guide, **{"action-publish": "1"})

    assert is_live(guide)


def test_a_new_guide_is_not_published_by_who_writes_it(guides, editor, client_for):
    address = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", GuideIndexPage.objects.get().pk])

    client_for(editor).post(address, guide_form(slug="mot-trang-moi", **{"action-publish": "1"}))

    assert not Page.objects.filter(slug="mot-trang-moi", live=True).exists()


def test_a_wrong_guide_is_taken_off_by_one_person(guides, editor, client_for):
    client_for(editor).post(reverse("wagtailadmin_pages:unpublish", args=[guides["HD-03"].pk]))
    assert not is_live(guides["HD-03"])


def test_setting_up_again_changes_nothing(site):
    index = GuideIndexPage.objects.get()
    first = set_up_guide_review(index=index)
    assert set_up_guide_review(index=index) == first
    assert first.workflow_tasks.count() == 1
    assert index.get_workflow() == first


def test_the_first_page_is_a_day_with_doors(guide, editor, second, person_as, client_for):
    submit(client_for(editor), guide)
    assert (waiting_for(editor).count(), waiting_for(second).count()) == (0, 1)

    page = client_for(second).get("/quan-tri/").content.decode()

    for address in (
        reverse("wagtailadmin_pages:add", args=["guides", "guidepage", GuideIndexPage.objects.get().pk]),
        reverse("guides_from_word"),
        reverse("guides_reviews"),
        reverse("wagtailadmin_reports:workflow_tasks"),
    ):
        assert f'href="{address}' in page
        assert client_for(second).get(address).status_code == 200, address
    assert "1 hướng dẫn" in page
    assert (
        "editors-day"
        not in client_for(person_as(Role.INSTRUCTOR, "Bùi Hà")).get("/quan-tri/").content.decode()
    )


def test_the_doors_cost_the_same_however_much_waits(guides, make_guides, editor, second, client_for):
    author, reader = client_for(editor), client_for(second)
    panel = lambda: waiting_for(second).count()  # noqa: E731
    before, _ = count_queries(panel)
    for code in ("HD-02", "HD-03"):
        submit(author, guides[code])
    assert count_queries(panel)[0] == before
    assert reader.get("/quan-tri/").status_code == 200
