"""The place of this room in the editors' menu."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from listening.access import may_listen


class ListeningMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_listen(request.user)


def listening_item() -> MenuItem:
    return ListeningMenuItem(
        _("Listening"), reverse_lazy("listening_dashboard"), name="listening", icon_name="comment", order=330
    )
