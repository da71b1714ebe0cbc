"""Requests a second of the busiest pages, beside a bare signed-in view and a bare WSGI hello, in one run.

    .venv/bin/python -m benchmarks.pages [seconds]

Needs wrk (Debian: sudo apt-get install wrk). Loopback only; ends by itself.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRANIAN = Path(sys.executable).with_name("granian")
CONNECTIONS = 8

SAVE_SCRIPT = """
local saves = {saves}
local counter = {start}
request = function()
  counter = counter + 1
  local s = saves[(counter % #saves) + 1]
  local letter = (math.floor(counter / #saves) % 2 == 0) and "a" or "b"
  local body = string.gsub(string.gsub(s.body, "@SEQUENCE@", tostring(counter)), "@LETTER@", letter)
  return wrk.format("POST", s.path, {{["Content-Type"]="application/json", ["X-CSRFToken"]="{csrf}",
    ["Cookie"]="sessionid=" .. s.session .. "; {csrf_cookie}={csrf}"}}, body)
end
done = function(summary, latency, requests)
  io.write(string.format("bad %d\\n", summary.errors.status))
end
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(target: str, environment: dict[str, str]):
    """A WSGI application under granian, as `make demo` runs it: two workers, one blocking thread each."""
    port = free_port()
    command = [
        str(GRANIAN),
        "--interface",
        "wsgi",
        "--workers",
        "2",
        "--blocking-threads",
        "1",
        "--no-access-log",
    ]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error", target]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def fetched_bytes(url: str, cookie: str) -> int:
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200, url
        assert answer.geturl() == url, f"{url} sent us to {answer.geturl()}"
        return len(answer.read())


def requests_a_second(url: str, seconds: int, *extra: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *extra, url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, f"{url}: {said}"
    assert "bad " not in said or "bad 0" in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def lua_table(stage: dict) -> str:
    rows = []
    for save in stage["saves"]:
        body = json.dumps(
            {
                "slot": save["slot"],
                "answer": {"choices": ["@LETTER@"]},
                "client": save["client"],
                "sequence": "@SEQUENCE@",
                "base_revision": 0,
            }
        ).replace('"@SEQUENCE@"', "@SEQUENCE@")
        rows.append(f'{{session="{save["session"]}", path="{save["path"]}", body=[[{body}]]}}')
    return "{" + ",".join(rows) + "}"


def main() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing. On Debian or Ubuntu: sudo apt-get install wrk")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "LMS_VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "LMS_DEMO": "1",
        }
        staged = subprocess.run(
            [sys.executable, "-m", "benchmarks.stage"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        stage = json.loads(staged.stdout.strip().splitlines()[-1])
        cookie = f"sessionid={stage['session']}"
        rows: list[tuple[str, float, int]] = []
        with served("benchmarks.hello:application", environment) as base:
            rows.append(("raw WSGI hello", requests_a_second(base + "/", seconds), 5))
        with served("lms.wsgi:application", environment) as base:
            size = fetched_bytes(base + "/whoami/", cookie)
            rows.append(
                (
                    "bare signed-in view",
                    requests_a_second(base + "/whoami/", seconds, "-H", f"Cookie: {cookie}"),
                    size,
                )
            )
            for name, path in stage["pages"].items():
                sent = "" if "anonymous" in name else cookie
                size = fetched_bytes(base + path, sent)
                extra = ("-H", f"Cookie: {sent}") if sent else ()
                rows.append((name, requests_a_second(base + path, seconds, *extra), size))
            script = Path(var) / "save.lua"
            script.write_text(
                SAVE_SCRIPT.format(
                    saves=lua_table(stage),
                    start=int(time.time()) % 10**6 * 1000,
                    csrf=stage["csrf"],
                    csrf_cookie=stage["csrf_cookie"],
                )
            )
            rows.append(("answer save", requests_a_second(base, seconds, "-s", str(script)), 0))
    bare = rows[1][1]
    print(f"{'':22}{'requests/s':>12}{'of bare view':>14}{'bytes':>9}")
    for name, speed, size in rows:
        print(f"{name:22}{speed:12.0f}{speed / bare:14.2f}{size or '':>9}")


if __name__ == "__main__":
    main()
