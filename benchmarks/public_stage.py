"""Set the stage for public pages (the demo, its catalogues, its static files) and print, as JSON, what to ask for.

python -m benchmarks.public_stage               sets it, prints addresses
python -m benchmarks.public_stage publish TITLE  gives the guide another title, prints the moment it was committed
"""

import json
import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.public_settings"
django.setup()

from django.core.management import call_command
from django.urls import reverse

from guides.models import GuidePage
from lms.run.catalogues import compile_catalogues
from lms.settings.places import BASE_DIR

GUIDE = "nop-ho-so-truc-tuyen"


def set_stage() -> dict[str, str]:
    compile_catalogues(BASE_DIR)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    from certificates.models import Certificate
    from courses.models import Course

    certificate = Certificate.objects.order_by("pk")[0]
    return {
        "guide": GuidePage.objects.get(slug=GUIDE).get_url_parts()[2],
        "course": Course.objects.published().order_by("pk")[0].get_absolute_url(),
        "certificate": reverse("certificates:verification", args=[certificate.serial]),
    }


def publish(title: str) -> float:
    guide = GuidePage.objects.get(slug=GUIDE)
    guide.title = title
    guide.save_revision().publish()
    return time.time()


if __name__ == "__main__":
    print(json.dumps(publish(sys.argv[2]) if sys.argv[1:2] == ["publish"] else set_stage()))
