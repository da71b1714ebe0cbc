"""The colours in the stylesheet itself keep the contrast that WCAG 2.2 and our own floor ask for."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "ui" / "static" / "ui" / "css" / "ui.css").read_text()

# foreground, background, needed ratio: 7 for text to be read at length, 4.5 for text, 3 for shapes.
PAIRS = [
    ("text", "bg", 7),
    ("text", "surface", 7),
    ("text", "warn-bg", 7),
    ("text", "err-bg", 7),
    ("text", "ok-bg", 7),
    ("text", "info-bg", 7),
    ("muted", "bg", 4.5),
    ("muted", "surface", 4.5),
    ("link", "bg", 4.5),
    ("link", "surface", 4.5),
    ("link", "info-bg", 4.5),
    ("link", "warn-bg", 4.5),
    ("visited", "bg", 4.5),
    ("visited", "surface", 4.5),
    ("on-primary", "primary", 4.5),
    ("on-primary", "primary-hover", 4.5),
    ("on-err", "err", 4.5),
    ("bg", "text", 4.5),
    ("ok", "bg", 4.5),
    ("ok", "ok-bg", 4.5),
    ("warn", "bg", 4.5),
    ("warn", "warn-bg", 4.5),
    ("err", "bg", 4.5),
    ("err", "err-bg", 4.5),
    ("accent", "bg", 4.5),
    ("ink", "focus", 7),
    ("primary", "bg", 3),
    ("primary", "rule", 3),
    ("border", "bg", 3),
    ("border", "surface", 3),
]


def tokens_after(marker: str) -> dict[str, str]:
    start = CSS.index(marker)
    block = CSS[CSS.index("{", start) + 1 : CSS.index("}", start)]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


LIGHT = tokens_after("  :root {")
THEMES = {
    "light": LIGHT,
    "dark by the device": LIGHT | tokens_after(':root:not([data-theme="light"])'),
    "dark by choice": LIGHT | tokens_after(':root[data-theme="dark"]'),
    "strong": LIGHT | tokens_after(':root[data-contrast="more"] {'),
    "strong, dark by the device": LIGHT
    | tokens_after(':root[data-contrast="more"]:not([data-theme="light"])'),
    "strong, dark by choice": LIGHT | tokens_after(':root[data-contrast="more"][data-theme="dark"]'),
}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "needed"), PAIRS)
def test_colours_can_be_read(theme: str, front: str, back: str, needed: float) -> None:
    colours = THEMES[theme]

    assert contrast(colours[front], colours[back]) >= needed


def test_the_focus_ring_is_seen_on_page_and_button() -> None:
    light, dark = THEMES["light"], THEMES["dark by choice"]

    assert contrast(light["ink"], light["bg"]) >= 3
    assert contrast(light["focus"], light["primary"]) >= 3
    assert contrast(dark["focus"], dark["bg"]) >= 3


def test_both_ways_to_darkness_show_the_same_colours() -> None:
    assert THEMES["dark by the device"] == THEMES["dark by choice"]


def test_the_measure_measures() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#0b4f8a", "#ffffff"), 2) == 8.40
