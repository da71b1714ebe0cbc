"""What stops a page from being published (never from being saved): barriers for people who read otherwise."""

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from content.accessibility import Barrier
from content.models.gated import Gated
from content.services.holding import LOG_ACTION, OLD_LOG_ACTION

TOLD = 10


def stream_error(barriers: Sequence[Barrier]) -> StreamBlockValidationError:
    """The barriers as errors of a StreamField, each at its block."""
    at: dict[int, list[str]] = defaultdict(list)
    for barrier in barriers:
        at[barrier.index].append(barrier.message)
    error = StreamBlockValidationError(
        block_errors={index: ValidationError(told, code="barrier") for index, told in at.items()}
    )
    error.message = _(
        "Before others can read this, some blocks have to be mended:"
    )  # Wagtail's own is English
    return error


class _Linked(SafeString):
    """Stays HTML when Wagtail writes an (empty) name of a field before it."""

    def __radd__(self, prefix: str) -> SafeString:
        return _Linked(f"{escape(prefix)}{self}")


def sentence_with_link(barrier: Barrier) -> SafeString:
    """One barrier with a link to its block in the editor."""
    if not barrier.block_id:
        return _Linked(format_html("{} {}", barrier.place, barrier.message))
    sentence = format_html(
        '<a href="#block-{}-section">{}</a> {}', barrier.block_id, barrier.place, barrier.message
    )
    return _Linked(sentence)


def pages_not_fit(pages: Sequence[Page]) -> list[Page]:
    """Of the pages that somebody wants to publish at once, those whose newest draft has barriers."""
    gated = [page.specific for page in pages if issubclass(page.specific_class or Page, Gated)]
    drafts = [page.get_latest_revision_as_object() for page in gated]
    return [draft for draft in drafts if draft.barriers()]


def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action_class: object
) -> HttpResponse | None:
    """Publishing many pages from a list passes the same gate: none is published when one is not fit."""
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    asked = list(objects)
    if request.method == "POST" and request.POST.get("include_descendants"):
        asked += [below for page in objects for below in page.get_descendants()]
    unfit = pages_not_fit(asked)
    if not unfit:
        return None
    messages.error(
        request,
        _("Nothing was published. Open these pages and mend what is marked there: %(titles)s.")
        % {"titles": "; ".join(page.title for page in unfit[:TOLD])},
    )
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)


def log_actions(actions: LogActionRegistry) -> None:
    """What a page's history says of a page the gate held when its hour had come."""
    for name in (LOG_ACTION, OLD_LOG_ACTION):
        actions.register_action(
            name,
            gettext_lazy("Not published as planned"),
            gettext_lazy("Not published as planned: some blocks have to be mended"),
        )
