"""The duty pages behind the footer's links, in both languages: read from files whose first line is the title."""

from collections.abc import Iterator
from dataclasses import dataclass

from lms.demo.files import DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    slug: str
    title: str
    title_en: str
    body: str
    body_en: str


def statements() -> Iterator[Statement]:
    for path in sorted((DATA / "pages").glob("*.vi.html")):
        slug = path.name.removesuffix(".vi.html")
        title, body = _read(slug, "vi")
        title_en, body_en = _read(slug, "en")
        yield Statement(slug=slug, title=title, title_en=title_en, body=body, body_en=body_en)


def _read(slug: str, language: str) -> tuple[str, str]:
    first, _newline, rest = (
        (DATA / "pages" / f"{slug}.{language}.html").read_text(encoding="utf-8").partition("\n")
    )
    return first.removeprefix("<h1>").removesuffix("</h1>"), rest.strip()
