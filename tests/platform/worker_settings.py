"""The settings of a worker process in tests: the test's own database, broker and folders; jobs are really sent."""

import os
from pathlib import Path

from lms.settings.test import *

TEST_ROOT = Path(os.environ["LMS_TEST_ROOT"])
MEDIA_ROOT = TEST_ROOT / "media"
PRIVATE_ROOT = TEST_ROOT / "private"
STORAGES["private"]["OPTIONS"] = {"location": str(PRIVATE_ROOT), "base_url": None}  # noqa: F405
JOBS_DISPATCH = True
CELERY_TASK_DEFAULT_QUEUE = os.environ["LMS_TEST_QUEUE"]
