"""Doors to what editors work on in this room."""

from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from content.models import Translated
from content.queries import is_translated
from people.access import Person


def get_page_to_translate_for(person: Person, pk: int) -> Page:
    """The newest words of a page that somebody may edit. Anything else is not there (404)."""
    found = Page.objects.filter(pk=pk).select_related("latest_revision").first()
    page: Page | None = found.specific if found else None
    if page is None or not is_translated(page) or not page.permissions_for_user(person).can_edit():
        raise Http404
    newest: Page = page.get_latest_revision_as_object()
    return newest


def may_publish_translation(person: Person, page: Page) -> bool:
    """Whoever may publish a page may publish its translation, unless the page says otherwise."""
    rights = page.permissions_for_user(person)
    asked = getattr(rights, "can_publish_translation", rights.can_publish)
    return bool(asked())


def pages_to_translate_for(person: Person) -> QuerySet[Page]:
    """Pages somebody may edit, of the kinds that are translated."""
    kinds = [kind for kind in get_page_models() if issubclass(kind, Translated)]
    mine = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(person, ["change"])
    return Page.objects.filter(pk__in=mine.values("pk")).type(*kinds) if kinds else Page.objects.none()
