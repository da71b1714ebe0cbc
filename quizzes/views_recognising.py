"""Results recognised by a decision: the draft to be signed, the decision recorded, the list as Word and Excel."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quizzes import access_marking as access
from quizzes import clock
from quizzes.errors import ResultsRefused
from quizzes.forms_marking import DecisionForm
from quizzes.models import Grade, ResultDecision
from quizzes.result_documents import decision_file, results_sheet
from quizzes.services.recognising import recognisable, recognise_results
from quizzes.views_sittings import DOCX, XLSX, file_answer


def recognise(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How many results are complete; recording a decision freezes them."""
    desk = access.get_office_desk_for(request.user, uuid)
    quiz = desk.quiz
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "by": request.user, "now": clock.now()}
        try:
            recognise_results(quiz=quiz, organisation=quiz.organisation, **facts)
        except ResultsRefused as refusal:
            form.add_error("number" if refusal.code != "nothing_to_recognise" else None, str(refusal))
        else:
            messages.success(request, _("The decision was recorded; these results are frozen now."))
            return redirect("quizzes_recognise", uuid=uuid)
    context = {
        "desk": desk,
        "form": form,
        "complete": recognisable(quiz=quiz).count(),
        "passed": recognisable(quiz=quiz).filter(is_passed=True).count(),
        "waiting": Grade.objects.filter(quiz=quiz, is_provisional=True, decision=None).count(),
        "decisions": ResultDecision.objects.filter(quiz=quiz).select_related("recorded_by"),
    }
    return render(
        request, "quizzes/admin/marking/recognise.html", context, status=422 if form.errors else 200
    )


@require_GET
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The decision to be signed: number, day and signature left open."""
    desk = access.get_office_desk_for(request.user, uuid)
    data = decision_file(quiz=desk.quiz, decision=None, today=timezone.localdate())
    return file_answer(data, "du-thao-quyet-dinh.docx", DOCX)


@require_GET
def decision(request: HttpRequest, uuid: UUID, decision: UUID, kind: str) -> HttpResponse:
    """A recorded decision with its list, as Word or Excel."""
    desk = access.get_office_desk_for(request.user, uuid)
    found = access.get_decision_at(desk, decision)
    if kind == "xlsx":
        return file_answer(results_sheet(quiz=desk.quiz, decision=found), "danh-sach.xlsx", XLSX)
    data = decision_file(quiz=desk.quiz, decision=found, today=timezone.localdate())
    return file_answer(data, "quyet-dinh.docx", DOCX)
