"""From addresses of the site to files of a copy and back to links between them. Pure."""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

SEARCH = "tim-kiem/"
"""The end of the address whose query the reader's own browser answers."""

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


class UnsafeAddress(ValueError):
    """An address that is no path of files below one folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link of the site leads: the address that is copied, and what only the browser reads."""

    address: str
    query: str
    fragment: str


def target_of(link: str, *, at: str, site: str) -> Target | None:
    """Where a link on the page ``at`` leads; None when it leads off the site or is no address.

    >>> target_of("?trang=2#x", at="/khoa-hoc/", site="https://vi.du")
    Target(address='/khoa-hoc/?trang=2', query='', fragment='x')
    >>> target_of("https://dichvucong.gov.vn/", at="/", site="https://vi.du") is None
    True
    """
    try:
        parts, home = urlsplit(urljoin(site + at, link.strip())), urlsplit(site)
    except ValueError:
        return None
    if (parts.scheme, parts.netloc) != (home.scheme, home.netloc):
        return None
    path = parts.path or "/"
    number = parse_qs(parts.query).get("trang", ["1"])[-1]
    page = f"?trang={number}" if _NUMBER.fullmatch(number) and number != "1" else ""
    query = parts.query if path.endswith(SEARCH) else ""
    return Target(address=path + (page if not query else ""), query=query, fragment=parts.fragment)


def file_of(address: str) -> str:
    """The file an address is kept in.

    >>> file_of("/huong-dan/"), file_of("/khoa-hoc/?trang=2"), file_of("/bang-tin/tat-ca.atom")
    ('huong-dan/index.html', 'khoa-hoc/trang.2/index.html', 'bang-tin/tat-ca.atom')

    Raises:
        UnsafeAddress: it leaves the folder, or no file system could hold it.
    """
    path, _mark, query = address.partition("?")
    folders = [unquote(part) for part in path.lstrip("/").split("/")]
    inner = folders[:-1] if not folders[-1] else folders
    if any(part in {"", ".", ".."} or re.search(r'[\x00-\x1f/\\:*?"<>|]', part) for part in inner):
        raise UnsafeAddress(address)
    if query:
        inner = [*inner, f"trang.{query.removeprefix('trang=')}"]
        folders = [*inner, ""]
    return "/".join([*inner, "index.html"] if not folders[-1] else inner)


def link_between(here: str, there: str) -> str:
    """The relative link from one file to another; it names the file, so that it works without a server too.

    >>> link_between("en/huong-dan/index.html", "huong-dan/index.html")
    '../../huong-dan/index.html'
    """
    return quote(posixpath.relpath(there, posixpath.dirname(here) or "."))
