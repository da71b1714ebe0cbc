"""The index a browser looks through alone: what the site's own search finds, folded, in files small enough for a telephone."""

import json
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from content.models import EverydayWord
from content.search.folding import folded_words
from lms.export.addresses import target_of
from lms.search_sources import KINDS, Entry, all_entries

MOST_BYTES = 300_000
Row = list[str]
"""Title, its language, file, name of the kind, facts, titles folded, words folded."""


def rows(*, file_at: Callable[[str], str | None], text_of: Callable[[str], str], site: str) -> list[Row]:
    """A row for everything the search knows in the language that is spoken now; what is not in the copy is left out."""
    names = {kind.code: str(kind.name) for kind in KINDS}
    found: list[Row] = []
    for code, entries in all_entries().items():
        for entry in entries:
            target = target_of(entry.url, at="/", site=site)
            file = file_at(target.address) if target else None
            if target is None or file is None:
                continue
            place = f"#{target.fragment}" if target.fragment else ""
            text = _facts(entry, " ") if place else text_of(file)
            found.append(_row(entry, f"{file}{place}", names[code], text))
    return found


def _facts(entry: Entry, between: str) -> str:
    return between.join(fact.text for fact in entry.facts)


def _row(entry: Entry, file: str, kind: str, text: str) -> Row:
    titles = [" ".join(folded_words(title)) for title in dict.fromkeys((entry.title, *entry.others)) if title]
    words = dict.fromkeys(folded_words(f"{_facts(entry, ' ')} {text}"))
    return [
        entry.title,
        entry.language,
        file,
        kind,
        _facts(entry, " · "),
        "|".join(titles),
        " ".join(words),
    ]


def parts_of(found: Sequence[Row]) -> Iterator[str]:
    """The rows as scripts (which a page on a disk may load), each of at most ``MOST_BYTES`` unless one row alone is larger."""
    waiting: list[str] = []
    size = 0
    for row in found:
        written = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        if waiting and size + len(written.encode()) > MOST_BYTES - 100:
            yield _script(waiting)
            waiting, size = [], 0
        waiting.append(written)
        size += len(written.encode()) + 1
    if waiting:
        yield _script(waiting)


def _script(written: Sequence[str]) -> str:
    return f"copySearchPart([{','.join(written)}]);\n"


def everyday_words() -> list[list[str]]:
    """What people say and what pages call it, folded."""
    pairs = EverydayWord.objects.values_list("everyday", "official")
    return [[" ".join(folded_words(one)) for one in pair] for pair in pairs]


class _Text(HTMLParser):
    """The words of a page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._is_main = False
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_main = self._is_main or tag == "main"
        self._is_code = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._is_main = self._is_main and tag != "main"
        self._is_code = False

    def handle_data(self, data: str) -> None:
        if self._is_main and not self._is_code:
            self.words.append(data)


def text_of_page(path: Path) -> str:
    page = _Text()
    page.feed(path.read_text(encoding="utf-8"))
    return " ".join(page.words)
