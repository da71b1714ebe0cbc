"""One letter a day at most to each subscriber, with what was published or changed in the chosen topics since the last."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.topics import TopicPage, newest_pages
from jobs.services import enqueue
from listening.days import local_day
from listening.models import Subscription
from listening.tokens import end_token

logger = logging.getLogger("lms.listening")
TELL = "listening.tell_news"
AT_ONCE = 200
MOST_PAGES = 30


def promise_alerts(*, now: datetime) -> int:
    """A job for each two hundred subscribers, once a day however often this is called. Returns how many jobs stand."""
    keys = list(
        Subscription.objects.filter(confirmed_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    )
    day = local_day(now).isoformat()
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        enqueue(
            kind=TELL,
            key=f"{TELL}:{day}:{part[0]}",
            payload={"first": part[0], "last": part[-1]},
            now=now,
        )
    return -(-len(keys) // AT_ONCE)


def tell_news(*, first: int, last: int, now: datetime) -> int:
    """Write to those of the slice for whom there is news. Taken up again after a crash, it repeats at most the one letter in hand.

    Pages are read once for each topic and language, not for each subscriber.
    """
    news = _News()
    sent = 0
    rows = Subscription.objects.filter(pk__range=(first, last), confirmed_at__isnull=False).order_by("pk")
    for row in rows:
        with translation.override(row.language):
            pages = news.since(row.told_until or now, topics=row.topics, language=row.language)
            if pages and _write(row, pages):
                sent += 1
        if pages:
            newest = max(page.changed_at for page in pages)
            Subscription.objects.filter(pk=row.pk).update(told_until=newest)
    return sent


class _News:
    """The newest pages of each topic, as far as they were asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[TopicPage]] = {}

    def since(self, moment: datetime, *, topics: Iterable[str], language: str) -> list[TopicPage]:
        """In the active language, which is ``language``; a page of two topics once."""
        found: dict[str, TopicPage] = {}
        for code in topics:
            known = self._known.get((code, language))
            if known is None:
                known = self._known[code, language] = newest_pages(code, limit=MOST_PAGES)
            found |= {page.key: page for page in known if page.changed_at > moment}
        return sorted(found.values(), key=lambda page: page.changed_at, reverse=True)[:MOST_PAGES]


def _write(row: Subscription, pages: Sequence[TopicPage]) -> bool:
    """An address that the server refuses is told of in the log, by its number; the others get their letters."""
    end = f"{settings.SITE_URL}{reverse('listening:end', args=[end_token(str(row.uuid))])}"
    body = _body(pages, end)
    subject = ngettext(
        "%(count)s page is new or has changed", "%(count)s pages are new or have changed", len(pages)
    )
    letter = EmailMessage(
        subject % {"count": len(pages)},
        body,
        None,
        [row.email],
        headers={"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    try:
        return bool(letter.send())
    except SMTPRecipientsRefused:
        logger.warning("news.refused", extra={"subscription": str(row.uuid)})
        return False


def _body(pages: Sequence[TopicPage], end: str) -> str:
    parts = ["\n".join((page.title, page.summary, f"{settings.SITE_URL}{page.path}")) for page in pages]
    farewell = _("To get no more of these letters, open this link:") + f"\n{end}"
    return "\n\n".join([*parts, f"-- \n{farewell}"])
