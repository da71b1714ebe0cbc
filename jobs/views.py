"""The page on which administrators see what was given up, and start it afresh."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from jobs.access import get_failed_job_for, may_mend_jobs
from jobs.models import Job
from jobs.services import retry_job

PER_PAGE = 50


@require_safe
def failed_jobs(request: HttpRequest) -> HttpResponse:
    if not may_mend_jobs(request.user):
        raise PermissionDenied
    rows = Job.objects.filter(status=Job.Status.FAILED).order_by("-due_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "jobs/failed.html", {"page": page, "max_tries": settings.JOBS_MAX_TRIES})


@require_POST
def retry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    job = get_failed_job_for(request.user, uuid)
    retry_job(job=job, now=timezone.now())
    messages.success(request, _("The job will be tried again."))
    return redirect("jobs:failed")
