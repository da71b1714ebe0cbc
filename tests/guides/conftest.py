"""Guides as the demo's files make them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guides.importing import read_guide
from guides.models import GuideIndexPage, GuidePage, Topic
from guides.services import publish_guide

FILES = sorted((Path(__file__).parents[2] / "lms/demo/data/guides").glob("*.md"))


@pytest.fixture
def guides(site) -> dict[str, GuidePage]:
    """The five guides, published; by code."""
    index = GuideIndexPage.objects.get()
    for path in FILES:
        draft = read_guide(path.read_text(encoding="utf-8"))
        Topic.objects.get_or_create(code=draft.topic, defaults={"name": f"Chủ đề {draft.topic}"})
        publish_guide(index=index, draft=draft)
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
