"""A question as its learner will see it, to be tried out. Nothing is stored."""

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from quizzes.access import get_desk_for, get_item_at, get_reading_desk_for
from quizzes.editors.sheet import EDITORS, Sheet
from quizzes.errors import AuthoringRefused
from quizzes.models import ItemVersion
from quizzes.scoring_examples import examples_for
from quizzes.services.wordings import clean_wording
from quizzes.trying import Trial, open_trial, try_out

SALT = "quizzes.preview"
HOURS = 12


@xframe_options_sameorigin
def item_preview(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """A stored wording, the current one or ``?phien-ban=``. Who may only draw sees it without a way to try."""
    desk = get_desk_for(request.user, uuid)
    row = get_item_at(desk, item)
    version = row.current
    if number := request.GET.get("phien-ban"):
        version = row.versions.filter(number=number).first() if number.isdigit() and len(number) < 7 else None
    if version is None:
        raise Http404
    return _shown(request, desk.bank.uuid, _trial_of(version, row.language), may_try=desk.may_read_keys)


def _trial_of(version: ItemVersion, language: str) -> Trial:
    return Trial(
        kind=version.kind,
        content=version.content,
        key=version.key,
        points=version.points,
        language=language,
    )


@require_POST
@xframe_options_sameorigin
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The wording in the editor as it stands, or an answer to a wording shown before, which travels signed."""
    get_reading_desk_for(request.user, uuid)
    if "wording" in request.POST:
        try:
            facts = signing.loads(request.POST["wording"], salt=f"{SALT}.{uuid}", max_age=HOURS * 3600)
        except signing.BadSignature:
            return render(request, "quizzes/admin/preview.html", {"is_gone": True}, status=422)
        return _shown(request, uuid, Trial(**{**facts, "points": Decimal(facts["points"])}), may_try=True)
    trial = _typed(request, uuid)
    if isinstance(trial, Sheet):
        context = {"problems": _sentences(trial)}
        return render(request, "quizzes/admin/preview.html", context, status=422)
    return _shown(request, uuid, trial, may_try=True)


def _typed(request: HttpRequest, uuid: UUID) -> Trial | Sheet:
    """What stands in the editor; the judged sheet when it cannot be shown yet."""
    sheet = _sheet_from(request, uuid)
    if not sheet.is_valid():
        return sheet
    try:
        content, key = sheet.wording()
        clean_content, clean_key = clean_wording(kind=sheet.kind, content=content, key=key)
        points = Decimal(sheet.wording_form.cleaned_data["points"])
    except (forms.ValidationError, AuthoringRefused, InvalidOperation) as error:
        sheet.problems.append(" ".join(getattr(error, "messages", [str(error)])))
        return sheet
    return Trial(
        kind=sheet.kind,
        content=clean_content.to_json(),
        key=clean_key.to_json(),
        points=points,
        language=request.POST.get("language", "vi")[:5],
    )


def _sheet_from(request: HttpRequest, uuid: UUID) -> Sheet:
    """The sheet that was sent, over the wording it edits when it names a question of this bank."""
    kind, version = request.POST.get("kind", ""), None
    if item := request.POST.get("item"):
        try:
            version = get_item_at(get_reading_desk_for(request.user, uuid), UUID(item)).current
        except ValueError as error:
            raise Http404 from error
    kind = version.kind if version else kind
    if kind not in EDITORS:
        raise Http404
    return Sheet(kind=kind, version=version).bind(request.POST)


def _sentences(sheet: Sheet) -> list[str]:
    """Everything that keeps a sheet from being shown, for the pane beside it."""
    parts: list[forms.BaseForm] = [sheet.wording_form, sheet.settings_form]
    parts += [form for rows in sheet.rows for form in rows.forms]
    told = [
        f"{part.fields[name].label}: {sentence}"
        for part in parts
        for name, errors in part.errors.items()
        for sentence in errors
    ]
    return [*sheet.problems, *told]


def _shown(request: HttpRequest, uuid: UUID, trial: Trial, *, may_try: bool) -> HttpResponse:
    is_try = may_try and request.method == "POST" and "try" in request.POST
    shown = try_out(trial, request.POST) if is_try else open_trial(trial)
    facts: dict[str, Any] = {
        "kind": trial.kind,
        "content": trial.content,
        "key": trial.key,
        "points": str(trial.points),
        "language": trial.language,
    }
    context = {
        "shown": shown,
        "question": shown.question,
        "bank_uuid": uuid,
        "may_try": may_try,
        "wording": signing.dumps(facts, salt=f"{SALT}.{uuid}", compress=True) if may_try else "",
    }
    return render(request, "quizzes/admin/preview.html", context)


@require_POST
def examples(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The scoring examples of what stands in the editor, as a piece of its page."""
    get_reading_desk_for(request.user, uuid)
    sheet = _sheet_from(request, uuid)
    return render(request, "quizzes/admin/_examples.html", {"examples": examples_for(sheet)})
