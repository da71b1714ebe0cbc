"""What is kept of terms, banners and contacts grows old when somebody changes one; a new English version is found at once."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal, receiver
from modelsearch.index import insert_or_update_object
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_unpublished, task_submitted

from content.models import ContentMedia, PageTranslation
from content.signals import public_pages_changed, translation_published
from guides import kept
from guides.models import (
    AlertBanner,
    GlossaryTerm,
    GuideIndexPage,
    GuideReviewTask,
    LocalPage,
    VideoPage,
)
from guides.models.in_english import InEnglish
from guides.reviews import reviewed_models
from guides.services.banners import promise_renewal
from guides.services.local_pages import set_up_local_editors
from guides.services.reviewing import ask_editors
from people.models import Organisation, OrganisationName, OrganisationRole

CHANGES: list[Signal] = [post_save, post_delete]


@receiver(post_delete, sender=AlertBanner)
@receiver(CHANGES, sender=GlossaryTerm)
def shown_words_changed(sender: type[Any], **_kwargs: Any) -> None:
    public_pages_changed.send(sender=sender)


@receiver(post_save, sender=AlertBanner)
def banner_was_set(instance: AlertBanner, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        promise_renewal(banner=instance)


@receiver(post_save, sender=LocalPage)
def local_page_was_made(instance: LocalPage, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Its editors have a group from the first day: administrators only have to name them."""
    if created and not raw:
        set_up_local_editors(page=instance)


@receiver(CHANGES, sender=GuideIndexPage)
@receiver(CHANGES, sender=Organisation)
@receiver(CHANGES, sender=OrganisationName)
@receiver(CHANGES, sender=OrganisationRole)
@receiver(public_pages_changed)
def what_is_kept_grew_old(**_kwargs: Any) -> None:
    kept.forget()


@receiver([page_published, page_unpublished])
def what_pages_cite_changed(sender: type[Page], **_kwargs: Any) -> None:
    """Which documents they name is kept, too."""
    if sender in reviewed_models():
        kept.forget()


@receiver(translation_published, sender=PageTranslation)
def english_published(page: Page, **_kwargs: Any) -> None:
    """Its words are found by the search, and shown by the pages that keep them, from now on."""
    kept.forget()
    found = (
        Page.objects.live().filter(pk=page.pk).specific().first()
    )  # what is published: the translator had the draft
    if isinstance(found, InEnglish):
        insert_or_update_object(found)


@receiver(post_save, sender=ContentMedia)
def film_changed(instance: ContentMedia, raw: bool = False, **_kwargs: Any) -> None:
    """What a film says is found, and shown, as it stands now."""
    if raw:
        return
    for page in VideoPage.objects.live().filter(media=instance):
        insert_or_update_object(page)
        public_pages_changed.send(sender=ContentMedia)


@receiver(task_submitted, sender=TaskState)
def guide_was_handed_in(instance: TaskState, **_kwargs: Any) -> None:
    if isinstance(instance.task.specific, GuideReviewTask):
        ask_editors(state=instance)
