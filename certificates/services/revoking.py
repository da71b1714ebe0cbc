"""Withdraw a certificate: a new entry in the register, never a change of an old one."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.errors import RevocationRefused
from certificates.models import Certificate, CertificateEvent
from people.access import may_act_in
from people.models import Role, User

logger = logging.getLogger("lms.certificates")
MAY_REVOKE = (Role.REGISTRAR, Role.ADMINISTRATOR)


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, by: User, reason: str, now: datetime) -> CertificateEvent:
    """Record that a certificate no longer counts, by whom and why. Its number is never given again.

    Raises:
        RevocationRefused: without a reason, by somebody who does not keep this register, or a second time.
    """
    certificate = (
        Certificate.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=certificate.pk)
    )
    reason = " ".join(reason.split())
    if not may_act_in(by, certificate.issuer, MAY_REVOKE):
        raise RevocationRefused(
            _("Only a registrar of the issuing body may revoke this certificate."), code="not_registrar"
        )
    if len(reason) < 10:
        raise RevocationRefused(
            _("Give the reason for the revocation in at least 10 characters: it stays in the register."),
            code="no_reason",
        )
    earlier = certificate.events.filter(kind=CertificateEvent.Kind.REVOKED).first()
    if earlier is not None:
        raise RevocationRefused(_("This certificate has been revoked already."), code="already_revoked")
    event = CertificateEvent.objects.create(
        certificate=certificate,
        kind=CertificateEvent.Kind.REVOKED,
        reason=reason[:500],
        recorded_by=by,
        recorded_at=now,
    )
    logger.info("certificate.revoked", extra={"certificate": str(certificate.uuid)})
    return event
