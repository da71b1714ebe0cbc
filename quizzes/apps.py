from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        from jobs.registry import register
        from quizzes.services.grading import ANNOUNCE_GRADE, announce_grade

        register(ANNOUNCE_GRADE, announce_grade)
