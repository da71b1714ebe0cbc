"""How far a batch is: what may be done to it now, and what its waiting author is told."""

from django.utils.translation import gettext as _

from content.models import WordImport
from courses.errors import ImportRefused
from jobs.models import Job


def refuse_unless_checked(*, batch: WordImport, or_applying: bool = False) -> None:
    """Two authors at the same batch: the second is told."""
    allowed = {WordImport.Status.CHECKED} | ({WordImport.Status.APPLYING} if or_applying else set())
    if batch.status not in allowed:
        raise ImportRefused(_("This file has been imported or withdrawn already."), code="not_waiting")


def tell_steps(*, batch: WordImport, done: int, of: int) -> None:
    """Write how far the work is where the waiting author looks for it."""
    WordImport.objects.filter(pk=batch.pk).update(steps_done=done, steps_all=of)


def has_stopped(*, batch: WordImport) -> bool:
    """Whether the worker has given the batch up; administrators see the job and can start it afresh."""
    if not batch.is_under_way:
        return False
    last = Job.objects.filter(payload__import=str(batch.uuid)).order_by("-pk").first()
    return last is not None and last.status == Job.Status.FAILED
