"""The completion rule for the author's desk."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.audience import People, people_in
from courses.circles import circle_of_courses
from courses.models import Course, CoursePage, Lesson
from courses.outline import build_outline
from courses.wording import release_in_words, rule_in_words

register = template.Library()


@register.simple_tag
def course_rule(course: Course) -> str:
    """The rule in words, as learners read it on the course page."""
    outline = build_outline(
        course=course, lessons=course.lessons.select_related("chapter"), progress={}, is_enrolled=False
    )
    return rule_in_words(course, outline.facts(course=course, is_quiz_passed=False))


@register.simple_tag
def people_in_lesson(lesson: Lesson) -> People:
    """How many people a change of a lesson touches."""
    return people_in(lesson)


@register.filter
def course_notes(page: CoursePage) -> list[str]:
    """What an author should know beside the rule: courses to complete first, sums of periods that differ, circles."""
    course, notes = page.course, []
    first = list(course.prerequisites.order_by("code"))
    if first:
        names = ", ".join(f"“{one.title}”" for one in first)
        notes.append(_("Only learners who have completed %(courses)s can enrol.") % {"courses": names})
    wanted = page.details.get("prerequisites") or []
    if circle := circle_of_courses(course.pk, wanted):
        notes.append(
            _("One of the courses to complete first was left out, because it closes a circle: %(circle)s.")
            % {"circle": circle}
        )
    lessons = sum(course.lessons.values_list("periods", flat=True)) + course.final_quiz_periods
    if lessons and lessons != course.periods:
        notes.append(
            _("The lessons and the final quiz add up to %(sum)s periods; the course says %(periods)s.")
            % {"sum": lessons, "periods": course.periods}
        )
    return notes


@register.filter
def lesson_rules(lesson: Lesson) -> list[str]:
    """The rules of a lesson, each in a sentence."""
    before = lesson.opens_after
    closed = release_in_words(
        day=lesson.opens_on,
        lesson=str(before) if before else "",
        organisation=lesson.opens_for.short_name if lesson.opens_for else "",
    )
    rules = [
        _("Learners see this lesson locked: %(reason)s.") % {"reason": closed}
        if closed
        else _("The lesson is open to everybody on the course at once.")
    ]
    if lesson.min_minutes:
        rules.append(
            ngettext(
                "It can be finished after %(count)s minute of reading.",
                "It can be finished after %(count)s minutes of reading.",
                lesson.min_minutes,
            )
            % {"count": lesson.min_minutes}
        )
    if lesson.quiz:
        rules.append(
            _("It can be finished after its quiz “%(quiz)s” has been passed.") % {"quiz": lesson.quiz.title}
        )
    rules.append(
        _("It counts for completion.") if lesson.is_mandatory else _("It is optional for completion.")
    )
    return rules
