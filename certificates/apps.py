from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from certificates import handlers, receivers  # noqa: F401 - connecting is the purpose
        from jobs.registry import register

        register("certificates.render", handlers.render)
        register("certificates.notify", handlers.notify)
