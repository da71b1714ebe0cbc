"""Question banks in the editors' admin: list, bank, question."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from people.access import organisations_for
from quizzes.access import AUTHORS, banks_for, get_bank_for, get_item_for
from quizzes.errors import AuthoringRefused
from quizzes.forms_bank import BankForm, FileForm, FilterForm, ItemForm, initial_of
from quizzes.models import Item
from quizzes.services.authoring import create_bank, publish_item_version, set_item_state
from quizzes.services.quizmaking import quizzes_drawn_from


def bank_list(request: HttpRequest) -> HttpResponse:
    """Banks of one's organisations, found with or without accents; a new one is opened here."""
    form = BankForm(request.POST or None)
    form.fields["organisation"].queryset = organisations_for(request.user, AUTHORS)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(create_bank(**form.cleaned_data, now=timezone.now()))
        except AuthoringRefused as refusal:
            form.add_error(None, str(refusal))
    words = request.GET.get("q", "")[:200]
    banks = banks_for(request.user).matching(words).with_counts().select_related("organisation")
    page = Paginator(banks, 50).get_page(request.GET.get("p"))
    return render(request, "quizzes/admin/banks.html", {"page": page, "form": form, "q": words})


def bank(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_bank_for(request.user, uuid)
    items = found.items.select_related("current").order_by("code")
    filters = FilterForm(request.GET)
    if filters.is_valid():
        chosen = filters.cleaned_data
        items = items.matching(chosen["q"])
        items = items.filter(state=chosen["state"]) if chosen["state"] else items
        items = items.filter(current__kind=chosen["kind"]) if chosen["kind"] else items
    page = Paginator(items, 50).get_page(request.GET.get("p"))
    return render(
        request,
        "quizzes/admin/bank.html",
        {
            "bank": found,
            "page": page,
            "filters": filters,
            "file_form": FileForm(),
            "quizzes": quizzes_drawn_from(bank=found),
        },
    )


def item_edit(request: HttpRequest, uuid: UUID, item: UUID | None = None) -> HttpResponse:
    """Write a question or a new wording of it; saving an unchanged one changes nothing."""
    found = get_bank_for(request.user, uuid)
    row = get_item_for(request.user, uuid, item) if item else None
    form = ItemForm(request.POST or None, initial=initial_of(row) if row else None)
    form.fields["code"].disabled = row is not None
    if request.method == "POST" and form.is_valid():
        try:
            _publish(request, form, found.uuid)
            return redirect(found)
        except AuthoringRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "quizzes/admin/item.html", {"bank": found, "item": row, "form": form})


def _publish(request: HttpRequest, form: ItemForm, bank_uuid: UUID) -> None:
    content, key = form.wording()
    publish_item_version(
        bank=get_bank_for(request.user, bank_uuid),
        code=form.cleaned_data["code"],
        kind=form.cleaned_data["kind"],
        content=content,
        key=key,
        points=form.cleaned_data["points"],
        difficulty=form.cleaned_data["difficulty"],
        by=request.user,  # type: ignore[arg-type]  # the admin lets nobody in without an account
        now=timezone.now(),
    )


def item_state(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    row = get_item_for(request.user, uuid, item)
    if request.method == "POST" and request.POST.get("state") in Item.State.values:
        set_item_state(item=row, state=request.POST["state"])
    return redirect(row.bank)
