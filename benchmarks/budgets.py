"""Every budget of public pages, measured as they are sent, and written down: docs/reference/public-budgets.md.

    .venv/bin/python -m benchmarks.budgets [--lighthouse] [--write]

Serves the demo with granian, static files as collectstatic makes them, pages as the page cache keeps them; opens each page in
Chromium with an empty cache. ``--lighthouse`` also runs Lighthouse 12.8.2 by npx (Node 18.20 or newer; about 12 s a page) and
takes the median of three. Ends with 1 when something is over its budget.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from benchmarks.lighthouse import SCORES, TIMES, VERSION, measured
from benchmarks.pages import ROOT, served
from benchmarks.public import staged
from tests.support.browser import FLAGS, LENGTH, chromium

REPORT = ROOT / "docs" / "reference" / "public-budgets.md"
SLOW_4G = {"latency": 562.5, "down": 1_474_560 / 8, "up": 675_000 / 8, "processor": 4}
"""Lighthouse's slow 4G as its own throttling applies it."""
EDGE_OF_3G = {"latency": 400, "down": 400_000 / 8, "up": 400_000 / 8, "processor": 6}


@dataclass(frozen=True, kw_only=True)
class Budget:
    """A row of the table of budgets; ``scores`` are Lighthouse's (0: not asked)."""

    name: str
    address: str
    html: float
    total: float
    requests: int
    nodes: int
    lcp: int
    lcp_slow: int
    tbt: int
    cls: float
    scores: list[int]
    status: int


@dataclass
class Line:
    """What was allowed and what was seen. ``most`` is a ceiling unless ``at_least``."""

    page: str
    what: str
    most: float
    seen: float
    unit: str = ""
    at_least: bool = False
    slack: float = 0
    """Share by which times may swing before they count as over."""

    @property
    def holds(self) -> bool:
        return self.seen >= self.most if self.at_least else self.seen <= self.most * (1 + self.slack)


def budgets(stage: dict[str, str]) -> list[Budget]:
    """The rows of public_budgets.json; the stage knows the addresses in braces."""
    rows = json.loads(Path(__file__).with_name("public_budgets.json").read_text())
    return [Budget(**{**row, "address": row["address"].format(**stage)}) for row in rows]


WATCH = """
const seen = window.__seen = {lcp: 0, cls: 0};
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({type, buffered: true});
watch('largest-contentful-paint', (e) => { seen.lcp = e.startTime; });
watch('layout-shift', (e) => { if (!e.hadRecentInput) seen.cls += e.value; });
"""


@dataclass(kw_only=True)
class Traffic:
    """What went over the line for one page."""

    site: str
    bytes: float = 0
    html: float = 0
    kinds: dict[str, float] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    document: str = ""
    cookies: int = 0

    @property
    def foreign(self) -> int:
        return sum(urlsplit(url).netloc not in {self.site, ""} for url in self.urls.values())


class Chrome:
    """A browser with an empty cache for each visit."""

    def __init__(self, browser: object, base: str) -> None:
        self.browser, self.base = browser, base

    def visit(
        self,
        address: str,
        *,
        line: dict[str, float] | None,
        width: int = 360,
        height: int = 640,
        **options: object,
    ) -> tuple[Page, Traffic]:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", **options
        )
        page = context.new_page()
        traffic, speak = Traffic(site=urlsplit(self.base).netloc), context.new_cdp_session(page)
        speak.on("Network.requestWillBeSent", lambda e: _asked(traffic, e))
        speak.on("Network.responseReceivedExtraInfo", lambda e: _answered(traffic, e))
        speak.on("Network.loadingFinished", lambda e: _finished(traffic, e))
        speak.send("Network.enable")
        if line:
            speak.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": line["latency"],
                    "downloadThroughput": line["down"],
                    "uploadThroughput": line["up"],
                },
            )
            speak.send("Emulation.setCPUThrottlingRate", {"rate": line["processor"]})
        page.add_init_script(WATCH)
        page.goto(self.base + address, wait_until="networkidle", timeout=60_000)
        page.wait_for_timeout(300)
        return page, traffic


def _asked(traffic: Traffic, event: dict) -> None:
    if event["request"]["url"].startswith("data:"):
        return
    traffic.urls[event["requestId"]] = event["request"]["url"]
    if event.get("type") == "Document":
        traffic.document = event["requestId"]


def _answered(traffic: Traffic, event: dict) -> None:
    traffic.cookies += any(name.lower() == "set-cookie" for name in event["headers"])


def _finished(traffic: Traffic, event: dict) -> None:
    size, url = event["encodedDataLength"], traffic.urls.get(event["requestId"], "")
    traffic.bytes += size
    if event["requestId"] == traffic.document:
        traffic.html = size
    else:
        kind = Path(urlsplit(url).path).suffix
        traffic.kinds[kind] = traffic.kinds.get(kind, 0) + size


