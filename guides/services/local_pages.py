"""Pages of provinces, and who keeps them: a group for each page, as Wagtail's own groups."""

import json
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from guides.importing_local import LocalDraft
from guides.models import GuidePage, LocalIndexPage, LocalPage, PublicServicePage
from guides.services.drafts import publish_below, tidy
from people.models import User

PREFIX = "Biên tập địa phương"
WRITING = ("change_page", "publish_page")
PICTURES = ("add_contentimage", "choose_contentimage", "choose_contentdocument")
_STREAMS = {"contact_points": "point", "teams": "team"}


@transaction.atomic
def set_up_local_editors(*, page: LocalPage) -> Group:
    """The group whose members keep one province's page, and nothing else; administrators find it among the groups.

    Calling it again changes nothing, even if the page has become another province's meanwhile.
    """
    group = _group_of(page)
    if group is None:
        group, _created = Group.objects.get_or_create(name=f"{PREFIX} {page.province} – {page.province_name}")
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=WRITING):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="content", codename__in=PICTURES):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _group_of(page: LocalPage) -> Group | None:
    kept = Group.objects.filter(page_permissions__page=page, name__startswith=PREFIX)
    return kept.order_by("pk").first()


@transaction.atomic
def let_keep_local_page(*, page: LocalPage, person: User) -> Group:
    """Give somebody a province's page to keep."""
    group = set_up_local_editors(page=page)
    person.groups.add(group)
    return group


@transaction.atomic
def end_keeping_local_page(*, page: LocalPage, person: User) -> None:
    """Take it back. Whoever may edit for another reason still may."""
    group = _group_of(page)
    if group is not None:
        person.groups.remove(group)


@transaction.atomic
def publish_local_page(
    *, index: LocalIndexPage, draft: LocalDraft, today: date, by: User | None = None
) -> LocalPage:
    """Publish a province's page. A province that has one already keeps it as its editors have it."""
    found = LocalPage.objects.filter(province=draft.province).first()
    if found is not None:
        return found
    values: dict[str, Any] = {
        name: getattr(draft, name)
        for name in ("province", "title", "title_en", "summary", "summary_en", "is_example", "slug")
    }
    for name, kind in _STREAMS.items():
        values[name] = json.dumps([{"type": kind, "value": row} for row in getattr(draft, name)])
    values["events"] = json.dumps([{"type": "event", "value": _dated(row, today)} for row in draft.events])
    values["local_guides"] = json.dumps([{"type": "page", "value": key} for key in _keys_of(draft.guides)])
    values["body"] = json.dumps(list(draft.body))
    page = LocalPage(
        owner=by, last_reviewed=draft.last_reviewed, review_by=draft.review_by, **tidy(values=values)
    )
    publish_below(parent=index, page=page, by=by)
    return page


def _dated(row: dict[str, Any], today: date) -> dict[str, Any]:
    """Examples say how many days from today an event is, so that there is always one to come."""
    starts = today + timedelta(days=row["in_days"])
    told = {name: row.get(name, "") for name in ("title", "hours", "place", "note")}
    return {**told, "starts_on": starts.isoformat(), "ends_on": None}


def _keys_of(codes: tuple[str, ...]) -> list[int]:
    keys: dict[str, int] = {}
    for model in (GuidePage, PublicServicePage):
        keys.update(model.objects.filter(code__in=codes).values_list("code", "pk"))
    missing = sorted(set(codes) - keys.keys())
    if missing:
        raise ValueError(f"no page has the code {', '.join(missing)}")
    return [keys[code] for code in codes]
