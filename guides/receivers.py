"""News from below: the English version of a guide was published."""

from typing import Any

from django.dispatch import receiver
from modelsearch.index import insert_or_update_object
from wagtail.models import Page

from content.models import PageTranslation
from content.signals import translation_published
from guides.models import GuidePage


@receiver(translation_published, sender=PageTranslation)
def english_published(page: Page, **_kwargs: Any) -> None:
    """Its words are found by the search from now on."""
    guide = GuidePage.objects.live().filter(pk=page.pk).first()
    if guide is not None:
        insert_or_update_object(guide)
