"""The categories of a bank, and the organisations it is shared with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.models import Organisation
from quizzes.access import (
    get_bank_for,
    get_category_at,
    get_desk_for,
    get_grant_at,
    get_own_bank_for,
    get_reading_desk_for,
)
from quizzes.bank_reading import shelves_of
from quizzes.errors import AuthoringRefused
from quizzes.forms_bank import CategoryForm, GrantForm
from quizzes.models import Category, QuestionBank
from quizzes.services.sharing import end_grant, grant_bank
from quizzes.services.shelving import create_category, delete_category, move_category, rename_category

MOST_OFFERED = 500
"""Organisations named in the field's list; any other is written by its code."""


def categories(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The tree with counts; a new category is put up here."""
    desk = get_reading_desk_for(request.user, uuid)
    shelves = shelves_of(desk.bank)
    form = CategoryForm(request.POST or None, shelves=shelves)
    if request.method == "POST":
        bank = get_bank_for(request.user, uuid)
        if form.is_valid():
            try:
                parent = _shelf(bank, form.cleaned_data["parent"])
                create_category(bank=bank, name=form.cleaned_data["name"], parent=parent)
                messages.success(request, _("The category was added."))
                return redirect("quizzes_categories", uuid=uuid)
            except AuthoringRefused as refusal:
                form.add_error("name", str(refusal))
    context = {
        "desk": desk,
        "bank": desk.bank,
        "shelves": shelves,
        "form": form,
        "unshelved": desk.bank.items.filter(category__isnull=True).count(),
    }
    return render(request, "quizzes/admin/categories.html", context)


def category(request: HttpRequest, uuid: UUID, category: UUID) -> HttpResponse:
    """Rename a category, move it with all below it, or take it down when it is empty."""
    bank = get_bank_for(request.user, uuid)
    shelf = get_category_at(bank, category)
    shelves = shelves_of(bank)
    initial = {"name": shelf.name, "parent": str(shelf.parent.uuid) if shelf.parent else ""}
    form = CategoryForm(request.POST or None, initial=initial, shelves=shelves)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "delete":
                delete_category(category=shelf)
                messages.success(request, _("The category was deleted."))
                return redirect("quizzes_categories", uuid=uuid)
            if form.is_valid():
                rename_category(category=shelf, name=form.cleaned_data["name"])
                move_category(category=shelf, parent=_shelf(bank, form.cleaned_data["parent"]))
                messages.success(request, _("The category was changed."))
                return redirect("quizzes_categories", uuid=uuid)
        except AuthoringRefused as refusal:
            form.add_error("parent" if refusal.code in {"cycle", "too_deep"} else None, str(refusal))
    context = {"desk": get_desk_for(request.user, uuid), "bank": bank, "category": shelf, "form": form}
    return render(request, "quizzes/admin/category.html", context)


def _shelf(bank: QuestionBank, uuid: str) -> Category | None:
    return get_category_at(bank, UUID(uuid)) if uuid else None


def sharing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who else may draw from this bank or write in it; authors of its own organisation decide."""
    bank = get_own_bank_for(request.user, uuid)
    today = timezone.localdate()
    form = GrantForm(request.POST or None, day=today)
    if request.method == "POST" and form.is_valid():
        try:
            grant_bank(bank=bank, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("The bank is shared."))
            return redirect("quizzes_sharing", uuid=uuid)
        except AuthoringRefused as refusal:
            form.add_error(None, str(refusal))
    grants = bank.grants.select_related("organisation", "granted_by").order_by("-valid_from", "pk")
    context = {
        "desk": get_desk_for(request.user, uuid),
        "bank": bank,
        "form": form,
        "grants": grants,
        "valid": set(bank.grants.valid_on(today).values_list("pk", flat=True)),
        "today": today,
        "organisations": Organisation.objects.filter(closed_on__isnull=True).values_list(
            "code", "short_name"
        )[:MOST_OFFERED],
    }
    return render(request, "quizzes/admin/sharing.html", context)


@require_POST
def sharing_end(request: HttpRequest, uuid: UUID, grant: UUID) -> HttpResponse:
    """End a right today; the line stays to be read."""
    bank = get_own_bank_for(request.user, uuid)
    end_grant(grant=get_grant_at(bank, grant), on=timezone.localdate())
    messages.success(request, _("The right was ended."))
    return redirect("quizzes_sharing", uuid=uuid)
