"""Mounted under the editors' admin by ``wagtail_hooks``."""

from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.failed_jobs, name="failed"),
    path("<uuid:uuid>/thu-lai/", views.retry, name="retry"),
]
