"""Import a file of questions into a bank; the last line of stdout is the report when ``--json`` is given."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from people.models import Organisation, User
from quizzes.errors import ImportRefused
from quizzes.importers.formats import KNOWN, detect_format
from quizzes.models import QuestionBank
from quizzes.services.authoring import create_bank
from quizzes.services.importing import (
    apply_batch,
    check_file,
    plan_for,
    read_questions,
    report_of_plan,
)
from quizzes.services.reporting import refusal_report


class Command(BaseCommand):
    help = "Import questions into a bank from Word, Excel, GIFT, Aiken, Moodle XML, a Moodle backup, QTI or JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, help="name of the bank; made when it is not there")
        parser.add_argument("--format", default="auto", choices=["auto", *KNOWN])
        parser.add_argument("--organisation", default="", help="code of the organisation the bank belongs to")
        parser.add_argument("--dry-run", action="store_true", help="check and report, write nothing")
        parser.add_argument("--json", action="store_true", help="report as one line of JSON")
        parser.add_argument("--by", default="", help="e-mail address of the person who imports")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        try:
            report = self._import(data, path.name, options)
        except ImportRefused as refusal:
            kind = options["format"] if options["format"] != "auto" else detect_format(data)
            self._tell(refusal_report(format=kind, refusal=refusal), as_json=options["json"])
            sys.exit(1)
        self._tell(report, as_json=options["json"])
        if not report["found"]:
            sys.exit(1)

    def _import(self, data: bytes, filename: str, options: dict[str, Any]) -> dict[str, Any]:
        parsed = read_questions(data=data, filename=filename, format=options["format"])
        organisation, by = _organisation(options["organisation"]), _person(options["by"])
        bank = QuestionBank.objects.filter(name=options["bank"], organisation=organisation).first()
        if options["dry_run"] or not parsed.drafts:
            return report_of_plan(planned=plan_for(bank=bank, parsed=parsed))
        now = timezone.now()
        with transaction.atomic():
            bank = bank or create_bank(name=options["bank"], organisation=organisation, now=now)
            batch = check_file(
                data=data, filename=filename, bank=bank, by=by, now=now, format=options["format"]
            )
            batch = apply_batch(batch=batch, bank=bank, by=by, now=now)
        return dict(batch.report)

    def _tell(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        self.stdout.write(
            f"{report['format']}: {report['found']} found, {report['imported']} imported, "
            f"{report['rejected']} rejected"
        )
        for problem in report["problems"]:
            self.stdout.write(f"{problem['severity']:8}{problem['where']:10} {problem['message']}")


def _organisation(code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).first() if code else Organisation.get_first_root_node()
    if found is None:
        raise CommandError(f"There is no organisation {code!r}." if code else "There is no organisation yet.")
    return found


def _person(email: str) -> User | None:
    found = User.objects.filter(email=email.lower()).first() if email else None
    if email and found is None:
        raise CommandError(f"There is no person with the address {email}.")
    return found
