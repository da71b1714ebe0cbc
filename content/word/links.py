"""Where a link in a Word file may point. The same rule as the sanitiser's, without its libraries."""

import re
import unicodedata

_SCHEME = re.compile(r"^(https?|mailto|tel):", re.IGNORECASE)
_BARE_HOST = re.compile(r"^(www\.|[a-z0-9-]+(\.[a-z0-9-]+)*\.(vn|com|org|net|gov)\b)", re.IGNORECASE)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"}


def safe_address(address: str) -> str:
    r"""The address with its scheme, or "" for one that may not be followed.

    >>> safe_address("www.gov.vn"), safe_address("java\\tscript:alert(1)")
    ('https://www.gov.vn', '')
    """
    address = address.strip()
    if not address or "\\" in address or any(unicodedata.category(char) in _UNSEEN for char in address):
        return ""
    if _SCHEME.match(address):
        return address.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
    return f"https://{address}" if _BARE_HOST.match(address) and " " not in address else ""
