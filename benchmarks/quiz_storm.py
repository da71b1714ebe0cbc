"""How fast an exam is: saves beside a bare signed-in view, whole attempts, pages; few learners and many, few rows and many.

    .venv/bin/python -m benchmarks.quiz_storm [seconds] [stored attempts ...]

PostgreSQL and Redis of its own, the production profile, two granian workers; the load comes from the same machine.
Needs wrk, PostgreSQL's server programs and redis-server. Loopback only; ends by itself.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.asking import Browser, new_times, percentile
from benchmarks.pages import GRANIAN, ROOT, free_port, requests_a_second
from tests.support.clusters import Postgres, Redis

CONNECTIONS = 8
PASSWORD = "mat-khau-dai-12"  # of tests.support.exams, which needs Django
CROWDS = (8, 32, 128)

SAVE_SCRIPT = """
local saves = {saves}
local counter = {start}
request = function()
  counter = counter + 1
  local s = saves[(counter % #saves) + 1]
  local turn = math.floor(counter / #saves)
  local letter = (turn % 2 == 0) and "a" or "b"
  local body = string.format(
    '{{"slot":%d,"answer":{{"choices":["%s"]}},"client":"storm","sequence":%d,"base_revision":0,"seconds":%d}}',
    (turn % {questions}) + 1, letter, counter, turn)
  return wrk.format("POST", s.path, {{["Content-Type"]="application/json", {headers}}}, body)
end
done = function(summary, latency, requests)
  io.write(string.format("bad %d\\np50 %.2f\\np95 %.2f\\n", summary.errors.status,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000))
end
"""
TICKET = '["X-Attempt-Ticket"]=s.ticket'
SESSION = '["X-CSRFToken"]="{csrf}", ["Cookie"]="{session_cookie}=" .. s.session .. "; {csrf_cookie}={csrf}"'


class Storm:
    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder, self.seconds = folder, seconds
        self.postgres = Postgres(folder / "pg", settings={"shared_buffers": "512MB"})
        self.redis = Redis(folder / "redis")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.storm_settings",
            "DATABASE_URL": self.postgres.url,
            "REDIS_CACHE_URL": self.redis.url,
            "SECRET_KEY": "storm" * 12,
            "LMS_VAR_DIR": str(folder / "var"),
        }
        self.stage: dict = {}

    def staged(self, *arguments: str) -> dict:
        command = [sys.executable, "-m", "benchmarks.storm_stage", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return json.loads(done.stdout.strip().splitlines()[-1])

    @contextmanager
    def served(self):
        port = free_port()
        command = [str(GRANIAN), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
        command += ["--no-access-log", "--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
        process = subprocess.Popen([*command, "lms.wsgi:application"], cwd=ROOT, env=self.environment)
        self.port = port
        try:
            self.wait_until_up(f"http://127.0.0.1:{port}/suc-khoe/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    @staticmethod
    def wait_until_up(url: str) -> None:
        """Until both workers have been asked often enough to be awake."""
        answered, until = 0, time.monotonic() + 120
        while answered < 8 and time.monotonic() < until:
            try:
                with urllib.request.urlopen(url, timeout=30) as answer:
                    answered += answer.status == 200
            except OSError:
                time.sleep(0.2)
        assert answered, "the server does not answer"

    # -- wrk: saves beside the bare view

    def bare(self, base: str) -> float:
        cookie = f"{self.stage['session_cookie']}={self.stage['people'][0]['session']}"
        return requests_a_second(base + "/whoami/", self.seconds, "-H", f"Cookie: {cookie}")

    def saves(self, base: str, headers: str) -> tuple[float, float, float]:
        """Saves a second, p50 and p95 in ms; fails when a single one was refused."""
        rows = ",".join(
            f'{{path="/lam-bai/{p["attempt"]}/luu/",ticket="{p["ticket"]}",session="{p["session"]}"}}'
            for p in self.stage["people"]
        )
        script = self.folder / "save.lua"
        script.write_text(
            SAVE_SCRIPT.format(
                saves="{" + rows + "}",
                start=int(time.time() * 10) % 10**8 * 1000,
                questions=self.stage["questions"],
                headers=headers.format(**self.stage) if headers is SESSION else headers,
            )
        )
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "-s", str(script), base]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "bad 0" in said, said
        numbers = [re.search(rf"{name}\s+([\d.]+)", said)[1] for name in ("Requests/sec:", "p50", "p95")]
        return tuple(float(number) for number in numbers)

    # -- asyncio: people

    async def sit(self, person: dict, times: dict, *, sign_in: bool) -> None:
        """From the course page to the result, as a browser asks."""
        browser = Browser(self.port, times)
        csrf = {self.stage["csrf_cookie"]: self.stage["csrf"]}
        browser.cookies |= csrf
        if sign_in:
            await browser.ask("sign-in page", "GET", "/dang-nhap/")
            done = await browser.post_form("sign in", "/dang-nhap/", login=person["email"], password=PASSWORD)
            assert done.status == 302, (done.status, done.body[:500])
        else:
            browser.cookies[self.stage["session_cookie"]] = person["session"]
        started = await browser.post_form("start", self.stage["course"] + "kiem-tra/")
        assert started.status == 302, (started.status, started.body[:300])
        page = await browser.ask("page", "GET", started.location)
        assert page.status == 200, page.status
        attempt = started.location.split("/lam-bai/")[1][:36]
        ticket = re.search(rb'data-ticket="([^"]+)"', page.body)[1].decode()
        for slot in range(1, self.stage["questions"] + 1):
            data = {
                "slot": slot,
                "answer": {"choices": ["abcd"[slot % 4]]},
                "client": "sitting",
                "sequence": slot,
                "base_revision": 0,
                "seconds": slot,
            }
            saved = await browser.post_json("save", f"/lam-bai/{attempt}/luu/", data, X_Attempt_Ticket=ticket)
            assert saved.status == 200, saved.body
        handed_in = await browser.post_form("submit", f"/lam-bai/{attempt}/nop-bai/", unacked="")
        assert handed_in.status == 302, (handed_in.status, handed_in.body[:300])
        browser.close()

    async def crowd(self, size: int, seconds: float, *, sign_in: bool) -> tuple[float, dict]:
        """So many learners at once, each one attempt after another; whole attempts a second, times by act."""
        times = new_times()
        until = time.perf_counter() + seconds
        done = 0

        async def learner(person: dict) -> None:
            nonlocal done
            while time.perf_counter() < until:
                await self.sit(person, times, sign_in=sign_in)
                done += 1

        began = time.perf_counter()
        await asyncio.gather(*(learner(person) for person in self.stage["crowd"][:size]))
        return done / (time.perf_counter() - began), times

    def stop(self) -> None:
        self.postgres.stop()
        self.redis.stop()


def tell_crowd(size: int, rate: float, times: dict) -> None:
    acts = [a for a in ("sign in", "start", "page", "save", "submit") if times.get(a)]
    told = "  ".join(f"{a} {percentile(times[a], 0.5):.0f}/{percentile(times[a], 0.95):.0f}" for a in acts)
    saves = len(times["save"]) / max(len(times["submit"]), 1) * rate
    print(
        f"  {size:4} learners: {rate:6.1f} whole attempts/s ({saves:.0f} saves/s)  p50/p95 ms: {told}",
        flush=True,
    )


def main() -> None:
    numbers = [int(a) for a in sys.argv[1:]]
    seconds, stored = (numbers or [5])[0], numbers[1:] or [0]
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        os.chmod(folder, 0o755)
        storm = Storm(Path(folder), seconds)
        try:
            storm.stage = storm.staged("set", str(max(CROWDS)))
            for rows in stored:
                kept = storm.staged("fill", str(rows))["stored"]
                storm.stage = storm.staged("fresh", str(max(CROWDS)))
                print(f"{kept:,} stored attempts", flush=True)
                measure(storm, seconds)
        finally:
            storm.stop()


ROUNDS = 5
"""Bare view and saves take turns, so that whatever else the machine does meets them alike; the median counts."""


def measure(storm: Storm, seconds: int) -> None:
    with storm.served() as base:
        for headers in (TICKET, SESSION):
            storm.saves(base, headers)  # warm
        rounds = [
            (storm.bare(base), storm.saves(base, TICKET), storm.saves(base, SESSION)) for _ in range(ROUNDS)
        ]
        bare = [one[0] for one in rounds]
        print(f"  bare signed-in view {median(bare):.0f}/s ({min(bare):.0f} to {max(bare):.0f})")
        for place, name in ((1, "ticket"), (2, "session")):
            shares = sorted(one[place][0] / one[0] for one in rounds)
            rate, p50, p95 = (median(one[place][n] for one in rounds) for n in range(3))
            told = " ".join(f"{share:.2f}" for share in shares)
            share = f"of the bare view {median(shares):.2f} ({told})"
            print(f"  save with {name} {rate:.0f}/s, {share}, p50 {p50:.1f} ms, p95 {p95:.1f} ms")
        for size in CROWDS:
            tell_crowd(size, *asyncio.run(storm.crowd(size, seconds, sign_in=False)))
        print("  with signing in:")
        tell_crowd(CONNECTIONS, *asyncio.run(storm.crowd(CONNECTIONS, seconds, sign_in=True)))


if __name__ == "__main__":
    main()
