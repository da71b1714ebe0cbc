"""An organisation's shelf, made when it is first needed."""

from django.db import transaction
from wagtail.models import Collection

from content.models.shelf import Shelf
from content.permissions import EDITORS
from people.models import Membership, Organisation


@transaction.atomic
def collection_of(*, organisation: Organisation) -> Collection:
    """The collection of an organisation; one of its name that nobody has is taken over, with what stands in it."""
    shelf = Shelf.objects.filter(organisation=organisation).select_related("collection").first()
    if shelf is not None:
        return shelf.collection
    root = Collection.get_first_root_node()
    name = organisation.short_name or organisation.code
    taken = Shelf.objects.values("collection")
    found = root.get_children().filter(name=name).exclude(pk__in=taken).first()
    collection = found or root.add_child(name=name)
    Shelf.objects.create(organisation=organisation, collection=collection)
    return collection


@transaction.atomic
def give_everybody_a_shelf() -> None:
    """A shelf for every organisation in which somebody holds a post that edits; calling it again changes nothing."""
    posts = Membership.objects.filter(role__in=EDITORS).values("organisation")
    missing = Organisation.objects.filter(pk__in=posts).exclude(pk__in=Shelf.objects.values("organisation"))
    for organisation in missing:
        collection_of(organisation=organisation)
