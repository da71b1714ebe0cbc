"""How far a service can be done online, in the words of the decree that grades it. Pure.

Two gradings live side by side and are never converted into one another: a level is kept as scheme and value, with the
date on which somebody read it. The schemes are data (``data/service_levels.json``).
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "service_levels.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One grade of one scheme; ``code`` names both."""

    code: str
    scheme: str
    scheme_en: str
    name: str
    name_en: str
    meaning: str
    meaning_en: str

    def said_in(self, language: str) -> tuple[str, str, str]:
        """Name, scheme and meaning in a language."""
        if language == "en":
            return self.name_en, self.scheme_en, self.meaning_en
        return self.name, self.scheme, self.meaning


@lru_cache(maxsize=1)
def all_levels() -> dict[str, Level]:
    """Every level by its code, such as ``nd-42-2022:mot-phan``."""
    return {
        f"{scheme['code']}:{level['code']}": Level(
            scheme=scheme["name"],
            scheme_en=scheme["name_en"],
            **{**level, "code": f"{scheme['code']}:{level['code']}"},
        )
        for scheme in json.loads(DATA.read_text(encoding="utf-8"))
        for level in scheme["levels"]
    }


def level_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For forms: the levels under the names of their schemes."""
    found: dict[str, list[tuple[str, str]]] = {}
    for level in all_levels().values():
        found.setdefault(level.scheme, []).append((level.code, level.name))
    return list(found.items())
