"""The web child: Granian's workers, each of which leaves with its parent (see ``lms.wsgi``).

``HOST``, ``PORT``, ``WEB_WORKERS`` and ``WEB_THREADS`` say where and how many. SQLite writes one after the other, so
that a second thread only waits; PostgreSQL flushes several commits at once, so that four threads are worth having.
"""

import os
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from lms.run.catalogues import compile_catalogues
from lms.run.parent import leave_with_parent
from lms.run.preparing import PREPARING


def threads() -> int:
    """Blocking threads of one worker: as set, else four on PostgreSQL and one on SQLite."""
    on_postgres = os.environ.get("DATABASE_URL", "").startswith(("postgres:", "postgresql:", "pgsql:"))
    return int(os.environ.get("WEB_THREADS") or (4 if on_postgres else 1))


def main() -> None:
    leave_with_parent()
    if PREPARING in os.environ:  # the workers read them once, when they load
        compile_catalogues(Path(__file__).resolve().parent.parent.parent)
    Granian(
        "lms.wsgi:application",
        address=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEB_WORKERS", "2")),
        blocking_threads=threads(),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=3,
        log_access=False,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
