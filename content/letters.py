"""Where letters to editors lead."""

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page


def desk_address(page: Page) -> str:
    """The whole address at which a page is edited."""
    return f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
