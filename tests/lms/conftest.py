"""The demonstration, loaded once for all tests of a module that only read it or change little of it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction


class _Undone(Exception):
    """Takes back what the module did."""


@pytest.fixture(scope="module")
def _demo_of_module(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Ten seconds of loading, in a transaction that is taken back when the module is done; each test has its own within."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                call_command("load_demo")
                with django_db_blocker.block():
                    yield
                raise _Undone
        except _Undone:
            cache.clear()


@pytest.fixture
def demo(_demo_of_module: None, db: None) -> None:
    """Everything the demonstration holds."""
