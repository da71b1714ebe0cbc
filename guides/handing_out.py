"""Guides and services as sheets to hand out, and the files made of them: each once, for as long as its words stay the same."""

import logging
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.documents.markup import blocks_of, line_of
from content.queries import published_words
from content.translating import Side, Words, said, sides_of
from guides.addresses import address_of
from guides.handout_links import GUIDES
from guides.handouts.pdf import HANDOUT, POSTER, render, template_of
from guides.handouts.sheet import LONGEST_ITEM, LONGEST_NOTE, MOST_ITEMS, Group, Item, Kind, Sheet, shortened
from guides.handouts.word import write_word
from guides.models import GuidePage, PublicServicePage
from guides.queries import guide_facts, help_contact, holder_of

Form = Literal["handout", "poster", "word"]
WEEK = 7 * 24 * 3600
MAKERS: dict[str, Callable[[Sheet], bytes]] = {
    "handout": lambda sheet: render(HANDOUT, sheet),
    "poster": lambda sheet: render(POSTER, sheet),
    "word": write_word,
}
WORD_VERSION = b"1"
"""Raise it when ``handouts.word`` writes the same sheet in another way."""

logger = logging.getLogger("lms.guides")
Handed = GuidePage | PublicServicePage


def get_handed_out(shelf: str, slug: str) -> Handed:
    """The published page of an address, or 404: drafts and private pages are not there."""
    model: type[Handed] = GuidePage if shelf == GUIDES else PublicServicePage
    found = model.objects.live().public().filter(slug=slug).first() if "\x00" not in slug else None
    if found is None:
        raise Http404
    return found


def file_of(sheet: Sheet, form: Form) -> tuple[bytes, str]:
    """The file and its tag. Made once: the next who asks gets the same bytes, until a word on it changes."""
    version = WORD_VERSION if form == "word" else template_of(form)
    tag = f"{sheet.fingerprint}-{sha256(version).hexdigest()[:8]}"
    key = f"guides.handed_out.{form}.{tag}"
    try:
        made = cache.get(key)
    except Exception:
        # Whatever the backend raises: handouts must not depend on a cache being up.
        logger.exception("guides.handout_unreadable")
        made = None
    if made is None:
        made = MAKERS[form](sheet)
        try:
            cache.set(key, made, WEEK)
        except Exception:
            logger.exception("guides.handout_not_kept")
    return made, tag


def sheet_of(page: Handed) -> Sheet:
    """A page in short, in the language of the reader as far as it is translated."""
    words = published_words(page) if get_language() == "en" else {}
    sides = sides_of(page.body, words) if words else [Side(block=one, language="vi") for one in page.body]
    if isinstance(page, GuidePage):
        heading, summary = _("Guide"), said(page.summary, words).text
        facts = [*guide_facts(page, words), (_("Official site"), page.official_host)]
        own = _needs(page, words)
    else:
        heading, summary = _("Public service"), page.display_summary
        facts, own = _service_facts(page, words), _dossier(page, words)
    address = f"{settings.SITE_URL}{address_of(page)}"
    return Sheet(
        language=get_language() or "vi",
        site=settings.WAGTAIL_SITE_NAME,
        heading=heading,
        title=page.display_title,
        summary=summary,
        facts=tuple((label, shortened(value, LONGEST_ITEM)) for label, value in facts if value),
        groups=_groups([*own, *(group for side in sides for group in _groups_of(side.block))]),
        warning=next(_warnings(sides), ""),
        address=address,
        qr_text=_("QR code that opens %(address)s") % {"address": address},
        scan=_("Scan the code to open this page"),
        scan_steps=(
            _("Open the camera of your phone."),
            _("Hold it over the code."),
            _("Tap the line that appears."),
        ),
        go_on=_("Read on at the page: scan the code."),
        help=_help(),
        reviewed=_("Reviewed %(day)s") % {"day": date_format(page.last_reviewed, "SHORT_DATE_FORMAT")},
        owner=holder_of(page.owner_org_role),
        reviewed_on=page.last_reviewed.isoformat(),
    )


