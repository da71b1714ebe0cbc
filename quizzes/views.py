"""The learner's pages of an attempt. Owning it is the only right needed (the host has started it)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quizzes import access, clock
from quizzes.errors import AnswerRefused, AttemptClosed
from quizzes.forms_answers import Act, AnswerForm, read_act
from quizzes.grading.numbers import MAX_LENGTH
from quizzes.items.accepted import ENGLISH, VIETNAMESE
from quizzes.items.essay_text import FORMAT, answer_plain, is_formatted
from quizzes.models import Attempt, AttemptItem, Quiz
from quizzes.presenting import answer_in_words, question_page, shown_question, span_of
from quizzes.presenting.practice import practice_of
from quizzes.presenting.questions import QuestionPage, Span, paper_of, slots_of
from quizzes.presenting.words import reading_of
from quizzes.services import attempts
from quizzes.services.attempts import SavedAnswer
from quizzes.services.handing_files import hand_in_file, take_file_back
from quizzes.services.practising import give_hint, look_at_answer, move_on

MAX_UPLOAD = 200_000_000
"""No question takes more; what is larger is not even read."""


@require_GET
def number(request: HttpRequest) -> JsonResponse:
    """How a typed number is understood. Knows no question and no person; pages ask it while somebody types."""
    number_format = ENGLISH if request.GET.get("format") == ENGLISH else VIETNAMESE
    return JsonResponse({"reading": reading_of(request.GET.get("text", "")[:MAX_LENGTH], number_format)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, uuid: UUID, slot: int) -> HttpResponse:
    """One page of questions. A POST keeps the answers and does what the pressed button says."""
    found = access.get_attempt_for(request.user, uuid)
    if request.method != "POST":
        found = attempts.close_if_overdue(attempt=found, now=clock.now())
        if found.is_closed:
            return redirect("quizzes:result", uuid=uuid)
    paper = paper_of(found)
    span = span_of(quiz=found.quiz, paper=paper, slot=slot)
    if span is None:
        raise Http404
    here = _open_span(found, paper, span)
    if here != span and request.method == "POST":
        return _show(
            request,
            found,
            here,
            status=409,
            problem=_("That question was closed already, so your answer was not kept."),
        )
    if here != span:
        return redirect("quizzes:attempt", uuid=uuid, slot=here.first)
    return _answer(request, found, span) if request.method == "POST" else _show(request, found, span)


def _open_span(found: Attempt, paper: Sequence[tuple[int, int]], span: Span) -> Span:
    """The page itself, or, where one goes forward only, the one page that is open."""
    if found.quiz.navigation != Quiz.Navigation.FORWARD:
        return span
    open_from = min(found.open_from, len(paper))
    return span_of(quiz=found.quiz, paper=paper, slot=open_from) or span


def _answer(request: HttpRequest, found: Attempt, span: Span) -> HttpResponse:
    slots = slots_of(found, span)
    act = read_act(request.POST.get("go", ""))
    changed: dict[int, dict[str, Any]] = {}
    is_conflict = False
    for slot in slots:
        form = AnswerForm(request.POST, slot=slot.slot, kind=slot.version.kind, arrangement=slot.arrangement)
        try:
            saved = _keep(slot, form)
        except AnswerRefused as refusal:
            changed[slot.slot] = _as_sent(slot, form, str(refusal.message))
            continue
        if saved is not None and saved.outcome == "late":
            return render(request, "quizzes/late.html", {"attempt": found}, status=409)
        if saved is not None and not saved.is_saved:
            is_conflict = True
            changed[slot.slot] = {"offered": answer_in_words(slot=slot, answer=saved.offered)}
    if changed:
        return _show(request, found, span, status=409 if is_conflict else 422, changed=changed)
    return _do(request, found, span, act)


def _keep(slot: AttemptItem, form: AnswerForm) -> SavedAnswer | None:
    """Save one answer; None when there is nothing to save. A page without a script posts all its questions every time."""
    if not form.is_valid():
        raise AnswerRefused(form.problem, field="answer")
    save = form.save()
    response = getattr(slot, "response", None)
    if form.cleaned_data["is_kept"] or (
        not form.has_number and _says_the_same(save.answer, response.answer if response else {})
    ):
        return None
    return attempts.save_response(
        attempt=slot.attempt,
        slot=save.slot,
        answer=save.answer,
        client=save.client,
        sequence=save.sequence,
        base_revision=save.base_revision,
        now=clock.now(),
    )


def _says_the_same(sent: object, kept: Mapping[str, Any]) -> bool:
    """Without a script the words of a formatted text come back bare: nobody has changed it, and it stays formatted."""
    if isinstance(sent, Mapping) and is_formatted(kept) and not is_formatted(sent):
        bare = {name: value for name, value in kept.items() if name != FORMAT} | {"text": ""}
        return {**sent, "text": ""} == bare and answer_plain(sent).split() == answer_plain(kept).split()
    return sent == kept


def _as_sent(slot: AttemptItem, form: AnswerForm, problem: str) -> dict[str, Any]:
    """What was sent stays in the controls, so that nobody types it again."""
    return {"body": shown_question(slot, parts=form.parts).body, "problem": problem}


def _do(request: HttpRequest, found: Attempt, span: Span, act: Act) -> HttpResponse:
    now = clock.now()
    try:
        if act.is_step:
            return _go(found, span, act.name, now)
        if act.slot in span.slots:
            _act(request, found, act, now)
    except AttemptClosed:
        return redirect("quizzes:result", uuid=found.uuid)
    except AnswerRefused as refusal:
        return _show(request, found, span, status=422, changed={act.slot: {"problem": str(refusal.message)}})
    place = redirect("quizzes:attempt", uuid=found.uuid, slot=span.first)
    place["Location"] += f"#q{act.slot}"
    return place


def _act(request: HttpRequest, found: Attempt, act: Act, now: datetime) -> None:
    if act.name in {"flag", "unflag"}:
        attempts.mark_slot(attempt=found, slot=act.slot, is_flagged=act.name == "flag", now=now)
    elif act.name == "check":
        look_at_answer(attempt=found, slot=act.slot, now=now)
    elif act.name == "hint":
        give_hint(attempt=found, slot=act.slot, now=now)
    elif act.name == "drop" and act.file:
        take_file_back(attempt=found, slot=act.slot, file=act.file, now=now)
    elif act.name == "upload":
        _upload(request, found, act.slot, now)


def _upload(request: HttpRequest, found: Attempt, slot: int, now: datetime) -> None:
    upload = request.FILES.get(f"q{slot}-file")
    if upload is None:
        raise AnswerRefused(_("Choose a file first."), field="file")
    if (upload.size or 0) > MAX_UPLOAD:
        raise AnswerRefused(_("The file is too large."), field="file")
    hand_in_file(attempt=found, slot=slot, name=upload.name or "", data=upload.read(), now=now)


def _go(found: Attempt, span: Span, step: str, now: datetime) -> HttpResponse:
    if step == "next":
        move_on(attempt=found, past=span.slots[-1], now=now)
    target = {"next": span.next, "prev": span.previous, "stay": span.first}.get(step)
    if target is None:
        return redirect("quizzes:overview", uuid=found.uuid)
    return redirect("quizzes:attempt", uuid=found.uuid, slot=target)


def _show(
    request: HttpRequest,
    found: Attempt,
    span: Span,
    *,
    status: int = 200,
    changed: Mapping[int, Mapping[str, Any]] | None = None,
    problem: str = "",
) -> HttpResponse:
    """The page as it is stored, with what is ``changed`` in some of its questions because it could not be."""
    slots = slots_of(found, span)
    practice = practice_of(slots) if found.quiz.mode == Quiz.Mode.PRACTICE else {}
    page = question_page(attempt=found, span=span, slots=slots, now=clock.now(), practice=practice)
    if changed:
        page = _with(page, changed)
    context = {"attempt": found, "page": page, "problem": problem}
    return render(request, "quizzes/attempt.html", context, status=status)


def _with(page: QuestionPage, changed: Mapping[int, Mapping[str, Any]]) -> QuestionPage:
    questions = (replace(question, **changed.get(question.number, {})) for question in page.questions)
    return replace(page, questions=tuple(questions))
