"""Grading again after a question was corrected: choose it, look at what would change, apply."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quizzes import access_marking as access
from quizzes import clock
from quizzes.access_marking import BY_HAND, MarkingDesk
from quizzes.errors import RegradeRefused
from quizzes.forms_marking import ReasonForm
from quizzes.models import Attempt, AttemptItem, Item, Regrade
from quizzes.services.regrading import apply_regrade, concerned, is_counting, job_of, preview_regrade

PAGE = 100


@require_GET
def regrades(request: HttpRequest, uuid: UUID) -> HttpResponse:
    desk = access.get_marking_desk_for(request.user, uuid)
    return _show(request, desk)


def _show(request: HttpRequest, desk: MarkingDesk, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "desk": desk,
        "items": _corrected(desk),
        "regrades": Regrade.objects.filter(quiz=desk.quiz).select_related("item", "made_by")[:50],
        "form": ReasonForm(auto_id=False),
        "problem": problem,
    }
    return render(request, "quizzes/admin/marking/regrades.html", context, status=status)


def _corrected(desk: MarkingDesk) -> list[dict[str, object]]:
    """Questions of closed attempts that have a newer wording now, with how many sittings asked an earlier one."""
    closed = (Attempt.Status.SUBMITTED, Attempt.Status.EXPIRED)
    rows = AttemptItem.objects.filter(attempt__quiz=desk.quiz, attempt__status__in=closed)
    rows = rows.exclude(version=F("version__item__current")).exclude(version__kind__in=BY_HAND)
    counted = rows.values(
        "version__item__uuid",
        "version__item__code",
        "version__item__current__content",
        "version__item__current__number",
    ).annotate(sittings=Count("pk"))
    return [
        {
            "uuid": row["version__item__uuid"],
            "code": row["version__item__code"],
            "stem": row["version__item__current__content"]["stem"],
            "number": row["version__item__current__number"],
            "sittings": row["sittings"],
        }
        for row in counted.order_by("version__item__code")
    ]


@require_POST
def preview(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    desk = access.get_marking_desk_for(request.user, uuid)
    row = Item.objects.select_related("current").filter(uuid=item).first()
    if row is None or row.current is None or not concerned(quiz=desk.quiz, version=row.current).exists():
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        made = preview_regrade(quiz=desk.quiz, item=row, reason=reason, by=request.user, now=clock.now())  # type: ignore[arg-type]
    except RegradeRefused as refusal:
        return _show(request, desk, problem=str(refusal), status=422)
    return redirect("quizzes_regrade", uuid=uuid, regrade=made.uuid)


@require_GET
def regrade(request: HttpRequest, uuid: UUID, regrade: UUID) -> HttpResponse:
    """Whose points change, and what is left alone and why."""
    desk = access.get_marking_desk_for(request.user, uuid)
    found = access.get_regrade_at(desk, regrade)
    page = Paginator(found.changes, PAGE).get_page(request.GET.get("p"))
    sittings = Attempt.objects.filter(
        quiz=desk.quiz, uuid__in=[change["attempt"] for change in page.object_list]
    )
    people = {str(one.uuid): one for one in sittings.select_related("learner")}
    left = [change for change in found.changes if change["left"]]
    changed = [change for change in found.changes if not change["left"]]
    context = {
        "desk": desk,
        "regrade": found,
        "page": page,
        "rows": [(people.get(change["attempt"]), change) for change in page.object_list],
        "looked_at": concerned(quiz=desk.quiz, version=found.version).count(),
        "changed": len(changed),
        "left": len(left),
        "now_pass": sum(change["passed_after"] and not change["passed_before"] for change in changed),
        "now_fail": sum(change["passed_before"] and not change["passed_after"] for change in changed),
        "job": job_of(regrade=found),
        "is_counting": is_counting(regrade=found),
    }
    return render(request, "quizzes/admin/marking/regrade.html", context)


@require_POST
def apply(request: HttpRequest, uuid: UUID, regrade: UUID) -> HttpResponse:
    desk = access.get_marking_desk_for(request.user, uuid)
    found = access.get_regrade_at(desk, regrade)
    try:
        done = apply_regrade(regrade=found, by=request.user, now=clock.now())  # type: ignore[arg-type]
    except RegradeRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        is_done = done.state == Regrade.State.APPLIED
        messages.success(
            request, _("The answers were graded again.") if is_done else _("The work has begun.")
        )
    return redirect("quizzes_regrade", uuid=uuid, regrade=regrade)
