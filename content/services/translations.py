"""Keeping a page's translation: versions, none of them changed, so that nothing a translator sent is lost."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.errors import TranslationRefused
from content.models import PageTranslation
from content.signals import translation_published
from people.models import User

LONGEST = 20_000
"""Letters of one passage."""


@transaction.atomic
def save_translation(
    *,
    page: Page,
    wanted: Mapping[str, str],
    base: int,
    by: User | None,
    now: datetime,
    publish: bool = False,
    language: str = "en",
) -> PageTranslation:
    """Write what a translator sent upon the newest version, in which others may have saved other passages meanwhile.

    ``wanted`` holds the passages that were before them (original to translation, empty: none); ``base`` is the version
    they began with. Passages that are not among them stay.

    Raises TranslationRefused: ``too_long``, or ``saved_meanwhile`` with the passages two people changed in different ways.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    for text in wanted.values():
        if len(text) > LONGEST:
            raise TranslationRefused(
                _("A passage has at most %(most)s characters; this one has %(count)s. Nothing was saved.")
                % {"most": LONGEST, "count": len(text)},
                code="too_long",
            )
    versions = PageTranslation.objects.filter(page_key=page.translation_key, language=language)
    newest = versions.order_by("-version").first()
    now_kept: dict[str, str] = newest.words if newest else {}
    began: dict[str, str] = next(iter(versions.filter(version=base).values_list("words", flat=True)), {})
    changed = {source: text for source, text in wanted.items() if text != began.get(source, "")}
    _refuse_two_hands(changed, began, now_kept)
    words = {source: text for source, text in {**now_kept, **changed}.items() if text}
    if newest and words == newest.words and publish <= newest.is_published:
        return newest
    saved = PageTranslation.objects.create(
        page_key=page.translation_key,
        language=language,
        version=(newest.version if newest else 0) + 1,
        words=words,
        written_by=by,
        written_at=now,
        is_published=publish,
    )
    if publish:
        translation_published.send(sender=PageTranslation, page=page)
    return saved


def _refuse_two_hands(changed: Mapping[str, str], began: Mapping[str, str], kept: Mapping[str, str]) -> None:
    both = [
        source
        for source, text in changed.items()
        if kept.get(source, "") not in {began.get(source, ""), text}
    ]
    if both:
        raise TranslationRefused(
            _(
                "Somebody else has saved other words for the marked passages while you were writing. Theirs are kept; "
                "yours stand below. Compare, then save again."
            ),
            code="saved_meanwhile",
            passages=tuple(both),
        )


@transaction.atomic
def copy_translation(*, source: Page, target: Page, now: datetime, language: str = "en") -> None:
    """A copied page begins with what its original says in the other language: a draft like the copy itself."""
    newest = (
        PageTranslation.objects.filter(page_key=source.translation_key, language=language)
        .order_by("-version")
        .first()
    )
    if newest:
        PageTranslation.objects.create(
            page_key=target.translation_key,
            language=language,
            version=1,
            words=newest.words,
            written_by=newest.written_by,
            written_at=now,
        )
