"""A quiz held on paper: forms printed, results typed in or read from a sheet, graded like any other attempt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from content.vietnamese import fold
from people.models import User
from quizzes.errors import ResultsRefused
from quizzes.items import kind_of
from quizzes.models import (
    Attempt,
    AttemptItem,
    GradeEvent,
    ItemVersion,
    MarkEvent,
    PaperForm,
    Quiz,
    Response,
)
from quizzes.on_paper.cells import CellRefused, Entry, PaperQuestion, entry_in
from quizzes.receipts import sha256_of
from quizzes.services.attempts import receipt_of
from quizzes.services.grading import grade_attempt, record_standing, total_of
from quizzes.services.papers import compose_paper
from quizzes.services.standing import set_points

MAX_FORMS = 20
FIRST_CODE = 101
MAX_ROWS = 200
ON_PAPER = "(bài làm trên giấy)"
"""What stands for an essay that exists on paper only; its points come from the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One learner's line: who (staff code or e-mail address), name as written, form code, a cell for each question."""

    number: int
    who: str
    name: str
    form: str
    cells: Sequence[str]


@dataclass(slots=True, kw_only=True)
class CheckedRow:
    """``problems`` are sentences; without any the row can be entered."""

    row: SheetRow
    learner: User | None = None
    form: PaperForm | None = None
    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(bool(entry.answer) or entry.points is not None for entry in self.entries)


@transaction.atomic
def make_paper_forms(*, quiz: Quiz, count: int, by: User, now: datetime) -> list[PaperForm]:
    """Freeze ``count`` printed variants of a quiz, each drawn and mixed by its own seed."""
    if not 1 <= count <= MAX_FORMS:
        raise ResultsRefused(_("Make 1 to %(count)s papers at once.") % {"count": MAX_FORMS}, code="too_many")
    locked = Quiz.objects.select_for_update().get(pk=quiz.pk)
    taken = {int(code) for code in locked.paper_forms.values_list("code", flat=True) if code.isdigit()}
    first = max(taken, default=FIRST_CODE - 1) + 1
    return [_make_form(locked, str(first + number), by, now) for number in range(count)]


def _make_form(quiz: Quiz, code: str, by: User, now: datetime) -> PaperForm:
    seed = get_random_string(32)
    slots = [
        {
            "version": slot.version.pk,
            "arrangement": slot.arrangement,
            "points": str(slot.points),
            "section": slot.section,
        }
        for slot in compose_paper(quiz=quiz, seed=seed).slots
    ]
    return PaperForm.objects.create(quiz=quiz, code=code, seed=seed, slots=slots, made_by=by, made_at=now)


def versions_of(*, forms: Sequence[PaperForm], with_keys: bool = False) -> dict[int, ItemVersion]:
    """The wordings on these papers, by primary key; the keys only for who asks for them."""
    wanted = {slot["version"] for form in forms for slot in form.slots}
    rows = ItemVersion.objects.select_related("item")
    return (rows if with_keys else rows.defer("key")).in_bulk(wanted)


def questions_of(*, form: PaperForm, versions: Mapping[int, ItemVersion]) -> list[PaperQuestion]:
    """The paper in the order printed."""
    return [_question(slot, versions[slot["version"]]) for slot in form.slots]


def _question(slot: Mapping[str, Any], version: ItemVersion) -> PaperQuestion:
    return PaperQuestion(
        kind=version.kind,
        content=version.content,
        arrangement=slot["arrangement"],
        points=Decimal(slot["points"]),
    )


def check_rows(*, quiz: Quiz, rows: Sequence[SheetRow]) -> list[CheckedRow]:
    """Read every row and name everything wrong with it; nothing is written."""
    if not rows:
        raise ResultsRefused(_("The file has no results."), code="not_readable")
    if len(rows) > MAX_ROWS:
        raise ResultsRefused(
            _("Enter at most %(count)s people at once.") % {"count": MAX_ROWS}, code="too_many"
        )
    forms = {form.code: form for form in PaperForm.objects.filter(quiz=quiz)}
    versions = versions_of(forms=list(forms.values()))
    papers = {code: questions_of(form=form, versions=versions) for code, form in forms.items()}
    learners = _learners([row.who for row in rows])
    entered = _entered(quiz)
    checked = []
    for row in rows:
        found = CheckedRow(row=row, form=forms.get(row.form), learner=_found(learners, row.who))
        _check_person(found, entered)
        _check_cells(found, papers.get(row.form))
        checked.append(found)
        if found.learner is not None and found.form is not None:
            entered.add((found.learner.pk, found.form.pk))
    return checked


def _learners(said: Sequence[str]) -> dict[str, User]:
    """People by staff code, exactly, or by e-mail address in whatever case."""
    names = [who.strip() for who in said if who.strip()]
    emails = [name.lower() for name in names]
    rows = User.objects.filter(Q(staff_code__in=names) | Q(email__in=emails), is_active=True)
    found = {person.email: person for person in rows}
    return found | {person.staff_code: person for person in rows if person.staff_code}


def _found(learners: Mapping[str, User], who: str) -> User | None:
    return learners.get(who.strip()) or learners.get(who.strip().lower())


def _entered(quiz: Quiz) -> set[tuple[int, int | None]]:
    rows = Attempt.objects.filter(quiz=quiz, source=Attempt.Source.PAPER)
    return set(rows.exclude(status=Attempt.Status.ANNULLED).values_list("learner_id", "paper_form_id"))


