"""The review between an author and the learners: somebody else of the organisation reads first."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.models.four_eyes_task import FourEyesTask
from courses.permissions import may_approve, organisation_of_page
from people.models import User


class ReviewTask(FourEyesTask):
    """Approved by a reviewer or administrator of the organisation that owns the course, never by who asked for it."""

    @classmethod
    def get_description(cls) -> str:
        return str(_("A reviewer of the organisation approves, never the person who submitted the page."))

    def reviews(self, page: Page, user: User) -> bool:
        return may_approve(user, page)

    def concerns(self, page: Page) -> bool:
        return organisation_of_page(page) is not None

    class Meta:
        verbose_name = _("review of a course or lesson")
        verbose_name_plural = _("reviews of courses and lessons")
