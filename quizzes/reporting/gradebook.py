"""The results of a quiz by learner, in the order of given names. Names are read here and nowhere else in this room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _

from content.vietnamese import fold, name_sort_key
from people.models import Membership, Organisation
from quizzes.models import Attempt, Grade, Quiz
from quizzes.reporting.numbers import NONE
from quizzes.reporting.tables import Table

PER_PAGE = 100
STATES = ("passed", "failed", "waiting", "recognised")
SORTS = ("name", "-name", "result", "-result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What somebody looks for; empty fields ask for nothing. ``unit`` is the code of an organisation."""

    words: str = ""
    state: str = ""
    unit: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A closed attempt. ``score`` as printed; ``needs_marking``: it waits for a marker."""

    uuid: UUID
    number: int
    score: str
    needs_marking: bool
    is_on_paper: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """``attempts`` are the closed attempts in their order."""

    family: str
    given: str
    staff_code: str
    email: str
    unit: str
    attempts: Sequence[Sitting]
    percent: Decimal
    is_passed: bool
    is_provisional: bool
    decision: str
    """Number and day of the decision that recognises it; empty: not recognised yet."""

    @property
    def result(self) -> str:
        if self.is_provisional:
            return _("waits for a marker")
        return _("passed") if self.is_passed else _("not passed")


def sought_from(asked: dict[str, str]) -> Sought:
    """What an address asks for; what it cannot ask for is left out."""
    state, sort = asked.get("ket-qua", ""), asked.get("xep", "")
    return Sought(
        words=asked.get("q", "")[:200].strip(),
        state=state if state in STATES else "",
        unit=asked.get("don-vi", "")[:60],
        sort=sort if sort in SORTS else "name",
    )


def page_of(quiz: Quiz, sought: Sought, number: str | None) -> tuple[object, list[ResultRow]]:
    """A page of results and its rows: five queries, however many learners."""
    page = Paginator(_in_order(quiz, sought), PER_PAGE).get_page(number)
    return page, _rows(quiz, list(page.object_list))


def gradebook_table(quiz: Quiz, sought: Sought) -> Table:
    """All results that fit, for a sheet."""
    rows = _rows(quiz, _in_order(quiz, sought))
    return Table(
        slug="so-diem",
        name=_("Gradebook"),
        heads=[
            _("No."),
            _("Family and middle name"),
            _("Given name"),
            _("Staff code"),
            _("E-mail address"),
            _("Unit or agency"),
            _("Scores of the attempts"),
            _("Result (%)"),
            _("Passed"),
            _("Decision"),
        ],
        rows=[
            [
                number,
                row.family,
                row.given,
                row.staff_code,
                row.email,
                row.unit,
                "; ".join(one.score for one in row.attempts),
                row.percent,
                row.result,
                row.decision,
            ]
            for number, row in enumerate(rows, start=1)
        ],
        widths=[6, 28, 14, 14, 28, 40, 30, 12, 18, 26],
    )


def _in_order(quiz: Quiz, sought: Sought) -> list[int]:
    """Ids of grades in the wished order. Sorted here: no database knows the order of Vietnamese given names."""
    rows = list(_grades(quiz, sought).values_list("pk", "learner__full_name", "percent"))
    wanted = fold(sought.words).split()
    if wanted:
        rows = [row for row in rows if all(word in fold(row[1]) for word in wanted)]
    rows.sort(key=lambda row: name_sort_key(row[1]))
    if sought.sort.endswith("result"):
        rows.sort(key=lambda row: row[2], reverse=sought.sort == "-result")
    elif sought.sort == "-name":
        rows.reverse()
    return [row[0] for row in rows]


def _grades(quiz: Quiz, sought: Sought) -> QuerySet[Grade]:
    rows = Grade.objects.filter(quiz=quiz)
    if sought.state == "passed":
        rows = rows.filter(is_passed=True, is_provisional=False)
    elif sought.state == "failed":
        rows = rows.filter(is_passed=False, is_provisional=False)
    elif sought.state == "waiting":
        rows = rows.filter(is_provisional=True)
    elif sought.state == "recognised":
        rows = rows.exclude(decision=None)
    unit = Organisation.objects.filter(code=sought.unit).first() if sought.unit else None
    if unit is not None:
        members = Membership.objects.valid_on(timezone.localdate()).filter(
            organisation__in=Organisation.objects.within(unit)
        )
        rows = rows.filter(learner__in=members.values("person"))
    return rows


def units_of(quiz: Quiz) -> list[tuple[str, str]]:
    """(code, name) of the units in which the learners of this quiz have posts today, by name."""
    learners = Grade.objects.filter(quiz=quiz).values("learner")
    posts = Membership.objects.valid_on(timezone.localdate()).filter(person__in=learners)
    units = Organisation.objects.filter(pk__in=posts.values("organisation"))
    return sorted(units.values_list("code", "short_name"), key=lambda unit: fold(unit[1]))


def _rows(quiz: Quiz, ids: list[int]) -> list[ResultRow]:
    grades = {
        row.pk: row for row in _in_parts(Grade.objects.select_related("learner", "decision"), "pk", ids)
    }
    people = [grade.learner_id for grade in grades.values()]
    closed = Attempt.objects.filter(quiz=quiz).exclude(status=Attempt.Status.IN_PROGRESS).order_by("number")
    sittings: dict[int, list[Sitting]] = {}
    for attempt in _in_parts(closed, "learner", people):
        sittings.setdefault(attempt.learner_id, []).append(_sitting(attempt))
    units = _units(people)
    return [_row(grades[pk], sittings, units) for pk in ids]


def _in_parts(rows: QuerySet, name: str, ids: Sequence[int], size: int = 5000) -> Iterable:
    """Rows whose ``name`` is one of ``ids``; databases refuse lists without end."""
    for start in range(0, len(ids), size):
        yield from rows.filter(**{f"{name}__in": ids[start : start + size]})


def _units(people: Sequence[int]) -> dict[int, str]:
    posts = Membership.objects.valid_on(timezone.localdate()).select_related("organisation").order_by("-pk")
    return {post.person_id: post.organisation.short_name for post in _in_parts(posts, "person", people)}


def _row(grade: Grade, sittings: dict[int, list[Sitting]], units: dict[int, str]) -> ResultRow:
    words, decision = grade.learner.full_name.split(), grade.decision
    return ResultRow(
        family=" ".join(words[:-1]),
        given=" ".join(words[-1:]),
        staff_code=grade.learner.staff_code or "",
        email=grade.learner.email,
        unit=units.get(grade.learner_id, ""),
        attempts=sittings.get(grade.learner_id, []),
        percent=grade.percent,
        is_passed=grade.is_passed,
        is_provisional=grade.is_provisional,
        decision=f"{decision.number}, {decision.decided_on:%d/%m/%Y}" if decision else "",
    )


def _sitting(attempt: Attempt) -> Sitting:
    return Sitting(
        uuid=attempt.uuid,
        number=attempt.number,
        score=_score(attempt),
        needs_marking=attempt.needs_marking,
        is_on_paper=attempt.source == Attempt.Source.PAPER,
    )


def _score(attempt: Attempt) -> str:
    if attempt.status == Attempt.Status.ANNULLED:
        return _("annulled")
    if attempt.needs_marking or attempt.score is None:
        return NONE
    return f"{floatformat(attempt.score, '-2')}/{floatformat(attempt.max_points, '-2')}"
