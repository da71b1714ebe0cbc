"""One question in the editors' admin: written, described, led from state to state, looked back on."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.access import (
    Desk,
    get_bank_for,
    get_category_at,
    get_desk_for,
    get_item_at,
    get_reading_desk_for,
)
from quizzes.bank_figures import places_read
from quizzes.bank_reading import Likeness, history_of, questions_like, shelves_of, uses_of, versions_of
from quizzes.comparing import differences
from quizzes.editors.sheet import EDITORS, Sheet
from quizzes.errors import AuthoringRefused
from quizzes.forms_bank import KIND_WORDS, DescriptionForm, description_shown
from quizzes.lifecycle import state_after_edit, steps_for
from quizzes.models import Item, ItemVersion
from quizzes.models.bank import ItemType
from quizzes.scoring_examples import examples_for
from quizzes.services.authoring import publish_item_version
from quizzes.services.states import actor_for, lead_item
from quizzes.services.wordings import bare_text, clean_wording, search_text_of

SAVES = ("save", "save_keep", "save_anyway")


def item_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose the type of a new question, then write it."""
    desk = _writing_desk(request, uuid)
    kind = request.GET.get("loai") or request.POST.get("kind", "")
    if kind not in EDITORS:
        kinds = [(code, ItemType(code).label, KIND_WORDS[code]) for code in EDITORS]
        return render(request, "quizzes/admin/kinds.html", {"desk": desk, "bank": desk.bank, "kinds": kinds})
    return _edit(request, desk, Sheet(kind=kind), None)


