"""Work that happens by itself."""

from celery import shared_task
from django.core.management import call_command

from content.search.asking_well import count_words


@shared_task(name="content.publish_scheduled", time_limit=300)
def publish_scheduled() -> None:
    """Publish and unpublish what an editor gave a moment; Wagtail's own command, safe at any time."""
    call_command("publish_scheduled", verbosity=0)


@shared_task(name="content.count_search_words", time_limit=300)
def count_search_words() -> None:
    """The words of the index, by which slips in questions are recognised."""
    count_words()
