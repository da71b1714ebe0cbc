"""The verification code: 17 random symbols (84 bits) and one that catches slips of the pen. Pure.

The check is a weighted sum modulo 31, which is prime: every symbol has its own weight from 1 to 18, so replacing any one
symbol or exchanging any two changes the sum. Nobody can compute a valid code for somebody else: the bits are random and
only the register knows which codes exist.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 symbols; 0, O, 1, I and L are left out because people confuse them."""
RANDOM_SYMBOLS = 17
LENGTH = RANDOM_SYMBOLS + 1
GROUP = 6

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_SEPARATORS = {"-", "_", ".", "/", "·"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Why something cannot be a code. ``position`` counts from 1; 0 when no single symbol is to blame."""

    code: str
    position: int = 0
    symbol: str = ""
    length: int = 0


def new_serial(choose: Callable[[str], str]) -> str:
    """Make a code; ``choose`` picks one symbol of a string at random (``secrets.choice`` in production)."""
    body = "".join(choose(ALPHABET) for _ in range(RANDOM_SYMBOLS))
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    """The symbol that makes the weighted sum of all eighteen a multiple of 31."""
    total = sum(weight * _VALUE[symbol] for weight, symbol in enumerate(body, start=1))
    return ALPHABET[(-total * pow(LENGTH, -1, len(ALPHABET))) % len(ALPHABET)]


def normalise(text: str) -> str:
    """A code as the register keeps it: capitals, no separators, whatever way it was typed or scanned.

    >>> normalise(" abcdef-ghjkmn–pqr st9 ")
    'ABCDEFGHJKMNPQRST9'
    """
    wide = unicodedata.normalize("NFKC", text)
    kept = (c for c in wide if not _is_separator(c))
    return "".join(kept).upper()


def slip_in(serial: str) -> Slip | None:
    """What is wrong with a normalised code, as near to the wrong symbol as can be told; ``None`` when it is well formed."""
    for position, symbol in enumerate(serial, start=1):
        if symbol not in _VALUE:
            return Slip(code="symbol", position=position, symbol=symbol, length=len(serial))
    if len(serial) != LENGTH:
        return Slip(code="length", length=len(serial))
    if check_symbol(serial[:-1]) != serial[-1]:
        return Slip(code="check", length=len(serial))
    return None


def printed(serial: str) -> str:
    """The code in groups of six, as it stands on paper."""
    return "-".join(serial[i : i + GROUP] for i in range(0, len(serial), GROUP))


def _is_separator(char: str) -> bool:
    return char in _SEPARATORS or char.isspace() or unicodedata.category(char) in {"Pd", "Cf", "Cc"}
