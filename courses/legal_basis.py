"""The legal basis of courses beside the register of documents: what holds no longer, and whom that touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from content.citations import Validity, numbers_in, out_of_force
from courses.models import Course, LegalDocument
from people.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLine:
    """One line of a course's legal basis, with the documents of it that hold no longer."""

    text: str
    ended: list[Validity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """A document that holds no longer, and the courses that still cite it."""

    document: LegalDocument
    courses: list[Course]


def cited_lines(course: Course, *, day: date) -> list[CitedLine]:
    """The lines a course page shows; one question where a line cites a number, else none."""
    wanted = {number for line in course.legal_basis for number in numbers_in(line)}
    register = _register(wanted) if wanted else {}
    return [CitedLine(text=line, ended=out_of_force(line, register, day)) for line in course.legal_basis]


def impact_list(*, organisations: Iterable[Organisation], day: date) -> list[Impact]:
    """Every document that holds no longer with the courses of these organisations that cite it: two questions.

    Documents that nobody cites are left out; retired courses, too.
    """
    ended = {
        document.number_key: document
        for document in LegalDocument.objects.filter(valid_to__lte=day).select_related("replaced_by")
    }
    citing: dict[str, list[Course]] = {}
    if ended:
        courses = Course.objects.owned_within(organisations).exclude(status=Course.Status.RETIRED)
        for course in courses.select_related("organisation").order_by("code"):
            for number in dict.fromkeys(n for line in course.legal_basis for n in numbers_in(line)):
                if number in ended:
                    citing.setdefault(number, []).append(course)
    return [Impact(document=ended[number], courses=citing[number]) for number in sorted(citing)]


def ended_documents(day: date) -> dict[str, Validity]:
    """Every document that holds no longer on a day, for rooms that do not know this one (``content.legal``). One question."""
    ended = LegalDocument.objects.filter(valid_to__lte=day).select_related("replaced_by")
    return {document.number_key: document.validity() for document in ended}


def _register(numbers: set[str]) -> dict[str, Validity]:
    documents = LegalDocument.objects.filter(number_key__in=numbers).select_related("replaced_by")
    return {document.number_key: document.validity() for document in documents}
