from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        from jobs.registry import register
        from quizzes import receivers  # noqa: F401
        from quizzes.services.counting import COUNT_ATTEMPTS
        from quizzes.services.duplicates import FIND_DUPLICATES
        from quizzes.services.exporting import EXPORT
        from quizzes.services.grading import ANNOUNCE_GRADE, announce_grade
        from quizzes.services.regrading import APPLY, PREVIEW
        from quizzes.tasks import (
            apply_regrade,
            count_promised,
            export_questions,
            find_duplicates,
            preview_regrade,
        )

        register(ANNOUNCE_GRADE, announce_grade)
        register(COUNT_ATTEMPTS, count_promised)
        register(FIND_DUPLICATES, find_duplicates)
        register(EXPORT, export_questions)
        register(PREVIEW, preview_regrade)
        register(APPLY, apply_regrade)
