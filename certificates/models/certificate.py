"""The issued document: frozen claims, numbers, files, and the events that befell it."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.models.register import CertificateKind
from people.models import Organisation, User


def private_storage() -> Storage:
    return storages["private"]


def pdf_path(certificate: "Certificate", _filename: str) -> str:
    return f"certificates/{certificate.issued_at:%Y}/{certificate.uuid}.pdf"


class Certificate(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    serial = models.CharField(_("verification code"), max_length=24, unique=True)
    kind = models.ForeignKey(CertificateKind, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="certificates")
    register_year = models.PositiveSmallIntegerField()
    register_sequence = models.PositiveIntegerField()
    register_number = models.CharField(_("register number"), max_length=80)
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="certificates")
    source = models.CharField(
        max_length=80, unique=True, help_text=_("What it was issued for, for example completion:<uuid>.")
    )
    claims = models.JSONField(help_text=_("Everything printed, frozen at issue."))
    claims_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    pdf = models.FileField(storage=private_storage, upload_to=pdf_path, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "name, date of birth, post and course as printed on a certificate",
        "why": "the register of certificates is a legal duty; anybody may verify a serial",
        "how_long": "permanently",
        "how_erased": "never; corrections are new entries",
    }

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                name="certificate_register_entry_once",
                fields=["issuer", "kind", "register_year", "register_sequence"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.register_number}"

    def get_absolute_url(self) -> str:
        return reverse("certificates:detail", kwargs={"uuid": self.uuid})


class CertificateEvent(models.Model):
    """Append-only register: issued, revoked. Nothing here is ever changed."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = {
        "what": "who revoked a certificate and why",
        "why": "the register must show its history",
        "how_long": "permanently",
        "how_erased": "never",
    }

    class Meta:
        verbose_name = _("entry of the certificate register")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="certificate_event_each_kind_once",
                fields=["certificate", "kind"],
                condition=Q(kind__in=["issued", "revoked"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.kind}"
