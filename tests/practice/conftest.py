"""Exercises as the demo's files make them."""

from pathlib import Path

import pytest

from practice.importing import read_scenario
from practice.models import ScenarioIndexPage, ScenarioPage
from practice.services import publish_scenario

FILES = sorted((Path(__file__).parents[2] / "lms/demo/data/practice").glob("*.json"))


@pytest.fixture
def scenarios(site) -> dict[str, ScenarioPage]:
    """The three exercises, published; by address."""
    index = ScenarioIndexPage.objects.get()
    drafts = [read_scenario(path.read_text(encoding="utf-8")) for path in FILES]
    return {draft.slug: publish_scenario(index=index, draft=draft) for draft in drafts}
