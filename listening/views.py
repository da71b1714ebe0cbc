"""Answers to "Was this page useful?": one tap is recorded, words may follow. No cookie is read or set."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from content.contact import contact
from content.provinces import province_names
from listening import tokens
from listening.asking import ANSWERS
from listening.days import fingerprint, today
from listening.doors import TRAP, comes_from_our_page, is_trapped
from listening.errors import AlreadySaid, TooManyWords
from listening.models import Feedback, Kind
from listening.models.feedback import LONGEST_WORDS
from listening.services.feedback import Outcome, add_words, take_answer
from people.limits import address_of, is_over_limit

WORDS_OF_AN_ADDRESS_A_MINUTE = 10
SEE_OTHER = 303


def who_asks(request: HttpRequest) -> str:
    """A fingerprint for counting within the minute; the address itself goes no further."""
    return f"{fingerprint(address_of(request), day=today()):x}"


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """An answer to one reader: stored by nobody, found by no search engine."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response.is_final = True  # type: ignore[attr-defined] # read by lms.middleware.Redirects
    return response


def refuse(request: HttpRequest, sentence: str, *, status: int, back: str = "") -> HttpResponse:
    """A sentence, the way back, and somebody to call."""
    context = {"sentence": sentence, "back": back, "contact": contact()}
    response = show(request, "listening/refused.html", context, status=status)
    if status == 429:
        response["Retry-After"] = "60"
    if status == 405:
        response["Allow"] = "POST"
    return response


def see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = SEE_OTHER
    response["Cache-Control"] = "no-store"
    return response


class Refused(Exception):
    """Ends a view with a sentence."""

    def __init__(self, sentence: str, *, status: int, back: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.status, self.back = sentence, status, back


def answers_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as no:
            return refuse(request, no.sentence, status=no.status, back=no.back)

    return answered


def refuse_foreign(request: HttpRequest, *, back: str = "") -> None:
    """
    Raises:
        Refused: the form stood on somebody else's page.
    """
    if not comes_from_our_page(request):
        raise Refused(_("The answer was not sent from a page of this site."), status=403, back=back)


# Exempt: the form lies in a page that is cached for everybody, so it can carry no token of one reader, and it reads no
# cookie, so a forged request has no rights to abuse. In its place: the browser's word where the form stood, a signed token
# of the page, a field only programs fill in, and limits.
@csrf_exempt
@answers_refusals
def receive(request: HttpRequest) -> HttpResponse:
    """One tap under a page."""
    if request.method != "POST":
        raise Refused(_("This address only takes the answers given at the end of a page."), status=405)
    refuse_foreign(request)
    if is_trapped(request):
        return see_other(reverse("listening:thanks"))
    page, kind = _answer_in(request)
    taken = take_answer(page=page, kind=kind, who=who_asks(request), now=timezone.now())
    if taken.outcome is Outcome.SET_ASIDE:
        raise _too_many(page.address)
    number = taken.feedback.pk if taken.feedback else 0
    ticket = tokens.ticket_for(tokens.Ticket(feedback_id=number, kind=kind.value, path=page.address))
    return see_other(f"{reverse('listening:thanks')}?v={ticket}")


def _answer_in(request: HttpRequest) -> tuple[tokens.AskedPage, Kind]:
    """
    Raises:
        Refused: the token or the answer is not one we gave.
    """
    try:
        page = tokens.read_page_token(request.POST.get("trang", ""))
    except tokens.BadToken as bad:
        sentence = _(
            "The page was open for too long, or was changed on the way. Open it again and answer there."
        )
        raise Refused(sentence, status=400, back=bad.path) from bad
    kind = ANSWERS.get(request.POST.get("y", ""))
    if kind is None:
        raise Refused(_("Choose one of the three answers under the page."), status=400, back=page.address)
    return page, kind


def _too_many(back: str) -> Refused:
    sentence = _(
        "Very many answers come from your network, so this one was set aside. Try again in a minute, or call us."
    )
    return Refused(sentence, status=429, back=back)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, and room for words."""
    token = request.POST.get("v", "") if request.method == "POST" else request.GET.get("v", "")
    if not token:
        return show(request, "listening/thanks.html", {"contact": contact()})
    try:
        ticket = tokens.read_ticket(token)
    except tokens.BadToken as bad:
        sentence = _("This link has expired. Your answer itself was recorded when you gave it.")
        raise Refused(sentence, status=400) from bad
    if request.method == "POST":
        return _take_words(request, token, ticket)
    return _thank(request, token, ticket, is_done="xong" in request.GET)


def _take_words(request: HttpRequest, token: str, ticket: tokens.Ticket) -> HttpResponse:
    refuse_foreign(request, back=ticket.path)
    words, province = request.POST.get("loi", ""), request.POST.get("tinh", "")
    if not is_trapped(request) and ticket.feedback_id and (words.strip() or province):
        _check_not_too_often(request, ticket)
        try:
            add_words(feedback_id=ticket.feedback_id, words=words, province=province)
        except TooManyWords as no:
            return _thank(request, token, ticket, words=words, province=province, mistake=str(no), status=400)
        except AlreadySaid as no:
            raise Refused(str(no), status=409, back=ticket.path) from no
        except Feedback.DoesNotExist as no:
            raise Refused(_("This answer is no longer kept."), status=410, back=ticket.path) from no
    return see_other(f"{reverse('listening:thanks')}?v={token}&xong")


def _check_not_too_often(request: HttpRequest, ticket: tokens.Ticket) -> None:
    if is_over_limit(
        scope="feedback-words",
        who=who_asks(request),
        limit=WORDS_OF_AN_ADDRESS_A_MINUTE,
        seconds=60,
        now=timezone.now(),
    ):
        raise _too_many(ticket.path)


def _thank(
    request: HttpRequest, token: str, ticket: tokens.Ticket, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "ticket": ticket,
        "token": token,
        "trap": TRAP,
        "contact": contact(),
        "is_crowded": not ticket.feedback_id,
        "is_wrong": ticket.kind == Kind.WRONG,
        "is_yes": ticket.kind == Kind.YES,
        "provinces": province_names().items(),
        "longest": LONGEST_WORDS,
        **more,
    }
    return show(request, "listening/thanks.html", context, status=status)
