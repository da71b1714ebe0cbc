"""``make demo``: prepare the data, then keep web, worker and beat alive until somebody stops them.

Imports no Django: it starts at once, stays small, and cannot be broken by a mistake in the application.
"""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from lms.run.parent import SUPERVISOR
from lms.run.preparing import PREPARING, preparing

ROOT = Path(__file__).resolve().parent.parent.parent
READY_WITHIN = 120.0
STOP_WITHIN = 4.0
CALM_AFTER = 10.0
LONGEST_PAUSE = 5.0
LOG_LIMIT = 5_000_000


class StartRefused(Exception):
    """The system cannot start; the message says what to do."""


@dataclass(kw_only=True)
class Child:
    name: str
    command: list[str]
    log: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    failures: int = 0
    output: IO[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        if self.output is None:
            is_long = self.log.exists() and self.log.stat().st_size > LOG_LIMIT
            self.output = self.log.open("wb" if is_long else "ab")
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal_all(self, number: signal.Signals) -> None:
        """To the child and everything it started: they share a process group."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return

    def keep_alive(self) -> None:
        """Start again what has died, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if self.is_running:
            if self.failures and now - self.started_at > CALM_AFTER:
                self.failures = 0
            return
        if self.process is not None:
            self.signal_all(signal.SIGKILL)
            say(f"{self.name} stopped (exit {self.process.returncode}); starting it again")
            self.process = None
            self.restart_at = now + min(LONGEST_PAUSE, 0.25 * 2**self.failures)
            self.failures += 1
        if now >= self.restart_at:
            self.start()

    def tail(self, lines: int = 15) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


class Supervisor:
    def __init__(self, *, host: str, port: int, var: Path, is_demo: bool) -> None:
        self.host, self.port, self.var, self.is_demo = host, port, var, is_demo
        self.is_stopping = False
        self.logs = var / "log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "lms.settings.embedded"),
            "LMS_VAR_DIR": str(var),
            "LMS_DEMO": "1" if is_demo else os.environ.get("LMS_DEMO", "0"),
            "SITE_URL": os.environ.get("SITE_URL", f"http://{host}:{port}"),
            "HOST": host,
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            SUPERVISOR: str(os.getpid()),
            PREPARING: str(var / "preparing.lock"),
        }
        self.web = self._child("web", "-m", "lms.run.web")
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=INFO")
        # One process, no pool: when a pool's child is killed over the folder broker, its parent waits for ever for an
        # acknowledgement; a killed worker is simply started again, and the sweep sends what it held.
        self.background = [
            self._child("worker", *_celery("worker", "--pool=solo", *quiet)),
            self._child(
                "beat",
                *_celery("beat", f"--schedule={var / 'beat-schedule'}", "--pidfile=", "--loglevel=INFO"),
            ),
        ]

    def _child(self, name: str, *arguments: str) -> Child:
        return Child(
            name=name,
            command=[sys.executable, *arguments],
            log=self.logs / f"{name}.log",
            environment=self.environment,
        )

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.var / "supervisor.lock").open("a+") as lock:
            self._claim(lock)
            try:
                with preparing(self.var / "preparing.lock"):
                    if (self.var / "secret_key").exists():  # not the first start: there is one key for all
                        self.web.start()
                    self._prepare()
                self._start()
                while not self.is_stopping:
                    for child in (self.web, *self.background):
                        child.keep_alive()
                    time.sleep(0.2)
            finally:
                self._stop()
        return 0

    def _claim(self, lock: IO[str]) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartRefused(f"The system is already running from {self.var}. Stop it first.") from None
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise StartRefused(
                    f"Port {self.port} is not free ({error.strerror}). Choose another: make demo PORT={self.port + 1}"
                ) from None

    def _prepare(self) -> None:
        say("Preparing the database …")
        command = [sys.executable, "manage.py", "prepare", *(["--demo"] if self.is_demo else [])]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        while process.poll() is None:
            if self.is_stopping:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.1)
        if process.returncode and not self.is_stopping:
            self.web.signal_all(signal.SIGKILL)  # before the door opens
            raise StartRefused("The database could not be prepared; the reason is above.")

    def _start(self) -> None:
        """Web first, so that the first page comes soon; the two others while people read it."""
        if self.is_stopping:
            return
        if self.web.process is None:
            self.web.start()
        until = time.monotonic() + READY_WITHIN
        while not self.is_stopping and not self._answers():
            if not self.web.is_running or time.monotonic() > until:
                raise StartRefused(f"The web server does not answer. Its last words:\n{self.web.tail()}")
            time.sleep(0.1)
        if self.is_stopping:
            return
        for child in self.background:
            child.start()
        print(f"Ready: http://{self.host}:{self.port}", flush=True)
        log_ins = self.var / "demo-log-ins.txt"
        if self.is_demo and log_ins.exists():
            print(log_ins.read_text(encoding="utf-8"), flush=True)
        say(f"Logs: {self.logs}. Ctrl-C stops everything.")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        except http.client.HTTPException:
            return False
        finally:
            connection.close()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _stop(self) -> None:
        """Ask politely, then insist. A job cut short is given to the next worker: its row is the promise."""
        children = [self.web, *self.background]
        for child in children:
            if child.is_running and child.process is not None:
                child.process.terminate()
        until = time.monotonic() + STOP_WITHIN
        while time.monotonic() < until and any(child.is_running for child in children):
            time.sleep(0.05)
        for child in children:
            child.signal_all(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


def _celery(*arguments: str) -> tuple[str, ...]:
    return ("-m", "celery", "--app=lms.celery", "--quiet", *arguments)


def say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    var = Path(os.environ.get("LMS_VAR_DIR", ROOT / "var")).resolve()
    port = os.environ.get("PORT", "8000")
    try:
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise StartRefused(f"PORT must be a number between 1 and 65535, not {port!r}.")
        host = os.environ.get("HOST", "127.0.0.1")
        return Supervisor(host=host, port=int(port), var=var, is_demo="--demo" in sys.argv).run()
    except StartRefused as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main())
