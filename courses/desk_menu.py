"""Where the editors' admin offers the desks of this room, and to whom."""

from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from courses import legal_desk, views_survey


def desk_urls() -> list[URLPattern | URLResolver]:
    return [
        path("van-ban-het-hieu-luc/", legal_desk.impact, name="courses_impact"),
        path("khao-sat/", views_survey.survey_list, name="courses_surveys"),
        path("khao-sat/<uuid:uuid>/", views_survey.survey_results, name="courses_survey"),
    ]


def impact_item() -> legal_desk.ImpactMenuItem:
    return legal_desk.ImpactMenuItem(
        _("Documents no longer in force"),
        reverse("courses_impact"),
        name="courses-impact",
        icon_name="doc-full",
        order=700,
    )


def surveys_item() -> legal_desk.ImpactMenuItem:
    return legal_desk.ImpactMenuItem(
        _("Course surveys"), reverse("courses_surveys"), name="courses-surveys", icon_name="form", order=710
    )


def legal_documents() -> legal_desk.LegalDocumentViewSet:
    return legal_desk.LegalDocumentViewSet()
