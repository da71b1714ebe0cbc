"""The front hall: settings, addresses, the few screens that join every room."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
