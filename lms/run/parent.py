"""A child of the supervisor leaves when its parent does, however the parent ended."""

import ctypes
import os
import signal
import sys
import threading
import time

SUPERVISOR = "LMS_SUPERVISOR_PID"
PR_SET_PDEATHSIG = 1


def leave_with_parent() -> None:
    """Tie this process to its parent and to the supervisor. Does nothing where nobody supervises.

    The kernel tells it on Linux; a thread that looks every second tells it everywhere, also when the
    supervisor died before the first of the two was in place.
    """
    supervisor = os.environ.get(SUPERVISOR)
    if not supervisor:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(
        target=_watch, args=(os.getppid(), int(supervisor)), daemon=True, name="leave-with-parent"
    ).start()


def _watch(parent: int, supervisor: int) -> None:
    while os.getppid() == parent and _is_alive(supervisor):
        time.sleep(1)
    os._exit(1)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
