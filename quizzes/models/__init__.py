"""What is asked: banks and items, quizzes, attempts, grades. Does not know that courses exist."""

from quizzes.models.attempt import Attempt, AttemptItem, Response, ResponseEvent
from quizzes.models.bank import Item, ItemVersion, QuestionBank
from quizzes.models.grade import Grade, GradeEvent
from quizzes.models.quiz import Quiz, QuizSection, SectionItem

__all__ = [
    "Attempt",
    "AttemptItem",
    "Grade",
    "GradeEvent",
    "Item",
    "ItemVersion",
    "QuestionBank",
    "Quiz",
    "QuizSection",
    "Response",
    "ResponseEvent",
    "SectionItem",
]
