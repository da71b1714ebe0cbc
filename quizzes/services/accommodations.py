"""More time, a later end or more attempts: granted with a reason, withdrawn, never deleted."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Membership, Organisation, User
from quizzes.admission import Allowance
from quizzes.errors import AuthoringRefused
from quizzes.models import Accommodation, Quiz

GREATEST_FACTOR = Decimal(10)
MOST_ATTEMPTS = 100


@transaction.atomic
def grant_accommodation(
    *,
    quiz: Quiz,
    person: User | None = None,
    organisation: Organisation | None = None,
    time_factor: Decimal = Decimal(1),
    closes_at: datetime | None = None,
    extra_attempts: int = 0,
    reason: str,
    by: User | None,
    now: datetime,
) -> Accommodation:
    """Grant a person, or a unit and everything below it, better terms. An attempt that runs keeps its deadline.

    Raises:
        AuthoringRefused: ``whom``, ``no_reason``, ``bad_factor``, ``nothing_granted``, ``earlier_close``.
    """
    if (person is None) == (organisation is None):
        raise AuthoringRefused(_("Name either one person or one unit."), code="whom")
    if not reason.strip():
        raise AuthoringRefused(_("Give the reason."), code="no_reason")
    if not 1 <= time_factor <= GREATEST_FACTOR or not 0 <= extra_attempts <= MOST_ATTEMPTS:
        raise AuthoringRefused(
            _("The time can be 1 to 10 times, the attempts 0 to 100 more."), code="bad_factor"
        )
    if time_factor == 1 and closes_at is None and not extra_attempts:
        raise AuthoringRefused(_("Grant more time, a later end or more attempts."), code="nothing_granted")
    if closes_at is not None and (quiz.closes_at is None or closes_at <= quiz.closes_at):
        raise AuthoringRefused(_("The later end must lie after the end of the quiz."), code="earlier_close")
    return Accommodation.objects.create(
        quiz=quiz,
        person=person,
        organisation=organisation,
        time_factor=time_factor,
        closes_at=closes_at,
        extra_attempts=extra_attempts,
        reason=" ".join(reason.split())[:300],
        granted_by=by,
        granted_at=now,
    )


@transaction.atomic
def withdraw_accommodation(*, accommodation: Accommodation, now: datetime) -> Accommodation:
    """From now on it no longer applies; attempts that were started with it keep what they got."""
    row = Accommodation.objects.select_for_update().get(pk=accommodation.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
    return row


def allowances_for(*, quiz: Quiz, learner: User, now: datetime) -> list[Allowance]:
    """What was granted to a learner in person or to a unit they belong to today: one query, none more as units grow."""
    units = (
        Membership.objects.valid_on(timezone.localdate(now))
        .filter(person=learner)
        .values_list("organisation__path", flat=True)
    )
    rows = _standing(quiz).filter(Q(person=learner) | Q(organisation__isnull=False))
    found = list(
        rows.values_list("person_id", "organisation__path", "time_factor", "closes_at", "extra_attempts")
    )
    paths = list(units) if any(person is None for person, *_rest in found) else []
    return [
        Allowance(time_factor=factor, closes_at=closes_at, extra_attempts=extra)
        for person, path, factor, closes_at, extra in found
        if person is not None or any(own.startswith(path) for own in paths)
    ]


def _standing(quiz: Quiz) -> QuerySet[Accommodation]:
    return Accommodation.objects.filter(quiz=quiz, withdrawn_at__isnull=True)


def person_named(*, name: str) -> User:
    """The person with exactly this e-mail address or staff code; nobody is found by a part of one.

    Raises:
        AuthoringRefused: ``nobody``.
    """
    found = User.objects.filter(
        Q(email=name.strip().lower()) | Q(staff_code=name.strip()), is_active=True
    ).first()
    if found is None:
        raise AuthoringRefused(
            _("Nobody has this e-mail address or staff code. Write it in full."), code="nobody"
        )
    return found
