"""Composing a quiz in the editors' admin: its list, its sections, its rules, who gets more time."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.access import organisations_for
from people.models import Organisation
from quizzes.access import (
    AUTHORS,
    get_accommodation_at,
    get_bank_for,
    get_quiz_for,
    get_quiz_of,
    quizzes_for,
)
from quizzes.composing import composition_of, quiz_rows
from quizzes.errors import AuthoringRefused
from quizzes.forms_quiz import AccommodationForm, NewQuizForm, QuizForm, RulesForm, SightsForm
from quizzes.models import Quiz
from quizzes.services.accommodations import grant_accommodation, person_named, withdraw_accommodation
from quizzes.services.authoring import create_quiz
from quizzes.services.quizmaking import change_settings, copy_quiz, draw_count_of, write_quiz

PER_PAGE = 50


def quiz_edit(request: HttpRequest, uuid: UUID, quiz: UUID | None = None) -> HttpResponse:
    """Make a quiz that draws from this bank, or change its rules, all on one page."""
    bank = get_bank_for(request.user, uuid)
    row = get_quiz_of(bank, quiz) if quiz else None
    initial = {"draw_count": draw_count_of(quiz=row) if row else None}
    form = QuizForm(request.POST or None, instance=row, initial=initial, bank=bank)
    if request.method == "POST" and form.is_valid():
        settings = dict(form.cleaned_data)
        count = settings.pop("draw_count")
        try:
            write_quiz(quiz=row, bank=bank, draw_count=count, settings=settings, now=timezone.now())
            return redirect(bank)
        except AuthoringRefused as refusal:
            form.add_error("draw_count", str(refusal))
    return render(request, "quizzes/admin/quiz.html", {"bank": bank, "quiz": row, "form": form})


def quiz_list(request: HttpRequest) -> HttpResponse:
    """The quizzes of one's organisations; a new one is opened here."""
    form = NewQuizForm(request.POST or None)
    organisations = organisations_for(request.user, AUTHORS)
    form.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        made = create_quiz(now=timezone.now(), **form.cleaned_data)
        return redirect("quizzes_compose", quiz=made.uuid)
    words = request.GET.get("q", "")[:200]
    page = Paginator(quiz_rows(quizzes_for(request.user), words), PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "quizzes/admin/quizzes.html",
        {"page": page, "form": form, "q": words, "may_write": organisations.exists()},
    )


@require_safe
def compose(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """What the quiz asks, section by section."""
    row = get_quiz_for(request.user, quiz)
    return render(request, "quizzes/admin/compose.html", {"quiz": row, "composition": composition_of(row)})


def rules(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """All rules of a quiz, and the table of what may be seen when."""
    row = get_quiz_for(request.user, quiz)
    form = RulesForm(request.POST or None, instance=row)
    sights = SightsForm(request.POST or None, matrix=row.review_matrix)
    if request.method == "POST" and form.is_valid() and sights.is_valid():
        settings = {**form.cleaned_data, "review_matrix": sights.matrix()}
        change_settings(quiz=row, settings=settings)
        messages.success(request, _("The rules were saved. Attempts that are running keep theirs."))
        return redirect("quizzes_rules", quiz=quiz)
    title = Quiz.objects.values_list("title", flat=True).get(pk=row.pk)
    context = {"quiz": row, "title": title, "form": form, "sights": sights}
    return render(request, "quizzes/admin/rules.html", context)


@require_POST
def copy(request: HttpRequest, quiz: UUID) -> HttpResponse:
    row = get_quiz_for(request.user, quiz)
    title = (_("%(title)s (copy)") % {"title": row.title})[:200]
    made = copy_quiz(quiz=row, title=title, now=timezone.now())
    messages.success(request, _("The quiz was copied. Give it its own title."))
    return redirect("quizzes_rules", quiz=made.uuid)


def accommodations(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """Who gets more time, a later end or more attempts, and why."""
    row = get_quiz_for(request.user, quiz)
    form = AccommodationForm(request.POST or None)
    form.fields["organisation"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        wish = dict(form.cleaned_data)
        who = wish.pop("who").strip()
        try:
            person = person_named(name=who) if who else None
            grant_accommodation(quiz=row, person=person, by=request.user, now=timezone.now(), **wish)  # type: ignore[arg-type]
            messages.success(request, _("The accommodation was granted."))
            return redirect("quizzes_accommodations", quiz=quiz)
        except AuthoringRefused as refusal:
            form.add_error(
                {"whom": "who", "nobody": "who", "earlier_close": "closes_at"}.get(refusal.code), str(refusal)
            )
    granted = row.accommodations.select_related("person", "organisation", "granted_by").order_by("-pk")
    page = Paginator(granted, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "quizzes/admin/accommodations.html", {"quiz": row, "form": form, "page": page})


@require_POST
def accommodation_end(request: HttpRequest, quiz: UUID, accommodation: UUID) -> HttpResponse:
    row = get_quiz_for(request.user, quiz)
    withdraw_accommodation(accommodation=get_accommodation_at(row, accommodation), now=timezone.now())
    messages.success(request, _("The accommodation was withdrawn."))
    return redirect("quizzes_accommodations", quiz=quiz)
