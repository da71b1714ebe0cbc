"""The states of a question and who may lead it from one to the next. Pure.

A state belongs to a question, a review to a wording: whoever wrote the current wording does not review it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

DRAFT, REVIEWED, IN_USE, RETIRED = "draft", "reviewed", "in_use", "retired"
STATES = (DRAFT, REVIEWED, IN_USE, RETIRED)


class Need(StrEnum):
    """Who may take a step."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


STEPS: Mapping[tuple[str, str], Need] = MappingProxyType(
    {
        (DRAFT, REVIEWED): Need.REVIEWER,
        (DRAFT, IN_USE): Need.ADMINISTRATOR,  # without a review: an administrator answers for it
        (DRAFT, RETIRED): Need.AUTHOR,
        (REVIEWED, DRAFT): Need.REVIEWER,
        (REVIEWED, IN_USE): Need.AUTHOR,
        (REVIEWED, RETIRED): Need.AUTHOR,
        (IN_USE, DRAFT): Need.AUTHOR,
        (IN_USE, RETIRED): Need.AUTHOR,
        (RETIRED, DRAFT): Need.AUTHOR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """What a person is to a question."""

    is_author: bool = False
    is_reviewer: bool = False
    is_administrator: bool = False
    wrote_it: bool = False

    def meets(self, need: Need) -> bool:
        if self.is_administrator:
            return True
        return self.is_author if need is Need.AUTHOR else need is Need.REVIEWER and self.is_reviewer


def refusal_of(*, before: str, after: str, actor: Actor, has_wording: bool = True) -> str:
    """Why a step may not be taken, as a code; empty when it may.

    >>> refusal_of(before="draft", after="reviewed", actor=Actor(is_reviewer=True, wrote_it=True))
    'own_wording'
    """
    need = STEPS.get((before, after))
    if need is None:
        return "no_such_step"
    if not actor.meets(need):
        return f"needs_{need.value}"
    if after in {REVIEWED, IN_USE} and not has_wording:
        return "no_version"
    if after == REVIEWED and actor.wrote_it:
        return "own_wording"
    return ""


def steps_for(*, state: str, actor: Actor) -> list[str]:
    """The states this person may give a question now, in the order of its life."""
    return [after for after in STATES if not refusal_of(before=state, after=after, actor=actor)]


def state_after_edit(*, state: str, keeps_use: bool) -> str:
    """A new wording has been reviewed by nobody. A question in use may stay in use, when its author says so.

    >>> state_after_edit(state="reviewed", keeps_use=True), state_after_edit(state="in_use", keeps_use=True)
    ('draft', 'in_use')
    """
    return IN_USE if state == IN_USE and keeps_use else DRAFT
