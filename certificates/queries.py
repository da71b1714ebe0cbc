"""Reads of the register: what a stranger may learn of a code, what is mine, what the registrar keeps."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import get_language

from certificates.models import Certificate
from certificates.models.certificate import CertificateQuerySet
from certificates.rendering.claims import digest_of
from certificates.rendering.serial import Slip, normalise, printed, slip_in
from content.vietnamese import fold
from people.models import Organisation, User

logger = logging.getLogger("lms.certificates")


class Status(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"
    DAMAGED = "damaged"
    """The entry is there and does not match its own digest: nobody should rely on it until the issuer has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What anybody may know of a code: name, course, dates, issuer, status. Nothing that finds or describes the person."""

    status: Status
    serial: str
    printed_serial: str
    slip: Slip | None = None
    learner: str = ""
    course: str = ""
    periods: int = 0
    issued_on: date | None = None
    issuer: str = ""
    kind: str = ""
    register_number: str = ""
    revoked_at: datetime | None = None


def verification_of(serial: str) -> Verification:
    """Answer for a code however it was typed. Known and unknown codes cost the same one question."""
    code = normalise(serial[:100])
    if slip := slip_in(code):
        return Verification(status=Status.MALFORMED, serial=code[:24], printed_serial=code[:24], slip=slip)
    found = Certificate.objects.with_revocation().filter(serial=code).first()
    if found is None:
        return Verification(status=Status.UNKNOWN, serial=code, printed_serial=printed(code))
    claims = found.claims
    if digest_of(claims) != found.claims_sha256 or claims.get("serial") != code:
        logger.error("certificate.claims_changed", extra={"certificate": str(found.uuid)})
        return Verification(status=Status.DAMAGED, serial=code, printed_serial=printed(code))
    in_english = get_language() == "en"
    return Verification(
        status=Status.REVOKED if found.revoked_at else Status.VALID,
        serial=code,
        printed_serial=printed(code),
        learner=claims["learner_name"],
        course=(in_english and claims["course_title_en"]) or claims["course_title"],
        periods=claims["periods"],
        issued_on=date.fromisoformat(claims["issued_on"]),
        issuer=(in_english and claims["issuer_name_en"]) or claims["issuer_name"],
        kind=(in_english and claims["kind_name_en"]) or claims["kind_name"],
        register_number=claims["register_number"],
        revoked_at=found.revoked_at,
    )


def certificates_of(person: User) -> CertificateQuerySet:
    """A learner's own certificates, the newest first, each with ``revoked_at``."""
    return Certificate.objects.with_revocation().filter(learner=person).order_by("-issued_at", "-pk")


def register_of(
    organisations: QuerySet[Organisation], *, words: str = "", year: int | None = None, status: str = ""
) -> CertificateQuerySet:
    """The register of some bodies, newest entry first; every word must occur somewhere, accents or not."""
    rows = Certificate.objects.with_revocation().filter(issuer__in=organisations).select_related("issuer")
    for word in _words(words):
        rows = rows.filter(search_text__contains=word)
    if year:
        rows = rows.filter(register_year=year)
    if status in {Status.VALID, Status.REVOKED}:
        rows = rows.filter(revoked_at__isnull=status == Status.VALID)
    return rows.in_register_order()


def register_years(organisations: QuerySet[Organisation]) -> list[int]:
    years = Certificate.objects.filter(issuer__in=organisations).order_by("-register_year")
    return list(years.values_list("register_year", flat=True).distinct())


def history_of(certificate: Certificate) -> Iterable[tuple[str, datetime, str, str]]:
    """The entries about one certificate: what, when, by whom, why."""
    events = certificate.events.select_related("recorded_by").order_by("pk")
    return [
        (event.get_kind_display(), event.recorded_at, str(event.recorded_by or ""), event.reason)
        for event in events
    ]


def _words(text: str) -> list[str]:
    """Search words; a code typed in groups is found as one."""
    words = fold(text).split()[:8]
    joined = normalise(text)
    if slip_in(joined) is None:
        return [fold(joined)]
    return words
