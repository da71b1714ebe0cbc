"""What the worker does for the import screens."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from courses.services.import_applying import apply_waiting_import
from courses.services.importing import check_waiting_import
from people.models import User


def check_word_import(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read a large Word file that waits."""
    batch = check_waiting_import(batch_uuid=UUID(payload["import"]))
    return {"status": batch.status}


def apply_word_import(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write the drafts of a file with many lessons or pictures."""
    batch = apply_waiting_import(
        batch_uuid=UUID(payload["import"]),
        by=User.objects.get(pk=payload["by"]),
        now=timezone.now(),
        seen=payload["seen"],
    )
    return {"status": batch.status}
