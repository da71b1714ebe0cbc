from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = _("Guides")

    def ready(self) -> None:
        from guides import receivers  # noqa: F401 - registers
        from guides.services.banners import RENEW, renew_pages
        from jobs.registry import register

        register(RENEW, lambda payload: renew_pages(payload=payload))
