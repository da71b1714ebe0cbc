"""For citizens: guides to online public services, and what stands around them. Knows no learner and no course."""

from guides.models.alert_banner import AlertBanner
from guides.models.articles import CampaignPage, ExplainerPage, NewsPage, QuestionPage
from guides.models.decision_helper import DecisionHelperPage
from guides.models.directory import DirectoryPage
from guides.models.glossary import GlossaryPage, GlossaryTerm
from guides.models.link_check import LinkCheck, LinkUse
from guides.models.local_page import LocalIndexPage, LocalPage
from guides.models.pages import GuideIndexPage, GuidePage
from guides.models.public_service import PublicServicePage, ServiceIndexPage
from guides.models.review import GuideReviewTask
from guides.models.step_by_step import StepByStepPage
from guides.models.topic import Topic
from guides.models.video_page import VideoPage

__all__ = [
    "AlertBanner",
    "CampaignPage",
    "DecisionHelperPage",
    "DirectoryPage",
    "ExplainerPage",
    "GlossaryPage",
    "GlossaryTerm",
    "GuideIndexPage",
    "GuidePage",
    "GuideReviewTask",
    "LinkCheck",
    "LinkUse",
    "LocalIndexPage",
    "LocalPage",
    "NewsPage",
    "PublicServicePage",
    "QuestionPage",
    "ServiceIndexPage",
    "StepByStepPage",
    "Topic",
    "VideoPage",
]
