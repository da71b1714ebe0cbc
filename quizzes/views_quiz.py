"""Quizzes in the editors' admin: drawn from a bank, with their rules on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from quizzes.access import get_bank_for, get_quiz_of
from quizzes.forms_quiz import QuizForm
from quizzes.services.quizmaking import draw_count_of, write_quiz


def quiz_edit(request: HttpRequest, uuid: UUID, quiz: UUID | None = None) -> HttpResponse:
    """Make a quiz that draws from this bank, or change its rules; attempts already made keep their paper."""
    bank = get_bank_for(request.user, uuid)
    row = get_quiz_of(bank, quiz) if quiz else None
    initial = {"draw_count": draw_count_of(quiz=row) if row else None}
    form = QuizForm(request.POST or None, instance=row, initial=initial, bank=bank)
    if request.method == "POST" and form.is_valid():
        settings = dict(form.cleaned_data)
        count = settings.pop("draw_count")
        write_quiz(quiz=row, bank=bank, draw_count=count, settings=settings, now=timezone.now())
        return redirect(bank)
    return render(request, "quizzes/admin/quiz.html", {"bank": bank, "quiz": row, "form": form})
