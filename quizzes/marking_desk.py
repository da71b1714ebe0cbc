"""What markers see: who waits, one answer with its criteria, and which answer comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac

from content.vietnamese import name_sort_key
from people.access import Person
from quizzes.access_marking import BY_HAND, MarkingDesk
from quizzes.grading import Mark, verdict_of, worths_of
from quizzes.items.essay import read_content, read_key
from quizzes.items.essay_text import answer_markup, answer_plain
from quizzes.models import Attempt, AttemptItem, Marking, Quiz, Response, ResponseFile
from quizzes.presenting.words import limits_in_words, word_count

OWN, FREE, DONE, TAKEN = "own", "free", "done", "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One answer that waits. ``label`` is a code or a name; ``state``: own, free, done (by me) or taken (by others)."""

    pk: int
    label: str
    slot: int
    points: Decimal
    state: str
    is_late: bool
    claims: tuple[int, ...] = ()
    """Drafts of others, which the office may give back."""

    @property
    def is_open(self) -> bool:
        return self.state in {OWN, FREE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """``text`` is HTML; ``given`` as it was typed, ``""`` when it is still open."""

    id: str
    text: str
    most: Decimal
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayPage:
    """One answer to be marked. ``stem``, ``guidance`` and ``sample`` are HTML, ``text`` may be shown: it is cleaned HTML too."""

    item: AttemptItem
    marking: Marking
    label: str
    stem: str
    text: str
    words: int
    limits: str
    files: list[ResponseFile]
    guidance: str
    sample: str
    criteria: tuple[CriterionLine, ...]
    waiting: int
    """Answers this marker can still mark, this one included."""


def code_of(attempt_uuid: object) -> str:
    """What stands for a name: the same for one attempt everywhere, and nothing a learner or a list shows elsewhere."""
    return salted_hmac("quizzes.marking", str(attempt_uuid)).hexdigest()[:8].upper()


def file_name_for(person: Person, file: ResponseFile) -> str:
    """The name a file is handed out under: the learner's own; for others a code, where the quiz is marked without names.

    Such as ``bai-lam-1A2B3C4D-2.pdf`` for question 2, and ``bai-lam-1A2B3C4D-2-2.pdf`` for its second file.
    """
    item = file.attempt_item
    if person.pk == item.attempt.learner_id or not item.attempt.quiz.marks_anonymously:
        return file.name
    place = ResponseFile.objects.filter(attempt_item=item, pk__lte=file.pk).count()
    more = f"-{place}" if place > 1 else ""
    kind = file.name.rpartition(".")[2].lower()
    return f"bai-lam-{code_of(item.attempt.uuid)}-{item.slot}{more}.{kind}"


def quizzes_with_counts(quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
    """With ``closed`` attempts and those ``waiting`` for a marker, by title."""
    closed = ~Q(attempts__status=Attempt.Status.IN_PROGRESS)
    counted = quizzes.annotate(
        closed=Count("attempts", filter=closed, distinct=True),
        waiting=Count("attempts", filter=Q(attempts__needs_marking=True), distinct=True),
    )
    return counted.select_related("organisation").order_by("-waiting", "title")


def queue_of(desk: MarkingDesk) -> list[QueueRow]:
    """Everything that waits in a quiz, in the order of codes, or of given names where names are shown."""
    rows = list(
        AttemptItem.objects.filter(
            attempt__quiz=desk.quiz,
            attempt__needs_marking=True,
            response__score=None,
            response__isnull=False,
            version__kind__in=BY_HAND,
        )
        .exclude(attempt__learner=desk.person.pk)
        .values("pk", "slot", "points", "attempt__uuid", "attempt__is_late", "attempt__learner__full_name")
    )
    markings: dict[int, list[Marking]] = {}
    for marking in Marking.objects.filter(
        attempt_item__attempt__quiz=desk.quiz, attempt_item__attempt__needs_marking=True
    ):
        markings.setdefault(marking.attempt_item_id, []).append(marking)
    queue = [_row(desk, row, markings.get(row["pk"], [])) for row in rows]
    if desk.quiz.marks_anonymously:
        return sorted(queue, key=lambda row: (row.label, row.slot))
    return sorted(queue, key=lambda row: (name_sort_key(row.label), row.slot, row.pk))


def _row(desk: MarkingDesk, row: Mapping[str, Any], markings: list[Marking]) -> QueueRow:
    is_coded = desk.quiz.marks_anonymously
    return QueueRow(
        pk=row["pk"],
        label=code_of(row["attempt__uuid"]) if is_coded else row["attempt__learner__full_name"],
        slot=row["slot"],
        points=row["points"],
        state=_state(desk, row["points"], markings),
        is_late=row["attempt__is_late"],
        claims=tuple(
            one.pk for one in markings if one.state == Marking.State.DRAFT and one.marker_id != desk.person.pk
        ),
    )


def _state(desk: MarkingDesk, points: Decimal, markings: list[Marking]) -> str:
    own = next((one for one in markings if one.marker_id == desk.person.pk), None)
    if own is not None:
        return OWN if own.state == Marking.State.DRAFT else DONE
    final = [one for one in markings if one.state == Marking.State.FINAL and one.points is not None]
    verdict = verdict_of(
        [Mark(round=one.round, points=one.points or Decimal(0)) for one in final],
        markers_needed=desk.quiz.markers_needed,
        max_points=points,
        difference_percent=desk.quiz.marker_difference_percent,
    )
    is_free = verdict.is_settled or set(verdict.rounds) - {one.round for one in markings}
    return FREE if is_free else TAKEN


def open_rows(queue: Iterable[QueueRow]) -> list[QueueRow]:
    return [row for row in queue if row.is_open]


def next_after(queue: list[QueueRow], pk: int | None) -> QueueRow | None:
    """The next answer this person can mark: behind the one just marked, else from the start."""
    places = {row.pk: place for place, row in enumerate(queue)}
    start = places.get(pk, -1) if pk is not None else -1
    turned = queue[start + 1 :] + queue[: start + 1]
    return next((row for row in turned if row.is_open and row.pk != pk), None)


def essay_page(desk: MarkingDesk, item: AttemptItem, marking: Marking) -> EssayPage:
    response = Response.objects.get(attempt_item=item)
    content, key = read_content(item.version.content), read_key(item.version.key)
    listed = response.answer.get("files") or []
    files = ResponseFile.objects.filter(attempt_item=item, uuid__in=listed) if listed else []
    worths = worths_of(key.rubric, item.points)
    is_coded = desk.quiz.marks_anonymously
    return EssayPage(
        item=item,
        marking=marking,
        label=code_of(item.attempt.uuid) if is_coded else item.attempt.learner.full_name,
        stem=content.stem,
        text=answer_markup(response.answer),
        words=word_count(answer_plain(response.answer)),
        limits=limits_in_words(content.min_words, content.max_words),
        files=list(files),
        guidance=key.guidance,
        sample=key.sample,
        criteria=tuple(
            CriterionLine(id=line.id, text=line.text, most=worths[line.id]) for line in key.rubric
        ),
        waiting=len(open_rows(queue_of(desk))),
    )
