"""Servers of our own for siege and benchmark: a PostgreSQL cluster and a Redis in a folder, on free ports, killable."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.support.running import free_port

WAIT = 60.0


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres; Debian keeps them out of the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _someone_else() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as its own user."""
    if os.getuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.3).close()
    except OSError:
        return False
    return True


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + WAIT
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise AssertionError(f"nobody answers on port {port}")
        time.sleep(0.05)


class Postgres:
    """A cluster with fsync on, as in earnest. ``url`` is for DATABASE_URL."""

    def __init__(self, folder: Path, *, settings: dict[str, str] | None = None) -> None:
        programs = postgres_programs()
        if programs is None:
            raise AssertionError("PostgreSQL's server programs are not here: apt-get install postgresql")
        self.programs, self.data, self.port = programs, folder / "data", free_port()
        self.url = f"postgres://lms@127.0.0.1:{self.port}/lms"
        self.as_user = _someone_else()
        folder.mkdir(parents=True, exist_ok=True)
        if self.as_user:
            os.chown(folder, int(str(self.as_user["user"])), int(str(self.as_user["group"])))
        create = [
            "initdb",
            "-D",
            str(self.data),
            "-A",
            "trust",
            "-U",
            "lms",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        self._run(*create)
        more = {
            "port": str(self.port),
            "listen_addresses": "'127.0.0.1'",
            "unix_socket_directories": f"'{folder}'",
            **(settings or {}),
        }
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in more.items())
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lms", "lms")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            check=False,
            capture_output=True,
            text=True,
            **self.as_user,
            cwd="/",
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        self.process = subprocess.Popen(
            [str(self.programs / "postgres"), "-D", str(self.data)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            **self.as_user,
        )
        _wait_for(self.port, self.process)
        until = time.monotonic() + WAIT  # after a crash it answers before it has recovered
        while time.monotonic() < until:
            ready = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError("PostgreSQL did not recover")

    def kill(self) -> None:
        """kill -9 to the postmaster and everything it started, as when the machine dies."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pid in self._children():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while any(Path(f"/proc/{pid}").exists() for pid in self._children()):
            time.sleep(0.01)

    def _children(self) -> list[int]:
        """Backends leave the postmaster's group; they are known by the folder they work in."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").readlink() == self.data and (entry / "stat").read_text().split()[2] != "Z":
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)


class Redis:
    """A Redis that keeps nothing on disk: whatever it forgets must not matter."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise AssertionError("redis-server is not here: apt-get install redis-server")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        folder.mkdir(parents=True, exist_ok=True)
        quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", str(folder)]
        self.command = [program, "--port", str(self.port), *quiet]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, start_new_session=True)
        _wait_for(self.port, self.process)

    def flush(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(b"FLUSHALL\r\n")
            assert line.recv(64).startswith(b"+OK")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
