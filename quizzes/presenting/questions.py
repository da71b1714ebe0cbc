"""The pages of a running attempt: one question, one section or all of them, as their learner may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from quizzes.items import read_content
from quizzes.models import Attempt, AttemptItem, ItemVersion, Quiz, QuizSection, Response, ResponseFile
from quizzes.presenting.bodies import Body, EssayBody, HandedFile
from quizzes.presenting.building import Arrangement, body_of
from quizzes.presenting.judging import Judged
from quizzes.presenting.parts import Parts, parts_of
from quizzes.presenting.words import is_short, without_paragraph
from quizzes.shown import to_shown
from quizzes.timing import minutes_left, remaining_ms

HOW: Mapping[str, Promise] = {
    "single_choice": _("Choose one answer"),
    "multiple_choice": _("Choose all that are right"),
    "true_false": _("True or false?"),
    "true_false_group": _("True or false? Choose for each statement"),
    "matching": _("Choose what belongs to each line"),
    "ordering": _("Put the lines in the right order"),
    "short_answer": _("Type a short answer"),
    "numerical": _("Type a number"),
    "cloze": _("Fill the gaps"),
    "essay": _("Write your answer"),
    "hotspot": _("Choose the right places in the picture, by the picture or by the list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """One question with its controls. ``judged`` and ``hints`` are filled only where practice has opened them."""

    number: int
    kind: str
    language: str
    stem: str
    body: Body
    place: str = "q"
    """What the names of controls begin with, where several lists of questions stand on one page."""
    points: Decimal | None = None
    revision: int = 0
    saved_time: str = ""
    is_flagged: bool = False
    is_answered: bool = False
    problem: str = ""
    """Why what was sent could not be kept; the controls then hold what was sent."""
    offered: str = ""
    """In words, an answer from here that was older than the one another window had saved."""
    judged: Judged | None = None
    hints: tuple[str, ...] = ()
    has_more_hints: bool = False

    @property
    def prefix(self) -> str:
        """What the names of this question's controls begin with."""
        return f"{self.place}{self.number}"

    @property
    def has_helps(self) -> bool:
        return self.kind in {"ordering", "numerical", "essay", "hotspot"}

    @property
    def language_attribute(self) -> str:
        """For a tag around words of the question, ready to print; ``""`` in the page's own language."""
        return format_html(' lang="{}"', self.language) if self.language else ""

    @property
    def is_rich(self) -> bool:
        """Whether the answer may be formatted."""
        return isinstance(self.body, EssayBody) and self.body.is_rich

    @property
    def template(self) -> str:
        return f"quizzes/kinds/{self.kind}.html"

    @property
    def how(self) -> Promise:
        """What is to be done, in a few words."""
        return HOW[self.kind]

    @property
    def is_in_text(self) -> bool:
        """Whether the controls stand within the question's own text."""
        return self.kind == "cloze"

    @property
    def legend(self) -> str:
        """The question as words in a legend; ``""`` when it stands above, too large for one."""
        return without_paragraph(self.stem) if not self.is_in_text and is_short(self.stem) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionHead:
    number: int
    title: str
    instructions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The questions of one page, and where its neighbours begin. ``openings`` are the first questions of sections."""

    slots: tuple[int, ...]
    openings: frozenset[int]
    total: int
    previous: int | None
    next: int | None

    @property
    def first(self) -> int:
        return self.slots[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    questions: tuple[ShownQuestion, ...]
    heads: Mapping[int, SectionHead]
    """By the number of the first question under it on this page."""
    span: Span
    is_forward_only: bool
    is_practice: bool
    remaining_ms: int | None

    @property
    def minutes_left(self) -> int | None:
        return minutes_left(self.remaining_ms)

    @property
    def is_single(self) -> bool:
        return len(self.questions) == 1

    @property
    def first(self) -> ShownQuestion:
        return self.questions[0]

    @property
    def last_number(self) -> int:
        return self.questions[-1].number

    @property
    def total(self) -> int:
        return self.span.total

    @property
    def heading(self) -> str:
        facts = {"first": self.first.number, "last": self.last_number, "total": self.total}
        if self.is_single:
            return gettext("Question %(first)s of %(total)s") % facts
        return gettext("Questions %(first)s to %(last)s of %(total)s") % facts

    @property
    def has_next(self) -> bool:
        return self.span.next is not None

    @property
    def has_previous(self) -> bool:
        return self.span.previous is not None and not self.is_forward_only

    @property
    def has_helps(self) -> bool:
        """Whether a question here is easier to answer with ``asking.js``."""
        return any(question.has_helps for question in self.questions)

    @property
    def has_rich(self) -> bool:
        return any(question.is_rich for question in self.questions)

    @property
    def takes_files(self) -> bool:
        return any(isinstance(q.body, EssayBody) and q.body.max_files for q in self.questions)

    @property
    def sections(self) -> list[tuple[SectionHead | None, ShownQuestion]]:
        return [(self.heads.get(question.number), question) for question in self.questions]


def span_of(*, quiz: Quiz, paper: Sequence[tuple[int, int]], slot: int) -> Span | None:
    """The page that holds ``slot``; None when the paper has no such slot. ``paper`` is slot and section of every question."""
    if slot not in dict(paper):
        return None
    pages = _pages(quiz.layout, paper)
    here = next(index for index, page in enumerate(pages) if slot in page)
    return Span(
        slots=tuple(pages[here]),
        openings=frozenset({section: slot for slot, section in reversed(paper)}.values()),
        total=len(paper),
        previous=pages[here - 1][0] if here else None,
        next=pages[here + 1][0] if here + 1 < len(pages) else None,
    )


def _pages(layout: str, paper: Sequence[tuple[int, int]]) -> list[list[int]]:
    if layout == Quiz.Layout.ALL:
        return [[slot for slot, _section in paper]]
    if layout == Quiz.Layout.ONE:
        return [[slot] for slot, _section in paper]
    pages: dict[int, list[int]] = {}
    for slot, section in paper:
        pages.setdefault(section, []).append(slot)
    return list(pages.values())


def paper_of(attempt: Attempt) -> list[tuple[int, int]]:
    """Slot and section of every question, in one query."""
    return list(AttemptItem.objects.filter(attempt=attempt).order_by("slot").values_list("slot", "section"))


def slots_of(attempt: Attempt, span: Span) -> list[AttemptItem]:
    """The questions of a page with their answers, in one query; the keys are not read."""
    rows = AttemptItem.objects.filter(attempt=attempt, slot__in=span.slots).order_by("slot")
    slots = list(rows.select_related("version__item", "response").defer("version__key"))
    for slot in slots:
        slot.attempt = attempt
    return slots


def question_page(
    *,
    attempt: Attempt,
    span: Span,
    slots: Sequence[AttemptItem],
    now: datetime,
    practice: Mapping[int, Mapping[str, Any]] | None = None,
) -> QuestionPage:
    """What a learner sees of one page. ``practice`` are fields that practice opens, by slot."""
    files = files_of(slots)
    opened = practice or {}
    questions = (
        replace(shown_question(slot, files=files.get(slot.pk, ())), **opened.get(slot.slot, {}))
        for slot in slots
    )
    return QuestionPage(
        questions=tuple(questions),
        heads=_heads(attempt, slots, span),
        span=span,
        is_forward_only=attempt.quiz.navigation == Quiz.Navigation.FORWARD,
        is_practice=attempt.quiz.mode == Quiz.Mode.PRACTICE,
        remaining_ms=remaining_ms(due_at=attempt.due_at, now=now),
    )


def shown_question(
    slot: AttemptItem, *, parts: Parts | None = None, files: Sequence[HandedFile] = ()
) -> ShownQuestion:
    """One question of a paper with the stored answer in its controls, or with ``parts`` as they were sent."""
    response: Response | None = getattr(slot, "response", None)
    answer = response.answer if response else {}
    filled = parts_of(to_shown(answer, slot.arrangement)) if parts is None else parts
    asked = asked_question(slot.version, number=slot.slot, arrangement=slot.arrangement, parts=filled)
    if isinstance(asked.body, EssayBody):
        kept = tuple(file for file in files if str(file.uuid) in filled.get("files", ()))
        asked = replace(asked, body=replace(asked.body, files=kept))
    return replace(
        asked,
        points=slot.points,
        revision=response.revision if response else 0,
        saved_time=clock_of(response.saved_at if response else None),
        is_flagged=slot.is_flagged,
        is_answered=bool(answer),
    )


def asked_question(
    version: ItemVersion, *, number: int, arrangement: Arrangement, parts: Parts, place: str = "q"
) -> ShownQuestion:
    """A wording as it is asked, with ``parts`` in its controls; the key is not read."""
    content = read_content(version.kind, version.content)
    return ShownQuestion(
        number=number,
        kind=version.kind,
        language=other_language(version.item.language),
        stem=version.content["stem"],
        body=body_of(version.kind, content, arrangement, parts),
        place=place,
    )


def other_language(code: str) -> str:
    """The language of a text when it is not the page's, for a ``lang`` attribute; ``""`` when it is."""
    return "" if code == get_language() else code


