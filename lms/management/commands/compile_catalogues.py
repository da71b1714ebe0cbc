"""Compile the translations; needs no gettext on the machine."""

from typing import Any

from django.core.management.base import BaseCommand

from lms.run.catalogues import compile_catalogues
from lms.settings.places import BASE_DIR


class Command(BaseCommand):
    help = "Compiles every catalogue (.po) that is newer than its compiled form (.mo)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues(BASE_DIR):
            self.stdout.write(str(path.relative_to(BASE_DIR)))
