"""The lesson page beside a bare signed-in view, in one run: a course as they are, and one of 500 lessons with 100,000 places.

    .venv/bin/python -m benchmarks.lessons [seconds]

Needs wrk, like ``benchmarks.pages``. Each page is measured in turns with the bare view, so that a busy machine slows both.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

from benchmarks.pages import ROOT, fetched_bytes, requests_a_second, served

TURNS = 3


def main() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing. On Debian or Ubuntu: sudo apt-get install wrk")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "LMS_VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "LMS_DEMO": "1",
        }
        command = [sys.executable, "-m", "benchmarks.lesson_stage"]
        staged = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        stage = json.loads(staged.stdout.strip().splitlines()[-1])
        cookie = f"sessionid={stage['session']}"
        header = ("-H", f"Cookie: {cookie}")
        with served("lms.wsgi:application", environment) as base:
            print(f"{'':18}{'requests/s':>12}{'bare view':>12}{'ratio':>8}{'bytes':>9}")
            for name, path in stage["pages"].items():
                size = fetched_bytes(base + path, cookie)
                page = bare = 0.0
                for _turn in range(TURNS):
                    bare += requests_a_second(base + "/whoami/", seconds, *header) / TURNS
                    page += requests_a_second(base + path, seconds, *header) / TURNS
                print(f"{name:18}{page:12.0f}{bare:12.0f}{page / bare:8.2f}{size:>9}")


if __name__ == "__main__":
    main()
