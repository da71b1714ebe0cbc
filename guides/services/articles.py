"""News, explainers, answers and campaigns are published from drafts that authors hand in as files."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from content.models import ContentDocument, ContentImage
from guides.importing_articles import ArticleDraft
from guides.models import CampaignPage, DirectoryPage, ExplainerPage, NewsPage, QuestionPage
from guides.services.drafts import publish_below, tidy
from people.models import User

Article = NewsPage | ExplainerPage | QuestionPage | CampaignPage
MODELS: dict[str, type[Article]] = {
    "news": NewsPage,
    "explainer": ExplainerPage,
    "question": QuestionPage,
    "campaign": CampaignPage,
}
OWN = {
    "news": (),
    "explainer": ("key_points",),
    "question": ("answer",),
    "campaign": ("starts_on", "ends_on", "call_text", "call_url"),
}
_SPECIAL = {name for names in OWN.values() for name in names}


@transaction.atomic
def publish_article(
    *,
    parent: DirectoryPage,
    draft: ArticleDraft,
    by: User | None = None,
    poster: ContentImage | None = None,
    kit: Sequence[ContentDocument] = (),
) -> Article:
    """Publish an article. One with this address that is there already is left as its editors have it.

    ``poster`` and ``kit`` are for campaigns.
    """
    model = MODELS[draft.kind]
    found = model.objects.child_of(parent).filter(slug=draft.slug).first()
    if found is not None:
        return found
    values = asdict(draft)
    kind = values.pop("kind")
    for name in _SPECIAL - set(OWN[kind]):
        values.pop(name)
    for name in ("sources", "to_verify", "key_points"):
        if name in values:
            values[name] = "\n".join(values[name])
    values["body"] = json.dumps(list(values["body"]), ensure_ascii=False)
    if kind == "question":
        values["answer"] = f"<p>{values['answer']}</p>"
    if kind == "campaign":
        files = [{"type": "file", "value": {"document": document.pk}} for document in kit]
        values |= {"poster": poster, "kit": json.dumps(files)}
    page = model(owner=by, **tidy(values=values))
    publish_below(parent=parent, page=page, by=by)
    return page
