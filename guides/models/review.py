"""The review between a ministry editor and the citizens: a second editor reads first."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.models.four_eyes_task import FourEyesTask
from guides.access import may_keep_guides
from people.models import User


class GuideReviewTask(FourEyesTask):
    """Approved by another ministry editor or an administrator, never by who asked for it."""

    @classmethod
    def get_description(cls) -> str:
        return str(_("A second ministry editor or an administrator approves, never who handed the guide in."))

    def reviews(self, page: Page, user: User) -> bool:
        return user.is_active and may_keep_guides(user)

    def has_rule(self) -> bool:
        return bool(settings.GUIDES_FOUR_EYES)

    class Meta:
        verbose_name = _("review of a guide")
        verbose_name_plural = _("reviews of guides")
