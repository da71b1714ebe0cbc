"""What a flood of citizens costs: an anonymous guide beside a bare WSGI hello, and kept by nginx beside a file of nginx.

    .venv/bin/python -m benchmarks.public [seconds] [rounds]

Needs wrk and nginx (Debian: sudo apt-get install wrk nginx-light). Loopback only; ends by itself. The two of each pair take
turns; the median of each and the ratio of the medians are printed, then how soon a published title is seen. Figures to hold
(issue): 20 of 100 of the hello, 60 of 100 of the file, 2 seconds.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from benchmarks.pages import ROOT, requests_a_second, served
from tests.support.nginx import HOST, Nginx, nginx


def main() -> None:
    for program, found in (("wrk", shutil.which("wrk")), ("nginx", nginx())):
        if found is None:
            sys.exit(f"{program} is missing. On Debian or Ubuntu: sudo apt-get install wrk nginx-light")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {
            **os.environ,
            "LMS_VAR_DIR": str(var),
            "DJANGO_SETTINGS_MODULE": "benchmarks.public_settings",
        }
        environment["LMS_DEMO"] = "1"
        path = json.loads(staged(environment))["guide"]
        hello = stack.enter_context(served("benchmarks.hello:application", environment))
        lms = stack.enter_context(served("lms.wsgi:application", environment))
        page = fetched(lms + path)
        pair(
            "raw WSGI hello",
            lambda: requests_a_second(hello + "/", seconds),
            f"guide, anonymous ({len(page)} bytes)",
            lambda: requests_a_second(lms + path, seconds),
            rounds,
        )
        front = Nginx(var / "nginx", int(lms.rsplit(":", 1)[1]), tls=False)
        (front.var / "static" / "guide.html").write_bytes(page)
        stack.enter_context(front)
        street, host = f"http://127.0.0.1:{front.https}", ("-H", f"Host: {HOST}")
        assert len(fetched(street + path, Host=HOST)) == len(page)
        pair(
            "nginx, the same bytes as a file",
            lambda: requests_a_second(f"{street}/static/guide.html", seconds, *host),
            "guide kept by nginx",
            lambda: requests_a_second(street + path, seconds, *host),
            rounds,
        )
        for name, base in (("the application", lms), ("nginx", street)):
            print(f"published, then seen at {name}: {seen_after(base + path, environment):.2f} s")


def pair(first_name, first, second_name, second, rounds: int) -> None:
    seen = ([], [])
    for _round in range(rounds):
        seen[0].append(first())
        seen[1].append(second())
    low, high = statistics.median(seen[0]), statistics.median(seen[1])
    for name, speed, all_of in ((first_name, low, seen[0]), (second_name, high, seen[1])):
        print(f"{name:44}{speed:9.0f}/s  ({min(all_of):.0f} to {max(all_of):.0f})")
    print(f"{'':44}{high / low:9.1%}\n")


def staged(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.public_stage", *arguments]
    said = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return said.stdout.strip().splitlines()[-1]


def fetched(url: str, **headers: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
        assert answer.status == 200, url
        return answer.read()


def seen_after(url: str, environment: dict[str, str]) -> float:
    """Publish from another process, as an editor's worker would; ask until no answer of ten in a row is the old one."""
    title = f"Tiêu đề mới {time.time():.0f}"
    for _warm in range(20):
        fetched(url, Host=HOST)
    committed = float(staged(environment, "publish", title))
    last_old = committed
    new = 0
    while new < 20:
        if title in fetched(url, Host=HOST).decode():
            new += 1
        else:
            new, last_old = 0, time.time()
        time.sleep(0.02)
        assert time.time() - committed < 60, "never seen"
    return last_old - committed


if __name__ == "__main__":
    main()
