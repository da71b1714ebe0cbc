"""Public services are published from drafts that authors hand in as files."""

import json
from dataclasses import asdict
from typing import Any

from django.db import transaction

from content.vietnamese import slugify
from guides.importing_services import ServiceDraft
from guides.models import GuidePage, PublicServicePage, ServiceIndexPage, Topic
from guides.services.drafts import publish_below, tidy
from people.models import User

_JOINED = ("legal_basis", "sources", "to_verify")
_STREAMS = {"dossier": "component", "statistics": "statistic"}


@transaction.atomic
def publish_service(
    *, index: ServiceIndexPage, draft: ServiceDraft, by: User | None = None
) -> PublicServicePage:
    """Publish a service below the list. One that is there already (same code) is left as its editors have it."""
    found = PublicServicePage.objects.filter(code=draft.code).first()
    if found is not None:
        return found
    topic, _created = Topic.objects.get_or_create(code=draft.topic, defaults={"name": draft.topic})
    guide = GuidePage.objects.filter(code=draft.related_guide).first() if draft.related_guide else None
    page = PublicServicePage(
        topic=topic,
        related_guide=guide,
        slug=slugify(draft.title)[:80].strip("-"),
        owner=by,
        **_fields(draft),
    )
    publish_below(parent=index, page=page, by=by)
    return page


def _fields(draft: ServiceDraft) -> dict[str, Any]:
    values = asdict(draft)
    for name in ("topic", "related_guide"):
        values.pop(name)
    for name in _JOINED:
        values[name] = "\n".join(values[name])
    for name, kind in _STREAMS.items():
        values[name] = json.dumps([{"type": kind, "value": row} for row in values[name]], ensure_ascii=False)
    values["body"] = json.dumps(list(values["body"]), ensure_ascii=False)
    return tidy(values=values)
