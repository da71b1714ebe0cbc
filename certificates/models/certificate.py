"""The issued document: frozen claims, numbers, files, and the events that befell it.

The register is append-only: rows refuse to be changed or deleted. Only the finished file may be noted on a certificate,
because typesetting happens after issue.
"""

import uuid
from collections.abc import Iterable
from typing import Any, NoReturn

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.errors import RegisterIsClosed
from certificates.models.register import CertificateKind
from people.models import Organisation, User


def private_storage() -> Storage:
    return storages["private"]


def pdf_path(certificate: "Certificate", _filename: str) -> str:
    return f"certificates/{certificate.issued_at:%Y}/{certificate.uuid}.pdf"


def _refuse() -> NoReturn:
    raise RegisterIsClosed(
        _("The certificate register is append-only: entries are neither changed nor deleted.")
    )


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows by the dozen are as closed as one by one."""

    open_fields: frozenset[str] = frozenset()

    def update(self, **fields: Any) -> int:
        if not fields or set(fields) - self.open_fields:
            _refuse()
        return super().update(**fields)

    def bulk_update(self, objs: Iterable[Any], fields: Any, batch_size: int | None = None) -> int:
        _refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse()


class CertificateQuerySet(AppendOnlyQuerySet):
    open_fields = frozenset({"pdf", "pdf_sha256"})

    def with_revocation(self) -> "CertificateQuerySet":
        """Adds ``revoked_at``: the moment of revocation, or ``None`` while the certificate is valid."""
        revoked = CertificateEvent.objects.filter(
            certificate=OuterRef("pk"), kind=CertificateEvent.Kind.REVOKED
        )
        return self.annotate(revoked_at=Subquery(revoked.values("recorded_at")[:1]))

    def in_register_order(self) -> "CertificateQuerySet":
        return self.order_by(F("register_year").desc(), F("register_sequence").desc(), F("pk").desc())


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
    search_text = models.TextField(
        editable=False, help_text=_("Name, course, numbers and unit without accents, for finding.")
    )

    objects = CertificateQuerySet.as_manager()

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

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if not self._state.adding and (
            update_fields is None or set(update_fields) - CertificateQuerySet.open_fields
        ):
            _refuse()
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("certificates:detail", kwargs={"uuid": self.uuid})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()


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

    objects = AppendOnlyQuerySet.as_manager()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()
