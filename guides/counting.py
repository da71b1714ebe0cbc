"""What community digital teams count by: the guides and services they help people with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guides.handout_links import GUIDES, SERVICES
from guides.listing import published_services, service_index_url
from guides.queries import guide_index_url, published_guides


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """``key`` is the same in both languages, so that a device counts on when its owner changes the language."""

    key: str
    title: str
    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    name: str
    rows: tuple[Counted, ...]


def counted_pages() -> list[Shelf]:
    """All published guides and services. Two questions."""
    shelves = (
        (_("Guides"), GUIDES, guide_index_url(), published_guides()),
        (_("Public services"), SERVICES, service_index_url(), published_services()),
    )
    found = [
        Shelf(
            name=name,
            rows=tuple(
                Counted(
                    key=f"{shelf}/{page.slug}",
                    title=page.display_title,
                    language=page.title_language,
                    url=f"{base}{page.slug}/",
                )
                for page in pages.order_by("code", "title")
            ),
        )
        for name, shelf, base, pages in shelves
    ]
    return [shelf for shelf in found if shelf.rows]
