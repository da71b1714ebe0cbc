"""Search that does not mind missing accents, on SQLite and on PostgreSQL alike.

Only what the index holds is folded; titles and texts stay as their authors wrote them.
"""

from typing import Any

from django.db import connection

__all__ = ["SearchBackend"]


def SearchBackend(params: dict[str, Any]) -> Any:
    """The folding backend of whichever database this installation runs on."""
    if connection.vendor == "postgresql":
        from content.search.postgres import FoldingPostgresBackend

        return FoldingPostgresBackend({"SEARCH_CONFIG": "simple", **params})
    from content.search.sqlite import FoldingSQLiteBackend

    return FoldingSQLiteBackend(params)
