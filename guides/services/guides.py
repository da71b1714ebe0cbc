"""Guides are published from drafts that authors hand in as files."""

import json
from dataclasses import asdict
from typing import Any

from django.db import transaction

from content.vietnamese import slugify
from guides.importing import GuideDraft
from guides.models import GuideIndexPage, GuidePage, Topic
from guides.services.drafts import tidy
from people.models import User

_JOINED = ("needs", "sources", "to_verify")


@transaction.atomic
def publish_guide(*, index: GuideIndexPage, draft: GuideDraft, by: User | None = None) -> GuidePage:
    """Publish a guide under the list of guides. A guide that is there already (same code) is left as its editors have it."""
    found = GuidePage.objects.filter(code=draft.code).first()
    if found is not None:
        return found
    topic, _created = Topic.objects.get_or_create(code=draft.topic, defaults={"name": draft.topic})
    page = GuidePage(topic=topic, slug=slugify(draft.title)[:80].strip("-"), owner=by, **_fields(draft))
    index.refresh_from_db()
    index.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return page


def _fields(draft: GuideDraft) -> dict[str, Any]:
    values = asdict(draft)
    values.pop("topic")
    body = json.dumps(list(values.pop("body")))
    for name in _JOINED:
        values[name] = "\n".join(values[name])
    return tidy(values={**values, "body": body})
