"""Composing a quiz: sections, rules, what may be seen, who gets more time; who may come in."""

from decimal import Decimal

import pytest
from django.urls import reverse

from quizzes.errors import AuthoringRefused
from quizzes.models import Accommodation, BankGrant, Quiz, QuizSection
from quizzes.services.quizmaking import (
    Heading,
    Rule,
    change_settings,
    copy_quiz,
    move_section,
    remove_section,
    write_fixed_section,
    write_rule_section,
)
from quizzes.services.starting import start_attempt
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries, assert_max_queries
from tests.support.quizzes import make_bank, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(organisation, now):
    bank = make_bank(organisation, now)
    for _ in range(6):
        make_item(bank, now)
    return bank


@pytest.fixture
def quiz(organisation, now):
    return Quiz.objects.create(title="Kiểm tra", organisation=organisation, created_at=now)


@pytest.fixture
def desk(site, client_for, instructor):
    return client_for(instructor)


def test_a_rule_that_cannot_be_filled_is_refused_and_nothing_is_kept(quiz, bank):
    write_rule_section(quiz=quiz, rule=Rule(bank=bank, count=4), heading=Heading())

    with pytest.raises(AuthoringRefused) as caught:
        write_rule_section(quiz=quiz, rule=Rule(bank=bank, count=3), heading=Heading())

    assert caught.value.code == "cannot_be_filled"
    assert "3" in str(caught.value)
    assert quiz.sections.count() == 1


def test_two_rules_that_share_questions_are_accepted_when_both_can_be_filled(quiz, bank, learner, now):
    single = Rule(bank=bank, count=6)
    write_rule_section(quiz=quiz, rule=single, heading=Heading())
    for _ in range(2):
        make_item(bank, now, kind="true_false")

    write_rule_section(quiz=quiz, rule=Rule(bank=bank, count=2, kinds=("true_false",)), heading=Heading())

    paper = list(
        start_attempt(quiz=quiz, learner=learner, now=now).slots.values_list("section", "version__kind")
    )
    assert [kind for section, kind in paper if section == 2] == ["true_false"] * 2
    assert [kind for section, kind in paper if section == 1] == ["single_choice"] * 6


def test_a_chosen_question_stands_once_and_sections_move_and_go(quiz, bank):
    items = list(bank.items.order_by("pk"))
    first = write_fixed_section(quiz=quiz, items=[items[0], items[0]], heading=Heading(title="Một"))
    second = write_fixed_section(quiz=quiz, items=items[1:3], heading=Heading(title="Hai"))
    write_fixed_section(quiz=quiz, items=items[:2], heading=Heading(title="Một"), section=first)
    assert first.fixed_items.count() == 2

    move_section(section=second, by=-1)
    assert list(quiz.sections.order_by("position").values_list("title", "position")) == [
        ("Hai", 1),
        ("Một", 2),
    ]
    move_section(section=QuizSection.objects.get(title="Hai"), by=-1)
    remove_section(section=QuizSection.objects.get(title="Hai"))
    assert list(quiz.sections.values_list("title", "position")) == [("Một", 1)]


def test_a_copy_asks_the_same_under_the_same_rules(quiz, bank, now):
    quiz = change_settings(
        quiz=quiz, settings={"pass_percent": 85, "review_matrix": {"after_close": ["points"]}}
    )
    write_rule_section(quiz=quiz, rule=Rule(bank=bank, count=2), heading=Heading(points_each=Decimal(2)))
    write_fixed_section(quiz=quiz, items=[bank.items.first()], heading=Heading())

    made = copy_quiz(quiz=quiz, title="Bản sao", now=now)

    assert (made.pass_percent, made.review_matrix) == (85, {"after_close": ["points"]})
    kept = [
        list(q.sections.order_by("position").values_list("draw_count", "points_each", "fixed_items__item"))
        for q in (quiz, made)
    ]
    assert kept[0] == kept[1]


def test_the_whole_way_on_the_screens(desk, organisation, bank):
    made = desk.post(reverse("quizzes_quizzes"), {"title": "Cuối khóa", "organisation": organisation.pk})
    quiz = Quiz.objects.get(title="Cuối khóa")
    assert made.url == reverse("quizzes_compose", args=[quiz.uuid])
    address = reverse("quizzes_rule_add", args=[quiz.uuid])
    assert desk.get(address).url == f"{address}?bank={bank.uuid}", "the only bank needs no choosing"

    counted = desk.post(f"{address}?bank={bank.uuid}", {"count": 9, "go": "count"}).content.decode()
    assert "6" in counted
    refused = desk.post(f"{address}?bank={bank.uuid}", {"count": 9})
    assert refused.status_code == 200
    assert not quiz.sections.exists()
    desk.post(f"{address}?bank={bank.uuid}", {"count": 4, "title": "Phần chung", "points_each": "2.5"})

    page = desk.get(reverse("quizzes_compose", args=[quiz.uuid])).content.decode()
    assert "Phần chung" in page
    assert "10 điểm" in page
    fixed = reverse("quizzes_fixed_add", args=[quiz.uuid]) + f"?bank={bank.uuid}"
    assert desk.post(fixed, {"item": [str(bank.items.first().uuid), "x"]}).status_code == 302
    place = quiz.sections.get(position=2).fixed_items.get()
    act = reverse("quizzes_section_act", args=[quiz.uuid, 2])
    desk.post(act, {"act": "points", "place": place.pk, "points": "1,5"})
    place.refresh_from_db()
    assert place.points == Decimal("1.5")
    for points in ("NaN", "-1", "1e9", "abc"):
        desk.post(act, {"act": "points", "place": place.pk, "points": points})
        place.refresh_from_db()
        assert place.points == Decimal("1.5")
    desk.post(act, {"act": "up"})
    assert quiz.sections.get(position=1).fixed_items.exists()
    assert desk.post(act, {"act": "explode"}).status_code == 302
    desk.post(reverse("quizzes_copy", args=[quiz.uuid]))
    assert Quiz.objects.count() == 2


