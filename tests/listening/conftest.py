"""A guide to be asked about, and readers who look like browsers."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from guides.importing import read_guide
from guides.models import GuideIndexPage, GuidePage, Topic
from guides.services import publish_guide
from listening import days, visits
from listening.services import counting, feedback

FILES = Path(__file__).parents[2] / "lms/demo/data/guides"
BROWSER = "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
URL = "/huong-dan/nop-ho-so-truc-tuyen/"


@pytest.fixture(autouse=True)
def _nothing_waits():
    def empty():
        for tally in (visits.views, visits.lost, counting.searches, counting.answers):
            tally.take()
        visits.waiting.clear()
        visits._shown.clear()
        visits.visitors.clear()
        feedback.latch.clear()
        days.forget_salts()

    empty()
    yield
    empty()


@pytest.fixture
def guide(site) -> GuidePage:
    path = next(path for path in FILES.glob("*.md") if "HD-02" in path.read_text(encoding="utf-8"))
    draft = read_guide(path.read_text(encoding="utf-8"))
    Topic.objects.create(code=draft.topic, name="Nộp hồ sơ", name_en="Submitting a dossier")
    index = GuideIndexPage.objects.get()
    index.hotline, index.hotline_hours = "18001096", "7 giờ đến 21 giờ"
    index.save_revision().publish()
    return publish_guide(index=index, draft=draft)


@pytest.fixture
def reader() -> Callable[..., Client]:
    """A browser somewhere: ``reader(address="203.0.113.7")``."""

    def make(*, address: str = "203.0.113.7", agent: str = BROWSER, **headers: str) -> Client:
        sent = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent, **sent)

    return make


def token_in(response) -> str:
    return re.search(r'name="trang" value="([^"]+)"', response.content.decode())[1]


@pytest.fixture
def token(guide) -> str:
    return token_in(Client().get(URL))


@pytest.fixture
def answer(reader, token) -> Callable[..., object]:
    """Tap an answer under the guide."""

    def tap(y: str = "khong", *, client: Client | None = None, **more: str) -> object:
        client = client or reader()
        return client.post("/phan-hoi/", {"trang": token, "y": y, **more}, HTTP_SEC_FETCH_SITE="same-origin")

    return tap


@pytest.fixture
def flush() -> Callable[[], None]:
    return counting.write_waiting_counts


@pytest.fixture(autouse=True)
def _cache_is_clear():
    yield
    cache.clear()
