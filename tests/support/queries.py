"""Query budgets: flat as data grows, and written down for the busiest screens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(work: Callable[[], object]) -> tuple[int, list[str]]:
    with CaptureQueriesContext(connection) as captured:
        work()
    statements = [
        q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    return len(statements), statements


def assert_flat_queries(
    *, grow: Callable[[], object], work: Callable[[], object], is_kept: bool = False
) -> None:
    """Fail if ``work`` asks more questions after ``grow`` has added rows.

    ``is_kept``: what ``grow`` makes stale is read again once before it is counted; count that reading elsewhere.
    """
    work()  # fill caches that live across requests
    before, _ = count_queries(work)
    grow()
    if is_kept:
        work()
    after, statements = count_queries(work)
    assert after <= before, f"{before} -> {after} queries as data grew:\n" + "\n".join(statements)


@contextmanager
def assert_max_queries(budget: int) -> Iterator[None]:
    """Fail when the block asks more than ``budget`` questions; savepoints are not questions."""
    with CaptureQueriesContext(connection) as captured:
        yield
    statements = [
        q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(statements) <= budget, f"{len(statements)} queries, budget {budget}:\n" + "\n".join(statements)
