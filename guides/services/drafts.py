"""What all drafts have in common on their way into a page."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Page

from people.models import User


def tidy(*, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields with every text in composed letters, as searches and comparisons expect them."""
    return {
        name: unicodedata.normalize("NFC", value) if isinstance(value, str) else value
        for name, value in values.items()
    }


@transaction.atomic
def publish_below(*, parent: Page, page: Page, by: User | None) -> None:
    """Add a page and publish its first revision."""
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
