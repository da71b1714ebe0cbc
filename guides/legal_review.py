"""Citizens' pages beside the register of legal documents: what they cite that holds no longer, and who must read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.citations import Validity, numbers_in, out_of_force
from content.legal import ended_documents
from guides.kept import kept
from guides.reviews import reviewed_models
from guides.texts import strings_of
from people.access import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLine:
    """A source or a legal basis with the documents of it that hold no longer."""

    text: str
    ended: list[Validity]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingPage:
    title: str
    kind: str
    edit_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A document that holds no longer, and the published pages that still name it: in a source, a legal basis or the text."""

    document: Validity
    pages: list[CitingPage]


def cited_lines(lines: Iterable[str]) -> list[CitedLine]:
    """The lines as a page shows them today."""
    today = localdate()
    register = kept(f"ended.{today}", lambda: ended_documents(today))
    return [CitedLine(text=line, ended=out_of_force(line, register, today)) for line in lines]


def pages_touched(*, person: Person, day: date) -> list[Touched]:
    """Every document that holds no longer with the published pages a person may edit that still cite it.

    Documents that nobody cites are left out. What pages cite is kept until one of them changes; the register is asked anew.
    """
    ended = ended_documents(day)
    citing = {
        page: [number for number in numbers if number in ended]
        for page, numbers in (kept("cited-numbers", _numbers_of_pages) if ended else {}).items()
    }
    touched = {page: numbers for page, numbers in citing.items() if numbers}
    if not touched:
        return []
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(person, "change")
    allowed = set(editable.filter(pk__in=[page.key for page in touched]).values_list("pk", flat=True))
    found: dict[str, list[CitingPage]] = {}
    for page, numbers in sorted(touched.items(), key=lambda item: (item[0].title, item[0].key)):
        if page.key in allowed:
            for number in numbers:
                found.setdefault(number, []).append(page.shown())
    return [Touched(document=ended[number], pages=found[number]) for number in sorted(found)]


def pages_to_review(*, person: Person, day: date) -> int:
    """How many pages of somebody's cite a document that holds no longer."""
    rows = pages_touched(person=person, day=day)
    return len({page.edit_url for row in rows for page in row.pages})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    key: int
    title: str
    model: type[Page]

    def shown(self) -> CitingPage:
        return CitingPage(
            title=self.title,
            kind=capfirst(str(self.model._meta.verbose_name)),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.key]),
        )


def _numbers_of_pages() -> Mapping[_Page, tuple[str, ...]]:
    found: dict[_Page, tuple[str, ...]] = {}
    for model in reviewed_models():
        for page in model.objects.live().iterator(chunk_size=100):
            texts = strings_of(page)
            if numbers := tuple(dict.fromkeys(number for text in texts for number in numbers_in(text))):
                found[_Page(key=page.pk, title=page.title, model=model)] = numbers
    return found
