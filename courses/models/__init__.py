"""What is taught, and who is taking it."""

from courses.models.course import (
    Audience,
    ChangeMeaning,
    Chapter,
    Course,
    Lesson,
    LessonChange,
    LessonText,
    PeriodKind,
)
from courses.models.enrolment import Completion, Enrolment, LessonProgress, QuizSitting
from courses.models.legal import LegalDocument
from courses.models.notes import Note
from courses.models.pages import CourseIndexPage, CoursePage, LessonPage
from courses.models.review import ReviewTask
from courses.models.survey import SurveyAnswer

__all__ = [
    "Audience",
    "ChangeMeaning",
    "Chapter",
    "Completion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LegalDocument",
    "Lesson",
    "LessonChange",
    "LessonPage",
    "LessonProgress",
    "LessonText",
    "Note",
    "PeriodKind",
    "QuizSitting",
    "ReviewTask",
    "SurveyAnswer",
]
