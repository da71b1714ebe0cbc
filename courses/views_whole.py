"""A course as a whole in the editors' admin: begun from two Word files, and looked over before it goes out."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from content.services.words import refuse_large_word
from content.word.tree import WordRefused
from courses.from_word_forms import CourseFromWordForm
from courses.import_access import get_whole_course_for, may_begin_course
from courses.services.from_word import Begun, File, begin_course_from_word
from courses.services.whole_courses import approve_course, hand_in_course, publish_whole_course
from courses.whole_course import may_publish_at_once, to_approve, whole_course
from people.errors import DomainError
from people.models import User
from quizzes.errors import ImportRefused as QuestionsRefused

TOLD = 5
"""So many remarks about the questions stand above the check of the lessons."""


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Two files and a few facts become a draft course; then its lessons are checked."""
    if not may_begin_course(request.user):
        raise Http404
    form = CourseFromWordForm(request.POST or None, request.FILES or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        begun = _begin(form, _author(request))
        if begun is not None:
            _tell_of_questions(request, begun)
            return redirect("courses_import:check", uuid=begun.batch.uuid)
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/admin/from_word.html", {"form": form}, status=status)


def _begin(form: CourseFromWordForm, by: User) -> Begun | None:
    """The course, or the refusal beside the field it is about."""
    told = {**form.cleaned_data}
    lessons, questions = told.pop("lessons"), told.pop("questions")
    try:
        refuse_large_word(size=lessons.size)
        return begin_course_from_word(
            lessons=File(name=lessons.name, data=lessons.read()),
            questions=File(name=questions.name, data=questions.read()) if questions else None,
            by=by,
            now=timezone.now(),
            **told,
        )
    except WordRefused as refusal:
        form.add_error("lessons", str(refusal))
    except QuestionsRefused as refusal:
        form.add_error("questions", str(refusal))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return None


def _tell_of_questions(request: HttpRequest, begun: Begun) -> None:
    report = begun.questions
    if report is None:
        return
    said = _(
        "Of %(found)s questions %(imported)s were taken into a bank of this course; the final quiz asks those that need no marker."
    )
    messages.success(request, said % {"found": report["found"], "imported": report["imported"]})
    remarks = [problem for problem in report["problems"] if problem["severity"] != "info"]
    for problem in remarks[:TOLD]:
        where = f"{problem['where']}: " if problem["where"] else ""
        messages.warning(request, f"{where}{problem['message']}")
    if len(remarks) > TOLD:
        more = _("%(n)s more remarks about the questions stand with their import in the bank.")
        messages.warning(request, more % {"n": len(remarks) - TOLD})


ACTS: dict[str, Callable[..., int]] = {
    "hand_in": hand_in_course,
    "approve": approve_course,
    "publish": publish_whole_course,
}


@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything of a course on one page, and one button that sends it on."""
    course = get_whole_course_for(request.user, uuid)
    refusal = ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            count = act(course=course, by=_author(request))
        except DomainError as refused:
            refusal = str(refused)
        else:
            messages.success(request, _done(request.POST["act"], count))
            return redirect("courses_whole", uuid=course.uuid)
    seen = whole_course(course)
    context = {
        "course": course,
        "whole": seen,
        "refusal": refusal,
        "may_publish": may_publish_at_once(seen, _author(request)),
        "to_approve": to_approve(seen, _author(request)),
    }
    return render(request, "courses/admin/whole.html", context, status=422 if refusal else 200)


def _done(act: str, count: int) -> str:
    if act == "hand_in":
        told = ngettext(
            "%(n)s page was handed in for review.", "%(n)s pages were handed in for review.", count
        )
    else:
        told = ngettext("%(n)s page was published.", "%(n)s pages were published.", count)
    return told % {"n": count}


def _author(request: HttpRequest) -> User:
    """The editors' admin lets nobody in who is not signed in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
