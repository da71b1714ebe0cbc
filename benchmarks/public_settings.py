"""The embedded profile with static files as a nation is sent them, under the host of deploy/nginx."""
# ruff: noqa: F405

from lms.settings.embedded import *

STORAGES["staticfiles"] = {"BACKEND": "lms.static_files.SmallStaticFiles"}
WHITENOISE_USE_FINDERS = False
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "hoc.example.gov.vn"]
