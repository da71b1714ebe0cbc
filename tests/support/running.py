"""The real system, started as a person starts it, with a folder and a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# The system under test is the embedded one, whatever database and broker the suite itself runs on.
NOT_INHERITED = {
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "REDIS_CACHE_URL",
    "MAKEFLAGS",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RunningSystem:
    """Web, worker and beat under the supervisor; ``lines`` holds what it said."""

    def __init__(self, var: Path, *arguments: str, port: int | None = None, **environment: str) -> None:
        self.var = var
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        self.began = time.monotonic()
        inherited = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lms.run.supervisor", *arguments],
            cwd=ROOT,
            env={**inherited, "LMS_VAR_DIR": str(var), "PORT": str(self.port), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip())

    def wait_until_ready(self, within: float = 120) -> float:
        """Seconds from the start until the system said that it was ready."""
        return self.wait_for_line("Ready: ", within)

    def wait_for_line(self, beginning: str, within: float) -> float:
        until = time.monotonic() + within
        while time.monotonic() < until:
            if any(line.startswith(beginning) for line in self.lines):
                return time.monotonic() - self.began
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"never said {beginning!r}:\n" + "\n".join(self.lines))

    def processes(self) -> dict[int, str]:
        """Every living process that runs from this system's folder, with its command line."""
        mark = f"LMS_VAR_DIR={self.var}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (
                        (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    )
            except OSError:
                continue
        return found

    def children_named(self, word: str) -> list[int]:
        return [pid for pid, command in self.processes().items() if word in command]

    def wait_until_gone(self, within: float) -> dict[int, str]:
        """What is left after so many seconds; empty as soon as nothing is."""
        until = time.monotonic() + within
        while (left := self.processes()) and time.monotonic() < until:
            time.sleep(0.1)
        return left

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.wait_until_gone(10)
