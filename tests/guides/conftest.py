"""Guides as the demo's files make them."""

from collections.abc import Callable

import pytest
from wagtail.models import Page

from guides.importing_helpers import read_way
from guides.models import DirectoryPage, GuideIndexPage, GuidePage, PublicServicePage
from guides.services import publish_way
from lms.demo.campaigns import load_articles
from lms.demo.files import DATA
from tests.support.people import make_person


@pytest.fixture
def guides(_guides_of_module, site) -> dict[str, GuidePage]:
    """The five guides, published; by code."""
    return {guide.code: guide for guide in GuidePage.objects.all()}


@pytest.fixture
def make_guides(guides) -> Callable[[int], None]:
    """Many more guides, quickly made: live copies of one, without revisions."""

    def make(count: int) -> None:
        index = GuideIndexPage.objects.get()
        original = GuidePage.objects.first()
        own = [field.name for field in GuidePage._meta.local_fields if not field.primary_key]
        for number in range(count):
            copy = GuidePage(**{name: getattr(original, name) for name in own})
            copy.code, copy.title, copy.slug = (
                f"THEM-{number}",
                f"{original.title} số {number}",
                f"them-{number}",
            )
            index.add_child(instance=copy)

    return make


@pytest.fixture
def services(_services_of_module, guides) -> dict[str, PublicServicePage]:
    """The ten services of the demo, published; by code."""
    return {service.code: service for service in PublicServicePage.objects.all()}


@pytest.fixture
def copies_of() -> Callable[[Page, int], None]:
    """Live copies of a page beside it, quickly made, without revisions."""

    def make(original: Page, count: int) -> None:
        own = [field.name for field in original._meta.local_fields if not field.primary_key]
        for number in range(count):
            parent = original.get_parent()
            copy = type(original)(**{name: getattr(original, name) for name in own})
            copy.title, copy.slug = f"{original.title} số {number}", f"them-{original.pk}-{number}"
            if hasattr(copy, "code"):
                copy.code = f"THEM-{number}"
            parent.add_child(instance=copy)

    return make


@pytest.fixture
def ways(services) -> dict[str, Page]:
    """The demo's decision helper and step-by-step page; by the list they stand in."""
    found = {}
    for slug in ("hoi-chon", "tung-buoc"):
        parent = DirectoryPage.objects.get(slug=slug)
        for path in sorted((DATA / "ways").glob(f"{slug}-*.json")):
            found[slug] = publish_way(parent=parent, draft=read_way(path.read_text(encoding="utf-8")))
    return found


@pytest.fixture
def articles(guides, organisation) -> None:
    """The demo's news, explainer, answers and campaign, published."""
    load_articles(editor=make_person("Hoàng Ngọc Mai", organisation=organisation, role="ministry_editor"))
