"""News of topics: the list, Atom, and subscriptions by e-mail that their owner confirms."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from content.models import make_public
from content.topics import newest_pages, topic_names
from listening import tokens
from listening.doors import TRAP, is_trapped
from listening.forms import NewsForm
from listening.models import Subscription
from listening.services.subscriptions import ask_for_news, confirm_subscription, end_subscription
from listening.views import Refused, answers_refusals, refuse_foreign, see_other, show, who_asks
from people.limits import is_over_limit

WISHES_OF_AN_ADDRESS = 5
WITHIN_SECONDS = 600
ATOM = "application/atom+xml; charset=utf-8"


# Exempt for the same reasons as listening.views.receive: a cached page, no cookie, no rights to abuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def bulletin(request: HttpRequest) -> HttpResponse:
    """The topics with their Atom addresses, and the form."""
    if request.method == "POST":
        return _subscribe(request)
    response = _show_form(request, NewsForm(), 200)
    make_public(response)
    return response


def _show_form(request: HttpRequest, form: NewsForm, status: int) -> HttpResponse:
    context = {"form": form, "topics": topic_names(), "trap": TRAP}
    return render(request, "listening/bulletin.html", context, status=status)


def _subscribe(request: HttpRequest) -> HttpResponse:
    refuse_foreign(request, back=reverse("listening:bulletin"))
    if is_trapped(request):
        return see_other(reverse("listening:asked"))
    form = NewsForm(request.POST)
    if not form.is_valid():
        response = _show_form(request, form, 422)
        response["Cache-Control"] = "no-store"
        return response
    now = timezone.now()
    is_too_often = is_over_limit(
        scope="news", who=who_asks(request), limit=WISHES_OF_AN_ADDRESS, seconds=WITHIN_SECONDS, now=now
    )
    if is_too_often or not ask_for_news(
        email=form.cleaned_data["email"],
        topics=form.cleaned_data["chu_de"],
        language=get_language() or settings.LANGUAGE_CODE,
        now=now,
    ):
        sentence = _(
            "Very many people are subscribing at this moment. Nothing was kept; try again in ten minutes."
        )
        raise Refused(sentence, status=429, back=reverse("listening:bulletin"))
    return see_other(reverse("listening:asked"))


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whether the address was known or not."""
    return show(request, "listening/asked.html", {})


@csrf_exempt  # the signed link in the letter is the right to do this; no cookie is read
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once more by a button: programs that look through letters open every link in them."""
    again = reverse("listening:bulletin")
    try:
        subscription, topics, language = tokens.read_confirm_token(token)
    except tokens.BadToken as bad:
        raise Refused(_("This link has expired. Ask for the news again."), status=400, back=again) from bad
    if request.method == "POST":
        try:
            confirm_subscription(
                subscription=subscription, topics=topics, language=language, now=timezone.now()
            )
        except Subscription.DoesNotExist as gone:
            sentence = _("This subscription was ended. Ask for the news again.")
            raise Refused(sentence, status=410, back=again) from gone
        return see_other(reverse("listening:confirmed"))
    names = [name for name in topic_names() if name.code in set(topics)]
    return show(request, "listening/confirm.html", {"names": names})


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    return show(request, "listening/confirmed.html", {})


@csrf_exempt  # mail programs send this POST by themselves (RFC 8058); the signed link is the right to do it
@require_http_methods(["GET", "HEAD", "POST"])
@answers_refusals
def end(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail program, or one on this page."""
    try:
        subscription = tokens.read_end_token(token)
    except tokens.BadToken as bad:
        sentence = _("This link is not complete. Copy it from the letter once more.")
        raise Refused(sentence, status=400, back=reverse("listening:bulletin")) from bad
    is_ended = request.method == "POST"
    if is_ended:
        end_subscription(subscription=subscription)
    return show(request, "listening/end.html", {"is_ended": is_ended})


@require_safe
def atom(request: HttpRequest, topic: str) -> HttpResponse:
    """The last changed pages of a topic."""
    name = next((one for one in topic_names() if one.code == topic), None)
    if name is None:
        raise Http404
    own = f"{settings.SITE_URL}{request.path}"
    feed = Atom1Feed(
        title=f"{name.name} – {settings.WAGTAIL_SITE_NAME}",
        link=f"{settings.SITE_URL}{reverse('listening:bulletin')}",
        description=_("Pages newly published or changed"),
        language=get_language(),
        feed_url=own,
        feed_guid=own,
    )
    for page in newest_pages(topic):
        feed.add_item(
            title=page.title,
            link=f"{settings.SITE_URL}{page.path}",
            description=page.summary,
            unique_id=f"{settings.SITE_URL}/#{page.key}",
            pubdate=page.published_at,
            updateddate=page.changed_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=ATOM)
    make_public(response)
    return response