def weighed(chrome: Chrome, budget: Budget) -> list[Line]:
    """What a page weighs, on a line that is not throttled."""
    page, traffic = chrome.visit(budget.address, line=None)
    nodes = page.evaluate("document.querySelectorAll('*').length")
    scripts = 9 if budget.name == "simulator" else 6
    cookies = traffic.cookies + len(page.context.cookies())
    page.context.close()
    return [
        Line(budget.name, "HTML, Brotli", budget.html, traffic.html / 1000, "KB"),
        Line(budget.name, "everything", budget.total, traffic.bytes / 1000, "KB"),
        Line(budget.name, "requests", budget.requests, len(traffic.urls)),
        Line(budget.name, "DOM nodes", budget.nodes, nodes),
        Line(budget.name, "styles", 10, traffic.kinds.get(".css", 0) / 1000, "KB"),
        Line(budget.name, "scripts", scripts, traffic.kinds.get(".js", 0) / 1000, "KB"),
        Line(budget.name, "fonts", 24, traffic.kinds.get(".woff2", 0) / 1000, "KB"),
        Line(budget.name, "requests to others", 0, traffic.foreign),
        Line(budget.name, "cookies", 0, cookies),
    ]


def timed(chrome: Chrome, budget: Budget) -> list[Line]:
    """How soon a page is there on slow 4G and at the edge of 3G: medians of three visits."""
    times = {"4G": [], "3G": []}
    for _round in range(3):
        for name, line in (("4G", SLOW_4G), ("3G", EDGE_OF_3G)):
            page, _traffic = chrome.visit(budget.address, line=line)
            times[name].append(page.evaluate("window.__seen"))
            page.context.close()
    fast, slow = (
        {what: statistics.median(one[what] for one in times[name]) for what in ("lcp", "cls")}
        for name in times
    )
    return [
        Line(budget.name, "LCP, slow 4G, CPU ÷4", budget.lcp, fast["lcp"], "ms", slack=0.2),
        Line(budget.name, "LCP, 400 kbit/s, CPU ÷6", budget.lcp_slow, slow["lcp"], "ms", slack=0.2),
        Line(budget.name, "CLS", budget.cls, max(fast["cls"], slow["cls"])),
    ]


GEOMETRY = """() => {
  const box = (s) => document.querySelector(s)?.getBoundingClientRect();
  return {header: box('header')?.height ?? 0, h1: box('h1')?.top ?? 999, h1s: document.querySelectorAll('h1').length,
    action: box('main #official, main .ui-button')?.bottom ?? 0};
}"""
SMALL = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, a')].filter((e) => {
  const r = e.getBoundingClientRect();
  if (r.width <= 1 || r.height <= 1 || getComputedStyle(e).visibility === 'hidden') return false;
  if (e.tagName === 'A' && getComputedStyle(e).display === 'inline') return false;
  const t = (e.type === 'radio' || e.type === 'checkbox') ? (e.closest('label') || e) : e, b = t.getBoundingClientRect();
  const least = e.tagName === 'BUTTON' || e.classList.contains('ui-button') || e.type === 'radio' ? 44 : 24;
  return b.height < least - 0.5 || b.width < 23.5;
}).length"""


def gates(chrome: Chrome, budget: Budget) -> list[Line]:
    """What neither axe nor Lighthouse sees (experience §5.3)."""
    page, _traffic = chrome.visit(budget.address, line=None)
    g = page.evaluate(GEOMETRY)
    lines = [
        Line(budget.name, "header at 360 px", 64, g["header"], "px"),
        Line(budget.name, "h1 begins at", 140, g["h1"], "px"),
        Line(budget.name, "h1 besides the one", 0, abs(g["h1s"] - 1)),
        Line(budget.name, "targets too small", 0, page.evaluate(SMALL)),
    ]
    if budget.name in {"guide", "course"}:
        lines.append(Line(budget.name, "first button ends at", 480, g["action"], "px"))
    if budget.name == "guide":
        lines += _lengths(chrome)
    sideways = "sideways at 320 to 1366 px and with letters at 200 %"
    lines.append(Line(budget.name, sideways, 0, _overflow(page), "px"))
    lines.append(Line(budget.name, "userbar", 0, page.content().count("userbar")))
    page.context.close()
    return lines


def _lengths(chrome: Chrome) -> list[Line]:
    """Every guide of the list, in Vietnamese: English says the same in more words."""
    page, _traffic = chrome.visit("/huong-dan/", line=None)
    listed = page.eval_on_selector_all("main a[href^='/huong-dan/']", "all => all.map(a => a.pathname)")
    lines = []
    for address in dict.fromkeys(one for one in listed if one != "/huong-dan/"):
        page.goto(chrome.base + address, wait_until="networkidle")
        long = page.evaluate(LENGTH)
        what = f"screens of 640 px: {address.split('/')[-2]}, {long['words']} words"
        lines.append(Line("guide", what, 4.6, long["screens"]))
    page.context.close()
    return lines


def _overflow(page: Page) -> float:
    most = 0
    for width, letters in ((320, ""), (360, ""), (768, ""), (1366, ""), (360, "200%")):
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
        most = max(most, page.evaluate("document.documentElement.scrollWidth - innerWidth"))
    return most


def played(chrome: Chrome, budget: Budget) -> list[Line]:
    """An exercise asks for nothing once it is there, and none of its fields could be sent."""
    if budget.name != "simulator":
        return []
    page, traffic = chrome.visit(budget.address, line=None)
    before = len(traffic.urls)
    page.get_by_role("button", name="Bắt đầu tập").click()
    page.wait_for_timeout(800)
    named = page.locator("[data-practice] [name]").count()
    page.context.close()
    return [
        Line(budget.name, "requests after it is there", 0, len(traffic.urls) - before),
        Line(budget.name, "fields with names in the exercise", 0, named),
    ]


def lighthouse(base: str, budget: Budget, folder: Path) -> list[Line]:
    """Lighthouse's scores and times, each the median of three runs. The budgets of LCP and TBT are set for its simulated 4G."""
    runs = [measured(base + budget.address, folder, budget.status) for _run in range(3)]
    lcp, tbt = (statistics.median(run[name] for run in runs) for name in TIMES)
    return [
        Line(budget.name, "Lighthouse: LCP, simulated slow 4G", budget.lcp, lcp, "ms", slack=0.2),
        Line(budget.name, "Lighthouse: TBT", budget.tbt, tbt, "ms"),
    ] + [
        Line(budget.name, f"Lighthouse: {name}", least, statistics.median(run[name] for run in runs), at_least=True)
        for name, least in zip(SCORES, budget.scores, strict=True)
        if least
    ]  # fmt: skip


