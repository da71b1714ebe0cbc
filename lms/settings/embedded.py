"""One modest server with nothing else installed: SQLite, a folder as broker, the database as cache."""

import os
import secrets

from lms.settings.base import *

VAR_DIR.mkdir(parents=True, exist_ok=True)
if not SECRET_KEY:
    key_file = VAR_DIR / "secret_key"
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_urlsafe(64))
    SECRET_KEY = key_file.read_text().strip()

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "TIMEOUT": 600,
    },
    "pages": PAGES_IN_MEMORY,
}
LMS_SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
for folder in ("broker", "broker-control", "mail", "media", "private"):
    (VAR_DIR / folder).mkdir(parents=True, exist_ok=True)
if os.environ.get("LMS_DEMO") == "1":
    GUIDES_CHECK_LINKS = (
        os.environ.get("GUIDES_CHECK_LINKS") == "1"
    )  # a demonstration asks nobody outside by itself
    PEOPLE_SECOND_FACTOR_ROLES = []
