"""Write docs/reference/personal-data.md from what the models say about themselves."""

from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.settings.places import BASE_DIR

ROOMS = (
    *("people", "jobs", "content", "quizzes", "courses", "guides", "listening"),
    *("practice", "certificates", "lms"),
)


def described() -> str:
    """The register of processing as Markdown, one row a table."""
    lines = [
        "# Personal data",
        "",
        "Written by `manage.py describe_personal_data` from the models themselves; a test fails when this page is out of date.",
        "Public pages store nothing about their readers: no cookie, no log of ours.",
        "",
        "| Table | What | Why | How long | How erased |",
        "| --- | --- | --- | --- | --- |",
    ]
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        facts = getattr(model, "personal_data", None)
        if model._meta.app_label in ROOMS and facts:
            lines.append(
                f"| `{model._meta.label}` | {facts['what']} | {facts['why']} | {facts['how_long']} | {facts['how_erased']} |"
            )
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    help = "Write the register of personal data into docs/reference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")

    def handle(self, *args: object, **options: object) -> None:
        page = Path(BASE_DIR) / "docs" / "reference" / "personal-data.md"
        text = described()
        if not options["check"]:
            page.write_text(text)
        elif not page.exists() or page.read_text() != text:
            raise CommandError(
                "docs/reference/personal-data.md is out of date: run manage.py describe_personal_data"
            )
