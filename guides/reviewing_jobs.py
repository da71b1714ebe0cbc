"""What the worker does for reviews: letters."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from guides.services import reminding


def remind_of_reviews(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"letters": reminding.remind_of_reviews(now=datetime.fromisoformat(payload["at"]))}
