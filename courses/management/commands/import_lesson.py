"""``manage.py import_lesson FILE --course CODE``: the import screens' work for those who type."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from content.word.tree import WordRefused
from courses.errors import ImportRefused
from courses.importers.lesson import refusal_report
from courses.services.importing import import_lesson_file
from people.errors import DomainError


class Command(BaseCommand):
    help = "Import a lesson from a Word file into a course, as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--course", required=True, metavar="CODE")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the author in whose name it is done")
        parser.add_argument("--dry-run", action="store_true", help="check only; write nothing")
        parser.add_argument("--json", action="store_true", help="print one line of JSON at the end")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            report = import_lesson_file(
                data=self._bytes_of(path),
                filename=path.name,
                course_code=options["course"],
                by_email=options["by"],
                now=timezone.now(),
                is_rehearsal=options["dry_run"],
            )
        except (WordRefused, DomainError) as refusal:
            self._say(refusal_report(str(refusal), path.name), as_json=options["json"])
            raise SystemExit(1) from refusal
        self._say(report, as_json=options["json"])

    def _bytes_of(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise ImportRefused(
                _("The file %(name)s cannot be read.") % {"name": path.name}, code="no_file"
            ) from error

    def _say(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for problem in report["problems"]:
            self.stdout.write(f"[{problem['severity']}] {problem['where']}: {problem['message']}")
        self.stdout.write(
            _("%(found)s found, %(imported)s imported, %(rejected)s rejected")
            % {key: report[key] for key in ("found", "imported", "rejected")}
        )
