"""``make demo-reset``: forget what the demonstration wrote. Refuses while the system runs."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

from lms.run.supervisor import ROOT

WRITTEN_BY_THE_SYSTEM = (
    "db.sqlite3",
    "db.sqlite3-wal",
    "db.sqlite3-shm",
    "beat-schedule",
    "demo-log-ins.txt",
    "broker",
    "broker-control",
    "mail",
    "media",
    "private",
    "log",
)


def main() -> int:
    var = Path(os.environ.get("LMS_VAR_DIR", ROOT / "var")).resolve()
    if not var.exists():
        return 0
    with (var / "supervisor.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"The system is running from {var}. Stop it first (Ctrl-C).", file=sys.stderr)
            return 1
        for name in WRITTEN_BY_THE_SYSTEM:
            path = var / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        for extra in var.glob("beat-schedule*"):
            extra.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
