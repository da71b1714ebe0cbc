"""A completed course earns its certificate. A failure goes back to the announcing job, which tries again and shows it."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from certificates.services import issue_certificate
from courses.models import Completion
from courses.signals import course_completed


@receiver(course_completed, dispatch_uid="certificates.issue_on_completion")
def issue_on_completion(sender: Any, *, completion: Completion, **_extra: Any) -> None:
    if completion.enrolment.course.certificate_kind:
        issue_certificate(completion=completion, now=timezone.now())
