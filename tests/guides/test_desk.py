"""Who keeps citizens' pages in the editors' admin, and the report of what has to be read again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from guides.importing_terms import read_terms
from guides.models import DirectoryPage, GlossaryPage, GlossaryTerm, PublicServicePage, ServiceIndexPage
from guides.reviews import reviewed_models, reviews_due
from guides.services import add_terms
from lms.demo.files import DATA
from people.models import Role
from tests.support.people import make_person
from tests.support.queries import count_queries

TODAY = date(2027, 6, 1)


@pytest.fixture
def person_as(organisation):
    return lambda role: make_person(f"Người {role}", organisation=organisation, role=role)


@pytest.fixture
def terms(site) -> None:
    source = (DATA / "glossary.json").read_text(encoding="utf-8")
    add_terms(drafts=read_terms(source), last_reviewed=date(2026, 11, 23), review_by=date(2027, 5, 23))


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.MINISTRY_EDITOR, 200), (Role.ADMINISTRATOR, 200), (Role.INSTRUCTOR, 302), (Role.LEARNER, 403)],
)
def test_ministry_editors_and_administrators_keep_every_type(
    ways, terms, person_as, client_for, role, status
):
    client = client_for(person_as(role))
    directory = DirectoryPage.objects.get(slug="tin-tuc").pk
    kinds = (
        "newspage",
        "explainerpage",
        "questionpage",
        "campaignpage",
        "decisionhelperpage",
        "stepbysteppage",
    )
    addresses = [
        reverse(
            "wagtailadmin_pages:add", args=["guides", "publicservicepage", ServiceIndexPage.objects.get().pk]
        ),
        *(reverse("wagtailadmin_pages:add", args=["guides", kind, directory]) for kind in kinds),
        reverse("wagtailadmin_pages:edit", args=[PublicServicePage.objects.first().pk]),
        reverse("wagtailadmin_pages:edit", args=[ways["hoi-chon"].pk]),
        reverse("wagtailadmin_pages:edit", args=[GlossaryPage.objects.get().pk]),
        *(reverse(f"wagtailsnippets_guides_{kind}:add") for kind in ("glossaryterm", "alertbanner")),
    ]

    answers = {address: client.get(address).status_code for address in addresses}

    assert set(answers.values()) == {status}, answers


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MINISTRY_EDITOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.INSTRUCTOR, 403),
        (Role.LEARNER, 403),
        (None, 302),
    ],
)
def test_who_sees_the_report(site, person_as, client_for, role, status):
    client = client_for(person_as(role) if role else None)

    response = client.get(reverse("guides_reviews"))

    # Wagtail turns a refusal to somebody who edits elsewhere into a message on its first page.
    assert response.status_code == (302 if role == Role.INSTRUCTOR else status)
    menu = client.get(reverse("wagtailadmin_home")).content.decode() if role else ""
    assert (reverse("guides_reviews") in menu) == (status == 200)


def test_every_type_with_a_date_of_review_is_in_it(ways, terms, person_as):
    assert len(reviewed_models()) == 10
    editor = person_as(Role.MINISTRY_EDITOR)

    rows = reviews_due(person=editor, today=TODAY)

    assert {"Dịch vụ công", "Hướng dẫn", "Trang hỏi chọn", "Trang làm từng bước", "Thuật ngữ"} <= {
        row.kind for row in rows
    }
    assert rows == sorted(rows, key=lambda row: row.review_by) or rows[0].review_by <= rows[-1].review_by
    assert rows[0].is_overdue


@pytest.mark.parametrize(
    ("today", "is_listed", "is_overdue"),
    [
        (date(2027, 4, 22), False, False),
        (date(2027, 4, 23), True, False),
        (date(2027, 5, 22), True, False),
        (date(2027, 5, 23), True, True),
        (date(2027, 6, 1), True, True),
    ],
)
def test_a_review_is_announced_a_month_ahead_and_overdue_on_its_day(
    services, person_as, today, is_listed, is_overdue
):
    rows = reviews_due(person=person_as(Role.MINISTRY_EDITOR), today=today)
    found = [row for row in rows if row.title == "Đăng ký khai sinh"]

    assert bool(found) == is_listed
    assert any(row.is_overdue for row in found) == is_overdue


def test_only_what_one_may_edit_and_what_is_published_is_listed(services, terms, person_as):
    services["DV-01"].unpublish()

    assert reviews_due(person=person_as(Role.INSTRUCTOR), today=TODAY) == []
    titles = {row.title for row in reviews_due(person=person_as(Role.MINISTRY_EDITOR), today=TODAY)}
    assert "Đăng ký khai sinh" not in titles
    assert "Đăng ký kết hôn" in titles


def test_the_report_leads_to_the_forms_and_its_cost_is_flat(
    services, terms, copies_of, person_as, client_for
):
    PublicServicePage.objects.filter(code="DV-01").update(review_by=localdate() - timedelta(days=3))
    GlossaryTerm.objects.filter(slug="ma-ho-so").update(review_by=localdate() + timedelta(days=5))
    client = client_for(person_as(Role.MINISTRY_EDITOR))
    address = reverse("guides_reviews")

    html = client.get(address).content.decode()

    assert "Quá hạn 3 ngày" in html
    assert "Còn 5 ngày" in html
    assert reverse("wagtailadmin_pages:edit", args=[services["DV-01"].pk]) in html
    term = GlossaryTerm.objects.get(slug="ma-ho-so")
    assert reverse("wagtailsnippets_guides_glossaryterm:edit", args=[term.pk]) in html
    before, _ = count_queries(lambda: client.get(address))
    services["DV-01"].refresh_from_db()
    copies_of(services["DV-01"], 5)
    assert count_queries(lambda: client.get(address))[0] <= before


def test_the_forms_speak_vietnamese(ways, person_as, client_for):
    client = client_for(person_as(Role.MINISTRY_EDITOR))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[ways["hoi-chon"].pk])).content.decode()

    for words in ("Người đọc bắt đầu từ câu hỏi đầu tiên", "hạn rà soát"):
        assert words.lower() in html.lower()
