"""Second reading: which choices are marked as right, by what, and whether all marks say the same. Never guesses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.importers import word_grammar as grammar
from quizzes.importers.lines import FORMATS, most_common_value
from quizzes.importers.word_raw import RawQuestion

SAID_IN_WORDS = ("answer_line", "answer_table")
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The right choices by position and the marks that name them, or the code of why there is none."""

    right: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()
    refused: str = ""
    detail: str = ""


def judge(question: RawQuestion, table_answer: str) -> Verdict:
    """Read every mark on one question; two marks that point to different choices refuse it."""
    said = marks_on(question, table_answer)
    if isinstance(said, Verdict):
        return said
    if not said:
        return Verdict(refused="no_mark")
    if len(set(said.values())) > 1:
        letters = "; ".join(
            f"{mark}: {', '.join(question.choices[i].letter.upper() for i in sorted(right))}"
            for mark, right in said.items()
        )
        return Verdict(marks=tuple(said), refused="marks_disagree", detail=letters)
    right = tuple(sorted(next(iter(said.values()))))
    if len(right) == len(question.choices):
        return Verdict(marks=tuple(said), refused="all_marked")
    return Verdict(right=right, marks=tuple(said))


def marks_on(question: RawQuestion, table_answer: str) -> dict[str, frozenset[int]] | Verdict:
    """Which choices each kind of mark points to. What all choices share is the house's style, not a mark."""
    said: dict[str, frozenset[int]] = {}
    for name, answer in zip(SAID_IN_WORDS, (question.answer, table_answer), strict=True):
        if not answer:
            continue
        named = _named(question, answer)
        if not named:
            return Verdict(refused="key_names_no_choice", detail=answer)
        said[name] = named
    starred = frozenset(i for i, choice in enumerate(question.choices) if choice.is_starred)
    if starred:
        said["star"] = starred
    for name in FORMATS:
        for values in (
            [choice.mark.value(name) for choice in question.choices],
            [choice.text.value(name) for choice in question.choices],
        ):
            usual = most_common_value(values)
            marked = frozenset(i for i, value in enumerate(values) if value != usual and (value or usual))
            if not marked or len(marked) == len(values):
                continue
            if said.get(name, marked) != marked:
                return Verdict(
                    marks=(name,), refused="marks_disagree", detail=_both(question, name, said[name], marked)
                )
            said[name] = marked
    return said


def formats_on(question: RawQuestion) -> dict[str, frozenset[int]]:
    """The choices whose letter or text is set apart, by the way they are."""
    found: dict[str, frozenset[int]] = {}
    for name in FORMATS:
        for part in ("mark", "text"):
            values = [getattr(choice, part).value(name) for choice in question.choices]
            usual = most_common_value(values)
            marked = frozenset(i for i, value in enumerate(values) if value != usual and (value or usual))
            if marked and name not in found:
                found[name] = marked
    return found


def refuse_other_ways(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Hold single questions to the way their file marks: a lone bold choice among underlined ones may be emphasis."""
    shown = [v for v in verdicts if v.right]
    counts = Counter(mark for v in shown for mark in v.marks if mark not in SAID_IN_WORDS)
    if not counts:
        return list(verdicts)
    usual, often = counts.most_common(1)[0]
    looks = [v for v in shown if set(v.marks) - set(SAID_IN_WORDS)]
    if often < _FEW or often * 3 < len(looks) * 2:
        return list(verdicts)
    return [
        Verdict(marks=v.marks, refused="marked_otherwise", detail=usual)
        if v.right and usual not in v.marks and not set(v.marks) & set(SAID_IN_WORDS)
        else v
        for v in verdicts
    ]


def _named(question: RawQuestion, answer: str) -> frozenset[int]:
    """The positions an answer in words names: by letter, or by the choice's whole text."""
    letters = grammar.letters_in(answer.strip().upper() if len(answer.strip()) == 1 else answer)
    places = {choice.letter.upper(): i for i, choice in enumerate(question.choices)}
    if letters:
        return (
            frozenset(places[x] for x in letters if x in places)
            if set(letters) <= set(places)
            else frozenset()
        )
    lead = grammar.FIRST_LETTER.match(answer)
    if lead and lead.group(2).upper() in places:
        position = places[lead.group(2).upper()]
        if _same(answer[lead.end() :], question.choices[position].text.text):
            return frozenset({position})
    same = frozenset(i for i, c in enumerate(question.choices) if _same(answer, c.text.text))
    return same if len(same) == 1 else frozenset()


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).rstrip(".").casefold() == " ".join(other.split()).rstrip(".").casefold()


def _both(question: RawQuestion, name: str, one: frozenset[int], other: frozenset[int]) -> str:
    return "; ".join(
        f"{name}: {', '.join(question.choices[i].letter.upper() for i in sorted(right))}"
        for right in (one, other)
    )