def _help() -> tuple[tuple[str, str], ...]:
    contact = help_contact()
    if contact is None:
        return ()
    hours = f" ({contact.hotline_hours.text})" if contact.hotline_hours.text else ""
    lines = [
        (_("Call for help"), f"{contact.hotline}{hours}" if contact.hotline else ""),
        (_("In person"), contact.help_place.text),
    ]
    return tuple((label, shortened(text, LONGEST_NOTE)) for label, text in lines if text)


def _service_facts(page: PublicServicePage, words: Words) -> list[tuple[str, str]]:
    return [
        (_("Handled by"), said(page.handler, words).text),
        (_("Where to submit"), page.official_host),
        (_("Fee"), said(page.fee, words).text),
        (_("Time limit"), said(page.time_limit, words).text),
    ]


def _needs(page: GuidePage, words: Words) -> list[Group]:
    needs = tuple(Item(text=shortened(said(need, words).text)) for need in page.need_list)
    return [Group(title=_("What you need"), kind="checks", items=needs)]


def _dossier(page: PublicServicePage, words: Words) -> list[Group]:
    papers = []
    for block in page.dossier:
        name, *rest = (said(block.value[part], words).text for part in ("name", "copies", "form"))
        papers.append(Item(lead=f"{name}.", text=shortened("; ".join(part for part in rest if part))))
    return [Group(title=_("What the dossier needs"), kind="checks", items=tuple(papers))]


def _groups(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Those that say anything: what one has and does first, good to know after it, at most as much as a page could hold."""
    told = [group for group in groups if group.items]
    told.sort(key=lambda group: group.kind == "points")
    kept: list[Group] = []
    room = MOST_ITEMS
    for group in told:
        kept.append(Group(title=group.title, kind=group.kind, items=group.items[: max(room, 0)]))
        room -= len(group.items)
    return tuple(group for group in kept if group.items)


def _groups_of(block: Any) -> Iterator[Group]:
    """A block of a guide in short; pictures, notices and contacts are not for the list."""
    value = block.value
    items: Iterable[Item] = ()
    kind: Kind = "points"
    if block.block_type == "steps":
        kind = "steps"
        items = (_item(step["title"], _plain(step["text"])) for step in value["steps"])
    elif block.block_type == "before":
        kind = "checks"
        items = (Item(text=shortened(thing)) for thing in value["things"])
    elif block.block_type == "mistakes":
        items = (_item(row["mistake"], _plain(row["remedy"])) for row in value["mistakes"])
    elif block.block_type == "answers":
        items = (_item(row["question"], _plain(row["answer"])) for row in value["answers"])
    elif block.block_type == "table":
        items = (_item(row["first"], _plain(row["second"])) for row in value["rows"])
    elif block.block_type == "text" and value["title"]:
        items = (Item(text=shortened(line)) for line in _lines(value["text"]))
    yield Group(
        title=value["title"] if hasattr(value, "get") and value.get("title") else "",
        kind=kind,
        items=tuple(items),
    )


def _item(lead: str, text: str) -> Item:
    lead = lead.strip()
    if lead and lead[-1] not in ".:!?":
        lead += ":" if text else "."
    return Item(lead=lead, text=shortened(text))


def _plain(rich: Any) -> str:
    return "".join(run.text for run in line_of(rich.source))


def _lines(rich: Any) -> Iterator[str]:
    for block in blocks_of(rich.source):
        if text := "".join(run.text for run in block.runs).strip().removeprefix("– "):
            yield text


def _warnings(sides: Iterable[Side]) -> Iterator[str]:
    for side in sides:
        if side.block.block_type == "notice" and side.block.value["tone"] == "warn":
            title, text = side.block.value["title"], _plain(side.block.value["text"])
            yield shortened(f"{title}: {text}" if title else text, LONGEST_NOTE)
