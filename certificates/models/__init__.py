"""What was earned."""

from certificates.models.certificate import Certificate, CertificateEvent
from certificates.models.register import CertificateKind, IssuingAuthority, RegisterCounter

__all__ = ["Certificate", "CertificateEvent", "CertificateKind", "IssuingAuthority", "RegisterCounter"]
