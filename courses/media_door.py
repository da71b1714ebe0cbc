"""Who may read a lesson may see its films, recordings and documents. Registered in ``apps``."""

from django.db.models import Q

from courses.models import Enrolment, Lesson, LessonPage
from people.access import Person


def stands_in_a_lesson_of(person: Person, pages: list[int]) -> bool:
    """Whether one of these live pages is a lesson of a course on which a person has a place."""
    if not person.is_authenticated:
        return False
    lessons = LessonPage.objects.filter(pk__in=pages, live=True, lesson__is_published=True)
    shown = Lesson.objects.filter(
        Q(pk__in=lessons.values("lesson")) | Q(text_source__in=lessons.values("lesson"))
    )
    places = Enrolment.objects.standing().filter(learner=person)
    return places.filter(course__lessons__in=shown.filter(is_published=True)).exists()
