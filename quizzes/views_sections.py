"""The sections of a quiz: drawn by a rule or chosen one by one."""

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.access import (
    banks_usable_by,
    get_category_at,
    get_quiz_for,
    get_section_at,
    get_usable_bank_for,
)
from quizzes.bank_reading import shelves_of
from quizzes.composing import fitting_in_words
from quizzes.errors import AuthoringRefused
from quizzes.forms_quiz import BankChoiceForm, HeadingForm, RuleForm
from quizzes.models import Category, Item, ItemTag, QuestionBank, Quiz, QuizSection
from quizzes.services.drawing import items_for_rule
from quizzes.services.quizmaking import (
    Rule,
    heading_of,
    move_section,
    remove_item,
    remove_section,
    set_item_points,
    write_fixed_section,
    write_rule_section,
)

PER_PAGE = 50


def _banks(request: HttpRequest) -> QuerySet[QuestionBank]:
    return banks_usable_by(request.user).order_by("name", "pk").distinct()


def rule_add(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """First the bank, then the rule: a bank's categories are known only when it is chosen."""
    row = get_quiz_for(request.user, quiz)
    if not request.GET.get("bank"):
        banks = list(_banks(request)[:2])
        if len(banks) == 1:
            return redirect(f"{request.path}?bank={banks[0].uuid}")
        form = BankChoiceForm(banks=_banks(request))
        return render(request, "quizzes/admin/section_bank.html", {"quiz": row, "form": form})
    chosen = BankChoiceForm(request.GET, banks=_banks(request))
    if not chosen.is_valid():
        return render(request, "quizzes/admin/section_bank.html", {"quiz": row, "form": chosen}, status=422)
    return _rule(request, row, chosen.cleaned_data["bank"], None)


def rule_edit(request: HttpRequest, quiz: UUID, position: int) -> HttpResponse:
    row = get_quiz_for(request.user, quiz)
    section = get_section_at(row, position)
    if section.draw_from is None:
        return fixed_edit(request, quiz, position)
    return _rule(request, row, section.draw_from, section)


def _rule(request: HttpRequest, quiz: Quiz, bank: QuestionBank, section: QuizSection | None) -> HttpResponse:
    form = RuleForm(request.POST or None, initial=_shown(section), shelves=shelves_of(bank))
    says = ""
    if request.method == "POST" and form.is_valid():
        rule = _wanted(form, bank)
        if request.POST.get("go") == "count":
            says = fitting_in_words(count=_fitting(rule), wanted=rule.count)
        else:
            try:
                write_rule_section(quiz=quiz, rule=rule, heading=form.heading(), section=section)
                messages.success(request, _("The section was saved."))
                return redirect("quizzes_compose", quiz=quiz.uuid)
            except AuthoringRefused as refusal:
                form.add_error("count", str(refusal))
    elif request.method != "POST" and section is not None:
        form_rule = _rule_of(section, bank)
        says = fitting_in_words(count=_fitting(form_rule), wanted=section.draw_count)
    context = {"quiz": quiz, "bank": bank, "section": section, "form": form, "says": says}
    return render(request, "quizzes/admin/section_rule.html", context)


@require_safe
def fitting(request: HttpRequest, quiz: UUID, bank: UUID) -> JsonResponse:
    """How many questions fit the rule as it stands on the page; asked while somebody types."""
    get_quiz_for(request.user, quiz)
    found = get_usable_bank_for(request.user, bank)
    form = RuleForm(request.GET, shelves=shelves_of(found))
    form.is_valid()
    if set(form.errors) - {"count", "title", "instructions", "points_each"}:
        return JsonResponse({"says": ""})
    rule = _wanted(form, found)
    count = _fitting(rule)
    return JsonResponse({"count": count, "says": fitting_in_words(count=count, wanted=rule.count)})


def _wanted(form: RuleForm, bank: QuestionBank) -> Rule:
    data = form.cleaned_data
    category = get_category_at(bank, UUID(data["category"])) if data.get("category") else None
    return Rule(
        bank=bank,
        count=data.get("count") or 0,
        category=category,
        tags=form.wanted_tags(),
        kinds=tuple(data.get("kinds") or ()),
        difficulty_from=data.get("difficulty_from"),
        difficulty_to=data.get("difficulty_to"),
    )


def _rule_of(section: QuizSection, bank: QuestionBank) -> Rule:
    return Rule(
        bank=bank,
        count=section.draw_count or 0,
        category=section.draw_category,
        tags=tuple(section.draw_tags),
        kinds=tuple(section.draw_kinds),
        difficulty_from=section.draw_difficulty_from,
        difficulty_to=section.draw_difficulty_to,
    )


def _fitting(rule: Rule) -> int:
    return items_for_rule(
        bank=rule.bank,
        category=rule.category,
        tags=list(rule.tags),
        kinds=list(rule.kinds),
        difficulty_from=rule.difficulty_from,
        difficulty_to=rule.difficulty_to,
    ).count()


def _shown(section: QuizSection | None) -> dict[str, Any]:
    if section is None:
        return {"count": 10}
    category: Category | None = section.draw_category
    named = {
        name: ", ".join(str(tag["name"]) for tag in section.draw_tags if tag["kind"] == kind)
        for name, kind in (("tags", ItemTag.Kind.TAG), ("skills", ItemTag.Kind.SKILL))
    }
    return {
        **heading_of(section=section),
        **named,
        "count": section.draw_count,
        "category": str(category.uuid) if category else "",
        "kinds": section.draw_kinds,
        "difficulty_from": section.draw_difficulty_from,
        "difficulty_to": section.draw_difficulty_to,
    }


def fixed_add(request: HttpRequest, quiz: UUID) -> HttpResponse:
    """Choose questions of a bank one by one, for a new section or (``section``) for one that is there."""
    row = get_quiz_for(request.user, quiz)
    wanted = request.GET.get("section", "")
    section = get_section_at(row, int(wanted)) if wanted.isdigit() else None
    chosen = BankChoiceForm(request.GET if request.GET.get("bank") else None, banks=_banks(request))
    if not chosen.is_valid():
        context = {"quiz": row, "form": chosen, "section": section}
        return render(request, "quizzes/admin/section_bank.html", context)
    bank: QuestionBank = chosen.cleaned_data["bank"]
    words = request.GET.get("q", "")[:200]
    items = Item.objects.in_use().filter(bank=bank).matching(words)
    if request.method == "POST":
        picked = list(
            items.model.objects.in_use().filter(bank=bank, uuid__in=_uuids(request.POST.getlist("item")))
        )
        if picked:
            return _write_fixed(request, row, section, picked)
        messages.error(request, _("Mark at least one question."))
    page = Paginator(items.select_related("current", "category").order_by("code"), PER_PAGE)
    context = {
        "quiz": row,
        "bank": bank,
        "section": section,
        "q": words,
        "page": page.get_page(request.GET.get("p")),
    }
    return render(request, "quizzes/admin/section_items.html", context)


def _write_fixed(
    request: HttpRequest, quiz: Quiz, section: QuizSection | None, items: list[Item]
) -> HttpResponse:
    heading = HeadingForm(heading_of(section=section) if section else {})
    heading.is_valid()
    try:
        write_fixed_section(quiz=quiz, items=items, heading=heading.heading(), section=section)
        messages.success(request, _("The questions were added."))
    except AuthoringRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("quizzes_compose", quiz=quiz.uuid)


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def fixed_edit(request: HttpRequest, quiz: UUID, position: int) -> HttpResponse:
    """The heading of a section of chosen questions, and what each of them is worth."""
    row = get_quiz_for(request.user, quiz)
    section = get_section_at(row, position)
    form = HeadingForm(request.POST or None, initial=heading_of(section=section))
    if request.method == "POST" and form.is_valid():
        write_fixed_section(quiz=row, items=(), heading=form.heading(), section=section)
        messages.success(request, _("The section was saved."))
        return redirect("quizzes_compose", quiz=quiz)
    return render(
        request, "quizzes/admin/section_fixed.html", {"quiz": row, "section": section, "form": form}
    )


@require_POST
def section_act(request: HttpRequest, quiz: UUID, position: int) -> HttpResponse:
    """Move a section, take it out, take a question out of it, or set what a question is worth."""
    row = get_quiz_for(request.user, quiz)
    section = get_section_at(row, position)
    try:
        _ACTS.get(request.POST.get("act", ""), _unknown)(request, section)
    except AuthoringRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("quizzes_compose", quiz=quiz)


def _unknown(request: HttpRequest, section: QuizSection) -> None:
    raise AuthoringRefused(_("Unknown act."), code="unknown_act")


def _remove_item(request: HttpRequest, section: QuizSection) -> None:
    remove_item(place=get_object_or_404(section.fixed_items, pk=_number(request, "place")))


def _set_points(request: HttpRequest, section: QuizSection) -> None:
    typed = request.POST.get("points", "").strip().replace(",", ".")
    try:
        points = Decimal(typed).quantize(Decimal("0.01")) if typed else None
        if points is not None and not points.is_finite():
            raise InvalidOperation
    except InvalidOperation as error:
        raise AuthoringRefused(_("Points are a number."), code="bad_points") from error
    set_item_points(place=get_object_or_404(section.fixed_items, pk=_number(request, "place")), points=points)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdigit() and len(text) < 19 else 0


def _move(request: HttpRequest, section: QuizSection) -> None:
    move_section(section=section, by=-1 if request.POST["act"] == "up" else 1)


def _remove(request: HttpRequest, section: QuizSection) -> None:
    remove_section(section=section)


_ACTS = {
    "up": _move,
    "down": _move,
    "remove": _remove,
    "remove_item": _remove_item,
    "points": _set_points,
}
