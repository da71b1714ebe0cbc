"""The only writers of guides and citizens' pages outside the editors' admin."""

from guides.services.articles import publish_article
from guides.services.guides import publish_guide
from guides.services.local_pages import (
    end_keeping_local_page,
    let_keep_local_page,
    publish_local_page,
    set_up_local_editors,
)
from guides.services.planting import plant_citizens_pages
from guides.services.public_services import publish_service
from guides.services.reviewing import set_up_guide_review
from guides.services.terms import add_terms
from guides.services.ways import publish_way

__all__ = [
    "add_terms",
    "end_keeping_local_page",
    "let_keep_local_page",
    "plant_citizens_pages",
    "publish_article",
    "publish_guide",
    "publish_local_page",
    "publish_service",
    "publish_way",
    "set_up_guide_review",
    "set_up_local_editors",
]
