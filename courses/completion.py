"""When is a course complete? Pure: facts in, answer out.

The honest rule: every mandatory lesson in the outline must be there (published), the agreed share of them must be done,
and the final quiz, where there is one, must be passed. A course that still has lessons in preparation completes nobody.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    NOTHING_TO_COMPLETE = "nothing_to_complete"
    LESSONS_IN_PREPARATION = "lessons_in_preparation"
    LESSONS_TO_FINISH = "lessons_to_finish"
    FINAL_QUIZ = "final_quiz"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionFacts:
    mandatory: int
    """Mandatory lessons in the outline."""
    published: int
    """Those of them that learners can read."""
    done: int
    """Those of them that this learner has finished."""
    min_lessons_percent: int
    has_quiz: bool
    is_quiz_passed: bool

    @property
    def required(self) -> int:
        """How many mandatory lessons must be done: the share rounded up, so that 80 % of 4 is 4, not 3."""
        return -(-self.mandatory * self.min_lessons_percent // 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingReason:
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    facts: CompletionFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    facts: CompletionFacts
    reasons: tuple[MissingReason, ...]


def completion_of(facts: CompletionFacts) -> Complete | Missing:
    """Complete, or everything that is still missing, in the order in which a learner can act on it."""
    reasons: list[MissingReason] = []
    if facts.mandatory == 0 and not facts.has_quiz:
        reasons.append(MissingReason(reason=Reason.NOTHING_TO_COMPLETE, count=1))
    if facts.done < facts.required:
        reasons.append(MissingReason(reason=Reason.LESSONS_TO_FINISH, count=facts.required - facts.done))
    if facts.has_quiz and not facts.is_quiz_passed:
        reasons.append(MissingReason(reason=Reason.FINAL_QUIZ, count=1))
    if facts.published < facts.mandatory:
        reasons.append(
            MissingReason(reason=Reason.LESSONS_IN_PREPARATION, count=facts.mandatory - facts.published)
        )
    return Missing(facts=facts, reasons=tuple(reasons)) if reasons else Complete(facts=facts)
