"""Learners' screens: door, form, service, answer."""

import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.access import (
    get_course_and_place_for,
    get_course_for,
    get_enrolment_for,
    get_final_quiz_for,
    get_lesson_for,
    get_lesson_text_for,
)
from courses.errors import EnrolmentRefused, ProgressRefused
from courses.facts import results_of
from courses.forms import CatalogueForm, FinishForm, PlaceForm
from courses.models import Course, Enrolment, Lesson
from courses.notebook import notes_of_lesson
from courses.offline import person_mark
from courses.outline import tells_of_change
from courses.queries import (
    course_view,
    courses_matching,
    learning_of,
    outline_of,
    outline_to_read,
    resume_target,
)
from courses.reading import pieces_of
from courses.services.enrolment import enrol_learner, withdraw_enrolment
from courses.services.progress import finish_lesson, open_lesson, record_place
from courses.services.sittings import start_course_quiz, start_lesson_quiz
from people.access import Person
from people.errors import DomainError
from quizzes.errors import AttemptRefused
from quizzes.models import Attempt, Quiz
from quizzes.queries import intro_for, result_for
from quizzes.services.starting import Entry

PER_PAGE = 12
REFUSALS = {"not_enrolled": 403, "locked": 403, "prerequisites": 403, "in_preparation": 404}
PUBLIC_CACHE = "public, max-age=60, stale-while-revalidate=600"


def _person(request: HttpRequest) -> Person | None:
    """The visitor, if they might be signed in. Without a session cookie the session is not even looked at."""
    return request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None


def _show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """One page for two publics: cacheable and cookie-free for strangers, private for those with a session."""
    person = context["person"]
    is_signed_in = person is not None and person.is_authenticated
    context["layout"] = "ui/layouts/learner.html" if is_signed_in else "ui/layouts/public.html"
    context["is_signed_in"] = is_signed_in
    response = render(request, template, context, status=status)
    if person is None and status == 200:
        response["Cache-Control"] = PUBLIC_CACHE
    response["Vary"] = "Cookie"
    return response


def _or_course_page(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """A refusal leads to the course page, which says the sentence and offers what is possible."""

    @wraps(view)
    def doorway(request: HttpRequest, slug: str, **parts: int) -> HttpResponse:
        try:
            return view(request, slug, **parts)
        except DomainError as refusal:
            status = REFUSALS.get(refusal.code, 409)
            return _course_page(request, slug, refusal=refusal, status=status)

    return doorway


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What can be learned; for learners, first what they are taking."""
    person, now = _person(request), timezone.now()
    form = CatalogueForm(request.GET)
    wanted = form.wanted()
    page = Paginator(courses_matching(wanted), PER_PAGE).get_page(request.GET.get("trang"))
    own = learning_of(person, now) if person is not None and person.is_authenticated else []
    rows = {row.course.pk: row for row in own}
    context = {
        "person": person,
        "form": form,
        "wanted": wanted,
        "page": page,
        "cards": [(course, rows.get(course.pk)) for course in page],
        "own": [row for row in own if not row.is_completed] if wanted.is_empty and page.number == 1 else [],
    }
    return _show(request, "courses/catalogue.html", context)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    return _course_page(request, slug)


def _course_page(
    request: HttpRequest, slug: str, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    person = _person(request)
    course, enrolment = get_course_and_place_for(person, slug)
    view = course_view(course=course, enrolment=enrolment, now=timezone.now(), person=person)
    sign_in = f"{reverse(settings.LOGIN_URL)}?next={course.get_absolute_url()}"
    context = {"person": person, "view": view, "refusal": refusal, "sign_in_url": sign_in}
    return _show(request, "courses/course_page.html", context, status=status)


@require_POST
@_or_course_page
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    course = get_course_for(request.user, slug)
    if not request.user.is_authenticated:
        return redirect_to_login(course.get_absolute_url())
    enrol_learner(course=course, learner=request.user, now=timezone.now())
    return redirect(course)


@require_POST
@login_required
@_or_course_page
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    enrolment = get_enrolment_for(request.user, slug)
    withdraw_enrolment(enrolment=enrolment, now=timezone.now())
    return redirect("courses:catalogue")


@require_safe
@login_required
@_or_course_page
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """Back to the place left."""
    return redirect(resume_target(enrolment=get_enrolment_for(request.user, slug), now=timezone.now()))


@require_safe
@login_required
@_or_course_page
def lesson(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    enrolment, text = get_lesson_text_for(request.user, slug, position)
    open_lesson(enrolment=enrolment, lesson=text.lesson, now=timezone.now())
    return _lesson_page(request, enrolment.course, enrolment, text)


def _lesson_page(request: HttpRequest, course: Course, enrolment: Any, text: Any) -> HttpResponse:
    outline = outline_to_read(
        course=course, enrolment=enrolment, now=timezone.now(), current=text.lesson.position
    )
    here = next(row for row in outline.lessons if row.is_current)
    before, after = outline.neighbours(here.position)
    results = results_of(enrolment.learner_id, [course.final_quiz_id, text.lesson.quiz_id])
    passed = {quiz for quiz, result in results.items() if result.is_passed}
    context = {
        "course": course,
        "outline": outline,
        "chapters": outline.near(here.position),
        "here": here,
        "text": text,
        "pieces": pieces_of(text.shown.text),
        "before": before,
        "after": after,
        "number": sum(row.is_published for row in outline.lessons if row.position <= here.position),
        "is_quiz_passed": course.final_quiz_id in passed,
        "is_lesson_quiz_passed": text.lesson.quiz_id in passed,
        "notes": notes_of_lesson(enrolment=enrolment, text=text, url=here.url),
        "person_mark": person_mark(request.user),
        "is_changed": tells_of_change(enrolment, text.lesson, here),
    }
    context["state"] = _state_of_page(context)
    response = render(request, "courses/lesson.html", context)
    # Back must show the new progress, not the page as it was.
    response["Cache-Control"] = "private, no-cache"
    return response


def _state_of_page(page: dict[str, Any]) -> tuple[object, ...]:
    """All that a lesson's page shows outside its slots, besides the language: the key of its shell."""
    course, here = page["course"], page["here"]
    return (
        *(course.pk, course.contents_stamp, course.slug, course.display_title, course.final_quiz_id),
        *(here.pk, here.is_done, here.is_to_read_again, page["is_changed"]),
        *(page["is_quiz_passed"], page["is_lesson_quiz_passed"]),
        *(neighbour and neighbour.pk for neighbour in (page["before"], page["after"])),
    )


@require_POST
def place(request: HttpRequest, slug: str, position: int) -> JsonResponse:
    """The reading page reports how far somebody has read; the answer comes after the row is written."""
    if not request.user.is_authenticated:
        return _json_refusal(
            _("You have been signed out; sign in again to keep your place."), "signed_out", 401
        )
    try:
        form = PlaceForm(json.loads(request.body))
        if not form.is_valid():
            raise ProgressRefused(_("This report cannot be read."), code="bad_report")
        report = form.cleaned_data
        enrolment, row = get_lesson_for(request.user, slug, position, uuid=report.pop("lesson"))
        saved = record_place(enrolment=enrolment, lesson=row, now=timezone.now(), **report)
    except (ValueError, TypeError, AttributeError):
        return _json_refusal(_("This report cannot be read."), "bad_report", 400)
    except EnrolmentRefused as refusal:
        return _json_refusal(str(refusal), refusal.code, 403)
    except ProgressRefused as refusal:
        return _json_refusal(str(refusal), refusal.code, 400)
    return JsonResponse(
        {
            "saved_at": timezone.localtime(saved.seen_at).strftime("%H:%M"),
            "place": saved.place,
            "percent": saved.percent,
        }
    )


def _json_refusal(message: str, code: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "message": message}, status=status)


