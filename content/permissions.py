"""Who may see, choose and change which pictures, documents, films and recordings: groups say what, the shelf says where."""

from collections.abc import Iterable

from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from content.models.shelf import Shelf
from people.access import organisations_for, roles_of
from people.models import Role, User

EDITORS = (Role.INSTRUCTOR, Role.REVIEWER, Role.MINISTRY_EDITOR, Role.REGISTRAR, Role.ADMINISTRATOR)
# What stands on no shelf belongs to the public site; those who write it use it.
COMMON = frozenset({Role.MINISTRY_EDITOR.value})


class ShelfPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy for collections, narrowed to the shelves of the organisations in which somebody edits today."""

    def __init__(self, model: object) -> None:
        super().__init__(model, auth_model=model, owner_field_name="uploaded_by_user")

    def _check_perm(self, user: User, actions: Iterable[str], collection: Collection | None = None) -> bool:
        if not super()._check_perm(user, actions, collection=collection):
            return False
        if user.is_superuser or collection is None:
            return True
        return any(collection.path.startswith(path) for path in self._paths(user)) or (
            bool(roles_of(user) & COMMON) and not self._is_on_a_shelf(collection)
        )

    def _collections_with_perm(self, user: User, actions: Iterable[str]) -> QuerySet[Collection]:
        allowed = super()._collections_with_perm(user, actions)
        own = Collection.objects.none()
        for path in self._paths(user):
            own |= Collection.objects.filter(path__startswith=path)
        if roles_of(user) & COMMON:
            own |= Collection.objects.exclude(pk__in=Shelf.objects.values("collection"))
        return allowed.filter(pk__in=own.values("pk")) if own.query.where else Collection.objects.none()

    def _paths(self, user: User) -> list[str]:
        """Tree paths of the shelves of the organisations in which somebody edits; asked once per request."""
        cached: list[str] | None = getattr(user, "_shelf_paths", None)
        if cached is None:
            shelves = Shelf.objects.filter(organisation__in=organisations_for(user, EDITORS))
            cached = list(shelves.values_list("collection__path", flat=True))
            user._shelf_paths = cached  # type: ignore[attr-defined]
        return cached

    @staticmethod
    def _is_on_a_shelf(collection: Collection) -> bool:
        return Shelf.objects.filter(
            collection__in=Collection.objects.ancestor_of(collection, inclusive=True)
        ).exists()
