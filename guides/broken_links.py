"""Reads about links that no longer work: for citizens, who get no button to nowhere, and for editors, who mend them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from guides.kept import kept
from guides.links import tidy_address
from guides.models import LinkCheck, LinkUse
from people.access import Person

DETAILS: dict[str, Promise] = {
    "name": _("no server of this name is found"),
    "timeout": _("no answer in time"),
    "connection": _("no connection"),
    "redirects": _("redirects without end"),
    "404": _("page not found (404)"),
    "410": _("page taken away (410)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    """A link that failed on three days, and the pages of somebody's that lead to it: title and address of the form."""

    address: str
    reason: str
    broken_since: date
    pages: Sequence[tuple[str, str]]


def broken_addresses() -> frozenset[str]:
    """Kept: every page with an official link asks."""
    return kept("broken-links", _read_broken)


def _read_broken() -> frozenset[str]:
    return frozenset(LinkCheck.objects.filter(broken_since__isnull=False).values_list("address", flat=True))


def is_broken(address: str) -> bool:
    return tidy_address(address) in broken_addresses()


def broken_links(*, person: Person) -> list[BrokenLink]:
    """Broken links of the published pages a person may edit, the oldest first. Four questions."""
    uses = list(
        LinkUse.objects.filter(link__broken_since__isnull=False)
        .select_related("link")
        .order_by("link__broken_since", "link__host", "link_id")
    )
    if not uses:
        return []
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(person, "change")
    pages = Page.objects.filter(
        translation_key__in={use.page_key for use in uses}, live=True, pk__in=editable.values("pk")
    ).order_by("title", "pk")
    forms: dict[object, list[tuple[str, str]]] = {}
    for page in pages:
        forms.setdefault(page.translation_key, []).append(
            (page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))
        )
    links = {use.link_id: use.link for use in uses}
    rows = []
    for key, link in links.items():
        its = [form for use in uses if use.link_id == key for form in forms.get(use.page_key, [])]
        if its and link.broken_since:
            reason = str(DETAILS.get(link.detail) or _("answer %(status)s") % {"status": link.detail})
            rows.append(
                BrokenLink(address=link.address, reason=reason, broken_since=link.broken_since, pages=its)
            )
    return rows


def last_round() -> LinkCheck | None:
    """The link that was asked last: says when links were last checked."""
    return LinkCheck.objects.filter(checked_at__isnull=False).order_by("-checked_at").first()
