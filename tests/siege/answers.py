"""Answers under siege: 200 learners save while web processes, PostgreSQL and Redis are killed; then count.

    make siege-answers     # or: python -m tests.siege.answers [sqlite] [postgres] [browser] [learners=200] [answers=10000]

Every acknowledgement is written to a file on the client's side before the next answer is sent. At the end each must be in
the database, unchanged and once. The browser part types through a cutting proxy and signs out in the middle of an exam.
Loopback only.
"""

import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from benchmarks.asking import Answer, Browser, new_times
from tests.support.clusters import Postgres, Redis
from tests.support.running import free_port

ROOT = Path(__file__).resolve().parents[2]
WEB_KILLS, DATABASE_KILLS = 50, 10
PATIENCE = 300.0
"""Seconds a learner goes on trying one thing before the siege is lost."""


class Siege:
    def __init__(self, kind: str, folder: Path, learners: int, answers: int) -> None:
        self.kind, self.folder, self.learners, self.answers = kind, folder, learners, answers
        self.postgres = Postgres(folder / "pg") if kind == "postgres" else None
        self.redis = Redis(folder / "redis") if kind == "postgres" else None
        self.port = free_port()
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "LMS_DEMO"}},
            "DJANGO_SETTINGS_MODULE": "lms.settings.embedded",
            "LMS_VAR_DIR": str(folder / "var"),
            "SECRET_KEY": "siege" * 12,
            "PORT": str(self.port),
        }
        if self.postgres and self.redis:
            self.environment |= {
                "DJANGO_SETTINGS_MODULE": "tests.siege.answers_settings",
                "DATABASE_URL": self.postgres.url,
                "REDIS_CACHE_URL": self.redis.url,
            }
        self.ledger_path = folder / "ledger.jsonl"
        self.ledger = self.ledger_path.open("a")
        self.acks = 0
        self.killed = {"web": 0, "database": 0, "redis": 0}
        self.recoveries: list[float] = []
        self.retries = 0
        self.is_over = False
        self.last_ack = time.monotonic()
        self.web: subprocess.Popen[bytes] | None = None

    # -- the system

    def staged(self, *arguments: str) -> dict:
        command = [sys.executable, "-m", "tests.siege.answers_stage", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return json.loads(done.stdout.strip().splitlines()[-1])

    def keep_web(self) -> None:
        """Granian with two workers starts a killed worker again; when it is killed itself, this does."""
        log = (self.folder / "web.log").open("ab")
        while not self.is_over:
            if self.web is None or self.web.poll() is not None:
                self.web = subprocess.Popen(
                    [sys.executable, "-m", "lms.run.web"],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            time.sleep(0.1)

    def wait_for_web(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/suc-khoe/", timeout=20) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.3)
        raise AssertionError("the web server does not answer")

    def workers(self) -> list[int]:
        if self.web is None:
            return []
        path = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def lay_siege(self) -> None:
        """Blows spread over the answers: the next one waits until people have got further."""
        chance = random.Random(20261124)
        blows = ["web"] * WEB_KILLS + (["database"] * DATABASE_KILLS + ["redis"] * 3 if self.postgres else [])
        chance.shuffle(blows)
        for number, blow in enumerate(blows):
            while self.acks < number * self.answers / (len(blows) + 2) and not self.is_over:
                time.sleep(0.02)
            if self.is_over:
                return
            getattr(self, f"strike_{blow}")(chance)
            self.killed[blow] += 1

    def strike_web(self, chance: random.Random) -> None:
        """One of the two workers; every tenth time the process that keeps them."""
        while not (workers := self.workers()):
            time.sleep(0.05)
        if self.killed["web"] % 10 == 9 and self.web is not None:
            os.killpg(self.web.pid, signal.SIGKILL)
            return
        try:
            os.kill(chance.choice(workers), signal.SIGKILL)
        except ProcessLookupError:
            self.strike_web(chance)

    def strike_database(self, chance: random.Random) -> None:
        assert self.postgres is not None
        self.postgres.kill()
        time.sleep(chance.uniform(0.2, 1.5))
        self.postgres.start()
        back, before = time.monotonic(), self.acks
        while self.acks == before and not self.is_over:
            time.sleep(0.02)
        self.recoveries.append(time.monotonic() - back)

    def strike_redis(self, chance: random.Random) -> None:
        assert self.redis is not None
        if self.killed["redis"] == 1:
            self.redis.kill()
            time.sleep(2)
            self.redis.start()
        else:
            self.redis.flush()

    # -- the people

    async def insist(
        self, browser: Browser, method: str, path: str, body: bytes = b"", **headers: str
    ) -> Answer:
        """Ask until somebody answers below 500. Repeating must be harmless."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = await asyncio.wait_for(browser.ask("", method, path, body, **headers), 15)
                if answer.status < 500:
                    return answer
            except (TimeoutError, OSError, EOFError):
                browser.forget_line()
            assert time.monotonic() < until, f"nobody answered {path} for {PATIENCE:.0f} s"
            self.retries += 1
            await asyncio.sleep(random.uniform(0.3, 1.0))

    def write_down(self, **row: object) -> None:
        """On disk before the next answer is sent."""
        self.ledger.write(json.dumps(row) + "\n")
        self.ledger.flush()

    async def sit(self, number: int, person: dict, stage: dict) -> None:
        browser = Browser(self.port, new_times())
        browser.cookies |= {stage["session_cookie"]: person["session"], stage["csrf_cookie"]: stage["csrf"]}
        chance = random.Random(number)
        door = {"X_Attempt_Ticket": person["ticket"]} if number % 5 else {"X_CSRFToken": stage["csrf"]}
        client, revisions, letters = f"siege-{number}", {}, {}
        for sequence in range(1, self.answers // self.learners + 1):
            slot = chance.randint(1, stage["questions"])
            letter = chance.choice([x for x in "abcd" if x != letters.get(slot)])
            data = {
                "slot": slot,
                "answer": {"choices": [letter]},
                "client": client,
                "sequence": sequence,
                "base_revision": revisions.get(slot, 0),
            }
            path = f"/lam-bai/{person['attempt']}/luu/"
            answer = await self.insist(
                browser, "POST", path, json.dumps(data).encode(), Content_Type="application/json", **door
            )
            assert answer.status == 200, (answer.status, answer.body)
            told = json.loads(answer.body)
            assert told["saved"] is True
            self.write_down(
                attempt=person["attempt"],
                slot=slot,
                letter=letter,
                client=client,
                sequence=sequence,
                revision=told["revision"],
            )
            revisions[slot], letters[slot] = told["revision"], letter
            self.acks += 1
            await asyncio.sleep(chance.uniform(0, 0.4))
        if number % 2:
            await self.hand_in(browser, person, stage)
        browser.close()

    async def hand_in(self, browser: Browser, person: dict, stage: dict) -> None:
        """Twice, as after a double click; the receipt is the one on the result page."""
        body = f"csrfmiddlewaretoken={stage['csrf']}&unacked=".encode()
        form = {"Content_Type": "application/x-www-form-urlencoded"}
        for _time in range(2):
            answer = await self.insist(
                browser, "POST", f"/lam-bai/{person['attempt']}/nop-bai/", body, **form
            )
            assert answer.status == 302, (answer.status, answer.body[:300])
        page = await self.insist(browser, "GET", f"/ket-qua/{person['attempt']}/")
        found = re.search(rb"[0-9a-f]{64}", page.body)
        assert found, page.status
        self.write_down(attempt=person["attempt"], receipt=found[0].decode())

    # -- the reckoning

    def run(self) -> dict[str, bool]:
        began = time.monotonic()
        stage = self.staged("set", str(self.learners))
        threading.Thread(target=self.keep_web, daemon=True).start()
        self.wait_for_web()
        besieger = threading.Thread(target=self.lay_siege, daemon=True)
        besieger.start()

        async def everybody() -> None:
            await asyncio.gather(*(self.sit(n, person, stage) for n, person in enumerate(stage["people"])))

        try:
            asyncio.run(everybody())
            besieger.join(120)
        finally:
            self.is_over = True
            time.sleep(0.3)
            if self.web is not None and self.web.poll() is None:
                os.killpg(self.web.pid, signal.SIGKILL)
        counted = self.staged("count", str(self.ledger_path))
        if self.postgres and self.redis:
            self.postgres.stop()
            self.redis.stop()
        print(f"{self.kind}: {json.dumps(counted)}", flush=True)
        slowest = f", slowest recovery {max(self.recoveries):.1f} s" if self.recoveries else ""
        print(
            f"{self.kind}: killed {self.killed}, {self.retries} retries, {time.monotonic() - began:.0f} s{slowest}",
            flush=True,
        )
        return self.checks(counted)

    def checks(self, counted: dict) -> dict[str, bool]:
        wanted = self.learners * (self.answers // self.learners)
        kills = {f"{WEB_KILLS} web processes killed": self.killed["web"] == WEB_KILLS}
        if self.postgres:
            kills[f"PostgreSQL killed and restarted {DATABASE_KILLS} times"] = (
                self.killed["database"] == DATABASE_KILLS
            )
            kills["Redis flushed and killed"] = self.killed["redis"] == 3
            kills["saving again 10 s after the database is back"] = max(self.recoveries) <= 10
        return {
            f"{self.kind}: {name}": holds
            for name, holds in {
                **kills,
                f"{wanted} acknowledged answers": counted["acknowledged"] == wanted,
                "0 lost": counted["lost"] == 0,
                "0 changed": counted["changed"] == 0,
                "0 doubled": counted["doubled"] == 0,
                "each closed attempt graded once, sums right": counted["closed"] == counted["submitted"]
                and not counted["graded_not_once"]
                and not counted["sums_wrong"],
                "every receipt is the one shown": counted["receipts_wrong"] == 0,
                "one running attempt each": counted["more_than_one_running"] == 0,
            }.items()
        }


def in_the_browser() -> dict[str, bool]:
    """The journeys at full length."""
    environment = {**os.environ, "SIEGE_CUTS": "20", "SIEGE_SIGN_OUTS": "50"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-s",
        "-p",
        "no:randomly",
        "tests/journeys/test_saving_answers.py",
    ]
    wanted = {"20 cuts": "fault_01", "50 sign-outs": "fault_13"}
    checks = {}
    for name, test in wanted.items():
        done = subprocess.run(
            [*command, "-k", test], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
        )
        told = re.search(rf"^.*{name}, .*$", done.stdout, re.MULTILINE)
        print(told[0].lstrip(".") if told else done.stdout[-3000:], flush=True)
        checks[f"browser: {name}, every character saved"] = done.returncode == 0 and told is not None
    return checks


def main() -> int:
    words = sys.argv[1:]
    numbers = dict(word.split("=") for word in words if "=" in word)
    kinds = [word for word in words if "=" not in word] or ["sqlite", "postgres", "browser"]
    checks: dict[str, bool] = {}
    for kind in kinds:
        if kind == "browser":
            checks |= in_the_browser()
            continue
        with tempfile.TemporaryDirectory(prefix="siege-", ignore_cleanup_errors=True) as folder:
            os.chmod(folder, 0o755)
            siege = Siege(
                kind, Path(folder), int(numbers.get("learners", 200)), int(numbers.get("answers", 10_000))
            )
            checks |= siege.run()
    for name, holds in checks.items():
        print(f"{'ok  ' if holds else 'FAIL'} {name}")
    print(f"{sum(checks.values())} passed, {len(checks) - sum(checks.values())} failed")
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
