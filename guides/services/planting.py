"""The lists under which citizens' pages stand."""

from django.db import transaction
from wagtail.models import Page

from guides.models import GlossaryPage, ServiceIndexPage


@transaction.atomic
def plant_citizens_pages(*, home: Page) -> list[Page]:
    """Make the lists that are not there yet; calling it again changes nothing. Returns all of them."""
    if not ServiceIndexPage.objects.exists():
        home.add_child(instance=ServiceIndexPage(title="Dịch vụ công", slug="dich-vu"))
    if not GlossaryPage.objects.exists():
        home.add_child(instance=GlossaryPage(title="Thuật ngữ", slug="thuat-ngu"))
    return [ServiceIndexPage.objects.get(), GlossaryPage.objects.get()]
