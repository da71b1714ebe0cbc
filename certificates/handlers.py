"""How the jobs of this room are done; registered in ``apps``."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from certificates.models import Certificate
from certificates.services import notify_learner, render_certificate


def render(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    certificate = Certificate.objects.get(uuid=payload["certificate"])
    return {"sha256": render_certificate(certificate=certificate, now=timezone.now()).pdf_sha256}


def notify(payload: Mapping[str, Any]) -> None:
    notify_learner(certificate=Certificate.objects.select_related("learner").get(uuid=payload["certificate"]))
