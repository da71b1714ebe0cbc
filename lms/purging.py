"""A web server in front that is told by PURGE. Imported only where one is set: Wagtail's backends bring much along."""

from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

SECONDS_TO_ANSWER = 5
NO_LONGER_THERE = {301, 302, 404, 410}
"""Answers of a page that was withdrawn or moved: the server has forgotten it, which is what was asked."""

FORMS = ("identity", "gzip", "br")
"""A server may keep a page once for each; it is told of all of them, one after the other, so that none is old when we return."""


class PurgedServer(HTTPBackend):
    """A web server that understands PURGE. Unlike Wagtail's own, it says when it was not heard, and the job is done again."""

    def purge(self, url: str) -> None:
        for form in FORMS:
            self._purge_one(urlsplit(url), form)

    def _purge_one(self, asked: SplitResult, form: str) -> None:
        address = f"{self.cache_scheme}://{self.cache_netloc}{asked.path}"
        headers = {"Host": asked.netloc, "Accept-Encoding": form}
        try:
            with urlopen(PurgeRequest(address, headers=headers), timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310 - the operator's own address
                answer.read()
        except HTTPError as refused:
            if refused.code not in NO_LONGER_THERE:
                raise
