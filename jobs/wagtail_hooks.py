"""Registration only."""

from django.urls import include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from jobs.panels import FailedJobsMenuItem


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    """See https://docs.wagtail.org/en/stable/reference/hooks.html#register-admin-urls for the hook."""
    return [path("tac-vu-that-bai/", include("jobs.urls"))]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """See https://docs.wagtail.org/en/stable/reference/hooks.html#register-reports-menu-item for the hook."""
    return FailedJobsMenuItem(
        _("Failed jobs"), reverse("jobs:failed"), name="failed-jobs", icon_name="warning", order=900
    )
