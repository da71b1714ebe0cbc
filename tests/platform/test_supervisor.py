"""The one command: it starts, says so, stops whole, and never leaves a process behind."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running import ROOT, RunningSystem

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at processes through /proc"),
]


@pytest.fixture
def var(tmp_path: Path, database_copies: object) -> Path:
    """A folder with migrated tables where the suite has them as a file: migrating each time costs half a minute."""
    folder = tmp_path / "var"
    folder.mkdir()
    if isinstance(database_copies.template, Path):
        shutil.copy(database_copies.template, folder / "db.sqlite3")
    return folder


@pytest.fixture
def start(var: Path) -> Iterator[object]:
    started: list[RunningSystem] = []

    def begin(**options: str) -> RunningSystem:
        started.append(RunningSystem(var, **options))
        return started[-1]

    yield begin
    for system in reversed(started):
        system.stop()


def test_it_answers_stops_whole_and_keeps_its_data(start, var) -> None:
    first = start()
    first.wait_until_ready()
    assert f"Ready: {first.url}" in first.lines
    assert urllib.request.urlopen(first.url, timeout=10).status == 200
    with sqlite3.connect(var / "db.sqlite3") as database:
        database.execute("CREATE TABLE kept (word TEXT)")
        database.execute("INSERT INTO kept VALUES ('còn nguyên')")
    time.sleep(1)

    first.process.send_signal(signal.SIGTERM)
    assert first.process.wait(6) == 0
    assert first.wait_until_gone(1) == {}

    second = start()
    second.wait_until_ready()
    with sqlite3.connect(var / "db.sqlite3") as database:
        assert database.execute("SELECT word FROM kept").fetchall() == [("còn nguyên",)]


def test_killing_the_supervisor_leaves_no_process_after_ten_seconds(start) -> None:
    system = start()
    system.wait_until_ready()
    _wait_for(lambda: len(system.children_named("celery")) >= 2, "worker and beat")

    os.kill(system.process.pid, signal.SIGKILL)
    system.process.wait(5)

    assert system.wait_until_gone(10) == {}


def test_a_killed_child_comes_back(start) -> None:
    system = start()
    system.wait_until_ready()
    _wait_for(lambda: len(system.children_named("celery")) >= 2, "worker and beat")

    for pid in (*system.children_named("lms.run.web"), *system.children_named("worker --pool=solo")):
        os.kill(pid, signal.SIGKILL)

    _wait_for(lambda: _answers(system.url), "web again")
    _wait_for(lambda: len(system.children_named("worker --pool=solo")) >= 1, "the worker again")


def test_a_busy_port_is_named_with_a_way_forward(var) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        system = RunningSystem(var, port=port)
        assert system.process.wait(20) == 1
        time.sleep(0.2)

    assert any(f"Port {port} is not free" in line and f"PORT={port + 1}" in line for line in system.lines)


def test_the_supervisor_imports_neither_django_nor_celery() -> None:
    code = "import sys, lms.run.supervisor; print(sorted({m.split('.')[0] for m in sys.modules} & {'django', 'celery'}))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def _answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


def _wait_for(is_so, what: str, within: float = 40) -> None:
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.1)
