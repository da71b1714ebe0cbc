"""What the worker does: letters."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from listening.services import alerts, subscriptions


def ask_to_confirm(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    sent = subscriptions.send_question(
        subscription=payload["subscription"], topics=payload["topics"], language=payload["language"]
    )
    return {"letters": sent}


def tell_news(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    sent = alerts.tell_news(first=payload["first"], last=payload["last"], now=timezone.now())
    return {"letters": sent}
