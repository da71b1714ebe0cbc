"""Practice: an answer is looked at on request, hints are given one by one; both are recorded, neither is graded.

Moving on in a quiz that only goes forward is here too: it closes what lies behind.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quizzes.errors import AttemptClosed
from quizzes.models import Attempt, AttemptItem, Quiz

TRIES_BEFORE_EXPLAINING = 2


@transaction.atomic
def look_at_answer(*, attempt: Attempt, slot: int, now: datetime) -> None:
    """Count one try when the answer differs from the one looked at before. Nothing happens without an answer."""
    item = _open_item(attempt, slot, now)
    response = getattr(item, "response", None)
    if response is None or not response.answer or response.revision == item.checked_revision:
        return
    item.tries += 1
    item.checked_revision = response.revision
    item.save(update_fields=["tries", "checked_revision"])


@transaction.atomic
def give_hint(*, attempt: Attempt, slot: int, now: datetime) -> None:
    """Open the next hint, as long as there is one."""
    item = _open_item(attempt, slot, now)
    if item.hints_given < len(item.version.key.get("hints", ())):
        item.hints_given += 1
        item.save(update_fields=["hints_given"])


@transaction.atomic
def move_on(*, attempt: Attempt, past: int, now: datetime) -> None:
    """Close the questions up to ``past`` where a learner may only go forward; elsewhere nothing happens."""
    locked = _locked(attempt, now)
    if locked.quiz.navigation == Quiz.Navigation.FORWARD and past >= locked.open_from:
        locked.open_from = past + 1
        locked.save(update_fields=["open_from"])


def _locked(attempt: Attempt, now: datetime) -> Attempt:
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("quiz").get(pk=attempt.pk)
    if locked.is_closed or locked.deadline.is_over(now):
        raise AttemptClosed(_("This attempt is closed."))
    return locked


def _open_item(attempt: Attempt, slot: int, now: datetime) -> AttemptItem:
    locked = _locked(attempt, now)
    if locked.quiz.mode != Quiz.Mode.PRACTICE:
        raise AttemptClosed(_("Answers are explained after handing in."))
    return AttemptItem.objects.select_related("version", "response").get(attempt=locked, slot=slot)
