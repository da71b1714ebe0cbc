"""The provinces and cities of the country: readers say where they live, pages say which place they speak of."""

import json
from functools import lru_cache
from pathlib import Path

from content.vietnamese import sort_key

_FILE = Path(__file__).parent / "data" / "provinces.json"
_KINDS = ("Thành phố ", "Tỉnh ")


@lru_cache(maxsize=1)
def full_province_names() -> dict[str, str]:
    """Names with their kind ("Tỉnh …", "Thành phố …") by code, in the order of the Vietnamese alphabet of the short names."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    names = {row["code"]: row["name"] for row in rows}
    return dict(sorted(names.items(), key=lambda item: sort_key(_short(item[1]))))


@lru_cache(maxsize=1)
def province_names() -> dict[str, str]:
    """Short names by code, in the order of the Vietnamese alphabet."""
    return {code: _short(name) for code, name in full_province_names().items()}


def _short(name: str) -> str:
    for kind in _KINDS:
        name = name.removeprefix(kind)
    return name
