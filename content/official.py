"""Which addresses citizens may be sent to as official ones. Pure."""

from urllib.parse import urlsplit

OFFICIAL_ENDING = ".gov.vn"


def official_host(url: str) -> str:
    """The official host of an address, or nothing: https, a name under gov.vn, no user name, no odd port.

    >>> official_host("https://dichvucong.gov.vn/p/home")
    'dichvucong.gov.vn'
    >>> official_host("https://dichvucong.gov.vn.hotro.com/")
    ''
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme != "https" or "@" in parts.netloc or "\\" in url or port not in {None, 443}:
        return ""
    if not host.isascii() or not host.endswith(OFFICIAL_ENDING) or host.startswith("."):
        return ""
    return host


def official_hosts_in(text: str) -> list[str]:
    """The gov.vn names a text mentions, in order.

    >>> official_hosts_in("Mở dichvucong.gov.vn. Không mở dichvucong.gov.vn.hotro.com")
    ['dichvucong.gov.vn']
    """
    words = (word.strip("()[]<>*.,;:!?\"'“”/").removeprefix("https://") for word in text.split())
    return list(dict.fromkeys(word for word in words if official_host(f"https://{word}") == word))
