"""Question banks in the editors' admin: the list of banks, and the desk of one bank."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from people.access import organisations_for
from quizzes.access import (
    AUTHORS,
    banks_seen_by,
    get_bank_for,
    get_category_at,
    get_desk_for,
    get_own_bank_for,
)
from quizzes.bank_figures import readings_of
from quizzes.bank_reading import authors_of, for_list, items_wanted, shelves_of, tags_of
from quizzes.errors import AuthoringRefused
from quizzes.forms_bank import BankFactsForm, BankForm, ChosenForm, FileForm, FilterForm
from quizzes.models import QuestionBank
from quizzes.services.authoring import create_bank, update_bank
from quizzes.services.bulk import MAX_ITEMS, BulkReport, lead_items, shelve_items, tag_items, untag_items
from quizzes.services.quizmaking import quizzes_drawn_from

PAGE = 50
MOST_REFUSALS = 10


def bank_list(request: HttpRequest) -> HttpResponse:
    """Banks of one's organisations and banks shared with them, found with or without accents; a new one is opened here."""
    form = BankForm(request.POST or None)
    organisations = organisations_for(request.user, AUTHORS)
    form.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(create_bank(**form.cleaned_data, now=timezone.now()))
        except AuthoringRefused as refusal:
            form.add_error(None, str(refusal))
    words = request.GET.get("q", "")[:200]
    banks = banks_seen_by(request.user).matching(words).with_counts().select_related("organisation")
    page = Paginator(banks, PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "form": form,
        "may_open": organisations.exists(),
        "q": words,
        "query": urlencode({"q": words}) + "&" if words else "",
    }
    return render(request, "quizzes/admin/banks.html", context)


def bank(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The questions of a bank: found, filtered, put in order, marked for a common act."""
    desk = get_desk_for(request.user, uuid)
    shelves = shelves_of(desk.bank)
    filters = FilterForm(request.GET, shelves=shelves, authors=authors_of(desk.bank))
    rows = items_wanted(desk.bank, filters.wanted())
    page = Paginator(for_list(rows), PAGE).get_page(request.GET.get("p"))
    kept = {name: value for name, value in request.GET.items() if value and name != "p"}
    context = {
        "desk": desk,
        "bank": desk.bank,
        "page": page,
        "filters": filters,
        "query": urlencode(kept) + "&" if kept else "",
        "found_by": urlencode(kept),
        "tags": tags_of(desk.bank),
        "readings": readings_of(page.object_list) if desk.may_read_keys else {},
        "chosen_form": ChosenForm(shelves=shelves, auto_id="chosen_%s"),
        "file_form": FileForm(),
        "quizzes": quizzes_drawn_from(bank=desk.bank),
    }
    return render(request, "quizzes/admin/bank.html", context)


@require_POST
def chosen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One act on the questions marked in the list, or on all that were found."""
    desk = get_desk_for(request.user, uuid)
    shelves = shelves_of(desk.bank)
    form = ChosenForm(request.POST, shelves=shelves)
    back = f"{desk.bank.get_absolute_url()}?{request.POST.get('found_by', '')[:2000]}"
    uuids = marked_items(request, desk.bank)
    if not form.is_valid():
        for sentence in (sentence for errors in form.errors.values() for sentence in errors):
            messages.error(request, str(sentence))
    elif not uuids:
        messages.error(request, _("Mark the questions first."))
    else:
        _tell(request, _do(request, form, uuids, uuid))
    return redirect(back)


def marked_items(request: HttpRequest, bank: QuestionBank) -> list[UUID]:
    """The questions ticked, or everything the filters of the page find."""
    if request.POST.get("all") == "1":
        found_by = QueryDict(request.POST.get("found_by", "")[:2000])
        filters = FilterForm(found_by, shelves=shelves_of(bank), authors=authors_of(bank))
        return list(items_wanted(bank, filters.wanted()).values_list("uuid", flat=True)[:MAX_ITEMS])
    return [UUID(value) for value in request.POST.getlist("item")[:MAX_ITEMS] if _is_uuid(value)]


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _do(request: HttpRequest, form: ChosenForm, uuids: list[UUID], uuid: UUID) -> BulkReport:
    """Reviewers may lead questions to another state; everything else is for those who may write."""
    act, data = form.cleaned_data["act"], form.cleaned_data
    common = {"uuids": uuids, "by": request.user, "now": timezone.now()}
    if act == "state":
        desk = get_desk_for(request.user, uuid)
        return lead_items(bank=desk.bank, state=data["state"], actor=desk.actor, **common)  # type: ignore[arg-type]
    bank = get_bank_for(request.user, uuid)
    if act == "move":
        shelf = get_category_at(bank, UUID(data["category"])) if data["category"] else None
        return shelve_items(bank=bank, category=shelf, **common)  # type: ignore[arg-type]
    change = tag_items if act == "tag" else untag_items
    return change(bank=bank, tags=form.tags(), **common)  # type: ignore[arg-type]


def _tell(request: HttpRequest, report: BulkReport) -> None:
    """What was done, and each question for which it was not allowed."""
    said = ngettext("%(count)s question changed.", "%(count)s questions changed.", report.changed)
    messages.success(request, said % {"count": report.changed})
    if report.unchanged:
        said = ngettext(
            "%(count)s question was like that already.",
            "%(count)s questions were like that already.",
            report.unchanged,
        )
        messages.info(request, said % {"count": report.unchanged})
    for code, sentence in list(report.refused.items())[:MOST_REFUSALS]:
        messages.warning(request, _("%(code)s: %(reason)s") % {"code": code, "reason": sentence})
    more = len(report.refused) - MOST_REFUSALS
    if more > 0:
        said = ngettext("and %(count)s more question.", "and %(count)s more questions.", more)
        messages.warning(request, said % {"count": more})


def bank_facts(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Rename or describe a bank of one's own organisation."""
    row = get_own_bank_for(request.user, uuid)
    form = BankFactsForm(request.POST or None, initial={"name": row.name, "description": row.description})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(update_bank(bank=row, **form.cleaned_data))
        except AuthoringRefused as refusal:
            form.add_error("name", str(refusal))
    context = {"desk": get_desk_for(request.user, uuid), "bank": row, "form": form}
    return render(request, "quizzes/admin/bank_facts.html", context)
