"""Every page that tells citizens something asks whether it helped; pages that only lead somewhere do not."""

import pytest
from wagtail.models import Page

from content.models import StandardPage
from guides.models import (
    CampaignPage,
    ExplainerPage,
    GuideIndexPage,
    GuidePage,
    LocalPage,
    NewsPage,
    PublicServicePage,
    QuestionPage,
    StepByStepPage,
)

ASKS = 'action="/phan-hoi/"'
TELLING = (
    *(GuidePage, PublicServicePage, StepByStepPage, QuestionPage, ExplainerPage, NewsPage),
    *(CampaignPage, LocalPage, StandardPage),
)


@pytest.mark.parametrize("kind", TELLING)
def test_a_page_that_tells_something_asks_whether_it_helped(demo, client_for, kind: type[Page]):
    page = kind.objects.live().first()
    assert page is not None, "the demonstration has one of each kind"
    response = client_for().get(page.get_url_parts()[2])

    assert response.content.decode().count(ASKS) == 1
    assert not response.cookies


def test_a_list_does_not_ask(demo, client_for):
    page = GuideIndexPage.objects.live().get()

    assert ASKS not in client_for().get(page.get_url_parts()[2]).content.decode()
