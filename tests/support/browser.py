"""One browser for each test process: Playwright's synchronous API can be entered only once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]

LENGTH = """async () => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((one) => [one, ...(one.cssRules ?? [])]);
  for (const rule of rules.filter((one) => one instanceof CSSFontFaceRule)) {
    const said = (name) => rule.style.getPropertyValue(name);
    const address = new URL(said('src').match(/url\\("?([^")]+)/)[1], rule.parentStyleSheet.href);
    const face = new FontFace(said('font-family').replaceAll('"', ''), `url("${address}")`, {weight: said('font-weight')});
    document.fonts.add(await face.load());
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return {screens: document.documentElement.scrollHeight / innerHeight, words: document.body.innerText.split(/\\s+/).length};
}"""
"""How long a page is, in windows and in words; in the site's own letters, as from the second page on."""

# Playwright's synchronous API keeps an event loop in this thread; the tests still ask the database directly.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def chromium() -> str | None:
    """The browser of the machine, or the one that Playwright installed."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    found = sorted(Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium, or .venv/bin/playwright install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()
