"""The only writers of categories: shelves inside a bank, nested, never circular; and what stands on them."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from content.vietnamese import fold
from quizzes.errors import AuthoringRefused
from quizzes.items.reading import plain
from quizzes.models import Category, Item, ItemTag, QuestionBank, QuizSection
from quizzes.models.category import STEP

MAX_DEPTH = 20


@transaction.atomic
def create_category(*, bank: QuestionBank, name: str, parent: Category | None = None) -> Category:
    """Put up a shelf in a bank, at the top or on another shelf of the same bank."""
    _lock(bank)
    parent = _fresh(parent, bank)
    name = _free_name(bank=bank, parent=parent, name=name)
    depth = parent.depth + 1 if parent else 1
    _refuse_depth(depth)
    category = Category.objects.create(bank=bank, parent=parent, name=name, depth=depth)
    category.path = f"{parent.path if parent else STEP}{category.pk}{STEP}"
    category.save(update_fields=["path"])
    return category


@transaction.atomic
def category_at(*, bank: QuestionBank, names: Sequence[str]) -> Category | None:
    """The shelf at this path, outermost name first, put up where it is missing; None for no name.

    What lies deeper than shelves may go is joined into the last name.
    """
    wanted = [plain(name) for name in names if plain(name)]
    if len(wanted) > MAX_DEPTH:
        wanted = [*wanted[: MAX_DEPTH - 1], " – ".join(wanted[MAX_DEPTH - 1 :])]
    shelf: Category | None = None
    for name in wanted:
        short = name[:200].strip()
        found = Category.objects.filter(bank=bank, parent=shelf, name=short).first()
        shelf = found or create_category(bank=bank, name=short, parent=shelf)
    return shelf


def path_of(*, category: Category | None) -> tuple[str, ...]:
    """The names of a category, outermost first."""
    names: list[str] = []
    while category is not None and len(names) < MAX_DEPTH:
        names.append(category.name)
        category = category.parent
    return tuple(reversed(names))


class Named(Protocol):
    """A tag as a file or a form names it; ``kind`` is a code of ``ItemTag.Kind``."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


@transaction.atomic
def shelve_item(
    *,
    item: Item,
    category: Category | None,
    tags: Iterable[Named],
    language: str,
    source: str,
    legal_basis: str,
) -> None:
    """Put a question on its shelf, as importers do. What is not said stays as it was; tags are added, none is taken away."""
    if category is not None:
        item.category = category
    item.language = language[:5] or item.language
    item.source = plain(source)[:300] or item.source
    item.legal_basis = plain(legal_basis)[:300] or item.legal_basis
    item.save(update_fields=["category", "language", "source", "legal_basis"])
    for tag in tags:
        name = plain(tag.name)[:100]
        if name:
            ItemTag.objects.get_or_create(
                item=item, kind=tag.kind, folded=fold(name)[:120], defaults={"name": name}
            )


@transaction.atomic
def rename_category(*, category: Category, name: str) -> Category:
    """Give a shelf another name; what lies on it stays."""
    _lock(category.bank)
    category = Category.objects.select_related("parent", "bank").get(pk=category.pk)
    category.name = _free_name(bank=category.bank, parent=category.parent, name=name, beside=category)
    category.save(update_fields=["name"])
    return category


@transaction.atomic
def move_category(*, category: Category, parent: Category | None) -> Category:
    """Hang a shelf with everything below it on another one. Below itself it would hang on nothing: refused."""
    _lock(category.bank)
    category = Category.objects.select_related("bank").get(pk=category.pk)
    parent = _fresh(parent, category.bank)
    if parent is not None and parent.path.startswith(category.path):
        raise AuthoringRefused(
            _("“%(name)s” cannot be moved into itself or into a category below it.")
            % {"name": category.name},
            code="cycle",
        )
    _free_name(bank=category.bank, parent=parent, name=category.name, beside=category)
    subtree = list(Category.objects.within(category))
    shift = (parent.depth + 1 if parent else 1) - category.depth
    _refuse_depth(max(one.depth for one in subtree) + shift)
    before, after = category.path, f"{parent.path if parent else STEP}{category.pk}{STEP}"
    for one in subtree:
        one.path, one.depth = after + one.path.removeprefix(before), one.depth + shift
        if one.pk == category.pk:
            one.parent = parent
    Category.objects.bulk_update(subtree, ["path", "depth", "parent"])
    return next(one for one in subtree if one.pk == category.pk)


@transaction.atomic
def delete_category(*, category: Category) -> None:
    """Take an empty shelf down. One that holds questions or shelves, or from which a quiz draws, stays."""
    _lock(category.bank)
    if Item.objects.filter(category=category).exists() or category.children.exists():
        raise AuthoringRefused(
            _("“%(name)s” is not empty. Move its questions and categories first.") % {"name": category.name},
            code="not_empty",
        )
    quiz = QuizSection.objects.filter(draw_category=category).values_list("quiz__title", flat=True).first()
    if quiz is not None:
        raise AuthoringRefused(
            _("The quiz “%(quiz)s” draws from “%(name)s”.") % {"quiz": quiz, "name": category.name},
            code="drawn_from",
        )
    category.delete()


def _lock(bank: QuestionBank) -> None:
    """One writer of a bank's shelves at a time: two moves could otherwise close a circle together."""
    QuestionBank.objects.select_for_update().get(pk=bank.pk)


def _fresh(parent: Category | None, bank: QuestionBank) -> Category | None:
    if parent is None:
        return None
    found = Category.objects.filter(pk=parent.pk, bank=bank).first()
    if found is None:
        raise AuthoringRefused(_("This category belongs to another question bank."), code="other_bank")
    return found


def _free_name(
    *, bank: QuestionBank, parent: Category | None, name: str, beside: Category | None = None
) -> str:
    name = plain(name)
    if not name:
        raise AuthoringRefused(_("Give the category a name."), code="no_name")
    if len(name) > 200:
        raise AuthoringRefused(_("The name of a category has at most 200 characters."), code="name_too_long")
    taken = Category.objects.filter(bank=bank, parent=parent, name=name)
    taken = taken.exclude(pk=beside.pk) if beside else taken
    if taken.exists():
        raise AuthoringRefused(
            _("There is a category “%(name)s” in this place already.") % {"name": name}, code="name_taken"
        )
    return name


def _refuse_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise AuthoringRefused(
            _("Categories can be nested %(count)s levels deep.") % {"count": MAX_DEPTH}, code="too_deep"
        )
