"""While the database is made ready, the web server already loads its modules, and waits at this door before it answers."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREPARING = "LMS_PREPARING"
"""Names the file that is locked while somebody prepares; unset where nobody does."""


@contextmanager
def preparing(path: Path) -> Iterator[None]:
    """Keep the door closed. It opens by itself when the process that closed it ends, however it ends."""
    with path.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wait_until_prepared() -> None:
    """Come back once the door is open; at once where none was named."""
    if path := os.environ.get(PREPARING):
        with Path(path).open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
