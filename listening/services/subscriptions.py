"""News by e-mail: asked for, confirmed by the owner of the address, ended by one click."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from content.topics import topic_names
from jobs.services import enqueue
from listening.days import local_day
from listening.models import Subscription
from listening.tokens import confirm_token
from people.limits import is_over_limit

ASK_TO_CONFIRM = "listening.ask_to_confirm"
LETTERS_OF_AN_ADDRESS_A_DAY = 3
DAY = int(timedelta(days=1).total_seconds())


@transaction.atomic
def ask_for_news(*, email: str, topics: Sequence[str], language: str, now: datetime) -> bool:
    """Promise the letter that asks the owner. Nothing about an address changes before the owner opened the link in it.

    Whoever asks cannot tell from the answer whether the address is known. Returns False only when all letters together
    are too many; an address that got three letters today gets no fourth, and nobody is told.
    """
    email = email.strip().lower()
    if is_over_limit(
        scope="news-letters", who="all", limit=settings.LISTENING_LETTERS_AN_HOUR, seconds=3600, now=now
    ):
        return False
    subscription, _created = Subscription.objects.get_or_create(
        email=email, defaults={"language": language, "asked_on": local_day(now), "topics": []}
    )
    if not is_over_limit(
        scope="news-address", who=_unreadable(email), limit=LETTERS_OF_AN_ADDRESS_A_DAY, seconds=DAY, now=now
    ):
        enqueue(
            kind=ASK_TO_CONFIRM,
            key=f"{ASK_TO_CONFIRM}:{subscription.uuid}:{secrets.token_hex(8)}",
            payload={
                "subscription": str(subscription.uuid),
                "topics": list(topics),
                "language": language,
            },
            now=now,
        )
    return True


def _unreadable(email: str) -> str:
    """For the key of a counter: the cache need not know addresses."""
    return salted_hmac("listening.news", email, algorithm="sha256").hexdigest()[:32]


def send_question(*, subscription: str, topics: Sequence[str], language: str) -> int:
    """The letter with the link. Sends none when the address is gone meanwhile."""
    row = Subscription.objects.filter(uuid=subscription).first()
    if row is None:
        return 0
    with translation.override(language):
        names = dict.fromkeys(name.name for name in topic_names() if name.code in set(topics))
        token = confirm_token(subscription=subscription, topics=topics, language=language)
        link = f"{settings.SITE_URL}{reverse('listening:confirm', args=[token])}"
        body = _(
            "Somebody, probably you, asked for news of these topics to be sent to this address:\n\n"
            "%(topics)s\n\n"
            "Open this link and confirm, within two days:\n%(link)s\n\n"
            "If it was not you, do nothing: you will get no further letter."
        ) % {"topics": "\n".join(f"– {name}" for name in names), "link": link}
        subject = _("Confirm: news from %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}
        return EmailMessage(" ".join(subject.split()), body, None, [row.email]).send()


@transaction.atomic
def confirm_subscription(
    *, subscription: str, topics: Sequence[str], language: str, now: datetime
) -> Subscription:
    """The owner opened the link: the topics are added. What changed before this moment is no news.

    Raises:
        Subscription.DoesNotExist: it was ended, or waited too long.
    """
    row = Subscription.objects.select_for_update().get(uuid=subscription)
    row.topics = sorted({*row.topics, *topics})
    row.language = language
    if row.confirmed_at is None:
        row.confirmed_at = row.told_until = now
    row.save(update_fields=["topics", "language", "confirmed_at", "told_until"])
    return row


def end_subscription(*, subscription: str) -> bool:
    """Forget the address altogether. False when it was forgotten before."""
    deleted, _detail = Subscription.objects.filter(uuid=subscription).delete()
    return bool(deleted)
