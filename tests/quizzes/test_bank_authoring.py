"""Banks, questions and their immutable wordings."""

from decimal import Decimal

import pytest

from quizzes.errors import AuthoringRefused
from quizzes.models import Item, ItemVersion, QuestionBank
from quizzes.models.bank import VersionIsImmutable
from quizzes.services.authoring import (
    add_section,
    create_bank,
    create_quiz,
    publish_item_version,
    set_item_state,
    update_bank,
)
from tests.support.people import make_organisation

CONTENT = {
    "stem": "<p>Lề trái của văn bản?</p>",
    "choices": [{"id": "c1", "text": "20 mm"}, {"id": "c2", "text": "30–35 mm"}],
}
KEY = {"correct": ["c2"], "scoring": "all_or_nothing", "feedback": "", "choice_feedback": {}}


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Thể thức văn bản", organisation=organisation, now=now)


@pytest.fixture
def publish(bank, instructor, now):
    def publish(code="Q1", kind="single_choice", content=CONTENT, key=KEY, **more):
        return publish_item_version(
            bank=bank, code=code, kind=kind, content=content, key=key, by=instructor, now=now, **more
        )

    return publish


def test_a_bank_is_found_without_accents(bank):
    assert QuestionBank.objects.matching("the thuc").get() == bank


def test_two_organisations_may_use_one_name_but_one_organisation_may_not(bank, organisation, now):
    create_bank(name="Thể thức văn bản", organisation=make_organisation("SNV", "Sở Nội vụ"), now=now)

    with pytest.raises(AuthoringRefused) as refused:
        create_bank(name=" Thể thức  văn bản ", organisation=organisation, now=now)

    assert refused.value.code == "name_taken"


def test_renaming_a_bank_keeps_it_findable(bank):
    update_bank(bank=bank, name="Lễ tân", description="")

    assert QuestionBank.objects.matching("le tan").exists()


def test_publishing_makes_the_question_and_its_first_wording(publish, instructor):
    version = publish()

    assert (version.number, version.item.state, version.created_by) == (1, "in_use", instructor)
    assert Item.objects.matching("LE TRAI 30").get().current == version


def test_publishing_the_same_wording_changes_nothing(publish):
    first = publish()

    assert publish() == first
    assert ItemVersion.objects.count() == 1


def test_a_different_wording_is_a_new_version_and_the_old_one_stands(publish):
    first = publish()
    second = publish(key={**KEY, "correct": ["c1"]})

    assert (second.number, second.item.current) == (2, second)
    assert ItemVersion.objects.get(pk=first.pk).key["correct"] == ["c2"]


def test_points_are_part_of_a_wording(publish):
    publish()

    assert publish(points=Decimal("0.5")).number == 2
    assert publish(points=Decimal("0.50")).number == 2


def test_html_is_cleaned_before_it_is_stored_and_compared(publish):
    dirty = {**CONTENT, "stem": CONTENT["stem"] + "<script>alert(1)</script>"}
    first = publish()

    assert publish(content=dirty) == first


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"key": {**KEY, "correct": []}}, "invalid_wording"),
        ({"kind": "telepathy"}, "unknown_kind"),
        ({"content": {**CONTENT, "stem": "x" * 300_000}}, "too_large"),
        ({"points": Decimal(0)}, "bad_points"),
        ({"difficulty": 9}, "bad_difficulty"),
        ({"code": " "}, "no_code"),
    ],
)
def test_a_wording_that_cannot_be_asked_is_refused_and_leaves_nothing(publish, more, code):
    with pytest.raises(AuthoringRefused) as refused:
        publish(**more)

    assert refused.value.code == code
    assert not Item.objects.exists()


def test_a_wording_never_changes_and_never_goes(publish):
    version = publish()
    version.points = 9

    for change in (
        version.save,
        version.delete,
        ItemVersion.objects.all().delete,
        lambda: ItemVersion.objects.update(points=9),
        lambda: ItemVersion.objects.bulk_update([version], ["points"]),
    ):
        with pytest.raises(VersionIsImmutable):
            change()


def test_a_draft_is_not_in_use_until_somebody_says_so(publish):
    version = publish(is_draft=True)
    assert not Item.objects.in_use().exists()

    set_item_state(item=version.item, state="in_use")
    assert Item.objects.in_use().exists()


def test_a_question_without_wording_cannot_be_put_in_use(bank):
    with pytest.raises(AuthoringRefused):
        set_item_state(item=Item.objects.create(bank=bank, code="X"), state="in_use")


def test_a_quiz_holds_chosen_questions_and_drawn_ones_in_order(publish, bank, organisation, now):
    quiz = create_quiz(title="Cuối khóa", organisation=organisation, now=now, time_limit_minutes=30)
    fixed = add_section(quiz=quiz, items=[publish("B").item, publish("A").item])
    drawn = add_section(quiz=quiz, draw_from=bank, draw_count=1)

    assert [s.position for s in (fixed, drawn)] == [1, 2]
    assert [f.item.code for f in fixed.fixed_items.all()] == ["B", "A"]


@pytest.mark.parametrize("count", [None, 0])
def test_drawing_needs_a_number(bank, organisation, now, count):
    quiz = create_quiz(title="Cuối khóa", organisation=organisation, now=now)

    with pytest.raises(AuthoringRefused):
        add_section(quiz=quiz, draw_from=bank, draw_count=count)


def test_a_section_is_one_thing_or_the_other(organisation, now):
    with pytest.raises(AuthoringRefused):
        add_section(quiz=create_quiz(title="x", organisation=organisation, now=now))


def test_a_quiz_needs_a_title(organisation, now):
    with pytest.raises(AuthoringRefused):
        create_quiz(title="  ", organisation=organisation, now=now)