def item_edit(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """A new wording of a question; saving an unchanged one changes nothing. Reviewers are led to its page."""
    desk = get_reading_desk_for(request.user, uuid)
    row = get_item_at(desk, item)
    if not desk.may_write or row.current is None:
        return redirect("quizzes_item_about", uuid=uuid, item=item)
    return _edit(request, desk, Sheet(kind=row.current.kind, version=row.current), row)


def _writing_desk(request: HttpRequest, uuid: UUID) -> Desk:
    desk = get_desk_for(request.user, uuid)
    if not desk.may_write:
        raise Http404
    return desk


@dataclass(slots=True, kw_only=True)
class Edit:
    """One round of the form: what was sent, judged or not. ``alike`` are questions to look at before a new one is kept."""

    request: HttpRequest
    desk: Desk
    sheet: Sheet
    item: Item | None
    described: DescriptionForm
    alike: list[Likeness] = field(default_factory=list)

    @property
    def act(self) -> str:
        return self.request.POST.get("act", "save") if self.request.method == "POST" else ""

    @property
    def has_errors(self) -> bool:
        return self.sheet.has_errors or bool(self.described.is_bound and self.described.errors)


def _edit(request: HttpRequest, desk: Desk, sheet: Sheet, item: Item | None) -> HttpResponse:
    shelves = shelves_of(desk.bank)
    described = DescriptionForm(initial=description_shown(item), shelves=shelves)
    edit = Edit(request=request, desk=desk, sheet=sheet, item=item, described=described)
    if not edit.act:
        sheet.show(code="" if item else _next_code(desk))
    elif edit.act not in SAVES:
        sheet.redraw(request.POST, edit.act)
        edit.described = DescriptionForm(initial=request.POST.dict(), shelves=shelves)
    else:
        sheet.bind(request.POST)
        edit.described = DescriptionForm(request.POST, shelves=shelves)
        saved = _save(edit)
        if saved is not None:
            messages.success(request, _("Question %(code)s is saved.") % {"code": saved.code})
            return redirect("quizzes_item_about", uuid=desk.bank.uuid, item=saved.uuid)
    context = {
        "desk": desk,
        "bank": desk.bank,
        "item": item,
        "sheet": sheet,
        "described": edit.described,
        "kind_name": ItemType(sheet.kind).label,
        "examples": examples_for(sheet),
        "alike": edit.alike,
        "has_errors": edit.has_errors,
    }
    return render(request, "quizzes/admin/item.html", context, status=422 if edit.has_errors else 200)


def _next_code(desk: Desk) -> str:
    """A code that is free: the number of questions in the bank, counted on."""
    taken = set(desk.bank.items.filter(code__startswith="C").values_list("code", flat=True))
    numbers = count(desk.bank.items.count() + 1)
    return next(code for code in (f"C{number:04d}" for number in numbers) if code not in taken)


def _save(edit: Edit) -> Item | None:
    """The saved question; None when something has to be mended first, which the page then says in its place."""
    sheet, is_described = edit.sheet, edit.described.is_valid()
    if not sheet.is_valid() or not is_described:
        return None
    code = " ".join(sheet.wording_form.cleaned_data["code"].split())
    if edit.item is None and edit.desk.bank.items.filter(code=code).exists():
        sheet.wording_form.add_error("code", _("Another question of this bank has this code."))
        return None
    try:
        content, key = sheet.wording()
        if edit.item is None and edit.act != "save_anyway":
            clean, _key = clean_wording(kind=sheet.kind, content=content, key=key)
            text = search_text_of(code="", content=clean)
            edit.alike = questions_like(bank=edit.desk.bank, text=text)
        return None if edit.alike else _publish(edit, content, key)
    except forms.ValidationError as error:
        sheet.tell_at(("stem", ""), " ".join(error.messages))
    except AuthoringRefused as refusal:
        if refusal.code == "bad_points":
            sheet.wording_form.add_error("points", str(refusal))
        else:
            sheet.tell(refusal.codes, fallback=str(refusal))
    return None


def _publish(edit: Edit, content: dict[str, Any], key: dict[str, Any]) -> Item:
    data, item = edit.sheet.wording_form.cleaned_data, edit.item
    category = edit.described.cleaned_data["category"]
    shelf = get_category_at(edit.desk.bank, UUID(category)) if category else None
    state = state_after_edit(state=item.state if item else "draft", keeps_use=edit.act == "save_keep")
    version = publish_item_version(
        bank=get_bank_for(edit.request.user, edit.desk.bank.uuid),
        code=item.code if item else data["code"],
        kind=edit.sheet.kind,
        content=content,
        key=key,
        points=Decimal(data["points"]),
        difficulty=data["difficulty"],
        by=edit.request.user,  # type: ignore[arg-type]  # the admin lets nobody in without an account
        now=timezone.now(),
        becomes=state,
        description=edit.described.description(shelf),
    )
    return version.item


@require_POST
def item_state(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """A step of a question's life, when the person may take it."""
    desk = get_reading_desk_for(request.user, uuid)
    row = get_item_at(desk, item)
    state = request.POST.get("state", "")
    if state not in Item.State.values:
        messages.error(request, _("Choose a state."))
    else:
        try:
            lead_item(
                item=row,
                state=state,
                by=request.user,  # type: ignore[arg-type]
                actor=desk.actor,
                now=timezone.now(),
                remark=request.POST.get("remark", ""),
            )
            messages.success(request, _("Question %(code)s: the state was changed.") % {"code": row.code})
        except AuthoringRefused as refusal:
            messages.error(request, str(refusal))
    return redirect("quizzes_item_about", uuid=uuid, item=item)


def item_about(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """Everything about a question beside its form: state and next steps, uses, wordings, statistics, history."""
    desk = get_reading_desk_for(request.user, uuid)
    row = get_item_at(desk, item)
    actor = actor_for(item=row, by=request.user, actor=desk.actor)  # type: ignore[arg-type]
    versions = versions_of(row)
    context = {
        "desk": desk,
        "bank": desk.bank,
        "item": row,
        "steps": [(state, Item.State(state).label) for state in steps_for(state=row.state, actor=actor)],
        "wrote_it": actor.wrote_it,
        "uses": uses_of(row),
        "versions": versions,
        "places": places_read(request.user, row),
        "events": history_of(row)[:200],
        "tags": row.tags.all(),
        "alike": questions_like(
            bank=desk.bank, text=bare_text(code=row.code, search_text=row.search_text), but=row
        ),
    }
    return render(request, "quizzes/admin/item_about.html", context)


def item_compare(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """Two wordings of a question side by side, what differs marked."""
    desk = get_reading_desk_for(request.user, uuid)
    row = get_item_at(desk, item)
    versions = list(row.versions.order_by("number"))
    if not versions:
        raise Http404
    newer = _version(versions, request.GET.get("moi")) or versions[-1]
    older = _version(versions, request.GET.get("cu")) or versions[max(len(versions) - 2, 0)]
    context = {
        "desk": desk,
        "bank": desk.bank,
        "item": row,
        "versions": versions,
        "older": older,
        "newer": newer,
        "rows": differences(older, newer),
    }
    return render(request, "quizzes/admin/item_compare.html", context)


def _version(versions: list[ItemVersion], number: str | None) -> ItemVersion | None:
    return next((version for version in versions if str(version.number) == number), None)
