"""Decision helpers and step-by-step pages are published from drafts that authors hand in as files."""

import json
from dataclasses import asdict
from typing import Any

from django.db import transaction

from guides.importing_helpers import Row, WayDraft
from guides.models import (
    DecisionHelperPage,
    DirectoryPage,
    GuidePage,
    PublicServicePage,
    StepByStepPage,
)
from guides.services.drafts import publish_below, tidy
from people.models import User


@transaction.atomic
def publish_way(
    *, parent: DirectoryPage, draft: WayDraft, by: User | None = None
) -> DecisionHelperPage | StepByStepPage:
    """Publish a helper or a step-by-step page. One with this address that is there already is left as it is.

    Raises:
        ValueError: the draft links to a code that no page has.
        django.core.exceptions.ValidationError: its questions cannot be walked.
    """
    model = DecisionHelperPage if draft.questions else StepByStepPage
    found = model.objects.child_of(parent).filter(slug=draft.slug).first()
    if found is not None:
        return found
    values = asdict(draft)
    keys = _keys_of(draft.codes)
    streams = {name: values.pop(name) for name in ("questions", "results", "stages")}
    for name in ("sources", "to_verify"):
        values[name] = "\n".join(values[name])
    if model is DecisionHelperPage:
        values["questions"] = _stream("question", streams["questions"])
        values["results"] = _stream("result", [_with_pages(row, keys) for row in streams["results"]])
    else:
        values["stages"] = _stream("stage", [_with_pages(row, keys) for row in streams["stages"]])
    page = model(owner=by, **tidy(values=values))
    publish_below(parent=parent, page=page, by=by)
    return page


def _keys_of(codes: set[str]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for model in (GuidePage, PublicServicePage):
        keys.update(model.objects.filter(code__in=codes).values_list("code", "pk"))
    missing = sorted(codes - keys.keys())
    if missing:
        raise ValueError(f"no page has the code {', '.join(missing)}")
    return keys


def _with_pages(row: Row, keys: dict[str, int]) -> Row:
    return {**row, "links": [keys[code] for code in row["links"]]}


def _stream(kind: str, rows: Any) -> str:
    return json.dumps([{"type": kind, "value": row} for row in rows], ensure_ascii=False)
