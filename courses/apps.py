from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses import receivers  # noqa: F401 - registers
        from courses.announcing import announce_completion
        from courses.importing_jobs import check_word_import
        from courses.services.completion import ANNOUNCE
        from courses.services.importing import CHECK
        from jobs.registry import register

        register(ANNOUNCE, announce_completion)
        register(CHECK, check_word_import)
