"""A page for everybody: no account, no cookie, kept by caches."""

from typing import Any, ClassVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from wagtail.models import Page

from content.gate_forms import GatedPageForm
from content.models.gated import Gated


class Translated:
    """Mixed into a page whose texts are translated side by side (``content.translating``)."""

    translated_fields: ClassVar[tuple[str, ...]] = ()
    """Fields of the page that hold words, in the order readers meet them."""

    translated_rich: ClassVar[tuple[str, ...]] = ()
    """Fields of rich text, read after those."""

    translated_bodies: ClassVar[tuple[str, ...]] = ("body",)
    """Fields of blocks, read last. A block is shown whole in one language."""

    translated_relations: ClassVar[tuple[str, ...]] = ()
    """What ``texts_to_translate`` reads besides the page, so that a list of pages reads it at once."""

    @property
    def english_title(self) -> str:
        """The title in English, which is written with the page."""
        return str(getattr(self, "title_en", ""))

    def texts_to_translate(self) -> list[tuple[str, str]]:
        """Label and text of what is to be translated besides rich text and blocks."""
        meta = cast("Page", self)._meta  # it is mixed into pages only
        return [
            (str(meta.get_field(name).verbose_name), getattr(self, name) or "")
            for name in self.translated_fields
        ]


class PublicPage(Gated, Page):
    """Answers everybody with the same bytes, so its template may read neither user nor session."""

    base_form_class = GatedPageForm

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        make_public(response)
        return response


def title_in_language(page: Page) -> str:
    """The title as the reader of this language meets it; Vietnamese where no other was written."""
    english = getattr(page, "english_title", "") or getattr(page, "title_en", "")
    return str(english) if english and get_language() == "en" else str(page.title)


def make_public(response: HttpResponseBase) -> None:
    """Let any cache keep an answer for a minute, and show it for ten more while it fetches a new one."""
    patch_cache_control(response, public=True, max_age=60, stale_while_revalidate=600)
