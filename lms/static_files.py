"""Static files as a nation is sent them: our own bundled and minified, all of them hashed and compressed beforehand."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from lms.bundling import bundled, minified_css

OURS = frozenset(
    {
        "ui",
        "quizzes",
        "courses",
        "guides",
        "listening",
        "practice",
        "content",
        "certificates",
        "jobs",
        "people",
        "lms",
    }
)
"""Folders of static files that are our own sources; what others have built is sent as they built it."""

Paths = Mapping[str, tuple[Storage, str]]


class SmallStaticFiles(CompressedManifestStaticFilesStorage):
    """Run by ``collectstatic`` alone; while somebody works, the sources are served as they are."""

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Our files first; then names with their hashes, and the compressed twins."""
        small = paths if dry_run else {**paths, **self._ours(paths)}
        yield from super().post_process(small, dry_run, **options)

    def _ours(self, paths: Paths) -> dict[str, tuple[Storage, str]]:
        """Every script and stylesheet of ours, rewritten in the folder that is served; always from its source."""

        def source(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        written: dict[str, tuple[Storage, str]] = {}
        for name in paths:
            place = PurePosixPath(name)
            if place.parts[0] not in OURS or place.suffix not in {".js", ".css"}:
                continue
            if place.suffix == ".css":
                text = minified_css(source(name))
            else:
                text = bundled(place.name, lambda other, at=place.parent: source(str(at / other)))  # type: ignore[misc]
            self.delete(name)
            written[name] = (self, self._save(name, ContentFile(text.encode())))
        return written
