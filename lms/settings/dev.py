"""The embedded profile with debugging and the living style page."""

from lms.settings.embedded import *

DEBUG = True
PEOPLE_SECOND_FACTOR_ROLES = []
