"""The production profile on loopback: PostgreSQL, Redis, no https."""

from lms.settings.production import *

SECURE_SSL_REDIRECT = False
JOBS_DISPATCH = False
