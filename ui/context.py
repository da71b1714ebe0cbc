"""What every template may say without asking."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name. Touches neither session nor user: public pages stay cookie-free."""
    return {"site_name": settings.WAGTAIL_SITE_NAME}
