"""One file of questions becomes a bank and the quiz that asks what can be marked without anybody's hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WordImport
from people.models import Organisation, User
from quizzes.errors import ImportRefused
from quizzes.items import KINDS
from quizzes.models import Item, QuestionBank, Quiz
from quizzes.services.authoring import create_bank, create_quiz
from quizzes.services.importing import apply_batch, check_file
from quizzes.services.quizmaking import Heading, Rule, write_rule_section

MARKED_AT_ONCE = tuple(code for code, kind in KINDS.items() if not kind.needs_marking)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFromFile:
    """``report`` is that of the import: ``found``, ``imported``, ``rejected``, ``problems`` as sentences."""

    quiz: Quiz
    bank: QuestionBank
    report: dict[str, Any]


@transaction.atomic
def write_quiz_from_file(
    *,
    data: bytes,
    filename: str,
    title: str,
    bank_name: str,
    organisation: Organisation,
    by: User,
    now: datetime,
) -> QuizFromFile:
    """Open a bank with the questions of a file, and a quiz of all that are marked at once; nothing where that fails.

    Essays come into the bank and not into the quiz: it would make every learner wait for a marker.
    Raises ``ImportRefused`` (the file's own refusal, ``no_questions``) and ``AuthoringRefused`` (``name_taken``).
    """
    bank = create_bank(name=bank_name, organisation=organisation, now=now)
    batch = check_file(data=data, filename=filename, bank=bank, by=by, now=now)
    if batch.status == WordImport.Status.REFUSED:
        raise ImportRefused(" ".join(told["message"] for told in batch.report["problems"]), code="refused")
    batch = apply_batch(batch=batch, bank=bank, by=by, now=now)
    asked = Item.objects.filter(bank=bank, state=Item.State.IN_USE, current__kind__in=MARKED_AT_ONCE)
    count = asked.count()
    if not count:
        raise ImportRefused(
            _("No question that is marked without anybody's hand was found in this file."),
            code="no_questions",
        )
    quiz = create_quiz(title=title, organisation=organisation, now=now)
    rule = Rule(bank=bank, count=count, kinds=tuple(asked.values_list("current__kind", flat=True).distinct()))
    write_rule_section(quiz=quiz, rule=rule, heading=Heading())
    return QuizFromFile(quiz=quiz, bank=bank, report=batch.report)
