"""Reads about translations: what readers see, what translators have before them, how far a page is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, prefetch_related_objects
from wagtail.models import Page

from content.models import PageTranslation, Translated
from content.passages import closest
from content.translating import Passage, passages_of_body, passages_of_rich, passages_of_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a page's translation is; ``changed`` passages were translated before the original was edited."""

    page: Any
    total: int
    done: int
    changed: int
    is_title_missing: bool
    newest: PageTranslation | None
    published: int
    """Passages that readers see in the other language."""

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100

    @property
    def is_published_whole(self) -> bool:
        return self.published == self.total and not self.is_title_missing


def passages_of(page: Any) -> list[Passage]:
    """All that is to be translated of a page, in the order readers meet it; each passage once."""
    found = passages_of_texts(page.texts_to_translate())
    for name in page.translated_rich:
        found += passages_of_rich(str(page._meta.get_field(name).verbose_name), getattr(page, name))
    for name in page.translated_bodies:
        found += passages_of_body(getattr(page, name))
    return list({passage.source: passage for passage in reversed(found)}.values())[::-1]


def newest_translation(page: Page, language: str = "en") -> PageTranslation | None:
    return (
        PageTranslation.objects.filter(page_key=page.translation_key, language=language)
        .select_related("written_by")
        .order_by("-version")
        .first()
    )


def published_words(page: Page, language: str = "en") -> dict[str, str]:
    """What readers see: original to translated passage; empty where nothing was published. One question."""
    words = (
        PageTranslation.objects.filter(page_key=page.translation_key, language=language, is_published=True)
        .order_by("-version")
        .values_list("words", flat=True)
        .first()
    )
    return words or {}


def published_words_of(pages: Iterable[Page], language: str = "en") -> dict[UUID, dict[str, str]]:
    """The same of several pages, by their translation keys; one question."""
    newest = PageTranslation.objects.filter(
        page_key=OuterRef("page_key"), language=language, is_published=True
    ).order_by("-version")
    rows = PageTranslation.objects.filter(
        page_key__in={page.translation_key for page in pages}, pk=Subquery(newest.values("pk")[:1])
    )
    return dict(rows.values_list("page_key", "words"))


def versions_of(page: Page, language: str = "en", *, most: int = 10) -> list[PageTranslation]:
    """The last versions, newest first, without their words."""
    return list(
        PageTranslation.objects.filter(page_key=page.translation_key, language=language)
        .defer("words")
        .select_related("written_by")
        .order_by("-version")[:most]
    )


def old_words_for(passages: Iterable[Passage], words: dict[str, str]) -> dict[str, str]:
    """For passages without a translation: the old original they were most likely made of, if there is one."""
    passages = list(passages)
    current = {passage.source for passage in passages}
    left = [source for source in words if source not in current]
    found: dict[str, str] = {}
    for passage in passages:
        if left and passage.source not in words and (old := closest(passage.source, left)):
            found[passage.source] = old
    return found


def progress_of(pages: Sequence[Any], language: str = "en") -> list[Progress]:
    """How far the translations of some pages are: as many questions for forty as for one."""
    kept = PageTranslation.objects.filter(
        page_key__in=[page.translation_key for page in pages], language=language
    )
    newest: dict[UUID, PageTranslation] = {}
    published: dict[UUID, dict[str, str]] = {}
    for version in kept.order_by("version"):
        newest[version.page_key] = version
        if version.is_published:
            published[version.page_key] = version.words
    for kind in {type(page) for page in pages}:
        prefetch_related_objects([page for page in pages if type(page) is kind], *kind.translated_relations)
    return [
        _progress(page, newest.get(page.translation_key), published.get(page.translation_key, {}))
        for page in pages
    ]


def _progress(page: Any, newest: PageTranslation | None, published: dict[str, str]) -> Progress:
    passages, words = passages_of(page), newest.words if newest else {}
    return Progress(
        page=page,
        total=len(passages),
        done=sum(passage.source in words for passage in passages),
        changed=len(old_words_for(passages, words)),
        is_title_missing=not page.english_title,
        newest=newest,
        published=sum(passage.source in published for passage in passages),
    )


def is_translated(page: Page) -> bool:
    """Whether pages of this kind are translated side by side."""
    return isinstance(page, Translated)
