"""Say which kinds of certificate exist and who may issue them: dated data that an office decides."""

from datetime import date

from django.db import transaction

from certificates.models import CertificateKind, IssuingAuthority
from people.models import Organisation

COMPLETION_KIND = "giay-chung-nhan-hoan-thanh"


@transaction.atomic
def ensure_kind(
    *,
    code: str = COMPLETION_KIND,
    name: str = "Giấy chứng nhận",
    name_en: str = "Certificate of completion",
    number_pattern: str = "{seq:04d}/{year}/CN-{org}",
    needs_authority: bool = False,
    legal_basis: str = "",
    since: date = date(2020, 1, 1),
) -> CertificateKind:
    """The kind with this code, made if it is new; an existing kind is left as the office has set it."""
    kind, _created = CertificateKind.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "name_en": name_en,
            "number_pattern": number_pattern,
            "needs_authority": needs_authority,
            "legal_basis": legal_basis,
            "valid_from": since,
        },
    )
    return kind


@transaction.atomic
def authorise(
    *,
    organisation: Organisation,
    kind: CertificateKind,
    signatory_office: str,
    signatory_name: str,
    since: date,
    until: date | None = None,
) -> IssuingAuthority:
    """Give a body the right to issue a kind from a day on, and say who signs. The same right twice is one."""
    authority, _created = IssuingAuthority.objects.update_or_create(
        organisation=organisation,
        kind=kind,
        valid_from=since,
        defaults={
            "signatory_office": signatory_office,
            "signatory_name": signatory_name,
            "valid_to": until,
        },
    )
    return authority
