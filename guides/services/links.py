"""The links of published pages: noted, asked politely, and called broken on the third day on which they fail."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from wagtail.models import Page

from content.models import StandardPage
from content.signals import public_pages_changed
from guides.links import Answer, Outcome, in_turn, key_of, links_in, standing_after
from guides.models import LinkCheck, LinkUse
from guides.reviews import reviewed_models
from guides.texts import strings_of

STAYED_INSIDE = frozenset({"private", "address"})
"""Answers for which nobody outside was asked: they say nothing about our own way out."""
logger = logging.getLogger("lms.guides")
Ask = Callable[[str], Answer]
AGAIN_AFTER = timedelta(hours=20)
MOST_OF_A_HOST = 10
MOST_OF_A_ROUND = 150
SECONDS_BETWEEN = 1.0
"""Between two questions to the same host."""
SECONDS_OF_A_ROUND = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round of asking did. ``is_cut_off``: nobody answered, so it was we who were away, and nothing was written."""

    asked: int
    failed: int
    broken: int
    is_cut_off: bool


@transaction.atomic
def note_links(*, now: datetime) -> int:
    """Write down which published pages lead where; what no page leads to any longer is forgotten. Returns the addresses."""
    wanted = _links_of_pages()
    known = {link.key: link for link in LinkCheck.objects.all()}
    new = [
        LinkCheck(key=key, address=address, host=urlsplit(address).hostname or "", noted_at=now)
        for key, (address, _pages) in wanted.items()
        if key not in known
    ]
    LinkCheck.objects.bulk_create(new)
    gone = [link.pk for key, link in known.items() if key not in wanted]
    LinkCheck.objects.filter(pk__in=gone).delete()
    ids = dict(LinkCheck.objects.values_list("key", "pk"))
    uses = {(ids[key], page) for key, (_address, pages) in wanted.items() for page in pages}
    written = {
        (link, page): pk for pk, link, page in LinkUse.objects.values_list("pk", "link_id", "page_key")
    }
    LinkUse.objects.filter(pk__in=[pk for use, pk in written.items() if use not in uses]).delete()
    missing = sorted(uses - written.keys())
    LinkUse.objects.bulk_create([LinkUse(link_id=link, page_key=page) for link, page in missing])
    return len(wanted)


def _links_of_pages() -> dict[str, tuple[str, set[UUID]]]:
    own = urlsplit(settings.SITE_URL).hostname
    found: dict[str, tuple[str, set[UUID]]] = {}
    for page in _published_pages():
        for text in strings_of(page):
            for address in links_in(text):
                if urlsplit(address).hostname != own:
                    found.setdefault(key_of(address), (address, set()))[1].add(page.translation_key)
    return found


def _published_pages() -> Iterator[Page]:
    models: list[type[Page]] = [*reviewed_models(), StandardPage]
    for model in models:
        yield from model.objects.live().public().iterator(chunk_size=100)


def due_links(*, now: datetime) -> list[LinkCheck]:
    """What is to be asked now: not asked today yet, those that waited longest first, few of each host, hosts in turn."""
    links = LinkCheck.objects.exclude(checked_at__gt=now - AGAIN_AFTER).order_by(
        F("checked_at").asc(nulls_first=True), "pk"
    )
    by_host: dict[str, list[str]] = {}
    found: dict[str, LinkCheck] = {}
    for link in links.iterator():
        waiting = by_host.setdefault(link.host, [])
        if len(waiting) < MOST_OF_A_HOST:
            waiting.append(link.key)
            found[link.key] = link
    return [found[key] for key in in_turn(by_host)[:MOST_OF_A_ROUND]]


def check_links(
    *,
    now: datetime,
    ask: Ask,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Round:
    """Ask what is due, and write down what it answered. Nothing is held open while servers think."""
    answers = _asked(due_links(now=now), ask, sleep, clock)
    outside = [answer for _link, answer in answers if answer.detail not in STAYED_INSIDE]
    if outside and not any(answer.is_reached for answer in outside) and not _is_online(ask):
        logger.warning("guides.links_cut_off asked=%s", len(answers))
        return Round(asked=len(answers), failed=0, broken=_broken_count(), is_cut_off=True)
    _write_down(answers, now=now)
    failed = sum(answer.outcome == Outcome.FAILED for _link, answer in answers)
    return Round(asked=len(answers), failed=failed, broken=_broken_count(), is_cut_off=False)


def _asked(
    links: Sequence[LinkCheck], ask: Ask, sleep: Callable[[float], None], clock: Callable[[], float]
) -> list[tuple[LinkCheck, Answer]]:
    began = clock()
    last: dict[str, float] = {}
    answers = []
    for link in links:
        if clock() - began > SECONDS_OF_A_ROUND:
            break
        if (early := last.get(link.host, -SECONDS_BETWEEN) + SECONDS_BETWEEN - clock()) > 0:
            sleep(early)
        answers.append((link, ask(link.address)))
        last[link.host] = clock()
    return answers


def _is_online(ask: Ask) -> bool:
    """Whether a link that was good the last time answers: when nobody does, this machine has no way out."""
    good = LinkCheck.objects.filter(outcome=Outcome.GOOD).order_by("-checked_at").first()
    return good is not None and ask(good.address).is_reached


@transaction.atomic
def _write_down(answers: Sequence[tuple[LinkCheck, Answer]], *, now: datetime) -> None:
    day = localdate(now)
    told = False
    rows = LinkCheck.objects.select_for_update().in_bulk([link.pk for link, _answer in answers])
    for asked, answer in answers:
        link = rows.get(asked.pk)
        if link is None:
            continue
        before = link.broken_since
        link.take(answer, standing_after(link.standing, answer.outcome, day))
        link.checked_at = now
        link.save()
        told = told or bool(before) != bool(link.broken_since)
    if told:
        public_pages_changed.send(sender=LinkCheck)


def _broken_count() -> int:
    return LinkCheck.objects.filter(broken_since__isnull=False).count()
