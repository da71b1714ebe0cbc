"""Remarks in the margin of a Word file, carried to the drafts as the editors' own comments; learners never see them."""

from collections.abc import Sequence

from wagtail.models import Comment as EditorsComment

from content.vietnamese import fold
from content.word.tree import Comment
from courses.importers.texts import lines_of
from courses.models import Lesson, LessonPage
from people.models import User


def carry_remarks(*, remarks: Sequence[Comment], lessons: Sequence[Lesson], by: User) -> list[int]:
    """Put each remark at the block whose words it hangs on, or else at the first block of the first lesson.

    ``lessons`` are those written, in their order. What stands there from an earlier version of the file is not repeated.
    Returns the keys of those written.
    """
    places = [place for lesson in lessons for place in _places(lesson)]
    written: list[int] = []
    for remark in remarks:
        words = fold(" ".join(remark.quote.split()))
        page, block = next((place[:2] for place in places if words and words in place[2]), (None, ""))
        if page is None:
            if not places:
                return written
            page, block, _words = places[0]
        text = _said(remark)
        if not EditorsComment.objects.filter(page=page, text=text).exists():
            made = EditorsComment.objects.create(page=page, user=by, text=text, contentpath=f"body.{block}")
            written.append(made.pk)
    return written


def take_remarks_back(*, written: Sequence[int]) -> None:
    """Remove what an import wrote; an answer somebody gave goes with the remark it was given to."""
    EditorsComment.objects.filter(pk__in=written).delete()


def _said(remark: Comment) -> str:
    quoted = f"“{remark.quote}”\n" if remark.quote else ""
    return f"{quoted}{remark.author or 'Word'}: {remark.text}"


def _places(lesson: Lesson) -> list[tuple[LessonPage, str, str]]:
    """Page, block and folded words of every block in the newest draft."""
    page = LessonPage.objects.get(lesson=lesson)
    body = page.get_latest_revision_as_object().body
    raw = body.get_prep_value()
    return [(page, str(block["id"]), fold(" ".join(" ".join(lines_of([block])).split()))) for block in raw]
