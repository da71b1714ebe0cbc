"""Everything between an empty folder and a system that can answer, in one process: each start costs imports."""

import io
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.management.commands.load_demo import log_ins
from lms.run.catalogues import compile_catalogues
from lms.services import plant_site
from lms.settings.places import BASE_DIR, VAR_DIR
from people.models import User


class Command(BaseCommand):
    help = (
        "Compiles the translations, migrates, makes the cache table and, once, the page tree (and the demo)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help="load the demonstration into an empty database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogues(BASE_DIR)
        if is_behind():
            self.stdout.write("Making the tables …")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        plant_site()
        if options["demo"]:
            if not User.objects.exists():
                self.stdout.write("Loading the demonstration …")
                call_command("load_demo", stdout=io.StringIO())
            (VAR_DIR / "demo-log-ins.txt").write_text(log_ins(), encoding="utf-8")


def is_behind() -> bool:
    """Whether any migration waits; much cheaper than running ``migrate`` to find out."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
