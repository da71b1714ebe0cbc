"""``manage.py export_site DIR``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.export.whole import Report, export_site
from people.errors import DomainError


class Command(BaseCommand):
    help = (
        "Writes the whole public section in both languages as files that work from any web server, folder or USB stick. "
        "Replaces an earlier copy at once, and nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the copy stands when it is whole")
        parser.add_argument(
            "--base-url",
            default="",
            help="public address of the copy; without it, pages name the site itself as their home",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base_url = options["base_url"].rstrip("/")
        if base_url and urlsplit(base_url).scheme not in {"http", "https"}:
            raise CommandError("--base-url begins with https:// or http://.")
        target = Path.cwd() / options["folder"]
        try:
            report = export_site(target=target, base_url=base_url, now=timezone.localtime())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(report)
        if report.broken:
            raise CommandError("The copy has broken links and was not put in place.")
        if report.gone:
            raise CommandError(
                f"The copy is in {target}. The site itself has links that lead nowhere, see above."
            )
        self.stdout.write(f"The copy is in {target}.")

    def _tell(self, report: Report) -> None:
        self.stdout.write(
            f"{report.pages} pages, {report.files} files, {report.size / 1_000_000:.1f} MB, "
            f"{report.searchable} entries to search, {len(report.broken)} broken links, {report.seconds:.1f} s. "
            f"{report.for_the_site} addresses need the site."
        )
        for broken in report.broken:
            self.stderr.write(f"broken: {broken.link} in {broken.file}")
        for link, page in report.gone:
            self.stderr.write(f"gone from the site: {link} on {page}")
