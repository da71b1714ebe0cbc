"""The few screens that join every room. Joins; decides nothing."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.models import make_public
from courses.queries import desk_of, suggestions_for
from listening.services.counting import record_search
from listening.visits import may_be_counted
from lms.site_search import answer, suggestions
from people.models import User


def health(request: HttpRequest) -> JsonResponse:
    """Alive and able to reach the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Guides and courses for everybody: reads neither user nor session, and may be cached."""
    asked = request.GET
    found = answer(question=asked.get("q", ""), kind=asked.get("loai", ""), page=asked.get("trang", "1"))
    if found.page.number == 1 and not found.kind and may_be_counted(request.META):
        record_search(question=found.question, hits=found.total)
    response = render(request, "lms/search.html", {"answer": found, "page": found.page})
    make_public(response)
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles for the box that is being typed into. The same for everybody; nothing of it is kept."""
    hits = suggestions(question=request.GET.get("q", ""))
    shown = [{"title": hit.title, "url": hit.url, "lang": hit.language} for hit in hits]
    response = JsonResponse({"hits": shown})
    make_public(response)
    return response


@login_required
def my_learning(request: HttpRequest) -> HttpResponse:
    """What must I do: go on where I stopped, what is due, what is done. Seven questions, however many courses."""
    desk = desk_of(cast("User", request.user), timezone.now())
    context = {
        "desk": desk,
        "suggestions": suggestions_for(taken=desk.taken) if desk.is_idle else [],
    }
    response = render(request, "lms/my_learning.html", context)
    # Back must show the new progress, not the page as it was.
    response["Cache-Control"] = "private, no-cache"
    return response
