"""Whether numbered paragraphs are questions at all, or the clauses of a decree. Pure."""

from quizzes.importers import word_grammar as grammar
from quizzes.importers.word_marks import formats_on
from quizzes.importers.word_raw import RawQuestion, Reading
from quizzes.importers.word_statements import is_truth_table

_LEAST_SHARE = 3


def is_plain_text(reading: Reading) -> bool:
    """Where nothing is called "Câu", at least a third of the numbered paragraphs must ask something.

    A decree has hundreds of numbered clauses with points a), b), c): none of them has an answer, a mark or a question mark.
    """
    if reading.style == "word" or not reading.questions:
        return False
    asking = sum(_asks(question, reading) for question in reading.questions)
    return asking * _LEAST_SHARE < len(reading.questions)


def _asks(question: RawQuestion, reading: Reading) -> bool:
    text = question.stem_text
    return bool(
        question.told
        or question.answer
        or question.grading
        or question.sample
        or reading.answer_for(question)[0]
        or "?" in text
        or grammar.begins_with_task(text)
        or grammar.TRUE_OR_FALSE.search(text)
        or _has_marked_choices(question)
        or any(is_truth_table(table) for table in question.tables)
    )


def _has_marked_choices(question: RawQuestion) -> bool:
    choices = question.choices
    return len(choices) > 1 and (
        any(choice.is_starred or grammar.TRUE_OR_FALSE.search(choice.text.text) for choice in choices)
        or all(choice.letter.isupper() for choice in choices)
        or bool(formats_on(question))
    )
