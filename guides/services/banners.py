"""A banner appears and disappears on time, though pages are kept."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from content.signals import public_pages_changed
from guides.models import AlertBanner
from jobs.services import enqueue

RENEW = "guides.renew_pages"


@transaction.atomic
def promise_renewal(*, banner: AlertBanner) -> None:
    """At its first and its last moment kept pages are made anew; the promise is a job for each."""
    public_pages_changed.send(sender=AlertBanner)
    for moment in (banner.starts_at, banner.ends_at):
        enqueue(
            kind=RENEW,
            key=f"{RENEW}:{banner.pk}:{moment.timestamp():.0f}",
            payload={},
            due_at=moment,
        )


def renew_pages(*, payload: Mapping[str, Any]) -> None:
    """Tell whoever keeps public pages that they are old."""
    public_pages_changed.send(sender=AlertBanner)
