"""The categories of a bank."""

import pytest

from quizzes.bank_reading import shelves_of
from quizzes.errors import AuthoringRefused
from quizzes.models import Category
from quizzes.services.authoring import create_bank
from quizzes.services.describing import Description, describe_item
from quizzes.services.shelving import (
    category_at,
    create_category,
    delete_category,
    move_category,
    rename_category,
)
from tests.quizzes.bank_desk import LIST, write


def test_categories_are_nested_moved_and_never_circular(bank):
    top = create_category(bank=bank, name="Văn bản")
    middle = create_category(bank=bank, name="Thể thức", parent=top)
    low = create_category(bank=bank, name="Lề", parent=middle)
    other = create_category(bank=bank, name="Lễ tân")

    with pytest.raises(AuthoringRefused) as refused:
        move_category(category=top, parent=low)
    assert refused.value.code == "cycle"
    with pytest.raises(AuthoringRefused):
        move_category(category=top, parent=top)

    move_category(category=middle, parent=other)
    low.refresh_from_db()
    assert (low.path, low.depth) == (f"/{other.pk}/{middle.pk}/{low.pk}/", 3)
    assert set(Category.objects.within(Category.objects.get(pk=other.pk))) == {other, middle, low}
    assert [shelf.names for shelf in shelves_of(bank)] == [
        "Lễ tân", "Lễ tân › Thể thức", "Lễ tân › Thể thức › Lề", "Văn bản",
    ]  # fmt: skip


def test_names_places_and_depth_of_categories_are_kept_in_order(bank, organisation, now):
    top = create_category(bank=bank, name=" Văn  bản ")
    foreign = create_category(bank=create_bank(name="B", organisation=organisation, now=now), name="X")
    refusals = {
        "name_taken": lambda: create_category(bank=bank, name="Văn bản"),
        "no_name": lambda: rename_category(category=top, name="  "),
        "name_too_long": lambda: rename_category(category=top, name="x" * 201),
        "other_bank": lambda: move_category(category=top, parent=foreign),
        "too_deep": lambda: ensure_deep(bank),
    }
    for code, act in refusals.items():
        with pytest.raises(AuthoringRefused) as refused:
            act()
        assert refused.value.code == code


def ensure_deep(bank):
    shelf = None
    for level in range(21):
        shelf = create_category(bank=bank, name=f"Mức {level}", parent=shelf)


def test_only_an_empty_category_is_deleted(bank, now):
    top = create_category(bank=bank, name="Văn bản")
    item = write(bank, now, description=Description(category=top))
    with pytest.raises(AuthoringRefused) as refused:
        delete_category(category=top)
    assert refused.value.code == "not_empty"
    describe_item(item=item, description=Description(), by=None, now=now)
    delete_category(category=top)
    assert not Category.objects.exists()


def test_a_path_of_names_is_put_up_where_it_is_missing(bank):
    first = category_at(bank=bank, names=["Văn bản", "Lề"])
    assert category_at(bank=bank, names=["Văn bản", " Lề "]) == first
    assert category_at(bank=bank, names=[]) is None
    assert category_at(bank=bank, names=[f"n{n}" for n in range(30)]).depth == 20


def test_the_categories_screen(bank, instructor, client_for):
    client = client_for(instructor)
    client.post(f"{LIST}{bank.uuid}/danh-muc/", {"name": "Văn bản"})
    top = Category.objects.get()
    client.post(f"{LIST}{bank.uuid}/danh-muc/", {"name": "Lề", "parent": str(top.uuid)})
    low = Category.objects.get(name="Lề")
    answer = client.post(
        f"{LIST}{bank.uuid}/danh-muc/{top.uuid}/", {"name": "Văn bản", "parent": str(low.uuid)}
    )
    assert "Không thể chuyển" in answer.content.decode()
    client.post(f"{LIST}{bank.uuid}/danh-muc/{low.uuid}/", {"act": "delete"})
    assert Category.objects.count() == 1
