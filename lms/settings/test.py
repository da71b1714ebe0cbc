"""Tests: fast hashing, plain static files, jobs run on demand."""

import os
import tempfile
from pathlib import Path

from lms.settings.base import *

SECRET_KEY = "test-only"  # noqa: S105 - no secret is protected by it
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": PAGES_IN_MEMORY,
}
LMS_PAGE_TOKEN_SECONDS = 0
LMS_PAGE_CACHE_SECONDS = 0  # tests that commit nothing would be shown what an earlier line of theirs made
TEST_ROOT = (
    Path(tempfile.gettempdir()) / f"lms-test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-{os.getpid()}"
)
MEDIA_ROOT = TEST_ROOT / "media"
PRIVATE_ROOT = TEST_ROOT / "private"
STORAGES["private"]["OPTIONS"] = {"location": str(PRIVATE_ROOT), "base_url": None}
PEOPLE_SECOND_FACTOR_ROLES = []
UI_STYLEGUIDE = True
CELERY_TASK_ALWAYS_EAGER = False
JOBS_DISPATCH = False  # rows only; tests call jobs.services.run_due_jobs() when they want the work done
WHITENOISE_AUTOREFRESH = False
GUIDES_CHECK_LINKS = False  # tests ask a server of their own
LISTENING_FLUSH_SECONDS = 0  # tests flush when they look
QUIZZES_CLOCK_HOLD_SECONDS = 0  # tests travel in time; those of the clock hold one of their own
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA foreign_keys=ON;PRAGMA synchronous=OFF"
