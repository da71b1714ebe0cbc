"""The embedded profile, plus one address: a signed-in view that only reads session and user."""

from lms.settings.embedded import *

ROOT_URLCONF = "benchmarks.addresses"
PEOPLE_SECOND_FACTOR_ROLES = []
