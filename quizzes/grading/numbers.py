"""How a typed number is read. Public, so that a page can say what it understood before it is too late.

``vi``: a point groups thousands and a comma is the decimal sign (QCVN and the customary writing in Viet Nam: 1.784,5).
``en``: the reverse. Where only one reading is possible it is taken whatever the format: 52.3, 52,3 and 1.784,5 can
each be read in one way. Blanks (also the narrow and the unbreakable one) may group thousands in both. A minus may be
the sign U+2212. A power of ten may follow: 1,5e3 or 1.5×10^3; what stands before it is not grouped.
"""

import re
from decimal import Decimal

from quizzes.items.accepted import VIETNAMESE

MAX_LENGTH = 100
_BLANKS = re.compile(r"[ \u00a0\u2007\u2009\u202f]+")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>[0-9.,][0-9., ]*?)"
    r"(?:[eE](?P<e>[+-]?[0-9]{1,3})| ?[×xX*·] ?10 ?(?:\^ ?(?P<p>[+-]?[0-9]{1,3})|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})))?"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<sign>[., ])[0-9]{3}(?:(?P=sign)[0-9]{3})*")


def read_number(text: str, number_format: str = VIETNAMESE) -> Decimal | None:
    """The number a text says, or None when it says none or cannot be told.

    >>> read_number("1.784,5"), read_number("1.784", "vi"), read_number("1.784", "en"), read_number("5 mm")
    (Decimal('1784.5'), Decimal('1784'), Decimal('1.784'), None)
    """
    if len(text) > MAX_LENGTH:
        return None
    found = _NUMBER.fullmatch(_BLANKS.sub(" ", text).strip(" \t\n").replace("\u2212", "-"))
    if not found:
        return None
    power = found["e"] or found["p"] or (found["raised"] or "").translate(_RAISED)
    digits = found["digits"].rstrip(" ")
    plain = _only_decimal(digits) if power else _plain_digits(digits, number_format)
    if plain is None:
        return None
    return Decimal(f"{found['sign']}{plain}e{power or 0}") if power else Decimal(f"{found['sign']}{plain}")


def _plain_digits(digits: str, number_format: str) -> str | None:
    """The digits with at most a point among them, by the one reading there is or the format's own."""
    if _GROUPED.fullmatch(digits):
        sign = "." if "." in digits else "," if "," in digits else " "
        if digits.count(sign) > 1 or sign == " " or sign == _thousands(number_format):
            return digits.replace(sign, "")
        return digits.replace(sign, ".")
    whole, sign, rest = _cut(digits)
    if _GROUPED.fullmatch(whole) and sign and sign not in whole and rest.isdigit():
        return re.sub("[., ]", "", whole) + "." + rest
    return _only_decimal(digits)


def _cut(digits: str) -> tuple[str, str, str]:
    """Before and after the last point or comma."""
    at = max(digits.rfind("."), digits.rfind(","))
    return (digits[:at], digits[at], digits[at + 1 :]) if at >= 0 else (digits, "", "")


def _only_decimal(digits: str) -> str | None:
    plain = digits.replace(",", ".")
    return plain if re.fullmatch(r"[0-9]+\.?[0-9]*|\.[0-9]+", plain) else None


def _thousands(number_format: str) -> str:
    return "." if number_format == VIETNAMESE else ","
