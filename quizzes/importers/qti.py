"""QTI of any version, as one XML file or as a package with pictures: which version it is shows in its root elements. Pure."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from quizzes.importers import qti2, qti12
from quizzes.importers.counting import MAX_QUESTIONS
from quizzes.importers.drafts import Draft, Note, ParsedBank
from quizzes.importers.packages import Package
from quizzes.importers.pictures import PictureBox
from quizzes.importers.qti_context import Context
from quizzes.importers.qti_manifest import Manifest, manifest_of
from quizzes.importers.refusals import FileRefused
from quizzes.importers.xml_reading import Element, local, read_mended

_ITEM, _OLD, _TEST = "assessmentItem", "questestinterop", "assessmentTest"


def parse_qti(data: bytes) -> ParsedBank:
    """Every item of the file as a draft. Raises ``FileRefused`` when it is no QTI or not safe to open."""
    reading = _Reading(package=Package(data) if data.startswith(b"PK\x03\x04") else None)
    if reading.package is not None:
        reading.read_package()
    else:
        reading.read_lone_file(data)
    if not reading.drafts:
        reading.notes.append(Note(severity="error", where="", code="no_questions"))
    return ParsedBank(
        format="qti",
        drafts=tuple(reading.drafts),
        notes=tuple(reading.notes),
        pictures=reading.album.found,
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    package: Package | None
    album: PictureBox = field(default_factory=PictureBox)
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def read_lone_file(self, data: bytes) -> None:
        root, complaint = read_mended(data)
        if local(root) not in {_ITEM, _OLD}:
            raise FileRefused("not_this_format", "assessmentItem, questestinterop")
        self._add(root, complaint, Context(album=self.album), ())

    def read_package(self) -> None:
        package = self.package
        if package is None:
            return
        manifest = manifest_of(package)
        for name, category in self._files(package, manifest):
            data = package.read(name)
            if data is None:
                self._note("missing_part", name)
                continue
            self._read_part(name, data, category, manifest)

    def _read_part(self, name: str, data: bytes, category: tuple[str, ...], manifest: Manifest) -> None:
        try:
            root, complaint = read_mended(data)
        except FileRefused as refusal:
            if refusal.code in {"has_dtd", "too_costly"}:
                raise
            self._note("broken_part", name)
            return
        if local(root) in {_ITEM, _OLD}:
            context = Context(album=self.album, package=self.package, folder=posixpath.dirname(name))
            self._add(root, complaint, context, category, name=name, manifest=manifest)

    def _files(self, package: Package, manifest: Manifest) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The parts to read in the order of the test, each with the category its sections name."""
        if manifest.parts:
            yield from manifest.parts
            return
        found = [name for name in sorted(package.names) if name.lower().endswith((".xml", ".qti"))]
        if not found:
            raise FileRefused("not_this_format", "imsmanifest.xml")
        for name in found:
            yield name, ()

    def _add(
        self,
        root: Element,
        complaint: str,
        context: Context,
        category: tuple[str, ...],
        *,
        name: str = "",
        manifest: Manifest | None = None,
    ) -> None:
        first = len(self.drafts) + 1
        if local(root) == _OLD:
            new = qti12.drafts_of(root, context, first=first)
        else:
            details = manifest.details.get(name) if manifest else None
            one = qti2.draft_of(root, context.for_item(), number=first, category=category)
            new = [details.applied_to(one) if details else one]
        if complaint:
            new = [replace(draft, is_incomplete=True) for draft in new]
            self.notes.append(Note(severity="warning", where=name, code="mended_xml", detail=complaint))
        self.drafts += new
        if len(self.drafts) > MAX_QUESTIONS:
            raise FileRefused("too_many_questions", f"{MAX_QUESTIONS:,}".replace(",", "."))

    def _note(self, code: str, name: str) -> None:
        self.notes.append(Note(severity="error", where=name[:200], code=code, detail=name[:200]))
