"""Links from one page to others: only to what citizens may read, with its title in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from guides.addresses import address_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    title: str
    language: str
    url: str
    summary: str
    summary_language: str


def link_to(page: Page) -> PageLink:
    """A link to a page in its own class; what it does not have of a second language is Vietnamese."""
    return PageLink(
        title=getattr(page, "display_title", page.title),
        language=getattr(page, "title_language", "vi"),
        url=address_of(page),
        summary=getattr(page, "display_summary", getattr(page, "summary", "")),
        summary_language=getattr(page, "summary_language", "vi"),
    )


def links_to(pages: Iterable[Page | None]) -> dict[int, PageLink]:
    """Links to the published ones among chosen pages, by key: two questions for each kind of page there is."""
    keys: dict[type[Page], set[int]] = {}
    for page in pages:
        if page is not None and page.live:
            model = page.specific_class
            if model is not None:
                keys.setdefault(model, set()).add(page.pk)
    return {
        page.pk: link_to(page)
        for model, wanted in keys.items()
        for page in model.objects.filter(pk__in=wanted).public().defer_streamfields()
    }
