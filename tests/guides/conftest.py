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
def make_guides(site) -> Callable[[int], None]:
    """Many more guides, quickly made."""

    def make(count: int) -> None:
        draft = read_guide(FILES[1].read_text(encoding="utf-8"))
        index = GuideIndexPage.objects.get()
        from dataclasses import replace

        for number in range(count):
            code = f"THEM-{GuidePage.objects.count() + 1}"
            publish_guide(index=index, draft=replace(draft, code=code, title=f"{draft.title} số {code}"))
            assert number >= 0

    return make
