"""What editors of guides and courses may put into a page: a self-check."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StructBlock

from people.access import Person, organisations_for
from people.models import Role
from quizzes.models import Quiz

CHOOSERS = (Role.INSTRUCTOR, Role.REVIEWER, Role.MINISTRY_EDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Who edits, and which self-checks stand in the page already (uuids, asked only where a list is shown)."""

    person: Person
    standing: Callable[[], set[str]]


editing: ContextVar[Editing | None] = ContextVar("editing", default=None)
"""Set while an editor's screen is made: Wagtail tells a block nothing of who looks at it."""


def self_check_choices() -> list[tuple[str, str]]:
    """The self-checks of the editor's organisations and those that stand in the page already; all of them where nobody edits."""
    quizzes = Quiz.objects.filter(mode=Quiz.Mode.SELF_CHECK).order_by("title")
    now = editing.get()
    if now is not None:
        own = organisations_for(now.person, CHOOSERS)
        quizzes = quizzes.filter(Q(organisation__in=own) | Q(uuid__in=now.standing()))
    return [(str(uuid), title) for uuid, title in quizzes.values_list("uuid", "title")]


class SelfCheckBlock(StructBlock):
    """Questions of a self-check within a page. Readers answer on the page and read the explanations on the next one."""

    quiz = ChoiceBlock(label=_("Self-check quiz"), choices=self_check_choices)

    class Meta:
        label = _("Self-check")
        icon = "help"
        template = "quizzes/blocks/self_check_block.html"
        description = _("Questions that readers answer for themselves; nothing is stored")
