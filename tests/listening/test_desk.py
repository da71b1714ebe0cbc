"""The editors' side: who gets in, what stands there, and what it costs."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from listening.models import DayTotal, Feedback, FeedbackDay, LostDay, PageDay, SearchDay
from listening.periods import period_of
from listening.queries import feedback_for_desk, report_of
from people.models import Role
from tests.listening.conftest import URL
from tests.support.language import english_leftovers
from tests.support.people import make_person
from tests.support.queries import assert_flat_queries, assert_max_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(guide, organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def said(guide) -> Feedback:
    return Feedback.objects.create(
        page_id=guide.pk,
        path=URL,
        language="vi",
        kind="wrong",
        words="Lệ phí đã đổi",
        province="25",
        created_on=timezone.localdate(),
    )


@pytest.fixture
def figures(guide, said):
    """Forty days of figures."""
    today = timezone.localdate()
    for ago in range(40):
        day = today - timedelta(days=ago)
        PageDay.objects.create(day=day, path=URL, language="vi", views=10 + ago)
        DayTotal.objects.create(day=day, visitors=7)
        FeedbackDay.objects.create(day=day, path=URL, language="vi", yes=3, no=2, wrong=1)
        SearchDay.objects.create(day=day, words="khai sinh", asked=4, found_nothing=4)
        SearchDay.objects.create(day=day, words="hiem", asked=2, found_nothing=2)
        LostDay.objects.create(day=day, path="/cu/", times=3)
        LostDay.objects.create(day=day, path="/hiem/", times=1)


def addresses(said):
    desk = "/quan-tri/lang-nghe/"
    return [
        desk,
        f"{desk}phan-hoi/",
        f"{desk}phan-hoi/{said.uuid}/",
        f"{desk}so-lieu.xlsx",
        f"{desk}trang.csv",
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MINISTRY_EDITOR, {200}),
        (Role.ADMINISTRATOR, {200}),
        (Role.INSTRUCTOR, {302, 404}),
        (Role.REVIEWER, {302, 404}),
        (Role.REGISTRAR, {302, 404, 403}),
        (Role.LEARNER, {403}),
        (None, {302}),
    ],
)
def test_ministry_editors_and_administrators_listen(guide, said, organisation, client_for, role, status):
    person = make_person("Ai Đó", organisation=organisation, role=role) if role else None
    client = client_for(person)
    seen = {address: client.get(address).status_code for address in addresses(said)}

    assert set(seen.values()) <= status, seen


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.LEARNER, None])
def test_others_change_nothing(guide, said, organisation, client_for, role):
    person = make_person("Ai Đó", organisation=organisation, role=role) if role else None
    client_for(person).post(reverse("listening_feedback", args=[said.uuid]), {"note": "xong"})
    client_for(person).post(reverse("listening_reopen", args=[said.uuid]))

    said.refresh_from_db()
    assert not said.is_handled


def test_the_menu_shows_it_to_those_who_may(editor, organisation, client_for):
    instructor = make_person("Phạm Thu Hà", organisation=organisation, role=Role.INSTRUCTOR)

    assert "/quan-tri/lang-nghe/" in client_for(editor).get("/quan-tri/").content.decode()
    assert "/quan-tri/lang-nghe/" not in client_for(instructor).get("/quan-tri/").content.decode()


def test_an_editor_handles_an_answer_and_opens_it_again(editor, said, client_for):
    client = client_for(editor)
    one = reverse("listening_feedback", args=[said.uuid])
    assert "Lệ phí đã đổi" in client.get(reverse("listening_desk")).content.decode()

    answer = client.post(one, {"note": "Đã sửa lệ phí"})

    said.refresh_from_db()
    assert answer["Location"] == reverse("listening_desk")
    assert (said.handled_by, said.note) == (editor, "Đã sửa lệ phí")
    assert "Lệ phí đã đổi" not in client.get(reverse("listening_desk")).content.decode()
    assert "Lệ phí đã đổi" in client.get(reverse("listening_desk") + "?trang_thai=xong").content.decode()

    client.post(reverse("listening_reopen", args=[said.uuid]))
    said.refresh_from_db()
    assert not said.is_handled
    assert client.post(one, {"note": "x" * 600}).status_code == 422


def test_filters_show_what_was_asked_for(guide):
    today = timezone.localdate()
    for kind, words in (("yes", ""), ("yes", "hay"), ("no", ""), ("wrong", "sai phí")):
        Feedback.objects.create(path=URL, language="vi", kind=kind, words=words, created_on=today)

    def found(**wish):
        return sorted((row.kind, row.words) for row in feedback_for_desk(wish))

    assert found() == [("no", ""), ("wrong", "sai phí"), ("yes", "hay")]
    assert found(loai="yes") == [("yes", ""), ("yes", "hay")]
    assert found(loi=True, q="phí") == [("wrong", "sai phí")]
    assert found(q="khai-sinh") == []
    assert len(found(trang_thai="tat-ca")) == 4
    assert found(trang_thai="xong") == []


def test_the_filter_takes_nonsense(editor, said, client_for):
    client = client_for(editor)

    for query in ("?trang_thai=la&loai=la&p=x&q=" + "x" * 300, "?p=999", "?loi=on&q=%00"):
        assert client.get(reverse("listening_desk") + query).status_code == 200
    assert client.get(reverse("listening_dashboard") + "?ky=la").status_code == 200
    assert client.get("/quan-tri/lang-nghe/khong-co.csv").status_code == 404


def test_the_report_adds_up_and_leaves_rare_things_out(figures):
    report = report_of(period_of("7", today=timezone.localdate()))

    assert report.totals.views == sum(10 + ago for ago in range(7)) == sum(report.views_by_step)
    assert report.before.views == sum(10 + ago for ago in range(7, 14))
    assert (report.totals.yes, report.totals.no, report.totals.wrong) == (21, 14, 7)
    assert [row["words"] for row in report.searches] == ["khai sinh"]
    assert report.searches[0]["sum"] == 28
    assert [row["path"] for row in report.lost] == ["/cu/"]
    assert report.pages[0]["title"] == "Nộp hồ sơ trực tuyến" or report.pages[0]["title"]
    assert report.provinces == [("Phú Thọ", 1)]
    assert len(report.views_by_step) == 7


def test_a_year_is_shown_by_months(figures):
    report = report_of(period_of("365", today=timezone.localdate()))

    assert len(report.views_by_step) in {12, 13}
    assert sum(report.views_by_step) == report.totals.views


def test_the_dashboard_is_vietnamese_and_its_chart_can_be_read_aloud(figures, editor, client_for):
    html = client_for(editor).get(reverse("listening_dashboard") + "?ky=30").content.decode()

    assert english_leftovers(html) == []
    assert html.count('role="img"') == 2
    assert html.count("<desc") == 2
    assert "khai sinh" in html
    assert "hiem" not in html.replace("/hiem/", "")
    desk = client_for(editor).get(reverse("listening_desk")).content.decode()
    assert english_leftovers(desk) == []


def test_files_hold_the_same_figures(figures, editor, client_for):
    client = client_for(editor)
    text = client.get("/quan-tri/lang-nghe/tim-kiem.csv?ky=7").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get("/quan-tri/lang-nghe/so-lieu.xlsx?ky=7").content))

    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1] == ["khai sinh", "28", "28"]
    assert len(book.sheetnames) == 7
    assert book.worksheets[1].cell(2, 1).value == URL


# Session, person, roles, Wagtail's frame; two times four sums, three series, six tables, titles, open answers.
def test_the_dashboard_costs_the_same_with_many_pages(figures, editor, client_for):
    client = client_for(editor)
    today = timezone.localdate()

    def grow():
        for number in range(200):
            PageDay.objects.create(day=today, path=f"/huong-dan/{number}/", language="vi", views=number)
            FeedbackDay.objects.create(day=today, path=f"/huong-dan/{number}/", language="vi", no=number)
            SearchDay.objects.create(day=today, words=f"tu {number}", asked=number)

    assert_flat_queries(grow=grow, work=lambda: client.get(reverse("listening_dashboard")))
    with assert_max_queries(40):
        client.get(reverse("listening_dashboard"))


def test_the_desk_costs_the_same_with_many_answers(said, editor, client_for):
    client = client_for(editor)

    def grow():
        for number in range(40):
            row = Feedback.objects.create(
                path=f"/{number}/", language="vi", kind="no", created_on=timezone.localdate()
            )
            if number % 2:
                Feedback.objects.filter(pk=row.pk).update(handled_by=editor, handled_at=timezone.now())

    assert_flat_queries(grow=grow, work=lambda: client.get(reverse("listening_desk") + "?trang_thai=tat-ca"))
