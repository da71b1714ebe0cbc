from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LmsConfig(AppConfig):
    name = "lms"
    verbose_name = _("Front hall")

    def ready(self) -> None:
        """Tasks sent from a web process go through our Celery app; the supervisor, which imports ``lms``, stays small."""
        import lms.celery
        import lms.checks  # noqa: F401 - registers itself
        from lms import edge, page_cache

        page_cache.connect()
        edge.connect()
