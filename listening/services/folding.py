"""Every night: what is rare or old is forgotten, and yesterday's salt with it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model

from listening.days import local_day, salt_key
from listening.models import DayTotal, Feedback, FeedbackDay, LostDay, PageDay, SearchDay, Subscription

# A search or a missing address that fewer met on a day says more of them than of us.
LEAST_OF_A_DAY = 3
UNCONFIRMED = timedelta(days=2)
SALTS_LOOKED_FOR = 7


@transaction.atomic
def fold(*, now: datetime) -> dict[str, int]:
    """What of past days is rare goes; what is older than is kept goes. Returns how many rows went, by table."""
    today = local_day(now)
    gone = {
        "rare searches": SearchDay.objects.filter(day__lt=today, asked__lt=LEAST_OF_A_DAY).delete()[0],
        "rare addresses": LostDay.objects.filter(day__lt=today, times__lt=LEAST_OF_A_DAY).delete()[0],
        **forget_old(today=today),
    }
    cache.delete_many([salt_key(today - timedelta(days=ago)) for ago in range(1, SALTS_LOOKED_FOR)])
    return gone


def forget_old(*, today: date) -> dict[str, int]:
    """Sums and answers after 25 months; addresses nobody confirmed after two days."""
    oldest = months_before(day=today, months=settings.LISTENING_KEEP_MONTHS)
    gone = {}
    dated: tuple[type[Model], ...] = (PageDay, DayTotal, LostDay, SearchDay, FeedbackDay)
    for model in dated:
        gone[model._meta.model_name or ""] = model._default_manager.filter(day__lt=oldest).delete()[0]
    gone["feedback"] = Feedback.objects.filter(created_on__lt=oldest).delete()[0]
    waiting = Subscription.objects.filter(confirmed_at__isnull=True, asked_on__lt=today - UNCONFIRMED)
    gone["subscription"] = waiting.delete()[0]
    return gone


def months_before(*, day: date, months: int) -> date:
    """The first day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
