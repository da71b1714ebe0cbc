"""Letters to editors: one each, in the reader's language."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from people.models import User


def desk_address(page: Page) -> str:
    """The whole address at which a page is edited."""
    return f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"


def write_to(*, readers: QuerySet[User], subject: Callable[[], str], body: Callable[[], str]) -> int:
    """``subject`` and ``body`` are asked in each reader's language. Returns how many letters were sent."""
    sent = 0
    for reader in readers:
        with translation.override(reader.language):
            sent += send_mail(" ".join(subject().split()), body(), None, [reader.email])
    return sent