def as_table(lines: list[Line]) -> str:
    def number(value: float) -> str:
        return f"{value:,.0f}" if value == round(value) or value >= 100 else f"{value:.2f}".rstrip("0")

    rows = [
        f"| {one.page} | {one.what} | {'≥' if one.at_least else '≤'} {number(one.most)} {one.unit}".rstrip()
        + f" | {number(one.seen)} {one.unit}".rstrip()
        + f" | {'' if one.holds else '**over**'} |"
        for one in lines
    ]
    return "\n".join(["| Page | What | Budget | Seen | |", "| --- | --- | --- | --- | --- |", *rows])


def main() -> int:
    if chromium() is None:
        sys.exit("Chromium is missing. On Debian or Ubuntu: sudo apt-get install chromium")
    with_lighthouse = "--lighthouse" in sys.argv
    if with_lighthouse and shutil.which("npx") is None:
        sys.exit("npx is missing: Lighthouse needs Node 18.20 or newer with npm")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "LMS_VAR_DIR": var,
            "LMS_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "benchmarks.public_settings",
        }
        stage = json.loads(staged(environment))
        with served("lms.wsgi:application", environment) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            chrome = Chrome(browser, base)
            chrome.visit("/", line=None)[
                0
            ].context.close()  # the first page of a new browser pays for its own start
            for budget in budgets(stage):
                for step in (weighed, timed, gates, played):
                    lines += step(chrome, budget)
            browser.close()
            if with_lighthouse:
                measured(f"{base}/", Path(var), 200)  # its first run finds everything cold
                for budget in budgets(stage):
                    lines += lighthouse(base, budget, Path(var))
    print(as_table(lines))
    if "--write" in sys.argv:
        REPORT.write_text(f"{HEAD}\n{as_table(lines)}\n", encoding="utf-8")
    return int(not all(line.holds for line in lines))


HEAD = f"""# Budgets of public pages, and what was seen

Written by `python -m benchmarks.budgets --lighthouse --write`: the demo served by granian, static files as `collectstatic` makes
them, pages as the page cache keeps them (Brotli), each opened in Chromium at 360 by 640 with an empty cache. Bytes are those on
the line, headers included. Times are medians of three with the line and the processor throttled; on a busy machine they swing,
so they count as over when they are a fifth above the budget. Lighthouse {VERSION}: mobile, simulated throttling, median of
three. axe, keyboard, print and modes: `tests/journeys`.
Blocking time counts the tasks that Lighthouse lays at an address of the page: its "unattributable" ones are the browser's own.
The page that is not there: its own status, which the browser notes in its console, is left out of "best practices".
"""

if __name__ == "__main__":
    sys.exit(main())
