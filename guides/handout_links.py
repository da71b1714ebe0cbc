"""Where the files to hand out of a guide or a service are."""

from django.urls import reverse
from django.utils.translation import gettext as _

GUIDES, SERVICES = "huong-dan", "dich-vu"
"""The lists a handout may belong to, as they stand in addresses."""


def handout_links(shelf: str, slug: str) -> list[tuple[str, str]]:
    """The files a team can take with it: words and addresses. None for a page that has no address yet."""
    if not slug:
        return []
    place = {"shelf": shelf, "slug": slug}
    return [
        (_("One-page handout, A4 (PDF)"), reverse("guides:handout", kwargs=place)),
        (_("Handout to change (Word)"), reverse("guides:handout_word", kwargs=place)),
        (_("Poster with a QR code, A3 (PDF)"), reverse("guides:poster", kwargs=place)),
    ]
