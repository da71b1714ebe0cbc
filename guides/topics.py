"""The topics of guides, for whoever spreads the news (``content.topics``), and whom to ask (``content.contact``)."""

from content.contact import Contact
from content.topics import TopicName, TopicPage
from guides.models import GuideIndexPage, Topic
from guides.queries import guide_links, published_guides


class GuideTopics:
    """Topics with at least one published guide. One question each."""

    def names(self) -> list[TopicName]:
        topics = Topic.objects.filter(guides__live=True).distinct()
        return [
            TopicName(code=topic.code, name=topic.display_name, language=topic.name_language)
            for topic in topics
        ]

    def newest(self, code: str, *, limit: int) -> list[TopicPage]:
        guides = published_guides().filter(topic__code=code, last_published_at__isnull=False)
        links = guide_links(guides.order_by("-last_published_at", "-pk")[:limit])
        return [
            TopicPage(
                key=f"guide-{link.guide.pk}",
                title=link.title,
                language=link.language,
                path=link.url,
                summary=link.guide.summary,
                published_at=link.guide.first_published_at or link.guide.last_published_at,
                changed_at=link.guide.last_published_at,
            )
            for link in links
        ]


def guides_contact() -> Contact:
    """What stands on the list of guides. One question."""
    index = GuideIndexPage.objects.only("hotline", "hotline_hours", "help_place").first()
    if index is None:
        return Contact()
    return Contact(phone=index.hotline, hours=index.hotline_hours, place=index.help_place)
