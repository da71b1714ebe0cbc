"""What stands before the forms of public pages, where there is neither cookie nor CSRF token."""

from urllib.parse import urlsplit

from django.http import HttpRequest

# A field no reader sees; programs that fill in everything fill it in too.
TRAP = "ho-ten-day-du"


def comes_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form was on our own page.

    No cookie is read by these forms, so a foreign page could win nothing that a program cannot do too; but it could make
    its own visitors answer for us. Browsers since 2020 say where a form stood (``Sec-Fetch-Site``), older ones name the
    ``Origin``; a request with neither comes from no browser that a foreign page could use.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def is_trapped(request: HttpRequest) -> bool:
    return bool(request.POST.get(TRAP, ""))
