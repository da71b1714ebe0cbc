"""Translators' screens in the editors' admin: what is missing, and a page with both languages side by side."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.rich_text import expand_db_html

from content.access import get_page_to_translate_for, may_publish_translation, pages_to_translate_for
from content.errors import TranslationRefused
from content.passages import as_kept, numbered_links, outer_tag
from content.queries import (
    is_translated,
    newest_translation,
    old_words_for,
    passages_of,
    progress_of,
    versions_of,
)
from content.sanitising import clean_rich_text, strip_all
from content.services.translations import save_translation
from content.translating import Passage
from people.models import User

PER_PART = 40
"""Passages on one screen: what somebody translates between two savings."""
PER_PAGE = 25
ORDER = ("-last_published_at", "title", "pk")


@dataclass(slots=True, kw_only=True)
class Row:
    """A passage with what is typed beside it."""

    passage: Passage
    name: str
    value: str = ""
    old_source: str = ""
    """The original that was translated before somebody edited it; its translation stands in the field."""
    error: str = ""
    theirs: str = ""

    @property
    def original(self) -> SafeString | str:
        """As readers see it; our own blocks' text, cleaned once more."""
        if self.passage.kind == "rich":
            return mark_safe(clean_rich_text(expand_db_html(self.passage.source)))  # noqa: S308 - just cleaned
        return self.passage.source

    @property
    def shape(self) -> str:
        """What the field is when it is empty, so that "copy" keeps bold words and links."""
        is_rich = self.passage.kind == "rich"
        return clean_rich_text(numbered_links(self.passage.source)) if is_rich else self.passage.source

    @property
    def tag(self) -> str:
        return outer_tag(self.passage.source) if self.passage.kind == "rich" else ""

    @property
    def old_text(self) -> str:
        return strip_all(self.old_source)


def name_of(source: str) -> str:
    """The name of a passage's field."""
    return f"p-{hashlib.sha256(source.encode()).hexdigest()[:20]}"


@require_http_methods(["GET", "HEAD", "POST"])
def side_by_side(request: HttpRequest, pk: int) -> HttpResponse:
    """One page in both languages; saving writes a new version, publishing shows it to readers."""
    page = get_page_to_translate_for(request.user, pk)
    newest = newest_translation(page)
    part = Paginator(list(_rows(page, newest.words if newest else {})), PER_PART).get_page(
        request.GET.get("phan")
    )
    rows, status = list(part.object_list), 200
    if request.method == "POST":
        status = _save(request, page, rows)
        if status == 200:
            return redirect(_next(request, part))
    context = {
        "page": page,
        "part": part,
        "rows": rows,
        "newest": newest,
        "base": request.POST.get("base") or (newest.version if newest else 0),
        "progress": progress_of([page])[0],
        "title_en": page.english_title,
        "may_publish": may_publish_translation(request.user, page),
        "versions": versions_of(page),
        "only_missing": request.GET.get("loc") == "con-thieu",
    }
    return render(request, "content/admin/side_by_side.html", context, status=status)


def _rows(page: Page, words: dict[str, str]) -> Iterator[Row]:
    passages = passages_of(page)
    old = old_words_for(passages, words)
    for passage in passages:
        before = old.get(passage.source, "")
        kept = words.get(passage.source) or words.get(before, "")
        value = numbered_links(kept) if passage.kind == "rich" else kept
        yield Row(passage=passage, name=name_of(passage.source), value=value, old_source=before)


def _save(request: HttpRequest, page: Page, rows: list[Row]) -> int:
    """Write what was sent. 200 when it is kept; else the rows say what is wrong and hold what was typed."""
    wanted = dict(_typed(request.POST, rows))
    if any(row.error for row in rows):
        messages.error(
            request, _("Nothing was saved yet: look at the marked passages. What you typed stands below.")
        )
        return 422
    publish = request.POST.get("act") == "publish" and may_publish_translation(request.user, page)
    try:
        base = int(request.POST.get("base") or 0)
        save_translation(
            page=page, wanted=wanted, base=base, by=_author(request), now=timezone.now(), publish=publish
        )
    except ValueError:
        messages.error(request, _("This page was not sent whole; go back and save again."))
        return 400
    except TranslationRefused as refusal:
        _mark(rows, refusal, page)
        messages.error(request, str(refusal))
        return 409
    told = (
        _("The English version is published.")
        if publish
        else _("Saved. Readers see it once it is published.")
    )
    messages.success(request, told)
    return 200


def _typed(sent: Mapping[str, str], rows: list[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row.name not in sent:
            continue  # edited in Vietnamese since this screen was opened: it is shown anew
        row.value = sent[row.name]
        try:
            yield row.passage.source, _kept(row.passage, row.value)
        except ValueError:
            row.error = _("Keep this passage one piece of the same kind: a heading a heading, a list a list.")


def _kept(passage: Passage, typed: str) -> str:
    if passage.kind == "rich":
        return as_kept(typed, source=passage.source)
    plain = strip_all(typed)
    return plain.strip() if passage.kind == "lines" else " ".join(plain.split())


def _mark(rows: list[Row], refusal: TranslationRefused, page: Page) -> None:
    newest = newest_translation(page)
    for row in rows:
        if newest and row.passage.source in refusal.passages:
            row.theirs = strip_all(newest.words.get(row.passage.source, ""))


def _next(request: HttpRequest, part: Any) -> str:
    number = part.number + 1 if request.POST.get("act") == "next" and part.has_next() else part.number
    query = "&loc=con-thieu" if request.GET.get("loc") == "con-thieu" else ""
    return f"{request.path}?phan={number}{query}"


def _author(request: HttpRequest) -> User:
    return cast("User", request.user)  # the admin lets nobody else in


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The pages somebody may translate, those that are read most recently published first, with how far each is."""
    pages = pages_to_translate_for(request.user).order_by(*ORDER)
    words = " ".join(request.GET.get("q", "").split())[:100]
    if words:
        pages = pages.filter(Q(title__icontains=words) | Q(draft_title__icontains=words))
    part = Paginator(pages, PER_PAGE).get_page(request.GET.get("trang"))
    found = list(Page.objects.filter(pk__in=[page.pk for page in part]).specific().order_by(*ORDER))
    context = {"part": part, "rows": progress_of(found), "words": words}
    return render(request, "content/admin/translations.html", context)


def translation_urls() -> list[URLPattern | URLResolver]:
    return [
        path("ban-dich/", overview, name="content_translations"),
        path("ban-dich/<int:pk>/", side_by_side, name="content_translation"),
    ]


def translation_button(page: Page, user: User, *_args: object, **_more: object) -> Iterator[Button]:
    """On the pages that are translated: the way to both languages side by side."""
    specific = page.specific
    if specific.pk and is_translated(specific) and specific.permissions_for_user(user).can_edit():
        yield Button(
            gettext_lazy("English version"),
            reverse("content_translation", args=[specific.pk]),
            icon_name="globe",
            priority=55,
        )


class TranslationsMenuItem(MenuItem):
    """Shown to those who edit pages: asked on every screen of the admin, so it looks only at what is known already."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["change"]))


def translations_item() -> TranslationsMenuItem:
    return TranslationsMenuItem(
        gettext_lazy("English versions"),
        reverse("content_translations"),
        name="translations",
        icon_name="globe",
        order=260,
    )
