from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import policy_registry

        from content import legal, media_doors
        from courses import (
            legal_desk,
            receivers,  # noqa: F401 - registers
            reviewing_jobs,
        )
        from courses.announcing import announce_completion, apply_change
        from courses.importing_jobs import apply_word_import, check_word_import
        from courses.legal_basis import ended_documents
        from courses.media_door import stands_in_a_lesson_of
        from courses.page_policy import OwnPagesPolicy
        from courses.services import changes
        from courses.services.completion import ANNOUNCE
        from courses.services.copying import COPY
        from courses.services.import_applying import APPLY
        from courses.services.importing import CHECK
        from courses.services.reviewing import REMIND, TELL_REVIEWERS
        from jobs.registry import register

        register(changes.APPLY, apply_change)
        legal.register(ended_documents)
        legal.register_list(legal_desk.courses_list())
        media_doors.register(stands_in_a_lesson_of)
        policy_registry.register(Page, value=OwnPagesPolicy(Page))
        register(TELL_REVIEWERS, reviewing_jobs.tell_reviewers)
        register("courses.tell_held", reviewing_jobs.tell_held)  # promised before the gate moved to content
        register(COPY, reviewing_jobs.copy_course)
        register(REMIND, reviewing_jobs.remind_of_review)
        register(ANNOUNCE, announce_completion)
        register(CHECK, check_word_import)
        register(APPLY, apply_word_import)
