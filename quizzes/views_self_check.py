"""Self-checks on public pages and wrong answers practised again: judged at once, kept nowhere."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from content.models import make_public
from quizzes import access
from quizzes.forms_answers import parts_in, read_answer
from quizzes.models import Quiz
from quizzes.presenting.review import seen_of, sittings_of
from quizzes.presenting.self_check import Arranged, asked, judged, paper_of_quiz, wrong_of
from quizzes.reviewing import EVERYTHING

MAX_BODY = 100_000
"""Bytes: more than any honest set of answers."""


# Changes nothing and knows nobody, so there is nothing to forge: public pages stay without cookies.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A self-check anybody may take."""
    if not _fits(request):
        return render(request, "quizzes/self_check_refused.html", status=413)
    quiz = access.get_self_check(uuid)
    paper = paper_of_quiz(quiz)
    if not paper:
        raise Http404
    response = _show(request, quiz, paper, layout="ui/layouts/public.html")
    if request.method != "POST":
        make_public(response)
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The wrong answers of a closed attempt once more, when nothing of it is secret any longer."""
    if not _fits(request):
        return render(request, "quizzes/self_check_refused.html", status=413)
    attempt = access.get_attempt_for(request.user, uuid)
    now = timezone.now()
    seen = seen_of(attempt=attempt, sittings=sittings_of(attempt=attempt, now=now), now=now)
    paper = wrong_of(attempt) if attempt.is_closed and seen >= EVERYTHING else []
    if not paper:
        raise Http404
    return _show(request, attempt.quiz, paper, layout="ui/layouts/learner.html", attempt=attempt)


def _fits(request: HttpRequest) -> bool:
    """Whether the body is of a size that answers have; asked before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) <= MAX_BODY


def _show(request: HttpRequest, quiz: Quiz, paper: list[Arranged], **context: object) -> HttpResponse:
    page = asked(paper, quiz=quiz)
    has_changed = request.method == "POST" and request.POST.get("mark") != page.mark
    if request.method == "POST" and not has_changed:
        page = judged(paper, quiz=quiz, parts_of=partial(parts_in, request.POST), read=read_answer)
    return render(
        request,
        "quizzes/self_check.html",
        {"quiz": quiz, "page": page, "has_changed": has_changed, "back": _way_back(request), **context},
        status=409 if has_changed else 200,
    )


def _way_back(request: HttpRequest) -> str:
    """The page of this site that led here; nothing when the address names none."""
    path = request.GET.get("ve", "")
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
