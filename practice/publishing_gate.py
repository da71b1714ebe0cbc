"""Publishing many pages from a list passes the same gate as the form."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from practice.models import ScenarioPage

TOLD = 10


def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action_class: object
) -> HttpResponse | None:
    """None is published when the newest draft of one exercise cannot be played to an end."""
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    asked = list(objects)
    if request.method == "POST" and request.POST.get("include_descendants"):
        asked += [below for page in objects for below in page.get_descendants()]
    exercises = [page.specific for page in asked if issubclass(page.specific_class or Page, ScenarioPage)]
    unfit = [page for page in exercises if page.get_latest_revision_as_object().told_problems()]
    if not unfit:
        return None
    messages.error(
        request,
        _("Nothing was published. Open these exercises and mend what is marked there: %(titles)s.")
        % {"titles": "; ".join(page.title for page in unfit[:TOLD])},
    )
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
