"""Who may look at what the machine failed to do."""

from uuid import UUID

from django.http import Http404

from jobs.models import Job
from people.access import Person, roles_of
from people.models import Role


def may_mend_jobs(person: Person) -> bool:
    return bool(getattr(person, "is_superuser", False) or Role.ADMINISTRATOR in roles_of(person))


def get_failed_job_for(person: Person, uuid: UUID) -> Job:
    """A job that was given up, for those who may start it afresh."""
    job = Job.objects.filter(uuid=uuid, status=Job.Status.FAILED).first()
    if job is None or not may_mend_jobs(person):
        raise Http404
    return job
