"""Lighthouse, run by npx (Node 18.20 or newer; about 12 s a page): mobile, simulated throttling."""

import json
import os
import subprocess
from pathlib import Path

from tests.support.browser import FLAGS, chromium

VERSION = "12.8.2"
TRIES = 4
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("largest-contentful-paint", "total-blocking-time")


def measured(url: str, folder: Path, status: int) -> dict[str, float]:
    """The four scores (0 to 100) and the two times (milliseconds) of a page that answers with ``status``."""
    flags = " ".join(
        [*FLAGS, "--headless=new", "--no-first-run", "--disable-sync", "--disable-component-update"]
    )
    command = [
        "npx",
        "--yes",
        f"lighthouse@{VERSION}",
        url,
        "--quiet",
        "--output=json",
        f"--output-path={folder}/report.json",
    ]
    command += [
        f"--only-categories={','.join(SCORES)}",
        "--form-factor=mobile",
        "--screenEmulation.mobile",
        "--throttling-method=simulate",
    ]
    command += [f"--chrome-flags={flags}"] + (["--ignore-status-code"] if status != 200 else [])
    # Now and then it finds no beginning in its own trace (NO_NAVSTART) and asks to be run again.
    for run in range(TRIES):
        environment = {**os.environ, "CHROME_PATH": str(chromium())}
        ended = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, timeout=180)
        if ended.returncode == 0:
            break
        assert run + 1 < TRIES, f"{url}: Lighthouse failed {TRIES} times"
    report = json.loads((folder / "report.json").read_text())
    audits = report["audits"]
    times = {"largest-contentful-paint": audits["largest-contentful-paint"]["numericValue"]}
    times["total-blocking-time"] = _blocking(audits)
    return {name: _score(report, name) for name in SCORES} | times


def _blocking(audits: dict) -> float:
    """Milliseconds of Total Blocking Time that belong to the page: what is laid at nobody's door is the browser's own.

    A task blocks by what it is longer than 50 ms, counted from the first paint: https://web.dev/articles/tbt .
    """
    painted = audits["first-contentful-paint"]["numericValue"]
    tasks = audits["long-tasks"].get("details", {}).get("items", [])
    blocking = sum(
        max(0.0, task["startTime"] + task["duration"] - max(task["startTime"], painted) - 50)
        for task in tasks
        if task["url"] != "Unattributable"
    )
    return min(blocking, audits["total-blocking-time"]["numericValue"])


def _score(report: dict, name: str) -> int:
    """A category's score. That the browser notes the status of a page that is not there in its console is no fault of the page."""
    console = report["audits"]["errors-in-console"]
    noted = [
        item.get("sourceLocation", {}).get("url") for item in console.get("details", {}).get("items", [])
    ]
    is_itself = noted == [report["requestedUrl"]]
    parts = [
        (part["weight"], report["audits"][part["id"]]["score"])
        for part in report["categories"][name]["auditRefs"]
        if part["weight"] and not (is_itself and part["id"] == "errors-in-console")
    ]
    counted = [(weight, score) for weight, score in parts if score is not None]
    return round(
        100 * sum(weight * score for weight, score in counted) / sum(weight for weight, _ in counted)
    )
