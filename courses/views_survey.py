"""The survey at the end of a course, and its results for those who write in the course."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.access import get_enrolment_for
from courses.errors import SurveyRefused
from courses.forms import SurveyForm
from courses.legal_desk import may_see_impact
from courses.models import Course, Enrolment, SurveyAnswer
from courses.permissions import AUTHORS
from courses.services.surveying import answer_survey
from courses.survey import GROUP, QuestionResult, counted, result_of, survey_called, survey_on
from courses.views import _or_course_page
from people.access import organisations_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@_or_course_page
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet; what is left out is said beside the question and nothing else is lost."""
    enrolment = get_enrolment_for(request.user, slug)
    if enrolment.status != Enrolment.Status.COMPLETED:
        raise SurveyRefused(_("The survey opens when you have completed the course."), code="not_completed")
    shown = survey_on(timezone.localdate())
    form = SurveyForm(request.POST or None, survey=shown)
    if request.method == "POST" and form.is_valid():
        answer_survey(enrolment=enrolment, now=timezone.now(), **form.told())
        messages.success(request, _("Thank you. Your answers were kept without your name."))
        return redirect(enrolment.course)
    context = {
        "course": enrolment.course,
        "survey": shown,
        "form": form,
        "groups": form.grouped(),
        "is_answered": enrolment.has_answered_survey,
    }
    return render(request, "courses/survey.html", context, status=422 if form.is_bound else 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    title: str
    questions: list[QuestionResult]


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """Courses of one's own organisations that somebody has answered about."""
    if not may_see_impact(request):
        raise PermissionDenied
    courses = Course.objects.owned_within(organisations_for(request.user, AUTHORS))
    rows = courses.annotate(answers=Count("survey_answers")).filter(answers__gt=0).order_by("code")
    return render(request, "courses/admin/surveys.html", {"rows": rows, "least": GROUP})


@require_safe
def survey_results(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Sums, averages and comments of the answers that may be counted."""
    courses = Course.objects.owned_within(organisations_for(request.user, AUTHORS))
    course = courses.filter(uuid=uuid).first()
    if course is None:
        raise Http404
    answers = list(SurveyAnswer.objects.filter(course=course))
    shown = [one for one in answers if one.group < counted(len(answers)) // GROUP]
    # The newest form answered; sheets of an older one count where the questions are the same.
    known = [form for code in {one.form for one in shown} if (form := survey_called(code))]
    form = max(known, key=lambda one: one.valid_from, default=survey_on(timezone.localdate()))
    told = [one.answers for one in shown]
    groups = [
        GroupResult(
            title=group.title,
            questions=[result_of(question, len(form.scale), told) for question in group.questions],
        )
        for group in form.groups
    ]
    context = {
        "course": course,
        "survey": form,
        "groups": groups,
        "total": len(answers),
        "shown": len(shown),
        "least": GROUP,
        "average": round(sum(one.rating for one in shown) / len(shown), 1) if shown else None,
        "comments": [one.comment for one in shown if one.comment],
    }
    return render(request, "courses/admin/survey_results.html", context)
