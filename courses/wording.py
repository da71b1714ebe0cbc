"""The completion rule and what is missing, in sentences. One place, so that every screen says the same."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.completion import CompletionFacts, Missing, MissingReason, Reason
from courses.models import Course
from courses.release import Lock


def rule_in_words(course: Course, facts: CompletionFacts) -> str:
    """What a learner must do to complete the course: always printed, never left to guess."""
    lessons = ""
    if facts.mandatory and facts.required >= facts.mandatory:
        lessons = ngettext("finish the %(count)s lesson", "finish all %(count)s lessons", facts.mandatory) % {
            "count": facts.mandatory
        }
    elif facts.mandatory and facts.required:
        lessons = _("finish at least %(required)s of %(count)s lessons (%(percent)s%%)") % {
            "required": facts.required,
            "count": facts.mandatory,
            "percent": facts.min_lessons_percent,
        }
    quiz = ""
    if course.final_quiz is not None:
        quiz = _("reach at least %(percent)s%% in the final quiz") % {
            "percent": course.final_quiz.pass_percent
        }
    if lessons and quiz:
        return _("To complete the course: %(lessons)s and %(quiz)s.") % {"lessons": lessons, "quiz": quiz}
    if lessons or quiz:
        return _("To complete the course: %(what)s.") % {"what": lessons or quiz}
    return _("This course has nothing to complete yet.")


def missing_in_words(missing: Missing) -> list[str]:
    """Everything that still stands between a learner and completion."""
    return [_reason_in_words(reason) for reason in missing.reasons]


def _reason_in_words(missing: MissingReason) -> str:
    count = {"count": missing.count}
    match missing.reason:
        case Reason.LESSONS_TO_FINISH:
            return (
                ngettext("%(count)s more lesson to finish", "%(count)s more lessons to finish", missing.count)
                % count
            )
        case Reason.FINAL_QUIZ:
            return _("the final quiz to pass")
        case Reason.LESSONS_IN_PREPARATION:
            return (
                ngettext(
                    "%(count)s lesson still in preparation; the course can be completed once it is published",
                    "%(count)s lessons still in preparation; the course can be completed once they are published",
                    missing.count,
                )
                % count
            )
        case Reason.NOTHING_TO_COMPLETE:
            return _("the course has no mandatory lesson and no quiz yet")


def locks_in_words(locks: Sequence[Lock], *, day: date | None, lesson: str, organisation: str) -> str:
    """Why a lesson is closed, in one sentence; empty where nothing closes it."""
    parts = []
    for lock in locks:
        match lock:
            case Lock.ORGANISATION:
                parts.append(_("only for people of %(organisation)s") % {"organisation": organisation})
            case Lock.DAY if day:
                parts.append(_("opens on %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")})
            case Lock.LESSON:
                parts.append(_("opens after you finish “%(lesson)s”") % {"lesson": lesson})
    return "; ".join(parts)


def release_in_words(*, day: date | None, lesson: str, organisation: str) -> str:
    """The same rule as its author reads it, whoever learns; empty: the lesson is open to everybody at once."""
    locks = [
        lock
        for lock, is_set in ((Lock.ORGANISATION, organisation), (Lock.DAY, day), (Lock.LESSON, lesson))
        if is_set
    ]
    return locks_in_words(locks, day=day, lesson=lesson, organisation=organisation)


def time_missing_in_words(*, min_minutes: int, seconds: int) -> str:
    """Why a lesson cannot be finished yet."""
    return _(
        "This lesson must be read for at least %(minutes)s minutes; %(read)s have been counted so far. Your place is kept."
    ) % {"minutes": min_minutes, "read": seconds // 60}
