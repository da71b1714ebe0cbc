"""The translators' two commands: ``extract`` brings the catalogues up to date, ``check`` says what is missing.

Each room carries its own Vietnamese catalogue; ``locale/`` carries those that complete other people's packages.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "lms",
    "certificates",
    "courses",
    "guides",
    "listening",
    "practice",
    "quizzes",
    "content",
    "jobs",
    "people",
    "ui",
)
CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")
NAMED = re.compile(r"%\((\w+)\)[sd]|(?<!%)\{(\w+)\}")
HINT = "xgettext is missing. On Debian or Ubuntu: sudo apt-get install gettext"


def main(wish: str) -> int:
    if wish == "extract":
        return extract_all()
    problems = list(check_all())
    for problem in problems:
        print(problem)
    print(f"messages: {len(problems)} problems in {len(list(ours()))} catalogues")
    return 1 if problems else 0


def extract_all() -> int:
    if not shutil.which("xgettext"):
        print(HINT)
        return 1
    for room in ROOMS:
        (ROOT / room / "locale").mkdir(exist_ok=True)
        extract(ROOT / room)
        tidy(ROOT / room / CATALOGUE)
    return 0


def extract(folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--no-wrap", "--no-location"],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def tidy(path: Path) -> None:
    """A room without words needs no catalogue."""
    if path.exists() and not polib.pofile(str(path)):
        path.unlink()


def ours() -> Iterator[Path]:
    for room in ROOMS:
        if (ROOT / room / CATALOGUE).exists():
            yield ROOT / room / CATALOGUE
    yield from sorted([*(ROOT / "locale").rglob("*.po"), *(ROOT / "lms" / "wording").rglob("*.po")])


def check_all() -> Iterator[str]:
    for path in ours():
        yield from incomplete(path)
    if not shutil.which("xgettext"):
        print(f"messages: not compared with the code: {HINT}")
        return
    for room in ROOMS:
        yield from missing(room)


def incomplete(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        if "fuzzy" in entry.flags:
            yield f"{name}: fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"{name}: untranslated: {entry.msgid!r}"
        elif not places_agree(entry):
            yield f"{name}: the named places differ: {entry.msgid!r}"


def places_agree(entry: polib.POEntry) -> bool:
    """Every name that the translation fills in is one that the sentence has."""
    offered = places(entry.msgid) | places(entry.msgid_plural)
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return all(places(text) <= offered for text in texts)


def places(text: str) -> set[str]:
    return {first or second for first, second in NAMED.findall(text)}


def missing(room: str) -> Iterator[str]:
    """Sentences in the code that the catalogue does not know: extract into a copy and compare."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / room
        ignore = shutil.ignore_patterns("*.po", "*.mo", "__pycache__", "static", "*.woff2")
        shutil.copytree(ROOT / room, copy, ignore=ignore)
        (copy / "locale").mkdir(exist_ok=True)
        extract(copy)
        found = copy / CATALOGUE
        wanted = keys(found) if found.exists() else set()
    known = keys(ROOT / room / CATALOGUE) if (ROOT / room / CATALOGUE).exists() else set()
    for _context, msgid in sorted(wanted - known):
        yield f"{room}: not in the catalogue: {msgid!r} (make messages)"


def keys(path: Path) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