def _check_person(found: CheckedRow, entered: set[tuple[int, int | None]]) -> None:
    row, learner = found.row, found.learner
    if not row.who.strip():
        found.problems.append(_("The staff code or e-mail address is missing."))
    elif learner is None:
        found.problems.append(
            _("Nobody has this staff code or e-mail address: %(who)s.") % {"who": row.who[:60]}
        )
    elif row.name.strip() and fold(row.name) != fold(learner.full_name):
        found.problems.append(_("The name is not that of the account with this code. Check both."))
    if found.form is None:
        found.problems.append(_("This quiz has no paper with the code “%(code)s”.") % {"code": row.form[:20]})
    elif learner is not None and (learner.pk, found.form.pk) in entered:
        found.problems.append(_("The result of this person on this paper was entered already."))


def _check_cells(found: CheckedRow, paper: Sequence[PaperQuestion] | None) -> None:
    if paper is None:
        return
    cells = list(found.row.cells)
    if any(cell.strip() for cell in cells[len(paper) :]):
        found.problems.append(
            _("There are more answers than the %(count)s questions of this paper.") % {"count": len(paper)}
        )
    for number, question in enumerate(paper, start=1):
        text = cells[number - 1] if number <= len(cells) else ""
        try:
            found.entries.append(entry_in(question, text))
        except CellRefused as refusal:
            found.entries.append(Entry())
            said = {"number": number, "text": text[:40], "detail": refusal.detail[:40]}
            found.problems.append(_cell_sentence(refusal.code) % said)


def _cell_sentence(code: str) -> str:
    return {
        "letters": _("Question %(number)s: “%(text)s” does not fit the letters of this paper."),
        "one_letter": _("Question %(number)s: “%(text)s” – give one letter."),
        "side": _("Question %(number)s: “%(text)s” – write Đ or S."),
        "count": _(
            "Question %(number)s: “%(text)s” – %(detail)s answers are needed, a dash where none was given."
        ),
        "places": _("Question %(number)s: “%(text)s” – give every letter once."),
        "number": _("Question %(number)s: “%(text)s” – give points from 0 to %(detail)s."),
    }[code]


def enter_results(
    *, quiz: Quiz, rows: Sequence[SheetRow], sat_at: datetime, by: User, now: datetime
) -> list[Attempt]:
    """Enter all rows as one batch, or none of them: ``rows_wrong`` when a single one is not right."""
    with transaction.atomic():
        locked = Quiz.objects.select_for_update().get(pk=quiz.pk)
        checked = check_rows(quiz=locked, rows=rows)
        wrong = [found for found in checked if found.problems]
        if wrong:
            raise ResultsRefused(
                _("Row %(number)s: %(problem)s Nothing was entered.")
                % {"number": wrong[0].row.number, "problem": wrong[0].problems[0]},
                code="rows_wrong",
            )
        return [_enter(locked, found, sat_at, by, now) for found in checked]


def _enter(quiz: Quiz, found: CheckedRow, sat_at: datetime, by: User, now: datetime) -> Attempt:
    form, learner = found.form, found.learner
    if form is None or learner is None:
        raise ResultsRefused(_("This row is not complete."), code="rows_wrong")
    earlier = Attempt.objects.filter(quiz=quiz, learner=learner).aggregate(last=Max("number"))["last"] or 0
    attempt = Attempt.objects.create(
        quiz=quiz,
        learner=learner,
        number=earlier + 1,
        seed=form.seed,
        status=Attempt.Status.SUBMITTED,
        started_at=sat_at,
        closed_at=sat_at,
        source=Attempt.Source.PAPER,
        paper_form=form,
        entered_by=by,
        max_points=sum((Decimal(slot["points"]) for slot in form.slots), Decimal(0)),
    )
    _freeze(attempt, form)
    slots = list(attempt.slots.select_related("version").order_by("slot"))
    Response.objects.bulk_create(
        Response(attempt_item=slot, revision=1, answer=_answer_of(entry), saved_at=now)
        for slot, entry in zip(slots, found.entries, strict=True)
        if entry.answer or entry.points is not None
    )
    slots = list(attempt.slots.select_related("version", "response").order_by("slot"))
    attempt.receipt_sha256 = sha256_of(receipt_of(attempt=attempt, slots=slots))
    grade_attempt(attempt=attempt, slots=slots, now=now)
    _mark_essays(attempt, slots, found.entries, by, now)
    return attempt


def _freeze(attempt: Attempt, form: PaperForm) -> None:
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            slot=number,
            section=slot["section"],
            version_id=slot["version"],
            arrangement=slot["arrangement"],
            points=Decimal(slot["points"]),
        )
        for number, slot in enumerate(form.slots, start=1)
    )


def _answer_of(entry: Entry) -> dict[str, Any]:
    return entry.answer if entry.points is None else {"text": ON_PAPER, "files": []}


def _mark_essays(
    attempt: Attempt, slots: Sequence[AttemptItem], entries: Sequence[Entry], by: User, now: datetime
) -> None:
    """Essays were marked on paper: their points go into the ledger as marks of who entered them."""
    marked = [
        (slot, entry.points) for slot, entry in zip(slots, entries, strict=True) if entry.points is not None
    ]
    for slot, points in marked:
        kind = MarkEvent.Kind.MARKED
        set_points(item=slot, response=slot.response, kind=kind, points=points or Decimal(0), by=by, now=now)
    if marked:
        total = total_of(responses=Response.objects.filter(attempt_item__attempt=attempt))
        record_standing(attempt=attempt, kind=GradeEvent.Kind.MARKED, points=total, by=by, now=now)


def has_essays(*, versions: Mapping[int, ItemVersion]) -> bool:
    """Whether some of these wordings are marked by people."""
    return any(kind_of(version.kind).needs_marking for version in versions.values())
