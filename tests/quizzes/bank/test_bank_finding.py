"""Questions found by what is said of them, where they are used, and what that costs."""

from django.db import connection

from quizzes.bank_reading import Wanted, for_list, items_wanted, uses_of
from quizzes.models import Item
from quizzes.services.authoring import add_section, create_quiz, publish_item_version
from quizzes.services.describing import Description, Tag
from quizzes.services.shelving import (
    create_category,
)
from tests.quizzes.bank_desk import LIST, fill, write
from tests.support.queries import assert_flat_queries, assert_max_queries


def test_questions_are_found_by_everything_that_is_said_of_them(bank, organisation, instructor, now):
    top = create_category(bank=bank, name="Văn bản")
    low = create_category(bank=bank, name="Lề", parent=top)
    tagged = Description(category=low, tags=(Tag(kind="outcome", name="Soạn thảo"),), language="en")
    mine = write(bank, now, instructor, stem="Chữ ký số", description=tagged, difficulty=4)
    plain = write(bank, now, stem="Lề trái", state="draft")
    asked = write(bank, now, stem="Nơi nhận")
    quiz = create_quiz(title="Thi", organisation=organisation, now=now)
    add_section(quiz=quiz, items=[asked])

    finds = {
        "words": ("chu KY", [mine]),
        "state": ("draft", [plain]),
        "kind": ("essay", []),
        "category": (str(top.uuid), [mine]),
        "tag": ("soan thao", [mine]),
        "difficulty": ("4", [mine]),
        "language": ("en", [mine]),
        "used": ("yes", [asked]),
        "author": (str(instructor.uuid), [mine]),
    }
    for name, (value, wanted) in finds.items():
        assert list(items_wanted(bank, Wanted(**{name: value}))) == wanted, name
    assert set(items_wanted(bank, Wanted(used="no"))) == {mine, plain}
    assert set(items_wanted(bank, Wanted(category="none"))) == {plain, asked}
    assert next(iter(items_wanted(bank, Wanted(sort="-difficulty")))) == mine


def test_where_a_question_is_used_by_name_and_by_rule(bank, organisation, now):
    shelf = create_category(bank=bank, name="Lề")
    description = Description(category=shelf, tags=(Tag(kind="skill", name="Soạn thảo"),))
    item = write(bank, now, description=description, difficulty=3)
    named = create_quiz(title="Chọn", organisation=organisation, now=now)
    add_section(quiz=named, items=[item])
    drawn = create_quiz(title="Rút", organisation=organisation, now=now)
    fits = add_section(quiz=drawn, draw_from=bank, draw_count=1)
    fits.draw_category, fits.draw_tags, fits.draw_kinds = (
        shelf,
        [{"kind": "skill", "name": "soan THẢO"}],
        ["true_false"],
    )
    fits.draw_difficulty_from = 3
    fits.save()
    not_hard = create_quiz(title="Dễ", organisation=organisation, now=now)
    other = add_section(quiz=not_hard, draw_from=bank, draw_count=1)
    other.draw_difficulty_to = 2
    other.save()

    item = Item.objects.select_related("current", "category").get(pk=item.pk)
    assert [(use.quiz.title, use.is_by_rule) for use in uses_of(item)] == [("Chọn", False), ("Rút", True)]


def test_five_thousand_questions_cost_no_more_queries_than_fifty(bank, instructor, client_for, now):
    client = client_for(instructor)
    fill(bank, now, 50)
    addresses = [f"{LIST}{bank.uuid}/", f"{LIST}{bank.uuid}/?q=van+ban&state=in_use&used=no&sort=-changed"]
    assert_flat_queries(
        grow=lambda: fill(bank, now, 4950), work=lambda: [client.get(url) for url in addresses]
    )
    found = client.get(f"{LIST}{bank.uuid}/?q=van+ban").content.decode()
    assert "1–50" in found
    assert "5.000" in found or "5000" in found


def test_the_list_reads_one_bank_through_an_index(bank, now):
    fill(bank, now, 20)
    rows = for_list(items_wanted(bank, Wanted(state="in_use")))
    plan = rows.explain()
    assert "SCAN quizzes_item\n" not in plan + "\n"
    if connection.vendor == "sqlite":
        assert "SEARCH quizzes_item USING INDEX" in plan


def test_a_questions_page_asks_a_fixed_number_of_times(bank, instructor, client_for, now):
    item = write(bank, now, instructor)
    client = client_for(instructor)
    address = f"{LIST}{bank.uuid}/{item.uuid}/ho-so/"

    def grow():
        for number in range(20):
            publish_item_version(
                bank=bank, code=item.code, kind="true_false", content={"stem": f"<p>{number}</p>"},
                key={"correct": True}, by=instructor, now=now,
            )  # fmt: skip

    assert_flat_queries(grow=grow, work=lambda: client.get(address))
    with assert_max_queries(30):
        client.get(address)
