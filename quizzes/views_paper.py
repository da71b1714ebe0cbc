"""A quiz on paper in the editors' admin: print, download the sheet of results, check it, enter it, or type one person's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from content.documents.sheet import SheetRefused
from quizzes import access_marking as access
from quizzes import clock
from quizzes.access_marking import MarkingDesk
from quizzes.errors import AttemptRefused, ResultsRefused
from quizzes.forms_marking import FormsForm, OnePersonForm, SheetForm
from quizzes.models import Attempt, PaperForm
from quizzes.on_paper.printing import SHEET_LEGEND
from quizzes.on_paper.result_sheet import NoHead, rows_in, write_template
from quizzes.paper_files import KINDS, paper_file
from quizzes.services.paper import SheetRow, check_rows, enter_results, make_paper_forms
from quizzes.views_sittings import DOCX, XLSX, file_answer

SALT = "quizzes.paper"
HOURS = 12


def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The printed variants, and the ways to enter results; makes more variants."""
    desk = access.get_office_desk_for(request.user, uuid)
    form = FormsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_paper_forms(
                quiz=desk.quiz,
                count=form.cleaned_data["count"],
                by=request.user,  # type: ignore[arg-type]  # the admin lets nobody in without an account
                now=clock.now(),
            )
        except (ResultsRefused, AttemptRefused) as refusal:
            form.add_error("count", str(refusal))
        else:
            codes = ", ".join(one.code for one in made)
            messages.success(request, _("Papers made: %(codes)s.") % {"codes": codes})
            return redirect("quizzes_paper", uuid=uuid)
    return _show(request, desk, form=form, sheet_form=SheetForm(initial=_noon()))


def _noon() -> dict[str, Any]:
    return {"sat_at": timezone.localtime().replace(second=0, microsecond=0)}


def _show(
    request: HttpRequest, desk: MarkingDesk, *, form: FormsForm | None = None, sheet_form: SheetForm
) -> HttpResponse:
    form = form or FormsForm()
    context = {
        "desk": desk,
        "form": form,
        "sheet_form": sheet_form,
        "papers": PaperForm.objects.filter(quiz=desk.quiz).select_related("made_by"),
        "entered": Attempt.objects.filter(quiz=desk.quiz, source=Attempt.Source.PAPER).count(),
        "legend": SHEET_LEGEND,
    }
    status = 422 if form.errors or sheet_form.errors else 200
    return render(request, "quizzes/admin/marking/paper.html", context, status=status)


@require_GET
def printed(request: HttpRequest, uuid: UUID, form: UUID, kind: str) -> HttpResponse:
    """The paper, its answer sheet or its key sheet as Word."""
    desk = access.get_office_desk_for(request.user, uuid)
    found = access.get_paper_form_at(desk, form)
    if kind not in KINDS:
        raise Http404
    found.quiz = desk.quiz
    return file_answer(paper_file(form=found, kind=kind), f"{kind}-{found.code}.docx", DOCX)


@require_GET
def template(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An empty sheet of results for all papers of the quiz."""
    desk = access.get_office_desk_for(request.user, uuid)
    forms = PaperForm.objects.filter(quiz=desk.quiz).values_list("code", "slots")
    data = write_template(desk.quiz.title, [(code, len(slots)) for code, slots in forms])
    return file_answer(data, "bang-nhap-ket-qua.xlsx", XLSX)


@require_POST
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read a filled sheet and show every row; nothing is entered yet."""
    desk = access.get_office_desk_for(request.user, uuid)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, desk, sheet_form=form)
    try:
        rows = [
            SheetRow(number=number, who=who, name=name, form=code, cells=cells)
            for number, who, name, code, cells in rows_in(form.cleaned_data["file"].read())
        ]
        checked = check_rows(quiz=desk.quiz, rows=rows)
    except (SheetRefused, NoHead, ResultsRefused) as refusal:
        form.add_error("file", _sentence(refusal))
        return _show(request, desk, sheet_form=form)
    wrong = [found for found in checked if found.problems]
    sat_at = form.cleaned_data["sat_at"]
    context = {
        "desk": desk,
        "checked": checked,
        "wrong": len(wrong),
        "sat_at": sat_at,
        "batch": "" if wrong else _packed(desk, rows, sat_at.isoformat()),
    }
    return render(request, "quizzes/admin/marking/paper_check.html", context, status=422 if wrong else 200)


