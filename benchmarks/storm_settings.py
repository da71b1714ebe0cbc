"""The production profile, plus the bare signed-in view; limits by address off, since all learners share one here."""

from lms.settings.production import *

ROOT_URLCONF = "benchmarks.addresses"
PEOPLE_SECOND_FACTOR_ROLES = []
SECURE_SSL_REDIRECT = False
ACCOUNT_RATE_LIMITS = False
JOBS_DISPATCH = False
