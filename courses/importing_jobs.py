"""What the worker does for the import screens."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from courses.services.importing import check_waiting_import


def check_word_import(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read a large Word file that waits."""
    batch = check_waiting_import(batch_uuid=UUID(payload["import"]))
    return {"status": batch.status}
