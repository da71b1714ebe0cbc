"""What takes seconds to make, made once for the tests of a module that read it or change it within their own transaction."""

import io
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

from ui import shells


class _Undone(Exception):
    """Takes back what was made for the module."""


def _made_once(make: Callable[[], object], blocker: object) -> Iterator[object]:
    with blocker.unblock():
        try:
            with transaction.atomic():
                made = make()
                with blocker.block():
                    yield made
                raise _Undone
        except _Undone:
            cache.clear()


def bring_demo(copies: object) -> str:
    """Put the demonstration where the tests work: loaded once by a worker, then copied. Gives what its loading prints.

    What it writes into the stores stays there for the whole run.
    """
    if "demo" in copies.kept:
        copies.renew("demo")
    else:
        told = io.StringIO()
        call_command("load_demo", stdout=told)
        copies.keep("demo")
        copies.told = told.getvalue()
    cache.clear()
    shells.kept.clear()
    return copies.told


@pytest.fixture(scope="module")
def _demo_of_module(database_copies: object, django_db_blocker: object) -> Iterator[str]:
    """Everything the demonstration holds, for tests that change it within their own transaction."""
    with django_db_blocker.unblock():
        assert not connection.in_atomic_block, (
            "what else the module makes once must be made after the demonstration"
        )
        told = bring_demo(database_copies)
        with django_db_blocker.block():
            yield told
        database_copies.renew()
        cache.clear()


@pytest.fixture
def demo_copy(transactional_db: None, database_copies: object) -> None:
    """The same for tests with real commits."""
    bring_demo(database_copies)


@pytest.fixture(scope="module")
def _guides_of_module(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    yield from _made_once(publish_guides, django_db_blocker)


@pytest.fixture(scope="module")
def _services_of_module(_guides_of_module: None, django_db_blocker: object) -> Iterator[None]:
    yield from _made_once(publish_services, django_db_blocker)


def publish_guides() -> None:
    from guides.importing import read_guide
    from guides.models import GuideIndexPage, Topic
    from guides.services import publish_guide
    from lms.demo.files import texts_in

    index = GuideIndexPage.objects.get()
    for source in texts_in("guides"):
        draft = read_guide(source)
        Topic.objects.get_or_create(code=draft.topic, defaults={"name": f"Chủ đề {draft.topic}"})
        publish_guide(index=index, draft=draft)


def publish_services() -> None:
    from guides.importing_services import read_service
    from guides.models import ServiceIndexPage
    from guides.services import publish_service
    from lms.demo.files import texts_in

    index = ServiceIndexPage.objects.get()
    for source in texts_in("services"):
        publish_service(index=index, draft=read_service(source))
