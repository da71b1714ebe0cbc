"""The exercise that goes with a guide or a service, and the other way round. Which one, an editor chose."""

from wagtail.models import Page

from content.related import RelatedLink
from guides.models.pages import GuidePage
from guides.models.public_service import PublicServicePage
from guides.page_links import PageLink, link_to, links_to


def exercise_of(page: GuidePage | PublicServicePage) -> PageLink | None:
    """The published exercise to try first."""
    exercise = page.exercise
    return links_to([exercise]).get(exercise.pk) if exercise is not None else None


def explained_by(exercise: Page) -> list[RelatedLink]:
    """Published guides, then services, that send their readers to this exercise. Two questions, and two for closed pages."""
    found: list[RelatedLink] = []
    for model in (GuidePage, PublicServicePage):
        pages = model.objects.live().public().filter(exercise=exercise.pk).defer_streamfields()
        for link in map(link_to, pages.order_by("code", "title")):
            found.append(RelatedLink(title=link.title, language=link.language, url=link.url))
    return found
