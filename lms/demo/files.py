"""Where the demo's content lies."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


def texts_in(folder: str) -> Iterator[str]:
    """Every Markdown file of a folder, in the order of file names."""
    for path in sorted((DATA / folder).glob("*.md")):
        yield path.read_text(encoding="utf-8")


def exercises() -> Iterator[str]:
    """Every exercise of the practice simulator, in the order of file names."""
    for path in sorted((DATA / "practice").glob("*.json")):
        yield path.read_text(encoding="utf-8")


def read_docx(name: str) -> bytes:
    return (DATA / "docx" / name).read_bytes()
