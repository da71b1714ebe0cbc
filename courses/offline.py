"""What a browser may keep of lessons, for whom: caches on a device carry a person's mark and never serve another."""

from django.utils.crypto import salted_hmac

from people.access import Person
from ui.scripts import source_of

WORKER = "courses/sw.js"


def person_mark(person: Person) -> str:
    """A person on a device: the same at every visit, saying nothing about who it is."""
    return salted_hmac("courses.offline", str(getattr(person, "uuid", ""))).hexdigest()[:16]


def worker_source() -> str:
    """The service worker as it is sent: shortened where static files were collected, else its source."""
    return source_of(WORKER)
