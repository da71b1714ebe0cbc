"""Which legal documents a line of text cites, and how they stand on a day. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# 30/2020/NĐ-CP, 80/2025/QH15, 757/QĐ-BKHCN, 5673/BNV-CCVC
_NUMBER = re.compile(r"\b\d{1,5}/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*", re.IGNORECASE)


class Standing(StrEnum):
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The validity of one document as the register knows it; ``valid_to`` is the first day on which it no longer holds."""

    number: str
    valid_from: date | None
    valid_to: date | None
    replaced_by: str = ""
    title: str = ""

    def standing(self, day: date) -> Standing:
        if self.valid_from is not None and day < self.valid_from:
            return Standing.NOT_YET
        if self.valid_to is not None and day >= self.valid_to:
            return Standing.REPLACED if self.replaced_by else Standing.EXPIRED
        return Standing.IN_FORCE


def number_key(number: str) -> str:
    """How a number is compared: composed letters, capitals, no blanks."""
    return "".join(unicodedata.normalize("NFC", number).split()).upper()


def numbers_in(line: str) -> list[str]:
    """The numbers of documents that a line cites, as keys, each once, in order."""
    text = unicodedata.normalize("NFC", line)
    return list(dict.fromkeys(number_key(found) for found in _NUMBER.findall(text)))


def out_of_force(line: str, register: Mapping[str, Validity], day: date) -> list[Validity]:
    """The documents of a line that the register knows to hold no longer."""
    known = [register[number] for number in numbers_in(line) if number in register]
    return [one for one in known if one.standing(day) in {Standing.REPLACED, Standing.EXPIRED}]
