"""A Moodle backup (.mbz): its question bank, across the versions 2.x to 4.x and later. Pure.

A backup says the same as Moodle XML in other elements (``backup_question`` turns them round), so types are read in one
place. Until 3.x a category holds its questions; since 4.0 it holds entries with versions, of which the newest counts.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.importers.backup_question import Files, as_export
from quizzes.importers.drafts import Note, ParsedBank
from quizzes.importers.moodle_xml import Placed, bank_of
from quizzes.importers.packages import read_archive
from quizzes.importers.refusals import FileRefused
from quizzes.importers.xml_tree import Node, read_xml

QUESTIONS, FILES, MANIFEST = "questions.xml", "files.xml", "moodle_backup.xml"
_BLOB = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{40})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """The newest version of a question. ``category`` is the id of its category."""

    node: Node
    category: str
    status: str
    idnumber: str
    older: int


def parse_moodle_backup(data: bytes) -> ParsedBank:
    """Every question of the backup's question bank. A course without questions is a report without questions."""
    parts = read_archive(
        data, lambda name: name in {QUESTIONS, FILES, MANIFEST} or _BLOB.fullmatch(name) is not None
    )
    if QUESTIONS not in parts:
        raise FileRefused("not_this_format", QUESTIONS)
    root = read_xml(parts[QUESTIONS])
    files = _files(parts)
    paths = _paths(root)
    entries = [entry for category in root.all("question_category") for entry in _entries(category)]
    inner = {entry.node.attributes.get("id", ""): entry.node for entry in entries if _is_part(entry.node)}
    placed = [
        Placed(
            node=as_export(entry.node, files, inner, status=entry.status, idnumber=entry.idnumber),
            category=paths.get(entry.category, ()),
        )
        for entry in entries
        if not _is_part(entry.node)
    ]
    older = sum(entry.older for entry in entries if not _is_part(entry.node))
    notes = (
        [Note(severity="info", where=QUESTIONS, code="older_versions", detail=str(older))] if older else []
    )
    return bank_of("moodle_backup", placed, notes)


def _entries(category: Node) -> Iterator[_Entry]:
    id = category.attributes.get("id", "")
    for group in category.all("questions"):
        for node in group.all("question"):
            yield _Entry(node=node, category=id, status="", idnumber=value_of(node, "idnumber"), older=0)
    for group in category.all("question_bank_entries"):
        for entry in group.all("question_bank_entry"):
            versions = [
                (version, node)
                for versions in entry.all("question_version")
                for version in versions.all("question_versions")
                for questions in version.all("questions")
                for node in questions.all("question")
            ]
            if versions:
                version, node = max(versions, key=lambda pair: _number(pair[0].value("version")))
                yield _Entry(
                    node=node,
                    category=id,
                    status=version.value("status"),
                    idnumber=value_of(entry, "idnumber"),
                    older=len(versions) - 1,
                )


def _is_part(node: Node) -> bool:
    """Whether a question is only a gap of another one."""
    parent = node.value("parent")
    return parent not in {"", "0", node.attributes.get("id", "")}


def _paths(root: Node) -> dict[str, tuple[str, ...]]:
    """The names of each category by id, outermost first; the root "top" is not a name."""
    nodes = {node.attributes.get("id", ""): node for node in root.all("question_category")}

    def path(id: str, seen: frozenset[str]) -> tuple[str, ...]:
        node = nodes.get(id)
        if node is None or id in seen or len(seen) > 50:
            return ()
        name, parent = " ".join(node.value("name").split()), node.value("parent")
        if parent in {"", "0"} and name == "top":
            return ()
        return (*path(parent, seen | {id}), name)

    return {id: path(id, frozenset()) for id in nodes}


def _files(parts: dict[str, bytes]) -> Files:
    """Files of questions by area, item and path, in base64."""
    if FILES not in parts:
        return {}
    blobs = {found.group(1): data for name, data in parts.items() if (found := _BLOB.fullmatch(name))}
    files: Files = {}
    for node in read_xml(parts[FILES]).all("file"):
        data = blobs.get(node.value("contenthash"))
        if (
            node.value("component").startswith(("question", "qtype"))
            and node.value("filename") not in {"", "."}
            and data
        ):
            name = f"{node.value('filepath').strip('/')}/{node.value('filename')}".lstrip("/")
            place = (node.value("filearea"), node.value("itemid"))
            files.setdefault(place, {})[name] = base64.b64encode(data).decode()
    return files


def value_of(node: Node, name: str) -> str:
    value = node.value(name)
    return "" if value == "$@NULL@$" else value


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
