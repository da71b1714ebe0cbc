"""Letters to ministry editors: what is overdue for review, and what will be soon. At most one a week."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.models import GlossaryTerm
from guides.reviews import reviewed_models
from jobs.services import enqueue
from people.letters import write_to
from people.models import Membership, Role, User

REMIND = "guides.remind_of_reviews"
DAYS_BEFORE = 14
NAMED = 20


@transaction.atomic
def promise_reminders(*, now: datetime) -> int:
    """One letter a week while something is due: asked every day. Returns how much is due."""
    found = len(_due(now))
    if found:
        year, week, _day = localdate(now).isocalendar()
        enqueue(kind=REMIND, key=f"{REMIND}:{year}-{week:02}", payload={"at": now.isoformat()}, now=now)
    return found


def remind_of_reviews(*, now: datetime) -> int:
    """Write what is due to everybody who holds the post of a ministry editor. Returns how many letters were sent."""
    due = _due(now)
    if not due:
        return 0
    today = localdate(now)
    posts = Membership.objects.valid_on(today).filter(role=Role.MINISTRY_EDITOR)
    lines = [f"- {day:%d/%m/%Y}: {title}" for day, title in due[:NAMED]]
    if len(due) > NAMED:
        lines.append("…")
    late = sum(day <= today for day, _title in due)
    address = f"{settings.SITE_URL}{reverse('guides_desk')}"
    return write_to(
        readers=User.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("pk"),
        subject=lambda: (
            ngettext(
                "%(count)s page for citizens is to be reviewed",
                "%(count)s pages for citizens are to be reviewed",
                len(due),
            )
            % {"count": len(due)}
        ),
        body=lambda: (
            _(
                "Overdue: %(late)s. Due within %(days)s days: %(soon)s. Are rules, fees, forms and addresses still right? "
                "Enter a new date when you have read a page.\n\n%(lines)s\n\n%(address)s"
            )
            % {
                "late": late,
                "days": DAYS_BEFORE,
                "soon": len(due) - late,
                "lines": "\n".join(lines),
                "address": address,
            }
        ),
    )


def _due(now: datetime) -> list[tuple[date, str]]:
    """Day and title of every published page and term to be reviewed within two weeks, the longest overdue first."""
    until = localdate(now) + timedelta(days=DAYS_BEFORE)
    found: list[tuple[date, str]] = [
        row
        for model in reviewed_models()
        for row in model.objects.filter(live=True, review_by__lte=until).values_list("review_by", "title")
    ]
    found += GlossaryTerm.objects.filter(review_by__lte=until).values_list("review_by", "term")
    return sorted(found)
