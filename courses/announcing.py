"""Telling the floors above that a course was completed; done by a job, so that nothing above can undo the completion."""

from collections.abc import Mapping
from typing import Any

from courses.models import Completion
from courses.signals import course_completed


def announce_completion(payload: Mapping[str, Any]) -> None:
    """Handler of ``courses.announce_completion``. A receiver that fails makes the job run again."""
    completion = Completion.objects.select_related("enrolment__course", "enrolment__learner").get(
        uuid=payload["completion"]
    )
    course_completed.send(sender=Completion, completion=completion)
