"""The site's own addresses and the bare signed-in view they are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms.urls import urlpatterns as site


def whoami(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username())


urlpatterns = [path("whoami/", whoami), *site]
