"""An essay is scored by a person; only a blank one is worth nothing at once."""

from quizzes.grading.answers import files_in, text_in
from quizzes.grading.judging import NOTHING, Judgement
from quizzes.items.essay import RICH, EssayContent, EssayKey
from quizzes.items.reading import is_empty


def judge(content: EssayContent | None, key: EssayKey, answer: object) -> Judgement:
    """A formatted text without words or pictures is blank too; in a plain one, tags are words."""
    text = text_in(answer, beside="files") or ""
    is_formatted = content is not None and content.format == RICH
    has_text = not is_empty(text) if is_formatted else bool(text.strip())
    return Judgement(fraction=None if has_text or files_in(answer) else NOTHING)
