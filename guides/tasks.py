"""Work that happens by itself (lms.schedule)."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from guides.knocking import Knocker
from guides.services import links, reminding


@shared_task(name="guides.check_links", time_limit=400)
def check_links() -> None:
    """Note the links of published pages and ask those that are due; GUIDES_CHECK_LINKS=0 turns it off."""
    if not settings.GUIDES_CHECK_LINKS:
        return
    now = timezone.now()
    links.note_links(now=now)
    links.check_links(now=now, ask=Knocker(agent=settings.GUIDES_LINK_AGENT).ask)


@shared_task(name="guides.promise_reminders", time_limit=300)
def promise_reminders() -> None:
    """Promise this week's letter to ministry editors; the second time in a week changes nothing."""
    reminding.promise_reminders(now=timezone.now())