def test_the_rules_page_keeps_everything_and_the_table(desk, quiz):
    address = reverse("quizzes_rules", args=[quiz.uuid])
    shown = desk.get(address).context
    data = {name: value for name, value in shown["form"].initial.items() if value not in (None, False)}
    data |= {"wait_minutes": 30, "access_code": "P301", "after_close-points": "on", "after_close-key": "on"}

    assert desk.post(address, data).status_code == 302

    quiz.refresh_from_db()
    assert (quiz.wait_minutes, quiz.access_code) == (30, "P301")
    assert quiz.review_matrix["after_close"] == ["points", "key"]
    desk.post(address, data | {"by_policy": "on"})
    quiz.refresh_from_db()
    assert quiz.review_matrix == {}
    late = desk.post(address, data | {"opens_at": "2026-12-02T08:00", "closes_at": "2026-12-01T08:00"})
    assert late.status_code == 200
    assert late.context["form"].errors["closes_at"]


def test_a_matrix_that_tells_the_key_during_an_attempt_is_refused(quiz):
    with pytest.raises(AuthoringRefused) as caught:
        change_settings(quiz=quiz, settings={"review_matrix": {"during": ["key"]}})
    assert caught.value.code == "bad_matrix"


def test_accommodations_on_the_screen(desk, quiz, learner):
    address = reverse("quizzes_accommodations", args=[quiz.uuid])
    wish = {"time_factor": "1.5", "extra_attempts": 0, "reason": "khuyết tật"}
    assert desk.post(address, wish | {"who": "nguoi-la@x.vn"}).context["form"].errors["who"]
    assert desk.post(address, wish | {"who": learner.email[:-3]}).context["form"].errors["who"]

    assert desk.post(address, wish | {"who": learner.email.upper()}).status_code == 302

    row = Accommodation.objects.get()
    assert row.person == learner
    desk.post(reverse("quizzes_accommodation_end", args=[quiz.uuid, row.uuid]))
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_the_door_of_the_composer(site, client_for, quiz, organisation, bank, instructor, learner):
    other = make_organisation("KHAC", "Sở Khác")
    stranger = make_person("Vũ Văn Nam", organisation=other, role="instructor")
    write_rule_section(quiz=quiz, rule=Rule(bank=bank, count=1), heading=Heading())
    names = {
        "quizzes_compose": [quiz.uuid],
        "quizzes_rules": [quiz.uuid],
        "quizzes_accommodations": [quiz.uuid],
        "quizzes_rule_add": [quiz.uuid],
        "quizzes_fixed_add": [quiz.uuid],
        "quizzes_section": [quiz.uuid, 1],
        "quizzes_fitting": [quiz.uuid, bank.uuid],
    }
    for name, arguments in names.items():
        address = reverse(name, args=arguments)
        assert client_for(instructor).get(address).status_code in {200, 302}, name
        assert client_for(stranger).get(address).status_code == 404, name
        assert client_for(learner).get(address).status_code in {302, 403, 404}, name
        assert client_for(None).get(address).status_code == 302, name


def test_a_shared_bank_may_be_drawn_from_and_a_foreign_one_may_not(site, client_for, now, bank, instructor):
    other = make_organisation("KHAC", "Sở Khác")
    stranger = client_for(make_person("Vũ Văn Nam", organisation=other, role="instructor"))
    quiz = Quiz.objects.create(title="Ở nơi khác", organisation=other, created_at=now)
    address = reverse("quizzes_rule_add", args=[quiz.uuid]) + f"?bank={bank.uuid}"
    assert stranger.post(address, {"count": 2}).status_code == 422
    assert stranger.get(reverse("quizzes_fitting", args=[quiz.uuid, bank.uuid])).status_code == 404

    BankGrant.objects.create(bank=bank, organisation=other, right="use", valid_from="2026-01-01")

    assert stranger.post(address, {"count": 2}).status_code == 302
    assert quiz.sections.get().draw_from == bank


def test_counting_what_fits_understands_whatever_is_typed(desk, quiz, bank):
    address = reverse("quizzes_fitting", args=[quiz.uuid, bank.uuid])
    assert desk.get(address, {"count": 9}).json()["count"] == 6
    assert desk.get(address, {"count": "x", "kinds": "true_false"}).json()["count"] == 0
    assert desk.get(address, {"difficulty_from": 5, "difficulty_to": 1}).json()["says"] == ""
    assert desk.get(address, {"category": "00000000-0000-0000-0000-000000000000"}).json()["says"] == ""


def test_the_composer_asks_the_same_however_much_there_is(desk, quiz, bank, organisation, now):
    write_rule_section(quiz=quiz, rule=Rule(bank=bank, count=1), heading=Heading())
    write_fixed_section(quiz=quiz, items=[bank.items.first()], heading=Heading())

    def grow():
        new = [make_item(bank, now) for _ in range(100)]
        write_fixed_section(quiz=quiz, items=new, heading=Heading(), section=quiz.sections.get(position=2))
        Quiz.objects.bulk_create(
            Quiz(title=f"Bài {n}", organisation=organisation, created_at=now) for n in range(100)
        )

    def work():
        assert desk.get(reverse("quizzes_compose", args=[quiz.uuid])).status_code == 200
        assert desk.get(reverse("quizzes_quizzes")).status_code == 200

    assert_flat_queries(grow=grow, work=work)
    with assert_max_queries(24):  # the two pages with session, person, roles and Wagtail's own menus
        desk.get(reverse("quizzes_compose", args=[quiz.uuid]))
