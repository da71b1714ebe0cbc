"""What the publishing gate does where nobody stands before it: the clock, and what a service publishes."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from content.accessibility import barriers_in
from courses.errors import AuthoringRefused
from courses.letters import desk_address
from courses.models import LessonPage
from courses.permissions import AUTHORS
from courses.services.reviewing import people_with
from jobs.services import enqueue
from people.letters import write_to
from people.models import User

TELL_HELD = "courses.tell_held"
LOG_ACTION = "courses.publishing_held"


def refuse_unfit(*, revision: Revision) -> None:
    """Raise with the first barriers in words when a version of a lesson must not be published.

    Raises AuthoringRefused (``not_fit``).
    """
    page = revision.as_object()
    barriers = barriers_in(page.body)
    if barriers:
        told = " ".join(
            _("Block %(number)s (%(label)s):") % {"number": one.index + 1, "label": one.label}
            + f" {one.message}"
            for one in barriers[:5]
        )
        raise AuthoringRefused(
            _("“%(title)s” was not published, its draft is kept. %(barriers)s")
            % {"title": page.title, "barriers": told},
            code="not_fit",
        )


@transaction.atomic
def hold_scheduled(*, page: LessonPage, revision: Revision) -> None:
    """The hour has come and the lesson is not fit: it stays a draft, its history says so, and its authors are written to."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(instance=page, action=LOG_ACTION, revision=revision)
    enqueue(kind=TELL_HELD, key=f"{TELL_HELD}:{revision.pk}", payload={"revision": revision.pk})


def tell_held(*, revision_id: int) -> int:
    """Write to who planned the publishing, or else to the authors of the organisation. Returns the letters sent."""
    revision = Revision.objects.filter(pk=revision_id).first()
    page = revision.as_object() if revision else None
    if revision is None or not isinstance(page, LessonPage):
        return 0
    readers = User.objects.filter(pk=revision.user_id, is_active=True)
    if not readers:
        readers = people_with(organisation=page.lesson.course.organisation, roles=AUTHORS)
    address = desk_address(page)
    return write_to(
        readers=readers,
        subject=lambda: _("Not published as planned: %(title)s") % {"title": page.title},
        body=lambda: (
            _(
                "The lesson “%(title)s” was to be published now, but some blocks would shut readers out: a picture without a "
                "description, a heading left out, or the like. It stays a draft. Open it, mend what is marked and publish "
                "again.\n\n%(address)s"
            )
            % {"title": page.title, "address": address}
        ),
    )
