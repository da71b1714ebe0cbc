"""Translations without gettext: each ``.po`` beside its ``.mo``, compiled in Python when it is newer."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

PATTERNS = (
    "locale/*/LC_MESSAGES/*.po",
    "locale/upstream/*/LC_MESSAGES/*.po",
    "lms/wording/locale/*/LC_MESSAGES/*.po",
    "*/locale/*/LC_MESSAGES/*.po",
)


def catalogues(root: Path) -> Iterator[Path]:
    """Every catalogue that is ours: one for each room, and those that complete other people's."""
    seen: set[Path] = set()
    for pattern in PATTERNS:
        for path in sorted(root.glob(pattern)):
            if path not in seen and not path.relative_to(root).parts[0].startswith("."):
                seen.add(path)
                yield path


def compile_catalogues(root: Path) -> list[Path]:
    """Compile what is newer than its ``.mo``; several processes may ask at once. Returns what was compiled."""
    key = hashlib.sha256(str(root).encode()).hexdigest()[:12]
    lock_path = Path(tempfile.gettempdir()) / f"lms-catalogues-{os.getuid()}-{key}.lock"
    with lock_path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return [path for path in catalogues(root) if _is_stale(path) and _compile(path)]


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _compile(path: Path) -> bool:
    draft = path.with_suffix(".mo.draft")
    polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(draft))
    draft.replace(path.with_suffix(".mo"))
    return True
