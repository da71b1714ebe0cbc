"""XML from strangers as a light tree that knows its line numbers, for formats without namespaces. Pure.

``xml_reading`` parses; here depth and number of elements are capped once more, so that a small file cannot become a large
tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.importers import xml_reading
from quizzes.importers.refusals import FileRefused
from quizzes.importers.xml_reading import Element, local

MAX_DEPTH = 60
MAX_ELEMENTS = 150_000


@dataclass(slots=True)
class Node:
    """An element: its name without a namespace, its text (not that of its children), and the line it begins on."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def all(self, name: str) -> list["Node"]:
        """The children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, *path: str) -> "Node | None":
        """The first child of this name, its first child of the next name, and so on."""
        found: Node | None = self
        for name in path:
            found = next((child for child in found.children if child.name == name), None) if found else None
        return found

    def value(self, *path: str, default: str = "") -> str:
        """The text at the end of a path, without blanks at its ends."""
        found = self.first(*path)
        return found.text.strip() if found is not None and found.text.strip() else default

    def walk(self) -> Iterator["Node"]:
        """This element and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def read_xml(data: bytes) -> Node:
    """The root element. Raises ``FileRefused`` (has_dtd, bad_xml, too_costly, too_large)."""
    root = xml_reading.read_xml(data.strip(b"\x00 \t\r\n"), holds_files=True)
    made = _node(root)
    waiting, count = [(root, made, 1)], 1
    while waiting:
        element, node, depth = waiting.pop()
        node.parts.append(element.text or "")
        for child in element:
            node.parts.append(child.tail or "")
            if not local(child):
                continue
            count += 1
            if count > MAX_ELEMENTS or depth >= MAX_DEPTH:
                raise FileRefused("too_costly")
            below = _node(child)
            node.children.append(below)
            waiting.append((child, below, depth + 1))
    return made


def _node(element: Element) -> Node:
    attributes = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    line = element.sourceline
    return Node(local(element), line if isinstance(line, int) else 0, attributes)
