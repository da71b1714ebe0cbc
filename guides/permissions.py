"""Who may do what with a guide in the editors' admin: a second editor publishes (``GUIDES_FOUR_EYES``)."""

from django.conf import settings
from wagtail.models import PagePermissionTester

from content.four_eyes import FourEyesTester
from guides.access import may_keep_guides


class GuidePermissionTester(FourEyesTester):
    """A guide that is wrong may be taken off at once by one person; to bring it to readers takes two."""

    def has_rule(self) -> bool:
        return bool(settings.GUIDES_FOUR_EYES)

    def may_approve(self) -> bool:
        return bool(self.user.is_active) and may_keep_guides(self.user)

    def can_publish_translation(self) -> bool:
        """The words in another language have a writer of their own: who wrote the guide is not asked."""
        return bool(PagePermissionTester.can_publish(self))


class GuideListPermissionTester(PagePermissionTester):
    """In the list of guides: a new guide is not published by the person who has just written it."""

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage()) and (
            bool(self.user.is_superuser) or not settings.GUIDES_FOUR_EYES
        )


class LocalPagePermissionTester(PagePermissionTester):
    """A province's keepers write and publish its page; to delete it, with all its history, is not theirs."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk)) and may_keep_guides(self.user)
