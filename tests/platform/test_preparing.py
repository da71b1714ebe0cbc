"""The web server loads while the database is made ready, and answers afterwards only."""

import threading
import time
import urllib.error
import urllib.request

import pytest

from lms.run.preparing import PREPARING, preparing, wait_until_prepared
from tests.support.running import RunningSystem


def test_who_comes_while_somebody_prepares_waits(tmp_path, monkeypatch):
    monkeypatch.setenv(PREPARING, str(tmp_path / "lock"))
    came = threading.Event()

    def come():
        wait_until_prepared()
        came.set()

    with preparing(tmp_path / "lock"):
        threading.Thread(target=come, daemon=True).start()
        assert not came.wait(0.3)
    assert came.wait(5)


def test_the_door_is_open_where_nobody_prepares(tmp_path, monkeypatch):
    monkeypatch.delenv(PREPARING, raising=False)
    wait_until_prepared()
    monkeypatch.setenv(PREPARING, str(tmp_path / "lock"))
    wait_until_prepared()


@pytest.mark.slow
def test_a_database_that_cannot_be_prepared_is_never_served(tmp_path):
    var = tmp_path / "var"
    var.mkdir()
    (var / "secret_key").write_text("k" * 64)
    (var / "db.sqlite3").write_bytes(b"no database at all" * 400)
    system = RunningSystem(var)
    answers, until = [], time.monotonic() + 60
    try:
        while system.process.poll() is None and time.monotonic() < until:
            try:
                answers.append(urllib.request.urlopen(system.url, timeout=0.2).status)
            except urllib.error.HTTPError as answer:
                answers.append(answer.code)
            except OSError:
                time.sleep(0.1)
        assert system.process.poll() == 1
        assert answers == []
        assert system.wait_until_gone(5) == {}
        assert any("could not be prepared" in line for line in system.lines), system.lines
    finally:
        system.stop()
