"""What the publishing gate does where nobody stands before it: the clock, and what a service publishes."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from content.accessibility import barriers_in_page
from content.errors import PublishingRefused
from content.letters import desk_address
from jobs.services import enqueue
from people.letters import write_to
from people.models import User

TELL_HELD = "content.tell_held"
LOG_ACTION = "content.publishing_held"
OLD_LOG_ACTION = "courses.publishing_held"
"""As histories say it that were written while lessons alone had a gate."""
TOLD = 5


def refuse_unfit(*, revision: Revision) -> None:
    """Raise with the first barriers in words when a version of a page must not be published.

    Raises PublishingRefused.
    """
    page = revision.as_object()
    barriers = barriers_in_page(page)
    if barriers:
        told = " ".join(f"{one.place} {one.message}" for one in barriers[:TOLD])
        raise PublishingRefused(
            _("“%(title)s” was not published, its draft is kept. %(barriers)s")
            % {"title": page.title, "barriers": told}
        )


@transaction.atomic
def hold_scheduled(*, page: Page, revision: Revision) -> None:
    """The hour has come and the page is not fit: it stays a draft, its history says so, and its keepers are written to."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(instance=page, action=LOG_ACTION, revision=revision)
    enqueue(kind=TELL_HELD, key=f"{TELL_HELD}:{revision.pk}", payload={"revision": revision.pk})


def tell_held(*, revision_id: int) -> int:
    """Write to who planned the publishing, or else to those who keep the page. Returns the letters sent."""
    from content.models.gated import Gated  # it asks this module when it publishes

    revision = Revision.objects.filter(pk=revision_id).first()
    page = revision.as_object() if revision else None
    if revision is None or not isinstance(page, Page):
        return 0
    title, address = page.title, desk_address(page)
    readers = User.objects.filter(pk=revision.user_id, is_active=True)
    if not readers and isinstance(page, Gated):
        readers = page.keepers()
    return write_to(
        readers=readers,
        subject=lambda: _("Not published as planned: %(title)s") % {"title": title},
        body=lambda: (
            _(
                "“%(title)s” was to be published now, but some blocks would shut readers out: a picture without a "
                "description, a heading left out, or the like. It stays a draft. Open it, mend what is marked and publish "
                "again.\n\n%(address)s"
            )
            % {"title": title, "address": address}
        ),
    )
