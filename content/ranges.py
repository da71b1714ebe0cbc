"""Which bytes of a file a browser asks for (RFC 9110 §14). Pure."""

import re

LONGEST = 4 * 1024 * 1024
"""No answer to a range is longer: a player asks again, and no worker is held by one film."""

_RANGE = re.compile(r"(\d*)-(\d*)")


class NotSatisfiable(ValueError):
    """A range that begins behind the end of the file: 416."""


def wanted_range(header: str, size: int, *, longest: int = LONGEST) -> tuple[int, int] | None:
    """First and last byte to send, both included; None where the whole file is the answer.

    Of several ranges the first counts; a header that is no range of bytes is passed over, as the standard allows.
    Raises ``NotSatisfiable``.

    >>> wanted_range("bytes=0-1", 100), wanted_range("bytes=-10", 100), wanted_range("bytes=90-", 100)
    ((0, 1), (90, 99), (90, 99))
    """
    unit, _equals, ranges = header.strip().partition("=")
    if unit.strip().lower() != "bytes" or len(header) > 1000:
        return None
    found = _RANGE.fullmatch(ranges.split(",")[0].strip())
    if not found or not any(found.groups()):
        return None
    begins, ends = found.groups()
    if not begins:
        first, last = max(size - int(ends), 0), size - 1
        if int(ends) == 0:
            raise NotSatisfiable
    else:
        first, last = int(begins), min(int(ends) if ends else size - 1, size - 1)
        if ends and int(ends) < first:
            return None
    if first >= size:
        raise NotSatisfiable
    return first, min(last, first + longest - 1)
