"""At the door of a quiz: honour, code, waiting, accommodations, rules of drawing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from content.vietnamese import fold
from quizzes.errors import AttemptRefused, AuthoringRefused
from quizzes.models import Attempt, Category, ItemTag, QuizSection, SectionItem
from quizzes.queries import intro_for
from quizzes.services.accommodations import grant_accommodation, withdraw_accommodation
from quizzes.services.attempts import submit_attempt
from quizzes.services.drawing import items_for_rule
from quizzes.services.papers import compose_paper, rules_of
from quizzes.services.recognising import recognise_results
from quizzes.services.starting import Entry, start_attempt
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries
from tests.support.quizzes import make_bank, make_item, make_quiz

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def refused(code, **start):
    with pytest.raises(AttemptRefused) as caught:
        start_attempt(**start)
    assert caught.value.code == code
    assert not Attempt.objects.filter(status="in_progress").exists()
    return str(caught.value)


def test_the_honour_statement_has_to_be_agreed_to(organisation, learner, now):
    quiz = make_quiz(organisation, now, honour_statement="Tôi tự làm bài.")
    refused("honour", quiz=quiz, learner=learner, now=now)

    attempt = start_attempt(quiz=quiz, learner=learner, now=now, entry=Entry(agrees=True))

    assert attempt.honour_at == now


def test_an_access_code_opens_whatever_its_case_and_a_wrong_one_is_counted(organisation, learner, now):
    quiz = make_quiz(organisation, now, access_code="Phòng-301")
    refused("access_code", quiz=quiz, learner=learner, now=now)
    for _ in range(10):
        refused("access_code", quiz=quiz, learner=learner, now=now, entry=Entry(access_code="301"))
    refused("too_many_codes", quiz=quiz, learner=learner, now=now, entry=Entry(access_code="302"))

    assert start_attempt(quiz=quiz, learner=learner, now=now, entry=Entry(access_code=" phòng-301 "))


def test_going_on_with_a_running_attempt_asks_for_nothing(organisation, learner, now):
    quiz = make_quiz(organisation, now, access_code="x", honour_statement="y")
    first = start_attempt(quiz=quiz, learner=learner, now=now, entry=Entry(access_code="x", agrees=True))
    assert start_attempt(quiz=quiz, learner=learner, now=now + MINUTE) == first


def test_between_two_attempts_there_is_a_wait_and_its_end_is_said(organisation, learner, now):
    quiz = make_quiz(organisation, now, wait_minutes=60)
    submit_attempt(attempt=start_attempt(quiz=quiz, learner=learner, now=now), now=now + MINUTE)

    sentence = refused("wait", quiz=quiz, learner=learner, now=now + 2 * MINUTE)

    assert "10:01" in sentence
    assert intro_for(quiz=quiz, learner=learner, now=now + 2 * MINUTE).refusal_sentence == sentence
    assert start_attempt(quiz=quiz, learner=learner, now=now + 61 * MINUTE)


def test_a_self_check_starts_nothing(organisation, learner, now):
    refused("self_check", quiz=make_quiz(organisation, now, mode="self_check"), learner=learner, now=now)


def test_more_time_for_a_person_and_for_a_unit(organisation, learner, colleague, instructor, now):
    quiz = make_quiz(organisation, now, time_limit_minutes=20, attempts_allowed=1)
    below = make_organisation("CON", "Phòng Một", parent=organisation)
    niece = make_person("Đỗ Thị Mai", organisation=below, role="learner")
    elsewhere = make_person("Vũ Văn Nam", organisation=make_organisation("KHAC", "Sở Khác"), role="learner")
    grant_accommodation(
        quiz=quiz,
        person=learner,
        time_factor=Decimal("1.5"),
        reason="khuyết tật vận động",
        by=instructor,
        now=now,
    )
    unit = grant_accommodation(
        quiz=quiz,
        organisation=organisation,
        time_factor=Decimal("1.25"),
        reason="đường truyền kém",
        by=None,
        now=now,
    )

    def minutes(person):
        attempt = start_attempt(quiz=quiz, learner=person, now=now)
        return (attempt.due_at - now) / MINUTE

    assert [minutes(person) for person in (learner, niece, elsewhere)] == [30, 25, 20]
    withdraw_accommodation(accommodation=unit, now=now)
    assert minutes(colleague) == 20
    assert minutes(niece) == 25, "an attempt that runs keeps its deadline"


def test_more_attempts_and_a_later_end(organisation, learner, now):
    quiz = make_quiz(organisation, now, attempts_allowed=1, closes_at=now + 10 * MINUTE)
    submit_attempt(attempt=start_attempt(quiz=quiz, learner=learner, now=now), now=now)
    refused("no_attempts_left", quiz=quiz, learner=learner, now=now)
    grant_accommodation(
        quiz=quiz,
        person=learner,
        extra_attempts=1,
        closes_at=now + 60 * MINUTE,
        reason="mất điện",
        by=None,
        now=now,
    )

    later = now + 20 * MINUTE
    assert start_attempt(quiz=quiz, learner=learner, now=later).due_at == later + 30 * MINUTE


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"time_factor": Decimal("0.5")}, "bad_factor"),
        ({"time_factor": Decimal(1)}, "nothing_granted"),
        ({"person": None}, "whom"),
        ({"extra_attempts": 101}, "bad_factor"),
        ({"closes_at": -1}, "earlier_close"),
    ],
)
def test_an_accommodation_that_makes_no_sense_is_refused(organisation, learner, now, fields, code):
    quiz = make_quiz(organisation, now, closes_at=now)
    if "closes_at" in fields:
        fields = {"closes_at": now + fields["closes_at"] * MINUTE}
    wish = {"person": learner, "time_factor": Decimal(2), "reason": "ốm", "by": None, "now": now} | fields
    with pytest.raises(AuthoringRefused) as caught:
        grant_accommodation(quiz=quiz, **wish)
    assert caught.value.code == code


def test_a_rule_draws_by_category_tag_type_and_difficulty(organisation, now):
    bank = make_bank(organisation, now)
    top = Category.objects.create(bank=bank, name="Văn bản", path="/1/")
    below = Category.objects.create(bank=bank, name="Thể thức", parent=top, path="/1/2/", depth=2)
    items = [make_item(bank, now) for _ in range(3)] + [make_item(bank, now, kind="true_false")]
    for item, category in zip(items, [top, below, None, below], strict=True):
        item.category = category
        item.save()
    ItemTag.objects.create(item=items[1], kind="skill", name="Ký số", folded=fold("Ký số"))
    items[2].state = "retired"
    items[2].save()

    def found(**rule):
        return {item.pk for item in items_for_rule(bank=bank, **rule)}

    assert found() == {items[0].pk, items[1].pk, items[3].pk}
    assert found(category=below) == {items[1].pk, items[3].pk}
    assert found(category=top, kinds=["true_false"]) == {items[3].pk}
    assert found(tags=[{"kind": "skill", "name": "ky so"}]) == {items[1].pk}
    assert found(difficulty_from=3) == set()
    assert len(found(difficulty_from=2, difficulty_to=2)) == 3


def test_points_of_a_section_and_of_a_fixed_question_go_before_those_of_the_bank(organisation, learner, now):
    quiz = make_quiz(organisation, now, questions=2, shuffle_items=False)
    section = quiz.sections.get()
    section.points_each = Decimal(3)
    section.save()
    place = section.fixed_items.order_by("position").first()
    place.points = Decimal(5)
    place.save()
    bank = make_bank(organisation, now)
    make_item(bank, now, points="2")
    QuizSection.objects.create(quiz=quiz, position=2, draw_from=bank, draw_count=1)

    attempt = start_attempt(quiz=quiz, learner=learner, now=now)

    assert list(attempt.slots.values_list("section", "points")) == [(1, 5), (1, 3), (2, 2)]
    assert attempt.max_points == 10


def test_starting_asks_the_same_however_large_the_bank_and_however_many_have_started(organisation, now):
    quiz = make_quiz(organisation, now, questions=5, draw=3)
    bank = quiz.sections.get().draw_from
    people = iter([make_person(f"Người {n}", organisation=organisation, role="learner") for n in range(130)])

    def grow():
        for _ in range(100):
            make_item(bank, now)
            start_attempt(quiz=quiz, learner=next(people), now=now)

    assert_flat_queries(grow=grow, work=lambda: start_attempt(quiz=quiz, learner=next(people), now=now))


def test_a_start_reads_what_a_paper_can_need_and_not_the_bank(organisation, now):
    quiz = make_quiz(organisation, now, questions=60, draw=3)
    bank = quiz.sections.get().draw_from
    QuizSection.objects.create(quiz=quiz, position=2, draw_from=bank, draw_count=2)

    rules = rules_of(quiz=quiz, seed="s")
    assert [len(section.items) for section in rules.sections] == [5, 5]
    assert [len(section.items) for section in rules_of(quiz=quiz).sections] == [60, 60]

    papers = [[slot.version.pk for slot in compose_paper(quiz=quiz, seed=f"s{n}").slots] for n in range(60)]
    assert all(len(set(paper)) == 5 for paper in papers)
    assert len({pk for paper in papers for pk in paper}) > 55, "every question has its lot"
    again = [slot.version.pk for slot in compose_paper(quiz=quiz, seed="s7").slots]
    assert again == papers[7]


def test_sections_that_share_a_small_bank_are_filled_to_the_last_question(organisation, now):
    quiz = make_quiz(organisation, now, questions=6, draw=3)
    bank = quiz.sections.get().draw_from
    QuizSection.objects.create(quiz=quiz, position=2, draw_from=bank, draw_count=2)
    fixed = QuizSection.objects.create(quiz=quiz, position=3)
    SectionItem.objects.create(section=fixed, item=bank.items.order_by("pk").first(), position=1)
    for number in range(30):
        assert len({s.version.pk for s in compose_paper(quiz=quiz, seed=f"s{number}").slots}) == 6


def test_a_recognised_result_starts_nothing_more_and_says_why(
    organisation, learner, colleague, instructor, now
):
    quiz = make_quiz(organisation, now, attempts_allowed=None)
    submit_attempt(attempt=start_attempt(quiz=quiz, learner=learner, now=now), now=now + MINUTE)
    recognise_results(
        quiz=quiz,
        organisation=organisation,
        number="1/QĐ",
        decided_on=now.date(),
        signed_by="",
        by=instructor,
        now=now,
    )

    sentence = refused("recognised", quiz=quiz, learner=learner, now=now + 2 * MINUTE)

    intro = intro_for(quiz=quiz, learner=learner, now=now + 2 * MINUTE)
    assert (intro.refusal, intro.refusal_sentence, intro.attempts_left) == ("recognised", sentence, 0)
    assert start_attempt(quiz=quiz, learner=colleague, now=now + 2 * MINUTE), "whoever was not in it may sit"
    quiz.goes_on_when_recognised = True
    assert start_attempt(quiz=quiz, learner=learner, now=now + 2 * MINUTE).number == 2
