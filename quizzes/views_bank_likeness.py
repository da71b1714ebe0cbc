"""Questions of a bank that say nearly the same: searched by a job, put in order by retiring one of two."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.access import get_desk_for, get_item_at, get_reading_desk_for
from quizzes.bank_reading import pairs_found
from quizzes.errors import AuthoringRefused
from quizzes.services.duplicates import ask_for_duplicates, is_out_of_date, last_search, retire_duplicate

SHOWN = 50


def duplicates(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The pairs of the last search; a new one is asked for here and followed by its progress."""
    desk = get_reading_desk_for(request.user, uuid)
    if request.method == "POST":
        ask_for_duplicates(bank=desk.bank, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        return redirect("quizzes_duplicates", uuid=uuid)
    job = last_search(bank=desk.bank)
    pairs = pairs_found(bank=desk.bank, pairs=job.result.get("pairs", [])) if job else []
    context = {
        "desk": desk,
        "bank": desk.bank,
        "job": job,
        "is_running": job is not None and job.status in {job.Status.QUEUED, job.Status.RUNNING},
        "is_old": job is not None and is_out_of_date(bank=desk.bank, job=job),
        "pairs": pairs[:SHOWN],
        "more": max(len(pairs) - SHOWN, 0),
    }
    return render(request, "quizzes/admin/duplicates.html", context)


@require_POST
def duplicate_retire(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep one of two questions and retire the other."""
    desk = get_desk_for(request.user, uuid)
    try:
        item = get_item_at(desk, UUID(request.POST.get("retire", "")))
        keep = get_item_at(desk, UUID(request.POST.get("keep", "")))
        retire_duplicate(
            item=item,
            keep=keep,
            by=request.user,  # type: ignore[arg-type]
            actor=desk.actor,
            now=timezone.now(),
        )
        messages.success(request, _("%(code)s was retired.") % {"code": item.code})
    except ValueError:
        messages.error(request, _("Choose two different questions of one bank."))
    except AuthoringRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("quizzes_duplicates", uuid=uuid)
