"""For citizens: guides to online public services. Knows no learner and no course."""

from guides.models.pages import GuideIndexPage, GuidePage
from guides.models.topic import Topic

__all__ = ["GuideIndexPage", "GuidePage", "Topic"]
