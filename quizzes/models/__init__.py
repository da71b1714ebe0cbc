"""What is asked: banks and items, quizzes, attempts, grades. Does not know that courses exist."""

from quizzes.models.attempt import Attempt, AttemptItem, Response, ResponseEvent, ResponseFile
from quizzes.models.bank import Item, ItemVersion, QuestionBank
from quizzes.models.category import BankGrant, Category
from quizzes.models.grade import Grade, GradeEvent
from quizzes.models.item_records import ItemEvent, ItemTag
from quizzes.models.marking import MarkEvent, Marking, PaperForm, Regrade, ResultDecision
from quizzes.models.quiz import Accommodation, Quiz, QuizSection, SectionItem
from quizzes.models.statistics import CountedAttempt, QuizStatistics, VersionStatistics

__all__ = [
    "Accommodation",
    "Attempt",
    "AttemptItem",
    "BankGrant",
    "Category",
    "CountedAttempt",
    "Grade",
    "GradeEvent",
    "Item",
    "ItemEvent",
    "ItemTag",
    "ItemVersion",
    "MarkEvent",
    "Marking",
    "PaperForm",
    "QuestionBank",
    "Quiz",
    "QuizSection",
    "QuizStatistics",
    "Regrade",
    "Response",
    "ResponseEvent",
    "ResponseFile",
    "ResultDecision",
    "SectionItem",
    "VersionStatistics",
]
