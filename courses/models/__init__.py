"""What is taught, and who is taking it."""

from courses.models.course import Audience, Chapter, Course, Lesson, LessonText
from courses.models.enrolment import Completion, Enrolment, LessonProgress, QuizSitting
from courses.models.pages import CourseIndexPage, CoursePage, LessonPage

__all__ = [
    "Audience",
    "Chapter",
    "Completion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "Lesson",
    "LessonPage",
    "LessonProgress",
    "LessonText",
    "QuizSitting",
]
