"""Wagtail's news of pages, and the quizzes' news of attempts: one signal, one service."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_unpublished, task_submitted

from content.models import PageTranslation
from content.signals import public_pages_changed, translation_published
from courses.models import Chapter, CoursePage, LegalDocument, Lesson, LessonPage, LessonText, ReviewTask
from courses.models.stamps import restamp
from courses.services.completion import assess_for_attempt
from courses.services.publishing import (
    close_course_to_newcomers,
    open_course_to_learners,
    publish_reading_copy,
    renew_english_copy,
    renew_english_description,
    withdraw_reading_copy,
)
from courses.services.reviewing import ask_reviewers
from courses.services.settling import settle_course_page, settle_lesson_page
from quizzes.models import Attempt
from quizzes.signals import attempt_graded


@receiver([post_save, post_delete], sender=Chapter)
@receiver([post_save, post_delete], sender=Lesson)
def contents_changed(instance: Chapter | Lesson, **_kwargs: Any) -> None:
    restamp([instance.course_id])


@receiver([post_save, post_delete], sender=LessonText)
def text_changed(instance: LessonText, **_kwargs: Any) -> None:
    restamp(Lesson.objects.filter(pk=instance.lesson_id).values_list("course_id", flat=True))


@receiver([post_save, post_delete], sender=LegalDocument)
def register_changed(**_kwargs: Any) -> None:
    """Public pages of every room say which of the documents they cite hold no longer."""
    public_pages_changed.send(sender=LegalDocument)


@receiver(pre_save, sender=CoursePage)
def course_page_about_to_be_saved(instance: CoursePage, **_kwargs: Any) -> None:
    settle_course_page(page=instance, now=timezone.now())


@receiver(pre_save, sender=LessonPage)
def lesson_page_about_to_be_saved(instance: LessonPage, **_kwargs: Any) -> None:
    settle_lesson_page(page=instance)


@receiver(page_published, sender=LessonPage)
def lesson_page_published(instance: LessonPage, **_kwargs: Any) -> None:
    publish_reading_copy(page=instance, now=timezone.now())


@receiver(translation_published, sender=PageTranslation)
def english_published(page: Page, **_kwargs: Any) -> None:
    published = Page.objects.get(
        pk=page.pk
    ).specific  # as readers see it, not as the translator's draft has it
    if isinstance(published, LessonPage):
        renew_english_copy(page=published)
    elif isinstance(published, CoursePage):
        renew_english_description(page=published)


@receiver(page_unpublished, sender=LessonPage)
@receiver(post_delete, sender=LessonPage)
def lesson_page_gone(instance: LessonPage, **_kwargs: Any) -> None:
    withdraw_reading_copy(lesson=instance.lesson)


@receiver(page_published, sender=CoursePage)
def course_page_published(instance: CoursePage, **_kwargs: Any) -> None:
    open_course_to_learners(page=instance)


@receiver(page_unpublished, sender=CoursePage)
@receiver(post_delete, sender=CoursePage)
def course_page_gone(instance: CoursePage, **_kwargs: Any) -> None:
    close_course_to_newcomers(course=instance.course)


@receiver(task_submitted, sender=TaskState)
def page_was_submitted(instance: TaskState, **_kwargs: Any) -> None:
    if isinstance(instance.task.specific, ReviewTask):
        ask_reviewers(state=instance)


@receiver(attempt_graded)
def attempt_was_graded(attempt: Attempt, **_kwargs: Any) -> None:
    assess_for_attempt(attempt=attempt, now=timezone.now())
