"""The doors of this room: the row for those who may see it, 404 for everybody else."""

from uuid import UUID

from django.http import Http404

from certificates.models import Certificate, CertificateEvent
from certificates.services.revoking import MAY_REVOKE
from people.access import Person, may_act_in, organisations_for, roles_of
from people.models import Role, User
from people.models.organisation import OrganisationQuerySet

MAY_READ_REGISTER = (*MAY_REVOKE, Role.AUDITOR)


def get_certificate_for(person: User, uuid: UUID) -> Certificate:
    """One's own certificate, or one in a register that one keeps or audits."""
    certificate = _row(uuid)
    if certificate.learner_id == person.pk or may_act_in(person, certificate.issuer, MAY_READ_REGISTER):
        return certificate
    raise Http404


def get_certificate_to_revoke_for(person: User, uuid: UUID) -> Certificate:
    """A certificate in a register that one keeps; auditors and the learner may only look."""
    certificate = _row(uuid)
    if may_act_in(person, certificate.issuer, MAY_REVOKE):
        return certificate
    raise Http404


def may_revoke(person: User, certificate: Certificate) -> bool:
    """Whether a person keeps this register and the certificate still counts."""
    is_revoked = certificate.events.filter(kind=CertificateEvent.Kind.REVOKED).exists()
    return not is_revoked and may_act_in(person, certificate.issuer, MAY_REVOKE)


def may_read_a_register(person: Person) -> bool:
    return bool(getattr(person, "is_superuser", False) or roles_of(person) & set(MAY_READ_REGISTER))


def registers_for(person: Person) -> OrganisationQuerySet:
    """The bodies whose registers a person keeps or audits; no row for anybody else."""
    return organisations_for(person, MAY_READ_REGISTER)


def _row(uuid: UUID) -> Certificate:
    rows = Certificate.objects.with_revocation().select_related("issuer", "learner", "kind")
    certificate = rows.filter(uuid=uuid).first()
    if certificate is None:
        raise Http404
    return certificate
