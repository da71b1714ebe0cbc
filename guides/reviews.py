"""What has to be read again: every page and term whose date of review has come, or comes soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from guides.models import GlossaryTerm, GuidePage
from guides.models.reviewed import ReviewedPage
from people.access import Person

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    title: str
    kind: str
    last_reviewed: date
    review_by: date
    edit_url: str
    days_late: int
    """Days since the review was due; below zero while there is time."""

    @property
    def is_overdue(self) -> bool:
        return self.days_late >= 0

    @property
    def days_left(self) -> int:
        return -self.days_late


def reviewed_models() -> list[type[Page]]:
    """Every type of page that carries a date of review."""
    return [GuidePage, *(model for model in get_page_models() if issubclass(model, ReviewedPage))]


def reviews_due(*, person: Person, today: date) -> list[ReviewRow]:
    """What somebody may edit and has to read again by a month from today, the longest overdue first."""
    return sorted(
        [*_pages_due(person, today), *_terms_due(person, today)],
        key=lambda row: (row.review_by, row.kind, row.title),
    )


def _pages_due(person: Person, today: date) -> Iterator[ReviewRow]:
    policy = policy_registry.get_by_type(Page)
    editable = policy.instances_user_has_permission_for(person, "change").values("pk")
    for model in reviewed_models():
        rows = model.objects.filter(live=True, review_by__lte=today + SOON, pk__in=editable)
        for key, title, read_on, review_by in rows.values_list("pk", "title", "last_reviewed", "review_by"):
            yield ReviewRow(
                title=title,
                kind=capfirst(str(model._meta.verbose_name)),
                last_reviewed=read_on,
                review_by=review_by,
                edit_url=reverse("wagtailadmin_pages:edit", args=[key]),
                days_late=(today - review_by).days,
            )


def _terms_due(person: Person, today: date) -> Iterator[ReviewRow]:
    if not person.has_perm("guides.change_glossaryterm"):
        return
    for term in GlossaryTerm.objects.filter(review_by__lte=today + SOON):
        yield ReviewRow(
            title=term.term,
            kind=capfirst(str(GlossaryTerm._meta.verbose_name)),
            last_reviewed=term.last_reviewed,
            review_by=term.review_by,
            edit_url=reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk]),
            days_late=(today - term.review_by).days,
        )
