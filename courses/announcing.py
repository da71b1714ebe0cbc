"""What jobs of this room do: tell the floors above that a course was completed, so that nothing above can undo the completion;
carry out what a published change of a lesson means.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from courses.models import Completion, LessonChange
from courses.services.changes import carry_out_change
from courses.signals import course_completed


def announce_completion(payload: Mapping[str, Any]) -> None:
    """Handler of ``courses.announce_completion``. A receiver that fails makes the job run again."""
    completion = Completion.objects.select_related("enrolment__course", "enrolment__learner").get(
        uuid=payload["completion"]
    )
    course_completed.send(sender=Completion, completion=completion)


def apply_change(payload: Mapping[str, Any]) -> None:
    """Handler of ``courses.apply_change``; doing it twice does nothing more."""
    change = LessonChange.objects.select_related("lesson").get(pk=payload["change"])
    carry_out_change(change=change, now=timezone.now())
