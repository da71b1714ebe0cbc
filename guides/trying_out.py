"""The exercise that goes with a guide or a service, and the other way round. Which one, an editor chose."""

from django.db.models import Q
from wagtail.models import Page

from content.related import RelatedLink
from guides.models.pages import GuidePage
from guides.models.public_service import PublicServicePage
from guides.page_links import PageLink, links_to


def exercise_of(page: GuidePage | PublicServicePage) -> PageLink | None:
    """The published exercise to try first."""
    exercise = page.exercise
    return links_to([exercise]).get(exercise.pk) if exercise is not None else None


def explained_by(exercise: Page) -> list[RelatedLink]:
    """Published guides and services that send their readers to this exercise, in the order of the tree. Two questions, and
    one more for each of the two kinds that do.
    """
    chosen = Q(guidepage__exercise=exercise.pk) | Q(publicservicepage__exercise=exercise.pk)
    pages = Page.objects.live().public().filter(chosen).order_by("path")
    found = links_to(pages)
    return [
        RelatedLink(title=link.title, language=link.language, url=link.url)
        for page in pages
        if (link := found.get(page.pk)) is not None
    ]
