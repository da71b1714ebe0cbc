"""The suite's own database: a flush in one test does not rob the next one of Wagtail's root."""

import pytest
from django.db import connection, transaction
from wagtail.models import Locale, Page


@pytest.mark.django_db(transaction=True)
def test_real_commits_are_possible() -> None:
    with transaction.atomic():
        Locale.objects.create(language_code="en")
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_the_next_test_finds_the_root_page_and_nothing_else() -> None:
    assert Page.get_first_root_node() is not None
    assert [locale.language_code for locale in Locale.objects.all()] == ["vi"]
