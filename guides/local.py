"""What the pages of provinces show, ready made. Nothing here knows who is reading."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from content.provinces import full_province_names, province_names
from guides.local_blocks import is_past
from guides.models import LocalPage
from guides.page_links import PageLink, link_to, links_to
from guides.queries import help_contact
from guides.showing import reviewed_context

_NOT_DIALLED = re.compile(r"[^0-9+]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A contact point or a team as it is shown: ``phone_url`` dials, ``phone`` is not broken over lines."""

    value: Any
    phone_url: str
    phone: str


def local_index_url() -> str:
    return reverse("wagtail_serve", args=["dia-phuong/"])


def local_links() -> list[PageLink]:
    """Provinces with a page of their own, in the order of the alphabet. One question."""
    order = {code: number for number, code in enumerate(province_names())}
    pages = LocalPage.objects.live().public().defer_streamfields()
    return [link_to(page) for page in sorted(pages, key=lambda page: order.get(page.province, 99))]


def local_index_context() -> dict[str, Any]:
    """All provinces: those with a page, and the names of the others."""
    pages = {page.province: page for page in LocalPage.objects.live().public().defer_streamfields()}
    named = full_province_names().items()
    return {
        "entries": [link_to(pages[code]) for code, _name in named if code in pages],
        "others": [name for code, name in named if code not in pages],
        "index": help_contact(),
    }


def local_context(page: LocalPage) -> dict[str, Any]:
    """The page of a province today: what is over is apart from what comes."""
    today = localdate()
    events = sorted((block.value for block in page.events), key=lambda event: event["starts_on"])
    links = links_to(block.value for block in page.local_guides)
    chosen = (links.get(block.value.pk) for block in page.local_guides if block.value is not None)
    return {
        **reviewed_context(page),
        "points": [_place(block.value) for block in page.contact_points],
        "teams": [_place(block.value) for block in page.teams],
        "coming": [event for event in events if not is_past(event, today)],
        "past": [event for event in reversed(events) if is_past(event, today)],
        "guides": list(dict.fromkeys(link for link in chosen if link is not None)),
        "breadcrumb": [(_("Places"), local_index_url())],
    }


def _place(value: Any) -> Place:
    phone = value["phone"] or ""
    digits = _NOT_DIALLED.sub("", phone)
    return Place(value=value, phone_url=f"tel:{digits}" if digits else "", phone=phone.replace(" ", "\u00a0"))
