"""The story of a copy: list, gather, rewrite, index, check, put in place."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from lms.export import folders
from lms.export.addresses import file_of, link_between, target_of
from lms.export.asking import Stranger
from lms.export.checking import BrokenLink, broken_links
from lms.export.gathering import Gathered, Gatherer, is_for_the_server, media_name, static_name
from lms.export.rewriting import Rules, Words, rewritten
from lms.export.searching import everyday_words, parts_of, rows, text_of_page
from lms.sitemap import Courses, PublicPages

LANGUAGES = ("vi", "en")
ABOUT = "ban-sao/"
PART = "muc-luc-{}.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    pages: int
    files: int
    size: int
    """In bytes."""
    searchable: int
    for_the_site: int
    """Addresses that lead to the page about the copy, because they need the site."""
    gone: Sequence[tuple[str, str]]
    """Links of the site itself that lead nowhere, and a page each stands on."""
    broken: Sequence[BrokenLink]
    seconds: float


def export_site(*, target: Path, base_url: str, now: datetime) -> Report:
    """Write every public page in both languages below ``target``, so that it works from any place.

    A copy with a broken link is not put in place: the one before stays.

    Raises:
        ExportRefused: the place holds something else, or a page of the site fails.
    """
    began = time.monotonic()
    draft = folders.draft_beside(target)
    try:
        found = _gathered(draft, now, with_pictures=bool(base_url))
        searchable = _write_index(found)
        for address, file in found.pages.items():
            _rewrite(found, address, draft / file, base_url, now)
        if base_url:
            _write_lists(found, base_url)
        broken = broken_links(draft)
        report = _report(found, searchable=searchable, broken=broken, seconds=time.monotonic() - began)
        if not broken:
            facts = {"site": settings.SITE_URL, "made_at": now.isoformat(), "pages": report.pages}
            folders.put_in_place(draft, target, facts)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return report


def in_each_language(name: str) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        with translation.override(language):
            yield language, reverse(name)


def _gathered(draft: Path, now: datetime, *, with_pictures: bool) -> Gathered:
    stranger = Stranger()
    gatherer = Gatherer(draft, stranger, with_pictures=with_pictures)
    own: dict[str, Callable[[], str]] = {}
    for language, home in (("vi", "/"), ("en", "/en/")):
        own[f"{home}{ABOUT}"] = partial(_drawn, stranger, "about", f"{home}{ABOUT}", language, now)
    for language, search in in_each_language("lms:search"):
        own[search] = partial(_drawn, stranger, "search", search, language, now)
    for address in own:
        gatherer.promise(address)
    for address, draw in own.items():
        gatherer.keep(address, draw())
    return gatherer.gather(_listed())


def _listed() -> Iterator[str]:
    """What the list for search engines holds, in both languages."""
    for language in LANGUAGES:
        with translation.override(language):
            yield reverse("courses:catalogue")
            for kind in (PublicPages(), Courses()):
                for item in kind.items():
                    yield kind.location(item)


def _drawn(stranger: Stranger, name: str, address: str, language: str, now: datetime) -> str:
    """A page that only the copy has."""
    with translation.override(language):
        context = {
            "site_address": settings.SITE_URL,
            "made_on": now,
            "everyday": everyday_words(),
            "root": link_between(file_of(address), "index.html").removesuffix("index.html"),
            "about_address": ("/en/" if language == "en" else "/") + ABOUT,
        }
        return render_to_string(f"lms/copy_{name}.html", context, request=stranger.request_for(address))


def _write_index(found: Gathered) -> int:
    """Beside each search page the parts of its index, and their number in the page."""
    total = 0
    for language, search in in_each_language("lms:search"):
        with translation.override(language):
            told = rows(
                file_at=found.files.get,
                text_of=lambda file: text_of_page(found.folder / file),
                site=settings.SITE_URL,
            )
        page = found.folder / found.files[search]
        count = 0
        for count, part in enumerate(parts_of(told), start=1):
            (page.parent / PART.format(count)).write_text(part, encoding="utf-8")
        html = page.read_text(encoding="utf-8")
        page.write_text(html.replace('data-parts="0"', f'data-parts="{count}"'), encoding="utf-8")
        total += len(told)
    return total


def _rewrite(found: Gathered, address: str, path: Path, base_url: str, now: datetime) -> None:
    page = path.read_text(encoding="utf-8")
    path.write_text(rewritten(page, _rules(found, address, base_url, now)), encoding="utf-8")


def _rules(found: Gathered, address: str, base_url: str, now: datetime) -> Rules:
    here, site = found.pages[address], settings.SITE_URL
    is_english = address.startswith("/en/")
    about = link_between(here, file_of(("/en/" if is_english else "/") + ABOUT))
    search = dict(in_each_language("lms:search"))["en" if is_english else "vi"]

    def link(told: str) -> str:
        if file := (found.static.get(told) or found.media.get(told)):
            return link_between(here, file)
        if static_name(told) or media_name(told):
            return about
        target = target_of(told, at=address, site=site)
        if target is None:
            return told
        if target.address == address and target.fragment and not target.query:
            return f"#{target.fragment}"
        file = found.files.get(target.address)
        if file is None:
            return about
        query = f"?{target.query}" if target.query else ""
        return link_between(here, file) + query + (f"#{target.fragment}" if target.fragment else "")

    def home(told: str) -> str:
        if not base_url or not (told == site or told.startswith(f"{site}/")):
            return told
        target = target_of(told, at="/", site=site)
        file = found.files.get(target.address) if target else None
        return f"{base_url}/{file.removesuffix('index.html')}" if file else base_url + told.removeprefix(site)

    return Rules(
        link=link,
        home=home,
        is_search=lambda told: told == search,
        is_for_the_server=is_for_the_server,
        data=lambda told: told.replace(f'"{site}/', f'"{base_url}/') if base_url else told,
        words=_words("en" if is_english else "vi", about, link_between(here, file_of(search)), now),
    )


def _words(language: str, about: str, search: str, now: datetime) -> Words:
    with translation.override(language):
        day = date_format(now, "SHORT_DATE_FORMAT")
        host = settings.SITE_URL.partition("//")[2]
        told = _("A copy of %(host)s made on %(day)s.") % {"host": host, "day": day}
        why = _("This needs the site itself: a copy cannot receive anything.")
        more, look = _("About this copy"), _("Search this copy")
    return Words(
        banner=format_html('<p class="ui-muted ui-small">{} <a href="{}">{}</a></p>', told, about, more),
        instead_of_form=format_html(
            '<p class="ui-panel ui-no-print">{} <a href="{}">{}</a></p>', why, about, more
        ),
        instead_of_search=format_html('<p class="ui-no-print"><a href="{}">{}</a></p>', search, look),
    )


def _write_lists(found: Gathered, base_url: str) -> None:
    """For search engines, where the copy has an address of its own."""
    addresses = sorted(f"{base_url}/{file.removesuffix('index.html')}" for file in set(found.pages.values()))
    told = "".join(f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    page = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{schema}">{told}</urlset>\n'
    (found.folder / "sitemap.xml").write_text(page, encoding="utf-8")
    (found.folder / "robots.txt").write_text(
        f"User-agent: *\nSitemap: {base_url}/sitemap.xml\n", encoding="utf-8"
    )


def _report(found: Gathered, *, searchable: int, broken: Sequence[BrokenLink], seconds: float) -> Report:
    files = [path for path in found.folder.rglob("*") if path.is_file()]
    return Report(
        pages=len(set(found.pages.values())),
        files=len(files),
        size=sum(path.stat().st_size for path in files),
        searchable=searchable,
        for_the_site=len(found.for_the_site),
        gone=sorted(found.gone.items()),
        broken=broken,
        seconds=seconds,
    )
