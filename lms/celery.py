"""The Celery application; the beat table is in ``lms.schedule``."""

import os

from celery import Celery, signals

from lms.run.parent import leave_with_parent
from lms.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.embedded")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks()


# The worker and beat end when the supervisor does. Said here and not at their first signal: reading all rooms takes them
# seconds, in which a killed supervisor would leave them behind.
leave_with_parent()


@signals.worker_process_init.connect
def _leave_with_parent(**_context: object) -> None:
    """So does each process of a worker's pool."""
    leave_with_parent()
