"""What every page has that passes the publishing gate."""

from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from django.utils.timezone import localdate

from content.errors import PublishingRefused
from people.models import Membership, Role, User

if TYPE_CHECKING:
    from wagtail.models import Page, Revision

    from content.accessibility import Barrier


class Gated:
    """Mixed into a page class before ``Page``: whoever publishes and in whichever way, the publishing gate is asked."""

    def barriers(self) -> "list[Barrier]":
        """What would shut a reader out of this version; nothing when it may be published."""
        from content.accessibility import barriers_in_page

        return barriers_in_page(cast("Page", self))

    def keepers(self) -> "QuerySet[User]":
        """Who is written to when nobody in particular is to be: those who keep what citizens read."""
        return holders_of(Role.MINISTRY_EDITOR)

    def publish(self, revision: "Revision", user: User | None = None, **options: Any) -> None:
        from content.services.holding import hold_scheduled, refuse_unfit

        try:
            refuse_unfit(revision=revision)
        except PublishingRefused:
            if options.get("log_action") != "wagtail.publish.scheduled":
                raise
            # the clock must not stop for those that come after
            hold_scheduled(page=cast("Page", self), revision=revision)
            return
        super().publish(revision, user=user, **options)  # type: ignore[misc] # it is mixed into pages only


def holders_of(*roles: Role) -> "QuerySet[User]":
    """Active people who hold one of the roles anywhere today."""
    posts = Membership.objects.valid_on(localdate()).filter(role__in=roles)
    return User.objects.filter(pk__in=posts.values("person"), is_active=True)
