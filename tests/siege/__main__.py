"""Kill web and worker processes while people sit an exam; then count.

    make siege            # or: python -m tests.siege [learners] [kills]

Fifty learners go from the course page to a certificate over HTTP against the real system (web, worker, timetable,
SQLite) while a random web or worker process is killed with SIGKILL twenty times. Every acknowledgement is written down
on the client's side. At the end every acknowledged answer must be in the database and every learner must have exactly
one certificate with its file. Loopback only.
"""

import http.cookiejar
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 150.0
"""Seconds a learner goes on trying one thing before the siege is lost."""


class Learner:
    """A browser of one learner: cookies, forms, and patience while the server is away."""

    def __init__(self, base: str, session: str) -> None:
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self.session = session
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(
        self, path: str, data: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[str, str]:
        """The body and the final path; tries again while nobody answers. Repeating a request must be harmless."""
        until = time.monotonic() + PATIENCE
        while True:
            csrf = {c.name: c.value for c in self.jar}.get("csrftoken", "")
            cookie = f"sessionid={self.session}" + (f"; csrftoken={csrf}" if csrf else "")
            request = urllib.request.Request(
                urllib.parse.urljoin(self.base, path),
                data=data,
                headers={"Cookie": cookie, "Referer": self.base, **(headers or {})},
            )
            try:
                with self.opener.open(request, timeout=10) as answer:
                    return answer.read().decode(), urllib.parse.urlparse(answer.geturl()).path
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise AssertionError(f"{path}: {error.code} {error.read()[:300]!r}") from error
            except (OSError, http.client.HTTPException):
                pass
            if time.monotonic() > until:
                raise AssertionError(f"nobody answered {path} for {PATIENCE:.0f} s")
            time.sleep(0.2)

    def send_form(self, page: str, ending: str, *, own: str = "", **fields: str) -> tuple[str, str]:
        """Post the form whose address ends with ``ending``, with its hidden fields; ``own`` is the page's own address."""
        for attributes, body in re.findall(r"<form([^>]*)>(.*?)</form>", page, re.DOTALL):
            action = re.search(r'action="([^"]*)"', attributes)
            target = action[1] if action else own
            if target and urllib.parse.urlparse(target).path.endswith(ending):
                hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
                return self.ask(target, urllib.parse.urlencode({**hidden, **fields}).encode())
        raise AssertionError(f"no form ending in {ending}")


class Siege:
    def __init__(self, learners: int, kills: int) -> None:
        self.learners, self.kills = learners, kills
        self.ledger: list[dict] = []
        self.answers = 0
        self.lock = threading.Lock()
        self.killed: list[str] = []
        self.is_over = False
        self.var = tempfile.mkdtemp(prefix="siege-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "LMS_VAR_DIR": self.var,
            "DJANGO_SETTINGS_MODULE": "lms.settings.embedded",
            "PORT": str(self.port),
            "SITE_URL": self.base,
            "LMS_DEMO": "1",
        }

    # -- the system

    def start(self) -> None:
        command = [sys.executable, "-m", "lms.run.supervisor", "--demo"]
        self.supervisor = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        for line in self.supervisor.stdout:
            if line.startswith("Ready:"):
                break
        else:
            raise SystemExit("the system did not start")
        threading.Thread(target=self.supervisor.stdout.read, daemon=True).start()

    def staged(self, *arguments: str, given: str = "") -> dict:
        command = [sys.executable, "-m", "tests.siege.stage", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.strip().splitlines()[-1])

    def processes(self) -> list[tuple[int, str]]:
        """Every process of web and worker, children and grandchildren of the supervisor."""
        parents: dict[int, int] = {}
        names: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(") ", 1)[1].split()[1])
                    names[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                except (OSError, IndexError):
                    continue

        def root_of(pid: int) -> int:
            while pid in parents and parents[pid] != self.supervisor.pid:
                pid = parents[pid]
                if pid <= 1:
                    return 0
            return pid if parents.get(pid) == self.supervisor.pid else 0

        found = []
        for pid in parents:
            top = root_of(pid)
            if top and "beat-schedule" not in names[top]:
                found.append((pid, "web" if "lms.run.web" in names[top] else "worker"))
        return found

    def lay_siege(self) -> None:
        """Kill one random process, wait a little, again; the next kill waits until people have got further."""
        chance = random.Random(20261124)
        while len(self.killed) < self.kills and not self.is_over:
            while len(self.ledger) < len(self.killed) * self.answers / (self.kills + 2) and not self.is_over:
                time.sleep(0.05)
            wanted = "worker" if len(self.killed) % 2 else "web"
            targets = [(pid, name) for pid, name in self.processes() if name == wanted]
            if targets:
                pid, name = chance.choice(targets)
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                self.killed.append(name)
            time.sleep(chance.uniform(0.3, 1.2))

    # -- the people

    def sit(self, session: str, stage: dict) -> None:
        learner = Learner(self.base, session)
        chance = random.Random(session)
        page, _ = learner.ask(stage["course"])
        if "/ghi-danh/" in page:
            learner.send_form(page, "/ghi-danh/")
        page, _ = learner.ask(stage["course"].replace("/khoa-hoc/", "/hoc/") + "1/")
        if 'name="csrfmiddlewaretoken"' in page:
            learner.send_form(page, "/1/xong/")
        intro, _ = learner.ask(stage["course"] + "kiem-tra/")
        page, path = learner.send_form(intro, "/kiem-tra/", own=stage["course"] + "kiem-tra/")
        attempt = re.search(r"/lam-bai/([0-9a-f-]{36})/", path)[1]
        client = str(uuid.uuid4())
        sequence = 0
        for slot in range(1, stage["items"] + 1):
            page, _ = learner.ask(f"/lam-bai/{attempt}/{slot}/")
            right = self.letter_of(page, stage["right"])
            tries = (
                [chance.choice([x for x in "abcd" if x != right]), right]
                if chance.random() < 0.3
                else [right]
            )
            for letter in tries:
                sequence += 1
                self.save(learner, page, attempt, slot, letter, client, sequence)
        page, _ = learner.ask(f"/lam-bai/{attempt}/tong-quan/")
        if "/nop-bai/" in page:
            learner.send_form(page, "/nop-bai/")

    @staticmethod
    def letter_of(page: str, text: str) -> str:
        for label in re.findall(r"<label[^>]*>.*?</label>", page, re.DOTALL):
            if text in label:
                return re.search(r'value="(\w+)"', label)[1]
        raise AssertionError("the right answer is not on the page")

    def save(
        self, learner: Learner, page: str, attempt: str, slot: int, letter: str, client: str, sequence: int
    ) -> None:
        body = json.dumps(
            {
                "slot": slot,
                "answer": {"choices": [letter]},
                "client": client,
                "sequence": sequence,
                "base_revision": 0,
            }
        ).encode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        said, _ = learner.ask(
            f"/lam-bai/{attempt}/luu/", body, {"Content-Type": "application/json", "X-CSRFToken": token}
        )
        reply = json.loads(said)
        with self.lock:
            self.ledger.append(
                {"attempt": attempt, "slot": slot, "letter": letter, "revision": reply.get("revision", 1)}
            )

    # -- the reckoning

    def run(self) -> int:
        began = time.monotonic()
        self.start()
        try:
            stage = self.staged("set", str(self.learners))
            self.answers = self.learners * stage["items"]
            besieger = threading.Thread(target=self.lay_siege, daemon=True)
            besieger.start()
            with ThreadPoolExecutor(8) as people:
                sittings = [people.submit(self.sit, session, stage) for session in stage["sessions"]]
                for sitting in sittings:
                    sitting.result()
            self.is_over = True
            besieger.join(30)
            last_kill = time.monotonic()
            counted = self.staged("count", given=json.dumps(self.ledger))
            while time.monotonic() - last_kill < PATIENCE and (
                counted["jobs_open"] or counted["people_with_one_certificate"] < self.learners
            ):
                time.sleep(2)
                counted = self.staged("count", given=json.dumps(self.ledger))
            settled = time.monotonic() - last_kill
        finally:
            self.is_over = True
            self.supervisor.terminate()
            self.supervisor.wait(15)
        checks = {
            f"{self.kills} kills ({self.killed.count('web')} web, {self.killed.count('worker')} worker)": len(
                self.killed
            )
            == self.kills,
            f"{counted['acknowledged']} acknowledged answers, none lost": counted["lost"] == 0,
            "none changed": counted["changed"] == 0,
            f"{self.learners} attempts, each graded once": counted["attempts"] == self.learners
            and counted["graded_not_once"] == 0,
            f"{self.learners} completions": counted["completions"] == self.learners,
            "exactly one certificate each": counted["people_with_one_certificate"] == self.learners
            and counted["people_with_more"] == 0,
            "every file present, hash right": counted["files_missing_or_wrong"] == 0,
            "the register has no gap": not counted["register_has_gaps"],
            " ".join(["no job open or failed", *counted["jobs_open"]]): not counted["jobs_open"]
            and counted["jobs_failed"] == 0,
        }
        print(json.dumps(counted))
        for name, holds in checks.items():
            print(f"{'ok  ' if holds else 'FAIL'} {name}")
        print(f"settled {settled:.0f} s after the last learner, {time.monotonic() - began:.0f} s in all")
        print(f"{sum(checks.values())} passed, {len(checks) - sum(checks.values())} failed")
        return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:]]
    sys.exit(Siege(*(numbers + [50, 20][len(numbers) :])).run())
