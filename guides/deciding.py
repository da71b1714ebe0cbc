"""The rules of a decision helper: questions whose answers lead to further questions or to a result. Pure.

A chart that can be walked has one beginning (its first question), no dead end, no circle, and nothing that cannot be
reached. So every walk ends at a result after at most as many answers as there are questions.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader may choose; ``address`` stands in the address of the page, ``goes_to`` is a key."""

    label: str
    address: str
    goes_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    key: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The first question is where one begins; ``results`` are the keys of the results, in the order they are written."""

    questions: tuple[Question, ...]
    results: tuple[str, ...]


class Fault(StrEnum):
    EMPTY = "empty"
    KEY_TWICE = "key_twice"
    FEW_ANSWERS = "few_answers"
    SAME_ADDRESS = "same_address"
    NO_ADDRESS = "no_address"
    LEADS_NOWHERE = "leads_nowhere"
    CIRCLE = "circle"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, with the key of the question or result and the words that help to find it."""

    fault: Fault
    key: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a walk has come to: at a question, at a result (its key), or lost."""

    trail: tuple[tuple[Question, Answer], ...]
    question: Question | None = None
    result: str = ""

    @property
    def is_lost(self) -> bool:
        return self.question is None and not self.result


def problems_of(chart: Chart) -> list[Problem]:
    """Everything that keeps a chart from being walked; nothing for a good one."""
    if not chart.questions or not chart.results:
        return [Problem(Fault.EMPTY)]
    return [*_of_keys(chart), *_of_answers(chart), *_of_ways(chart)]


def walk(chart: Chart, addresses: Sequence[str]) -> Place:
    """Follow answers from the first question. An answer that is not offered, or one too many, is lost."""
    questions = {question.key: question for question in reversed(chart.questions)}
    at = chart.questions[0].key if chart.questions else ""
    trail: list[tuple[Question, Answer]] = []
    for address in addresses:
        question = questions.get(at)
        answer = next((a for a in question.answers if a.address == address), None) if question else None
        if question is None or answer is None:
            return Place(trail=tuple(trail))
        trail.append((question, answer))
        at = answer.goes_to
    if at in questions:
        return Place(trail=tuple(trail), question=questions[at])
    return Place(trail=tuple(trail), result=at if at in chart.results else "")


def walks(chart: Chart, *, most: int = 300) -> Iterator[tuple[str, ...]]:
    """The addresses of every place after the first, nearest first; the caller has seen that there are no ``problems_of``.

    Charts whose branches meet again have more walks than anybody counts: ``most`` is the end of it.
    """
    questions = {question.key: question for question in reversed(chart.questions)}
    waiting: deque[tuple[str, tuple[str, ...]]] = deque(
        [(chart.questions[0].key, ())] if chart.questions else []
    )
    told = 0
    while waiting:
        key, trail = waiting.popleft()
        for answer in questions[key].answers if key in questions else ():
            if told == most:
                return
            told += 1
            yield (*trail, answer.address)
            waiting.append((answer.goes_to, (*trail, answer.address)))


def _of_keys(chart: Chart) -> Iterator[Problem]:
    seen: set[str] = set()
    for key in [*(question.key for question in chart.questions), *chart.results]:
        if key in seen:
            yield Problem(Fault.KEY_TWICE, key)
        seen.add(key)


def _of_answers(chart: Chart) -> Iterator[Problem]:
    known = {question.key for question in chart.questions} | set(chart.results)
    for question in chart.questions:
        if len(question.answers) < 2:
            yield Problem(Fault.FEW_ANSWERS, question.key, question.text)
        addresses: set[str] = set()
        for answer in question.answers:
            if not answer.address:
                yield Problem(Fault.NO_ADDRESS, question.key, answer.label)
            elif answer.address in addresses:
                yield Problem(Fault.SAME_ADDRESS, question.key, answer.label)
            addresses.add(answer.address)
            if answer.goes_to not in known:
                yield Problem(Fault.LEADS_NOWHERE, question.key, f"{answer.label} → {answer.goes_to}")


def _of_ways(chart: Chart) -> Iterator[Problem]:
    """Circles, and what no walk from the first question comes to."""
    ways: dict[str, list[str]] = {}
    for question in chart.questions:
        ways.setdefault(question.key, []).extend(answer.goes_to for answer in question.answers)
    for key in _on_circles(ways):
        yield Problem(Fault.CIRCLE, key)
    reached: set[str] = set()
    waiting = [chart.questions[0].key]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(ways.get(key, ()))
    for key in dict.fromkeys([*(question.key for question in chart.questions), *chart.results]):
        if key not in reached:
            yield Problem(Fault.UNREACHED, key)


def _on_circles(ways: dict[str, list[str]]) -> list[str]:
    """Questions from which one comes back to themselves or to another circle: those left when all dead ends are cut off."""
    left = dict(ways)
    while True:
        ends = [key for key, targets in left.items() if not any(target in left for target in targets)]
        if not ends:
            return list(left)
        for key in ends:
            del left[key]
