"""Where citizens' pages are, without asking the database."""

from django.urls import reverse
from wagtail.models import Page


def address_of(page: Page) -> str:
    """The path of a page in the language of the reader: all of them stand below the one home page (``plant_site``)."""
    return reverse("wagtail_serve", args=[page.url_path.split("/", 2)[-1]])
