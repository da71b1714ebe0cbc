"""The only writer of grants: which other organisation may draw from a bank or write in it."""

import logging
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import Organisation, User
from quizzes.errors import AuthoringRefused
from quizzes.models import BankGrant, QuestionBank

logger = logging.getLogger("lms.quizzes")


@transaction.atomic
def grant_bank(
    *,
    bank: QuestionBank,
    organisation: Organisation,
    right: str,
    by: User,
    valid_from: date,
    valid_to: date | None = None,
) -> BankGrant:
    """Let another organisation, and everything below it, draw from a bank or write in it."""
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    if organisation.path.startswith(bank.organisation.path):
        raise AuthoringRefused(_("The bank belongs to this organisation already."), code="own_bank")
    if valid_to is not None and valid_to <= valid_from:
        raise AuthoringRefused(_("The right must end after it begins."), code="ends_too_early")
    same = BankGrant.objects.filter(bank=bank, organisation=organisation, right=right)
    overlaps = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if valid_to is not None:
        overlaps = overlaps.filter(valid_from__lt=valid_to)
    if overlaps.exists() or same.filter(valid_from=valid_from).exists():
        raise AuthoringRefused(_("This organisation has this right for that time already."), code="granted")
    grant = BankGrant.objects.create(
        bank=bank,
        organisation=organisation,
        right=BankGrant.Right(right),
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by=by,
    )
    logger.info(
        "bank.shared", extra={"bank": str(bank.uuid), "organisation": organisation.code, "right": right}
    )
    return grant


@transaction.atomic
def end_grant(*, grant: BankGrant, on: date) -> BankGrant:
    """End a right: it is not valid on ``on`` any more. The row stays, so that it can be answered who saw what."""
    grant = BankGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.valid_to is not None and grant.valid_to <= on:
        return grant
    grant.valid_to = max(on, grant.valid_from)
    grant.save(update_fields=["valid_to"])
    logger.info("bank.grant_ended", extra={"grant": str(grant.uuid)})
    return grant
