"""Import of questions in the editors' admin: choose a file, look at what was found, apply, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.access import get_bank_for, get_import_for
from quizzes.errors import ImportRefused
from quizzes.forms_bank import FileForm
from quizzes.previews import preview_of
from quizzes.services.importing import apply_batch, check_file, undo_batch


@require_POST
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    bank = get_bank_for(request.user, uuid)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect(bank)
    file = form.cleaned_data["file"]
    batch = check_file(
        data=file.read(),
        filename=file.name,
        bank=bank,
        by=request.user,  # type: ignore[arg-type]  # the admin lets nobody in without an account
        now=timezone.now(),
    )
    return redirect("quizzes_import", uuid=batch.uuid)


def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was found: each question, its right answer and what it was recognised by, or why it stays outside."""
    found, bank = get_import_for(request.user, uuid)
    context = {"batch": found, "bank": bank, "rows": preview_of(found, bank)}
    return render(
        request, "quizzes/import/batch.html", context, status=422 if found.status == "refused" else 200
    )


@require_POST
def decide(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """Apply or undo a batch."""
    found, bank = get_import_for(request.user, uuid)
    try:
        if verb == "apply":
            apply_batch(batch=found, bank=bank, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("The questions were imported."))
        else:
            undo_batch(batch=found, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("The import was undone."))
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("quizzes_import", uuid=uuid)
