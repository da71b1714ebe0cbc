"""The places of question banks, quizzes, their statistics and of marking in the editors' menu."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from people.access import paths_for
from quizzes.access import AUTHORS, REVIEWERS
from quizzes.access_marking import MARKERS, OFFICE
from quizzes.access_statistics import RESULT_READERS, STATISTICIANS


class BanksMenuItem(MenuItem):
    """Shown to those who may see a bank: who writes or reviews questions somewhere; a shared bank is seen by authors only."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or paths_for(request.user, {*AUTHORS, *REVIEWERS}))


def banks_item() -> MenuItem:
    return BanksMenuItem(
        _("Question banks"), reverse_lazy("quizzes_banks"), name="question-banks", icon_name="help", order=310
    )


class QuizzesMenuItem(MenuItem):
    """Shown to those who may compose quizzes somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or paths_for(request.user, AUTHORS))


def quizzes_item() -> MenuItem:
    return QuizzesMenuItem(
        _("Quizzes"), reverse_lazy("quizzes_quizzes"), name="quizzes", icon_name="list-ol", order=311
    )


class StatisticsMenuItem(MenuItem):
    """Shown to those who may read statistics or results somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        roles = {*STATISTICIANS, *RESULT_READERS}
        return bool(request.user.is_superuser or paths_for(request.user, roles))


def statistics_item() -> MenuItem:
    return StatisticsMenuItem(
        _("Statistics and gradebooks"),
        reverse_lazy("quizzes_statistics_list"),
        name="quiz-statistics",
        icon_name="history",
        order=312,
    )


class MarkingMenuItem(MenuItem):
    """Shown to those who mark or hold the office of quizzes somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or paths_for(request.user, {*MARKERS, *OFFICE}))


def marking_item() -> MenuItem:
    return MarkingMenuItem(
        _("Marking and results"),
        reverse_lazy("quizzes_marking"),
        name="marking",
        icon_name="clipboard-list",
        order=320,
    )
