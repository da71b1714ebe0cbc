"""The few screens that join every room. Joins; decides nothing."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.models import make_public
from lms.site_search import answer


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
    response = render(request, "lms/search.html", {"answer": found, "page": found.page})
    make_public(response)
    return response


def my_learning(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
