"""Compute the statistics of quizzes from zero and say where the stored sums were wrong."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.models import Quiz
from quizzes.services.recounting import Recount, recount, recount_all


class Command(BaseCommand):
    help = (
        "Recount the statistics of all quizzes, or of one; wrong sums are corrected and named (exit code 1)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiz", help="UUID of one quiz")

    def handle(self, *_args: Any, quiz: str | None, **_options: Any) -> None:
        now = timezone.now()
        found = [recount(quiz=self._quiz(quiz), now=now)] if quiz else recount_all(now=now)
        wrong = 0
        for one in found:
            wrong += one.differed
            self.stdout.write(self._said(one))
        if wrong:
            raise CommandError(f"{wrong} quizzes had wrong sums; they were corrected.")

    def _quiz(self, uuid: str) -> Quiz:
        try:
            return Quiz.objects.get(uuid=uuid)
        except (Quiz.DoesNotExist, ValidationError) as error:
            raise CommandError(f"There is no quiz {uuid}.") from error

    def _said(self, one: Recount) -> str:
        state = "DIFFERED, corrected" if one.differed else "the same"
        return f"{one.quiz.uuid}  {one.attempts} attempts, {one.late} counted only now: {state}"
