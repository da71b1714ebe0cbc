"""The only writers of exercises outside the editors' admin."""

import json

from django.db import transaction

from people.models import User
from practice.importing import ScenarioDraft
from practice.models import ScenarioIndexPage, ScenarioPage


@transaction.atomic
def publish_scenario(
    *, index: ScenarioIndexPage, draft: ScenarioDraft, by: User | None = None
) -> ScenarioPage:
    """Publish an exercise under the list. One that is there already (same address) is left as its editors have it.

    Raises:
        ValidationError: the exercise cannot be played to an end; nothing is written.
    """
    found = ScenarioPage.objects.filter(slug=draft.slug).first()
    if found is not None:
        return found
    page = ScenarioPage(
        slug=draft.slug,
        title=draft.title,
        title_en=draft.title_en,
        summary=draft.summary,
        summary_en=draft.summary_en,
        official_url=draft.official_url,
        minutes=draft.minutes,
        position=draft.position,
        lessons="\n".join(draft.lessons),
        lessons_en="\n".join(draft.lessons_en),
        to_verify="\n".join(draft.to_verify),
        body=json.dumps(list(draft.body)),
        owner=by,
    )
    index.refresh_from_db()
    index.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return page
