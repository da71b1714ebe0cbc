"""A film that lies on an allowed host: a card that leads there. Nothing of the host is loaded before somebody goes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, StructValue, TextBlock, URLBlock


def allowed_host(address: str) -> str:
    """The listed host an address belongs to (itself or a subdomain of it), else an empty string.

    >>> allowed_host("https://www.youtube.com/watch?v=1")
    'youtube.com'
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").lower()
        is_plain = parts.scheme == "https" and not parts.username and parts.port in {None, 443}
    except ValueError:
        return ""
    if not is_plain:
        return ""
    hosts = (known for known in settings.CONTENT_EMBED_HOSTS if host == known or host.endswith(f".{known}"))
    return next(hosts, "")


class AllowedAddressBlock(URLBlock):
    """An https address on one of ``CONTENT_EMBED_HOSTS``."""

    def clean(self, value: str) -> str:
        cleaned: str = super().clean(value)
        if cleaned and not allowed_host(cleaned):
            message = gettext("Films may come only from %(hosts)s, by https. Upload this film here instead.")
            raise ValidationError(
                message, code="unlisted_host", params={"hosts": ", ".join(settings.CONTENT_EMBED_HOSTS)}
            )
        return cleaned


class ElsewhereValue(StructValue):
    @property
    def host(self) -> str:
        """The name of the host as people know it; empty where the address is not allowed (any more)."""
        return allowed_host(self.get("url") or "")


class ElsewhereBlock(StructBlock):
    title = CharBlock(label=_("Title"), max_length=200)
    url = AllowedAddressBlock(label=_("Address of the film"), max_length=500)
    minutes = CharBlock(label=_("Length"), required=False, max_length=40, help_text=_("For example 3:20."))
    has_captions = BooleanBlock(label=_("The film has captions there"), required=False)
    transcript = TextBlock(
        label=_("Transcript"),
        required=False,
        max_length=100_000,
        help_text=_("What is said and what must be seen, in words. Needed before publishing."),
    )

    class Meta:
        label = _("Film on another site")
        icon = "link-external"
        template = "content/blocks/elsewhere.html"
        value_class = ElsewhereValue
        description = _("A card that leads to a film on an allowed site; nothing is loaded from there before")
        preview_value = {
            "title": "Nộp hồ sơ trực tuyến trong ba phút",
            "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "minutes": "3:20",
            "has_captions": True,
            "transcript": "Mở Cổng Dịch vụ công quốc gia và chọn thủ tục.",
        }
        preview_template = "content/blocks/preview.html"
