"""Publishing many pages from a list passes the same gate as the form."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from guides.models import VideoPage

TOLD = 10


def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action_class: object
) -> HttpResponse | None:
    """None is published when the newest draft of one film lacks captions or a transcript."""
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    asked = list(objects)
    if request.method == "POST" and request.POST.get("include_descendants"):
        asked += [below for page in objects for below in page.get_descendants()]
    films = [page.specific for page in asked if issubclass(page.specific_class or Page, VideoPage)]
    unfit = [page for page in films if not page.get_latest_revision_as_object().media.is_complete]
    if not unfit:
        return None
    messages.error(
        request,
        _("Nothing was published. These films still lack captions or a transcript: %(titles)s.")
        % {"titles": "; ".join(page.title for page in unfit[:TOLD])},
    )
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