@require_POST
@_or_course_page
def finish(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """'I have finished this lesson': on to the next one, or back to the course when it was the last."""
    if (
        not request.user.is_authenticated
    ):  # the session ended while they read: back to the lesson, not to this address
        return redirect_to_login(reverse("courses:lesson", kwargs={"slug": slug, "position": position}))
    form = FinishForm(request.POST)
    meant = form.cleaned_data["lesson"] if form.is_valid() else None
    enrolment, row = get_lesson_for(request.user, slug, position, uuid=meant)
    row.course = enrolment.course
    now = timezone.now()
    try:
        finish_lesson(enrolment=enrolment, lesson=row, now=now)
    except ProgressRefused as refusal:
        if refusal.code not in {"too_early", "quiz_first"}:
            raise
        messages.warning(request, str(refusal))
        return redirect(row)
    outline = outline_of(course=enrolment.course, enrolment=enrolment, now=now)
    _before, after = outline.neighbours(row.position)
    return redirect(after.url if after and not after.is_done else enrolment.course.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@_or_course_page
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules of the final quiz; POST starts it, from then on the attempt's own pages lead."""
    enrolment, final = get_final_quiz_for(request.user, slug)
    return _quiz_page(request, enrolment, final, partial(start_course_quiz, enrolment=enrolment))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@_or_course_page
def lesson_quiz(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """The same for the quiz at the end of a lesson."""
    enrolment, row = get_lesson_for(request.user, slug, position)
    if row.quiz is None:
        raise Http404
    row.course = enrolment.course
    return _quiz_page(
        request, enrolment, row.quiz, partial(start_lesson_quiz, enrolment=enrolment, lesson=row), row
    )


def _quiz_page(
    request: HttpRequest,
    enrolment: Enrolment,
    asked: Quiz,
    start: Callable[..., Attempt],
    row: Lesson | None = None,
) -> HttpResponse:
    refusal, now = None, timezone.now()
    if request.method == "POST":
        try:
            entry = Entry(access_code=request.POST.get("access_code", ""), agrees="honour" in request.POST)
            attempt = start(now=now, entry=entry)
            return redirect("quizzes:attempt", uuid=attempt.uuid, slot=1)
        except AttemptRefused as reason:
            refusal = reason
    context = {
        "course": enrolment.course,
        "lesson": row,
        "refusal": refusal,
        "intro": intro_for(quiz=asked, learner=enrolment.learner, now=now),
        "result": result_for(quiz=asked, learner=enrolment.learner),
    }
    return render(request, "courses/quiz_intro.html", context, status=409 if refusal else 200)
