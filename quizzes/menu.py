"""The question banks' place in the editors' menu."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from people.access import paths_for
from quizzes.access import AUTHORS


class BanksMenuItem(MenuItem):
    """Shown to those who may write questions somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or paths_for(request.user, AUTHORS))


def banks_item() -> MenuItem:
    return BanksMenuItem(
        _("Question banks"), reverse_lazy("quizzes_banks"), name="question-banks", icon_name="help", order=310
    )
