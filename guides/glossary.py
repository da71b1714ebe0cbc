"""The glossary as pages show it: from A to Z, and behind the words of a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from guides.alphabet import by_letter
from guides.kept import kept
from guides.linking import Phrase, link_terms
from guides.models import GlossaryTerm
from guides.models.reviewed import lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term, light enough to be kept."""

    slug: str
    term: str
    phrases: tuple[str, ...]
    definition: str
    term_en: str
    definition_en: str

    @property
    def is_english(self) -> bool:
        """Whether the reader of this page gets the English words."""
        return get_language() == "en" and bool(self.term_en and self.definition_en)

    @property
    def language(self) -> str:
        return "en" if self.is_english else "vi"

    @property
    def shown_term(self) -> str:
        return self.term_en if self.is_english else self.term

    @property
    def shown_definition(self) -> str:
        return self.definition_en if self.is_english else self.definition

    @property
    def others(self) -> tuple[str, ...]:
        """The other Vietnamese words for it."""
        return self.phrases[1:]


def all_terms() -> tuple[Term, ...]:
    return kept("terms", _read_terms)


def _read_terms() -> tuple[Term, ...]:
    rows = GlossaryTerm.objects.values_list(
        "slug", "term", "aliases", "definition", "term_en", "definition_en"
    )
    return tuple(
        Term(
            slug=slug,
            term=term,
            phrases=(term, *lines_of(aliases)),
            definition=definition,
            term_en=term_en,
            definition_en=definition_en,
        )
        for slug, term, aliases, definition, term_en, definition_en in rows
    )


def glossary_url() -> str:
    return reverse("wagtail_serve", args=["thuat-ngu/"])


def glossary_context() -> dict[str, Any]:
    """All terms under their letters, in the language of the page."""
    terms = all_terms()
    letters = by_letter((term.shown_term, term) for term in terms)
    return {
        "letters": [("so" if letter == "#" else letter.lower(), letter, found) for letter, found in letters],
        "total": len(terms),
    }


def with_terms(markup: str) -> SafeString:
    """Cleaned HTML with each known term linked once, and the meanings of those terms below it."""
    terms = all_terms()
    linked = link_terms(markup, _phrases(terms, get_language() == "en"))
    if not linked.keys:
        return SafeString(markup)
    known = {term.slug: term for term in terms}
    below = render_to_string(
        "guides/_terms.html",
        {"terms": [known[key] for key in linked.keys], "glossary_url": glossary_url()},
    )
    return SafeString(linked.markup + below)


@lru_cache(maxsize=4)
def _phrases(terms: Sequence[Term], with_english: bool) -> tuple[Phrase, ...]:
    return tuple(_each_phrase(terms, with_english=with_english))


def _each_phrase(terms: Iterable[Term], *, with_english: bool) -> Iterable[Phrase]:
    for term in terms:
        for words in term.phrases:
            yield Phrase(words, term.slug)
        if with_english and term.term_en:
            yield Phrase(term.term_en, term.slug)
