"""The banners above public pages."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.kept import kept
from guides.models import AlertBanner


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A banner, light enough to be kept; what it says depends on the language of the page."""

    tone: str
    message: str
    message_en: str
    link_text: str
    link_text_en: str
    link_url: str
    starts_at: datetime
    ends_at: datetime

    @property
    def language(self) -> str:
        return "en" if get_language() == "en" and self.message_en else "vi"

    @property
    def shown_message(self) -> str:
        return self.message_en if self.language == "en" else self.message

    @property
    def link_language(self) -> str:
        return "en" if get_language() == "en" and self.link_text_en else "vi"

    @property
    def shown_link(self) -> str:
        return self.link_text_en if self.link_language == "en" else self.link_text

    @property
    def title(self) -> str:
        """The kind in a word; colour only repeats it."""
        return {"info": _("Announcement"), "warn": _("Please note"), "error": _("Urgent")}[self.tone]


FIELDS = (
    *("tone", "message", "message_en", "link_text", "link_text_en", "link_url"),
    *("starts_at", "ends_at"),
)
URGENT_FIRST = {"error": 0, "warn": 1, "info": 2}


def banners_at(now: datetime) -> list[Banner]:
    """What is shown at a moment, the most urgent first."""
    known = kept("banners", partial(_not_over, now))
    shown = [banner for banner in known if banner.starts_at <= now < banner.ends_at]
    return sorted(shown, key=lambda banner: (URGENT_FIRST[banner.tone], banner.ends_at))


def _not_over(now: datetime) -> tuple[Banner, ...]:
    """Those that are shown now or later: kept longer than one of them may begin or end."""
    rows = AlertBanner.objects.filter(ends_at__gt=now).values(*FIELDS)
    return tuple(Banner(**row) for row in rows)


def public_banners(request: HttpRequest) -> dict[str, object]:
    """For templates (a context processor): asked for only by the layout that shows them."""
    return {"public_banners": lambda: banners_at(timezone.now())}
