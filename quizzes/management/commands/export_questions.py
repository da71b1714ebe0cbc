"""Write a question bank as a file in another system's format, and say what that format cannot hold."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.exporters import WRITERS
from quizzes.models import QuestionBank
from quizzes.services.exporting import Export, export_bank


class Command(BaseCommand):
    help = "Export a question bank; what the format cannot hold is listed field by field."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path, help="the file to write; it is replaced")
        parser.add_argument("--bank", required=True, help="name of the bank")
        parser.add_argument("--format", required=True, choices=sorted(WRITERS))
        parser.add_argument("--organisation", default="", help="code of the organisation the bank belongs to")
        parser.add_argument("--json", action="store_true", help="report as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        export = export_bank(bank=_bank(options["bank"], options["organisation"]), format=options["format"])
        path: Path = options["out"]
        try:
            path.write_bytes(export.data)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self._tell(export, options)

    def _tell(self, export: Export, options: dict[str, Any]) -> None:
        if options["json"]:
            report = {
                "format": options["format"],
                "exported": export.exported,
                "left_out": export.left_out,
                "not_held": export.not_held,
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        self.stdout.write(
            f"{options['format']}: {export.exported} exported, {export.left_out} left out, {len(export.not_held)} not held"
        )
        for one in export.not_held:
            self.stdout.write(f"{one['where']:20} {one['name']}: {one['excerpt']}")


def _bank(name: str, organisation: str) -> QuestionBank:
    banks = QuestionBank.objects.filter(name=name)
    found = list(banks.filter(organisation__code=organisation) if organisation else banks)
    if not found:
        raise CommandError(f"There is no question bank {name!r}.")
    if len(found) > 1:
        raise CommandError(f"Several organisations have a bank {name!r}: name one with --organisation.")
    return found[0]
