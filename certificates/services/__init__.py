"""The only writers of the certificate register."""

from certificates.services.documents import notify_learner, render_certificate
from certificates.services.issuing import issue_certificate, reconcile_certificates
from certificates.services.revoking import revoke_certificate

__all__ = [
    "issue_certificate",
    "notify_learner",
    "reconcile_certificates",
    "render_certificate",
    "revoke_certificate",
]
