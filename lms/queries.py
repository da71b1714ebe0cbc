"""What the front page shows, from every room. Four questions, however much there is."""

from typing import Any

from courses.models import Course
from guides.models import GuideIndexPage, Topic
from guides.queries import guide_index_url, newest_guides
from lms.models import HomePage

TOPICS_SHOWN = 6


def front_page(home: HomePage) -> dict[str, Any]:
    base = guide_index_url()
    topics = Topic.objects.filter(guides__live=True).distinct()[:TOPICS_SHOWN]
    warning = home.warning_page if home.warning_page_id else None
    return {
        "topics": [(topic, f"{base}#{topic.code}") for topic in topics],
        "newest": newest_guides(3),
        "course_count": Course.objects.published().count(),
        "index": GuideIndexPage.objects.only("hotline", "hotline_hours").first(),
        "warning_url": f"{base}{warning.slug}/" if warning and warning.live else "",
        "guides_url": base,
    }
