"""Scripts that are sent from an address of their own, such as service workers: as they were collected, else their source."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage


def source_of(name: str) -> str:
    """A static script, shortened where static files were collected."""
    stored = getattr(staticfiles_storage, "stored_name", lambda one: one)(name)
    if staticfiles_storage.exists(stored):
        with staticfiles_storage.open(stored) as file:
            return str(file.read().decode())
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    with open(found, encoding="utf-8") as file:
        return file.read()
