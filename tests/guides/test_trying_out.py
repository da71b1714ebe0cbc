"""From a guide or a service to its exercise and back, as an editor chose."""

import pytest

from guides.models import GuidePage
from lms.demo.files import exercises
from practice.importing import read_scenario
from practice.models import ScenarioIndexPage, ScenarioPage
from practice.services import publish_scenario
from tests.support.queries import count_queries

GUIDE, SERVICE = "/huong-dan/nop-ho-so-truc-tuyen/", "/dich-vu/dang-ky-khai-sinh/"
EXERCISE = "/mo-phong/nop-ho-so-va-nop-phi/"


@pytest.fixture
def chosen(services) -> ScenarioPage:
    """The exercise of submitting, chosen for a guide and a service."""
    for source in exercises():
        publish_scenario(index=ScenarioIndexPage.objects.get(), draft=read_scenario(source))
    exercise = ScenarioPage.objects.get(slug="nop-ho-so-va-nop-phi")
    for page in (GuidePage.objects.get(code="HD-02"), services["DV-01"]):
        page.exercise_id = exercise.pk
        page.save_revision().publish()
    return exercise


@pytest.mark.parametrize("path", [GUIDE, SERVICE])
def test_readers_are_sent_to_the_exercise_and_back(chosen, client_for, path):
    html = client_for().get(path).content.decode()
    exercise = client_for().get(EXERCISE).content.decode()

    assert "Tập làm thử trước" in html
    assert f'href="{EXERCISE}"' in html
    assert "Đọc cách làm thật" in exercise
    assert f'href="{path}"' in exercise


def test_an_exercise_taken_down_is_not_offered(chosen, client_for):
    chosen.unpublish()

    assert "Tập làm thử trước" not in client_for().get(GUIDE).content.decode()


def test_a_guide_taken_down_is_not_named(chosen, client_for):
    GuidePage.objects.get(code="HD-02").unpublish()
    html = client_for().get(EXERCISE).content.decode()

    assert f'href="{GUIDE}"' not in html
    assert f'href="{SERVICE}"' in html


def test_an_exercise_that_was_deleted_leaves_the_guide_whole(chosen, client_for):
    chosen.delete()

    assert client_for().get(GUIDE).status_code == 200


def test_in_english_the_links_are_english(chosen, client_for):
    assert f'href="/en{EXERCISE}"' in client_for().get("/en" + GUIDE).content.decode()
    assert f'href="/en{GUIDE}" lang="en"' in client_for().get("/en" + EXERCISE).content.decode()


def test_the_links_cost_a_question_or_two(chosen, client_for):
    client = client_for()
    for path in (GUIDE, SERVICE, EXERCISE):
        client.get(path)
        assert count_queries(lambda path=path: client.get(path))[0] <= 14, path
