"""What a certificate says: copied once at issue, printed for ever. Pure."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All strings are NFC and one line each; dates are ISO. Add fields with a default, so that old rows stay readable."""

    format: int = FORMAT
    serial: str
    verify_url: str
    register_number: str
    kind_code: str
    kind_name: str
    kind_name_en: str
    issuer_code: str
    issuer_name: str
    issuer_name_en: str
    parent_name: str
    learner_name: str
    learner_born_on: str
    learner_post: str
    learner_unit: str
    course_code: str
    course_title: str
    course_title_en: str
    training_kind: str
    periods: int
    studied_from: str
    studied_to: str
    result: str
    result_en: str
    place: str
    signatory_office: str
    signatory_name: str
    issued_on: str
    issued_at: str

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Claims":
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def issued_moment(self) -> datetime:
        return datetime.fromisoformat(self.issued_at)

    @property
    def issued_day(self) -> date:
        return date.fromisoformat(self.issued_on)


def canonical(stored: Mapping[str, Any]) -> bytes:
    """The one spelling of claims whose digest is kept: sorted keys, no spaces, UTF-8."""
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(stored: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(stored)).hexdigest()


def one_line(text: str) -> str:
    """Text fit for print: NFC, single spaces, no control or direction-changing characters."""
    plain = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} else " " for c in text)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def long_date(place: str, day: date) -> str:
    """Place and date as Decree 30/2020 writes them: a leading zero for days below 10 and for January and February only.

    >>> long_date("Phú Thọ", date(2026, 3, 5))
    'Phú Thọ, ngày 05 tháng 3 năm 2026'
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    said = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{place}, {said}" if place else said[0].upper() + said[1:]


def short_date(iso: str) -> str:
    """A date in a list: dd/mm/yyyy; nothing for nothing."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""