def clock_of(moment: datetime | None) -> str:
    """A moment as people read it: hour and minute on the office's clock."""
    return date_format(localtime(moment), "H:i") if moment else ""


def files_of(slots: Sequence[AttemptItem]) -> dict[int, list[HandedFile]]:
    """The files handed in with these questions, by primary key of the slot; no query where no essay stands."""
    essays = [slot.pk for slot in slots if slot.version.kind == "essay"]
    found: dict[int, list[HandedFile]] = {}
    for file in ResponseFile.objects.filter(attempt_item__in=essays) if essays else ():
        handed = HandedFile(uuid=file.uuid, name=file.name, size=file.size, uploaded_at=file.uploaded_at)
        found.setdefault(file.attempt_item_id, []).append(handed)
    return found


def _heads(attempt: Attempt, slots: Sequence[AttemptItem], span: Span) -> dict[int, SectionHead]:
    """What is said above the first question of each section on this page."""
    texts = {section.position: section for section in QuizSection.objects.filter(quiz=attempt.quiz_id)}
    heads: dict[int, SectionHead] = {}
    seen: set[int] = set()
    for slot in slots:
        section = texts.get(slot.section)
        if slot.section in seen or section is None:
            continue
        seen.add(slot.section)
        if section.title or section.instructions:
            is_opening = slot.slot in span.openings
            heads[slot.slot] = SectionHead(
                number=slot.section,
                title=section.title,
                instructions=section.instructions if is_opening else "",
            )
    return heads
