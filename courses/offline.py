"""What a browser may keep of lessons, for whom: caches on a device carry a person's mark and never serve another."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.crypto import salted_hmac

from people.access import Person

WORKER = "courses/sw.js"


def person_mark(person: Person) -> str:
    """A person on a device: the same at every visit, saying nothing about who it is."""
    return salted_hmac("courses.offline", str(getattr(person, "uuid", ""))).hexdigest()[:16]


def worker_source() -> str:
    """The service worker as it is sent: shortened where static files were collected, else its source."""
    name = getattr(staticfiles_storage, "stored_name", lambda one: one)(WORKER)
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return str(file.read().decode())
    found = finders.find(WORKER)
    if not isinstance(found, str):
        raise FileNotFoundError(WORKER)
    with open(found, encoding="utf-8") as file:
        return file.read()
