"""Who writes down what waits in memory: a thread of each process that has something to write, every few seconds."""

import atexit
import logging
import os
import threading
import time

from django.conf import settings
from django.db import connection

from listening import visits

DIGEST_SECONDS = 1
logger = logging.getLogger("lms.listening")
_started_in: int | None = None
_lock = threading.Lock()


def see_to_it() -> None:
    """Let the thread run in this process. A forked process has none of its own yet."""
    if _started_in != os.getpid():
        _start()


def _start() -> None:
    global _started_in  # noqa: PLW0603 - one thread for each process, and this is its sign
    with _lock:
        if _started_in == os.getpid():
            return
        _started_in = os.getpid()
    if settings.LISTENING_FLUSH_SECONDS:
        threading.Thread(target=_run, name="listening-flush", daemon=True).start()
        atexit.register(flush)


def _run() -> None:
    pause = threading.Event()
    due = time.monotonic() + settings.LISTENING_FLUSH_SECONDS
    while True:
        pause.wait(DIGEST_SECONDS)
        _digest()
        if time.monotonic() >= due:
            flush()
            due = time.monotonic() + settings.LISTENING_FLUSH_SECONDS


def _digest() -> None:
    try:
        visits.digest()
    except Exception:
        # The thread must live: without it nothing is counted until the process ends.
        logger.exception("listening.not_digested")


def flush() -> None:
    """Write everything that waits. What cannot be written now waits on."""
    from listening.services.counting import write_waiting_counts

    try:
        write_waiting_counts()
    except Exception:
        # A database that is away, a lock held too long: the counts are back in memory, the next round tries again.
        logger.exception("listening.not_flushed")
    finally:
        if threading.current_thread().name == "listening-flush":
            connection.close()