def _sentence(refusal: Exception) -> str:
    if isinstance(refusal, ResultsRefused):
        return str(refusal)
    if isinstance(refusal, NoHead):
        return _("The sheet does not have the columns of our template. Download the template and fill it in.")
    code = getattr(refusal, "code", "")
    return {
        "too_large": _("The file is too large, or much larger inside than it looks."),
        "too_many": _("The file has too many rows."),
        "not_xlsx": _("This is not an Excel workbook (.xlsx). Save it as one and choose it again."),
        "has_dtd": _("This file contains a DTD, which is not allowed."),
    }.get(code, _("The file is damaged. Save it again in Excel and choose it anew."))


def _packed(desk: MarkingDesk, rows: list[SheetRow], sat_at: str) -> str:
    """The checked rows, signed: what is entered is what was shown."""
    listed = [[row.number, row.who, row.name, row.form, list(row.cells)] for row in rows]
    return signing.dumps({"rows": listed, "at": sat_at}, salt=f"{SALT}.{desk.quiz.uuid}", compress=True)


@require_POST
def enter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Enter a checked batch as a whole."""
    desk = access.get_office_desk_for(request.user, uuid)
    try:
        batch = signing.loads(
            request.POST.get("batch", ""), salt=f"{SALT}.{desk.quiz.uuid}", max_age=HOURS * 3600
        )
    except signing.BadSignature:
        messages.error(request, _("The checked sheet is no longer at hand. Choose the file again."))
        return redirect("quizzes_paper", uuid=uuid)
    rows = [
        SheetRow(number=number, who=who, name=name, form=code, cells=cells)
        for number, who, name, code, cells in batch["rows"]
    ]
    try:
        sat_at, now = parse_datetime(batch["at"]) or clock.now(), clock.now()
        made = enter_results(quiz=desk.quiz, rows=rows, sat_at=sat_at, by=request.user, now=now)  # type: ignore[arg-type]
    except ResultsRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("quizzes_paper", uuid=uuid)
    messages.success(request, _("Results entered: %(count)s.") % {"count": len(made)})
    return redirect("quizzes_gradebook", quiz=uuid)


def one_person(request: HttpRequest, uuid: UUID, form: UUID) -> HttpResponse:
    """Type one learner's answer sheet."""
    desk = access.get_office_desk_for(request.user, uuid)
    found = access.get_paper_form_at(desk, form)
    typed = OnePersonForm(request.POST or None, count=len(found.slots), initial=_noon())
    if request.method == "POST" and typed.is_valid():
        data = typed.cleaned_data
        row = SheetRow(number=1, who=data["who"], name=data["name"], form=found.code, cells=typed.cells())
        (checked,) = check_rows(quiz=desk.quiz, rows=[row])
        for problem in checked.problems:
            typed.add_error(None, problem)
        if not checked.problems and _entered(request, desk, row, typed):
            messages.success(request, _("The result was entered."))
            return redirect("quizzes_paper_one", uuid=uuid, form=form)
    context = {"desk": desk, "paper": found, "form": typed, "legend": SHEET_LEGEND}
    return render(
        request, "quizzes/admin/marking/paper_one.html", context, status=422 if typed.errors else 200
    )


def _entered(request: HttpRequest, desk: MarkingDesk, row: SheetRow, typed: OnePersonForm) -> bool:
    try:
        enter_results(
            quiz=desk.quiz,
            rows=[row],
            sat_at=typed.cleaned_data["sat_at"],
            by=request.user,  # type: ignore[arg-type]  # the admin lets nobody in without an account
            now=clock.now(),
        )
    except ResultsRefused as refusal:
        typed.add_error(None, str(refusal))
        return False
    return True
