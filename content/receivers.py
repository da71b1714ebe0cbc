"""News from the room below: somebody got a post in which they edit."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from content.permissions import EDITORS
from content.services.shelves import collection_of
from people.models import Membership


@receiver(post_save, sender=Membership)
def editor_was_appointed(instance: Membership, raw: bool = False, **_kwargs: Any) -> None:
    """Their organisation gets a shelf, so that their first upload has a place."""
    if not raw and instance.role in EDITORS:
        collection_of(organisation=instance.organisation)
