"""Pieces of the editors' admin."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from jobs.access import may_mend_jobs


class FailedJobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_mend_jobs(request.user)
