"""What this room has for the editor's desk (``content.desk_registry``)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from content.desk_registry import DeskPlace
from listening.access import may_listen
from listening.days import today
from listening.periods import USUAL, period_of
from listening.queries import dead_search_count, open_count


def places() -> list[DeskPlace]:
    return [
        DeskPlace(
            code="feedback",
            name=_("Readers’ answers to be dealt with"),
            may_see=may_listen,
            count=lambda _person: open_count(),
            url=lambda: reverse("listening_desk"),
            order=20,
        ),
        DeskPlace(
            code="dead-searches",
            name=_("Searches of the last 30 days that found nothing"),
            may_see=may_listen,
            count=lambda _person: dead_search_count(period_of(USUAL, today=today())),
            url=lambda: f"{reverse('listening_dashboard')}#khong-thay",
            order=21,
        ),
    ]
