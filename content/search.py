"""Search that does not mind missing accents."""

from wagtail.search.backends.database import SearchBackend

__all__ = ["SearchBackend"]
