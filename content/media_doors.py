"""Who may see an uploaded film, recording or document: whoever may see where it stands.

A higher room registers its door in ``AppConfig.ready``: a function that says whether a person may see something because
it stands in something of theirs. Editors come in by the permission of their organisation.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import Http404
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from content.models import ContentDocument, ContentMedia, PublicPage
from people.access import Person

Door = Callable[[Person, list[int]], bool]
"""Takes a person and the keys of live pages that show a file; says whether the person may see one of them."""

_doors: list[Door] = []


def register(door: Door) -> None:
    _doors.append(door)


def pages_showing(thing: Model) -> list[int]:
    """Keys of live pages whose published text holds a film, recording or document."""
    references = ReferenceIndex.get_references_to(thing).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = {int(key) for key in references.values_list("object_id", flat=True)}
    return list(Page.objects.filter(pk__in=keys, live=True).values_list("pk", flat=True)) if keys else []


def may_see(person: Person, thing: ContentMedia | ContentDocument) -> bool:
    if person.is_authenticated:
        policy = policy_registry.get_by_type(type(thing))
        if policy.user_has_any_permission_for_instance(person, ["choose", "change"], thing):
            return True
    pages = pages_showing(thing)
    return bool(pages) and any(door(person, pages) for door in (_on_a_public_page, *_doors))


def _on_a_public_page(_person: Person, pages: list[int]) -> bool:
    """A page behind a restriction is not for everybody, and what stands in it is not either."""
    return any(isinstance(page, PublicPage) for page in Page.objects.filter(pk__in=pages).public().specific())


def get_media_for(person: Person, uuid: UUID) -> ContentMedia:
    """A film or recording somebody may see; for everybody else it does not exist."""
    media = ContentMedia.objects.select_related("collection").filter(uuid=uuid).first()
    if media is None or not may_see(person, media):
        raise Http404
    return media
