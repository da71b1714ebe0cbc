"""The floors as written in pyproject.toml, for tests that see what imports cannot."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = CONFIG["tool"]["importlinter"]["contracts"]
LAYERS = next(c for c in CONTRACTS if c["id"] == "floors")["layers"]
HEIGHT = {
    room.strip(): len(LAYERS) - index
    for index, layer in enumerate(LAYERS)
    for room in re.split(r"[|:]", layer)
}
ROOMS = sorted(HEIGHT)


def may_lean_on(upper: str, lower: str) -> bool:
    """Whether ``upper`` may know ``lower``: the same room, or a strictly lower floor."""
    return upper == lower or HEIGHT[upper] > HEIGHT[lower]
