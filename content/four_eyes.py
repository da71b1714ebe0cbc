"""Four eyes: who wrote a page last, or asked for its review, does not publish it."""

from wagtail.models import PagePermissionTester


class FourEyesTester(PagePermissionTester):
    """Wagtail asks this before every act on a page. A room says whether the rule is on, and who may approve."""

    def has_rule(self) -> bool:
        raise NotImplementedError

    def may_approve(self) -> bool:
        raise NotImplementedError

    def can_publish(self) -> bool:
        """By somebody who may approve, and never what they wrote last or asked to be reviewed themselves."""
        return bool(super().can_publish()) and self._has_four_eyes()

    def can_publish_translation(self) -> bool:
        """Whether somebody may publish the page's words in another language."""
        return self.can_publish()

    def can_publish_subpage(self) -> bool:
        """What somebody has just written is not published by the same person."""
        return bool(super().can_publish_subpage()) and self._is_free()

    def can_submit_for_moderation(self) -> bool:
        return bool(super().can_submit_for_moderation()) and bool(self.can_edit())

    def _is_free(self) -> bool:
        return bool(self.user.is_superuser) or not self.has_rule()

    def _has_four_eyes(self) -> bool:
        if self._is_free():
            return True
        state = self.page.current_workflow_state
        asked_by = state.requested_by_id if state else None
        last = self.page.latest_revision
        wrote_by = last.user_id if last else self.page.owner_id
        return self.user.pk not in {asked_by, wrote_by} and self.may_approve()
