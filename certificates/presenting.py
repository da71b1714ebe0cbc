"""Words and shapes for the screens: the sentence of a status, the certificate on screen, the answer for machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.queries import Status, Verification
from certificates.rendering.claims import Claims
from certificates.rendering.lines import MOTTO, NATION, Lines, lines_of
from certificates.rendering.serial import LENGTH
from content.documents.qr import qr_path

HTTP_STATUS = {
    Status.VALID: 200,
    Status.REVOKED: 200,
    Status.UNKNOWN: 404,
    Status.MALFORMED: 400,
    Status.DAMAGED: 409,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The certificate as the screen shows it; the same lines as on paper."""

    claims: Claims
    lines: Lines
    nation: str
    motto: str
    offices: list[str]
    qr_size: int
    qr_path: str


def preview_of(stored: Mapping[str, Any]) -> Preview:
    claims = Claims.from_dict(stored)
    size, path = qr_path(claims.verify_url)
    return Preview(
        claims=claims,
        lines=lines_of(claims),
        nation=NATION,
        motto=MOTTO,
        offices=[office.upper() for office in claims.signatory_office.split(" / ")],
        qr_size=size,
        qr_path=path,
    )


def status_of(found: Verification) -> int:
    return HTTP_STATUS[found.status]


def sentence_of(found: Verification) -> str:
    """What the status means, in one sentence that says what to do next."""
    if found.status == Status.VALID:
        return _("This certificate is in the register and valid.")
    if found.status == Status.REVOKED and found.revoked_at:
        day = date_format(timezone.localtime(found.revoked_at), "SHORT_DATE_FORMAT")
        return _("This certificate was revoked on %(day)s. It no longer counts.") % {"day": day}
    if found.status == Status.UNKNOWN:
        return _(
            "The code is well formed, but no certificate in the register has it. Compare it with the paper once more; "
            "if it agrees, the paper was not issued here."
        )
    if found.status == Status.DAMAGED:
        return _(
            "The entry of this certificate needs to be looked at by the issuer. Do not rely on it until then."
        )
    return _slip_in_words(found)


def _slip_in_words(found: Verification) -> str:
    slip = found.slip
    if slip is not None and slip.code == "symbol":
        return _(
            "Look at character %(position)s, “%(symbol)s”, once more: codes have no 0, O, 1, I or L and no accents."
        ) % {"position": slip.position, "symbol": slip.symbol}
    if slip is not None and slip.code == "length":
        return ngettext(
            "A code has %(expected)s characters; this one has %(length)s.",
            "A code has %(expected)s characters; this one has %(length)s.",
            slip.length,
        ) % {"expected": LENGTH, "length": slip.length}
    return _(
        "One character is wrong or two have changed places. Compare the code with the paper, group by group."
    )


def verification_as_json(found: Verification, *, checked_at: datetime) -> dict[str, Any]:
    """The answer for machines: the same facts as the page, absent ones as ``null``."""
    is_known = found.status in {Status.VALID, Status.REVOKED}
    return {
        "status": found.status.value,
        "message": sentence_of(found),
        "serial": found.printed_serial,
        "learner": found.learner if is_known else None,
        "course": found.course if is_known else None,
        "periods": found.periods if is_known else None,
        "issued_on": found.issued_on.isoformat() if found.issued_on else None,
        "issuer": found.issuer if is_known else None,
        "revoked_on": timezone.localdate(found.revoked_at).isoformat() if found.revoked_at else None,
        "position": found.slip.position if found.slip and found.slip.position else None,
        "checked_at": timezone.localtime(checked_at).isoformat(timespec="seconds"),
    }
