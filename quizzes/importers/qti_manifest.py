"""What an imsmanifest says: which parts are items, in which order and sections a test asks them, and details of each. Pure."""

import posixpath
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.importers.drafts import TAG_KINDS, Draft, Tag
from quizzes.importers.packages import Package
from quizzes.importers.refusals import FileRefused
from quizzes.importers.xml_reading import Element, attribute, below, child, children, local, read_xml, words

MANIFEST = "imsmanifest.xml"
_DEEPEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the manifest knows of one item that the item itself has no place for."""

    tags: tuple[Tag, ...] = ()
    difficulty: int | None = None
    source: str = ""
    legal_basis: str = ""
    is_draft: bool = False

    def applied_to(self, draft: Draft) -> Draft:
        changes: dict[str, Any] = {"tags": self.tags, "source": self.source, "legal_basis": self.legal_basis}
        if self.difficulty is not None:
            changes["difficulty"] = self.difficulty
        if self.is_draft:
            changes["is_incomplete"] = True
        return replace(draft, **changes)


@dataclass(slots=True, kw_only=True)
class Manifest:
    """``parts``: (name, category) in the order they are asked; empty when the package has no manifest."""

    parts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    details: dict[str, Details] = field(default_factory=dict)


def manifest_of(package: Package) -> Manifest:
    """Raises ``FileRefused`` when the manifest itself cannot be read."""
    name = _name_of_manifest(package)
    data = package.read(name) if name else None
    if data is None:
        return Manifest()
    folder = posixpath.dirname(name)
    found = Manifest()
    items: list[str] = []
    tests: list[str] = []
    for resource in below(read_xml(data), "resource"):
        kind = attribute(resource, "type").lower()
        if "qti" not in kind or "associatedcontent" in kind:
            continue
        part = _part_of(resource, folder)
        if not part:
            continue
        (tests if "test" in kind else items).append(part)
        found.details[part] = _details(resource)
    for test in tests:
        found.parts += [pair for pair in _test_parts(package, test) if pair not in found.parts]
    named = {part for part, _category in found.parts}
    found.parts += [(part, ()) for part in dict.fromkeys(items) if part not in named]
    return found


def _name_of_manifest(package: Package) -> str:
    found = sorted((name for name in package.names if posixpath.basename(name).lower() == MANIFEST), key=len)
    return found[0] if found else ""


def _part_of(resource: Element, folder: str) -> str:
    address = attribute(resource, "href") or next(
        (attribute(one, "href") for one in children(resource, "file") if attribute(one, "href").lower().endswith((".xml", ".qti"))),
        "",
    )  # fmt: skip
    path = posixpath.normpath(posixpath.join(folder, urllib.parse.unquote(address))) if address else ""
    return "" if path.startswith(("..", "/")) else path


def _test_parts(package: Package, test: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    data = package.read(test)
    if data is None:
        return
    try:
        root = read_xml(data)
    except FileRefused as refusal:
        if refusal.code in {"has_dtd", "too_costly"}:
            raise
        return
    yield from _section_parts(root, (), posixpath.dirname(test))


def _section_parts(
    parent: Element, path: tuple[str, ...], folder: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in children(parent):
        name = local(part)
        if name == "assessmentItemRef":
            address = urllib.parse.unquote(attribute(part, "href"))
            yield posixpath.normpath(posixpath.join(folder, address)), path
        elif name in {"testPart", "assessmentSection"}:
            title = " ".join(attribute(part, "title").split())[:200]
            inside = (*path, title) if title and len(path) < _DEEPEST else path
            yield from _section_parts(part, inside, folder)


def _details(resource: Element) -> Details:
    """Keywords as "kind:name", difficulty, and where a question comes from, in LOM."""
    lom = next(below(child(resource, "metadata"), "lom"), None)
    if lom is None:
        return Details()
    tags = [_tag(said) for keyword in below(lom, "keyword") if (said := words(keyword))]
    level = _vocabulary(next(below(lom, "difficulty"), None))
    relations = {
        _vocabulary(child(relation, "kind")): words(next(below(relation, "description"), None))
        for relation in below(lom, "relation")
    }
    return Details(
        tags=tuple(dict.fromkeys(tags)),
        difficulty=LEVELS.get(level),
        source=relations.get("isbasedon", ""),
        legal_basis=relations.get("references", ""),
        is_draft=_vocabulary(next(below(lom, "status"), None)) == "draft",
    )


def _vocabulary(element: Element | None) -> str:
    return words(next(below(element, "value"), None)).lower()


LEVELS = {"very easy": 1, "easy": 2, "medium": 3, "difficult": 4, "very difficult": 5}
"""The five words of LOM for difficulty."""


def _tag(text: str) -> Tag:
    kind, colon, name = text.partition(":")
    if colon and kind in TAG_KINDS and name.strip():
        return Tag(kind=kind, name=name.strip())
    return Tag(kind="tag", name=text)
