"""Facts of a plain document that stand in its text: in labelled lines ("Lệ phí: không") or in a small table. Pure."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from content.official import official_host, official_hosts_in
from content.plain import Document, Item, Listing, Paragraph, Part, Section, Table, Words
from content.vietnamese import fold
from guides.labels import labels

_HREF = re.compile(r'<a href="([^"]+)"')
_MARKUP = re.compile(r"<[^>]*>")
_LONGEST_LABEL = 40


@dataclass(slots=True)
class Facts:
    """What was found; the first word on each matter holds, later ones stay in the text."""

    values: dict[str, Words] = field(default_factory=dict)

    def take(self, label: str, value: Words, known: Mapping[str, str]) -> bool:
        name = known.get(fold(label).strip(" .*"))
        if not name or name in self.values or not value.text.strip():
            return False
        self.values[name] = value
        return True

    def text(self, name: str) -> str:
        found = self.values.get(name)
        return found.text.strip() if found else ""

    def link(self, name: str) -> str:
        """The address a fact names: where its link leads, else the official host it writes out."""
        found = self.values.get(name)
        if found is None:
            return ""
        linked = [html.unescape(address) for address in _HREF.findall(found.html)]
        written = [word.strip(".,;()<>") for word in found.text.split() if "://" in word]
        named = [f"https://{host}/" for host in official_hosts_in(found.text)]
        official = [address for address in (*linked, *written, *named) if official_host(address)]
        return next(iter((*official, *linked, *written)), found.text.strip())

    def number(self, name: str) -> int:
        digits = re.search(r"\d{1,4}", self.text(name))
        return int(digits.group()) if digits else 0


def take_facts(document: Document, *, known: Mapping[str, str] | None = None) -> tuple[Facts, Document]:
    """The facts, and the document without them; sections that held nothing else are gone."""
    known = labels().facts if known is None else known
    facts = Facts()
    intro = tuple(_left(document.intro, facts, known))
    sections = [
        (section, tuple(_left(section.parts, facts, known)), section.parts) for section in document.sections
    ]
    kept = tuple(
        Section(title=section.title, parts=parts)
        for section, parts, before in sections
        if parts or not before
    )
    return facts, replace(document, intro=intro, sections=kept)


def _left(parts: tuple[Part, ...], facts: Facts, known: Mapping[str, str]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Paragraph):
            label, value = divided(part.words)
            if not facts.take(label, value, known):
                yield part
        elif isinstance(part, Table):
            yield from _table_left(part, facts, known)
        elif isinstance(part, Listing) and not part.is_ordered:
            yield from _listing_left(part, facts, known)
        else:
            yield part


def _table_left(table: Table, facts: Facts, known: Mapping[str, str]) -> Iterator[Part]:
    rows = [table.header, *table.rows]
    is_of_facts = all(len(row) == 2 for row in rows) and 2 * sum(
        fold(row[0].text).strip(" .:*") in known for row in rows
    ) >= len(rows)
    if not is_of_facts:
        yield table
        return
    others = [row for row in rows if not facts.take(row[0].text.strip(" :"), row[1], known)]
    for row in others:
        line = f"<b>{row[0].html}</b>: {row[1].html}"
        yield Paragraph(words=Words(html=line, text=f"{row[0].text}: {row[1].text}"))


def _listing_left(listing: Listing, facts: Facts, known: Mapping[str, str]) -> Iterator[Part]:
    divisions = [(item, *divided(item.words)) for item in listing.items]
    if 2 * sum(fold(label).strip(" .*") in known for _item, label, _value in divisions) < len(divisions):
        yield listing
        return
    others: list[Item] = [item for item, label, value in divisions if not facts.take(label, value, known)]
    if others:
        rows = "".join(f"<li>{item.html}</li>" for item in others)
        yield replace(listing, items=tuple(others), html=f"<ul>{rows}</ul>")


def divided(words: Words) -> tuple[str, Words]:
    """A line as label and value ("Lệ phí: không"); the label is empty where there is none."""
    label, mark, value = words.text.partition(":")
    if not mark or len(label) > _LONGEST_LABEL or not value.strip():
        return "", words
    return label.strip(), Words(html=_after_colon(words.html), text=value.strip())


def _after_colon(markup: str) -> str:
    """What stands behind the first colon of the text, with the tags that are still open there left out."""
    for match in re.finditer(r"<[^>]*>|:", markup):
        if match.group() == ":":
            rest = markup[match.end() :]
            break
    else:
        return markup
    is_open: list[str] = []
    kept: list[str] = []
    for piece in re.split(r"(<[^>]*>)", rest):
        tag = re.match(r"</?([a-z]+)", piece)
        if tag is None or piece.endswith("/>"):
            kept.append(piece)
        elif not piece.startswith("</"):
            is_open.append(tag.group(1))
            kept.append(piece)
        elif is_open and is_open[-1] == tag.group(1):
            is_open.pop()
            kept.append(piece)
    return "".join(kept).strip()


def plain_text(markup: str) -> str:
    """Markup as a reader sees it, in one line."""
    return " ".join(html.unescape(_MARKUP.sub(" ", markup)).split())
