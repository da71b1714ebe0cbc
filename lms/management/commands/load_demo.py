"""``manage.py load_demo``."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from lms.demo.cast import CAST, PASSWORD
from lms.demo.loading import load_demo


class Command(BaseCommand):
    help = "Loads the demonstration: bodies, people, guides, courses and a certificate. Running it twice is harmless."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            load_demo(now=timezone.now())
        self.stdout.write(log_ins())


def log_ins() -> str:
    """Who can sign in to the demonstration; the supervisor repeats it at every start."""
    lines = [f"  {p.email:<30} {p.staff_code:<8} {p.name:<18} {p.does}" for p in CAST]
    return "\n".join(["", "Tài khoản dùng thử", *lines, f"  Mật khẩu chung: {PASSWORD}", ""])
