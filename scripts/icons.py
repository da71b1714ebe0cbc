"""Draw the PNG icons of the installed site anew from the two SVG drawings of ours: ``python scripts/icons.py``.

Needs Playwright and a Chromium (the tests' own); what comes out is committed, so nobody else needs them.
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

UI = Path(__file__).resolve().parents[1] / "ui" / "static" / "ui"
ICONS = (
    (UI / "icon.svg", "icon-192.png", 192),
    (UI / "icon.svg", "icon-512.png", 512),
    (UI / "icons" / "maskable.svg", "maskable-192.png", 192),
    (UI / "icons" / "maskable.svg", "maskable-512.png", 512),
    (UI / "icons" / "maskable.svg", "apple-touch-180.png", 180),
)


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for source, name, size in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            drawing = source.read_text(encoding="utf-8").replace(
                "<svg ", f'<svg width="{size}" height="{size}" ', 1
            )
            page.set_content(f"<body style='margin:0'>{drawing}")
            page.screenshot(path=str(UI / "icons" / name), omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
