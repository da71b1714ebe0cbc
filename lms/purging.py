"""A web server in front that is told by PURGE. Imported only where one is set: Wagtail's backends bring much along."""

from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

SECONDS_TO_ANSWER = 5
NO_LONGER_THERE = {301, 302, 404, 410}
"""Answers of a page that was withdrawn or moved: the server has forgotten it, which is what was asked."""


class PurgedServer(HTTPBackend):
    """A web server that understands PURGE. Unlike Wagtail's own, it says when it was not heard, and the job is done again."""

    def purge(self, url: str) -> None:
        asked = urlsplit(url)
        address = f"{self.cache_scheme}://{self.cache_netloc}{asked.path}"
        try:
            urlopen(  # noqa: S310 - the operator's own address
                PurgeRequest(address, headers={"Host": asked.netloc}), timeout=SECONDS_TO_ANSWER
            ).close()
        except HTTPError as answer:
            if answer.code not in NO_LONGER_THERE:
                raise
