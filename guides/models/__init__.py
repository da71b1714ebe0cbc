"""For citizens: guides to online public services, and what stands around them. Knows no learner and no course."""

from guides.models.glossary import GlossaryPage, GlossaryTerm
from guides.models.pages import GuideIndexPage, GuidePage
from guides.models.public_service import PublicServicePage, ServiceIndexPage
from guides.models.topic import Topic

__all__ = [
    "GlossaryPage",
    "GlossaryTerm",
    "GuideIndexPage",
    "GuidePage",
    "PublicServicePage",
    "ServiceIndexPage",
    "Topic",
]
