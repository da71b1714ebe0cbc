"""The web child: Granian with two workers, each of which leaves with its parent (see ``lms.wsgi``)."""

import os

from granian import Granian
from granian.constants import Interfaces

from lms.run.parent import leave_with_parent


def main() -> None:
    leave_with_parent()
    Granian(
        "lms.wsgi:application",
        address=os.environ.get("HOST", "127.0.0.1"),
        port=int(os.environ.get("PORT", "8000")),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEB_WORKERS", "2")),
        blocking_threads=1,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=3,
        log_access=False,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
