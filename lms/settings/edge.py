"""Caches in front: which one is told when a page is published (``FRONTEND_CACHE``), and how. None: nobody is."""

import os

from django.core.exceptions import ImproperlyConfigured


def _needed(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"FRONTEND_CACHE={FRONTEND_CACHE} needs {name} (docs/how-to/operate.md).")
    return value


FRONTEND_CACHE = os.environ.get("FRONTEND_CACHE", "")
if FRONTEND_CACHE == "http":
    # One or several web servers that understand PURGE, such as deploy/nginx.
    WAGTAILFRONTENDCACHE = {
        f"server {number}": {"BACKEND": "lms.purging.PurgedServer", "LOCATION": address.strip()}
        for number, address in enumerate(_needed("FRONTEND_CACHE_LOCATIONS").split(","), start=1)
    }
elif FRONTEND_CACHE == "cloudflare":
    WAGTAILFRONTENDCACHE = {
        "cloudflare": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
            "BEARER_TOKEN": _needed("CLOUDFLARE_TOKEN"),
            "ZONEID": _needed("CLOUDFLARE_ZONE"),
        }
    }
elif FRONTEND_CACHE == "cloudfront":
    # Its keys are those of the environment or of the machine, as boto3 finds them.
    WAGTAILFRONTENDCACHE = {
        "cloudfront": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudfrontBackend",
            "DISTRIBUTION_ID": _needed("CLOUDFRONT_DISTRIBUTION"),
        }
    }
elif FRONTEND_CACHE:
    raise ImproperlyConfigured("FRONTEND_CACHE is http, cloudflare, cloudfront, or not set.")
else:
    WAGTAILFRONTENDCACHE = {}

# How long a process shows kept pages before it asks again whether another has changed something.
LMS_PAGE_TOKEN_SECONDS = 1.0
