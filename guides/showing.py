"""What the screens of citizens' pages show, ready made. Nothing here knows who is reading."""

from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.addresses import address_of
from guides.listing import service_index_url, topic_url
from guides.models import GuideIndexPage, PublicServicePage
from guides.models.reviewed import ReviewedPage
from guides.queries import holder_of

Fact = tuple[str, str]


def help_contact() -> GuideIndexPage | None:
    """Whom to ask: telephone, hours and place, kept with the list of guides."""
    return GuideIndexPage.objects.only("hotline", "hotline_hours", "help_place").first()


def reviewed_context(page: ReviewedPage) -> dict[str, Any]:
    """What every page with a date of review says of itself."""
    return {
        "owner_name": holder_of(page.owner_org_role),
        "index": help_contact(),
        "address": f"{settings.SITE_URL}{address_of(page)}",
        "is_vietnamese_only": get_language() == "en",
    }


def service_context(page: PublicServicePage) -> dict[str, Any]:
    guide = page.related_guide
    return {
        **reviewed_context(page),
        "facts": _facts(page),
        "level_meaning": page.known_level.said_in(get_language() or "vi")[2] if page.known_level else "",
        "guide": guide if guide is not None and guide.live else None,
        "guide_url": address_of(guide) if guide is not None else "",
        "breadcrumb": [
            (_("Public services"), service_index_url()),
            (page.topic.display_name, topic_url(page.topic)),
        ],
    }


def _facts(page: PublicServicePage) -> list[Fact]:
    return [
        (_("Online level"), _level(page)),
        (_("Handled by"), page.handler),
        (_("Fee"), page.fee),
        (_("Time limit"), page.time_limit),
    ]


def _level(page: PublicServicePage) -> str:
    level = page.known_level
    if level is None or page.level_on is None:
        return _("See the official portal: %(host)s") % {"host": page.official_host}
    name, scheme, _meaning = level.said_in(get_language() or "vi")
    return _("%(level)s (%(scheme)s; as read on %(day)s)") % {
        "level": name,
        "scheme": scheme,
        "day": date_format(page.level_on, "SHORT_DATE_FORMAT"),
    }
