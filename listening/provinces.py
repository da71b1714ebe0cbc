"""Provinces and cities, for readers who say where they live."""

import json
from functools import lru_cache
from pathlib import Path

from content.vietnamese import sort_key

_FILE = Path(__file__).parent / "data" / "provinces.json"
_KINDS = ("Thành phố ", "Tỉnh ")


@lru_cache(maxsize=1)
def province_names() -> dict[str, str]:
    """Short names by code, in the order of the Vietnamese alphabet."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    names = {row["code"]: _short(row["name"]) for row in rows}
    return dict(sorted(names.items(), key=lambda item: sort_key(item[1])))


def _short(name: str) -> str:
    for kind in _KINDS:
        name = name.removeprefix(kind)
    return name
