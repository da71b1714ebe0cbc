"""Work that happens by itself."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="content.publish_scheduled", time_limit=300)
def publish_scheduled() -> None:
    """Publish and unpublish what an editor gave a moment; Wagtail's own command, safe at any time."""
    call_command("publish_scheduled", verbosity=0)
