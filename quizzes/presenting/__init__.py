"""What the learner's own pages show. Every page is a dataclass; those of a running attempt have no room for a key."""

from quizzes.presenting.overview import OverviewPage, overview_page
from quizzes.presenting.questions import QuestionPage, ShownQuestion, question_page, shown_question, span_of
from quizzes.presenting.review import ResultPage, result_page
from quizzes.presenting.saying import answer_in_words

__all__ = [
    "OverviewPage",
    "QuestionPage",
    "ResultPage",
    "ShownQuestion",
    "answer_in_words",
    "overview_page",
    "question_page",
    "result_page",
    "shown_question",
    "span_of",
]
