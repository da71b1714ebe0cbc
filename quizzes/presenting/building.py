"""From a wording and an answer to the controls a learner sees, in the order of this learner's paper. Pure."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from quizzes.items import Choice, ChoiceContent, Content
from quizzes.items.cloze import MARK, ClozeContent
from quizzes.items.cloze import Gap as GapContent
from quizzes.items.essay import RICH, EssayContent
from quizzes.items.essay_text import answer_markup, answer_plain
from quizzes.items.hotspot import HotspotContent
from quizzes.items.matching import MatchingContent
from quizzes.items.numerical import NumericalContent
from quizzes.items.true_false_group import TrueFalseGroupContent
from quizzes.presenting.bodies import (
    Body,
    ChoiceBody,
    ClozeBody,
    EssayBody,
    Gap,
    HotspotBody,
    Line,
    MatchingBody,
    NumberBody,
    Option,
    OrderingBody,
    Piece,
    SideBody,
    Source,
    Spot,
    Statement,
    StatementsBody,
    TextBody,
)
from quizzes.presenting.parts import Parts
from quizzes.shown import letters_of

Arrangement = Mapping[str, Sequence[str]]


def arranged(choices: Sequence[Choice], order: Sequence[str]) -> list[tuple[str, Choice]]:
    """Each choice under its letter, in the order of the screen; an arrangement that says nothing keeps the author's."""
    by_id = {choice.id: choice for choice in choices}
    letters = letters_of(list(order) or list(by_id))
    return [(letter, by_id[one]) for one, letter in letters.items()]


def _one(parts: Parts, part: str) -> str:
    return next(iter(parts.get(part, ())), "")


def _options(choices: Sequence[Choice], order: Sequence[str], picked: Sequence[str]) -> tuple[Option, ...]:
    return tuple(
        Option(letter=letter, text=choice.text, is_picked=letter in picked)
        for letter, choice in arranged(choices, order)
    )


def _choices(content: ChoiceContent, arrangement: Arrangement, parts: Parts) -> Body:
    order = arrangement.get("choices", ())
    return ChoiceBody(options=_options(content.choices, order, parts.get("", ())))


def _side(_content: Content, _arrangement: Arrangement, parts: Parts) -> Body:
    return SideBody(side=_one(parts, ""))


def _statements(content: TrueFalseGroupContent, arrangement: Arrangement, parts: Parts) -> Body:
    rows = arranged(content.statements, arrangement.get("statements", ()))
    told = (Statement(letter=at, text=one.text, side=_one(parts, at)) for at, one in rows)
    return StatementsBody(statements=tuple(told))


def _matching(content: MatchingContent, arrangement: Arrangement, parts: Parts) -> Body:
    order = arrangement.get("targets", ())
    sources = tuple(
        Source(letter=at, text=one.text, options=_options(content.targets, order, parts.get(at, ())))
        for at, one in arranged(content.sources, arrangement.get("sources", ()))
    )
    return MatchingBody(sources=sources, targets=_options(content.targets, order, ()))


def _ordering(content: ChoiceContent, arrangement: Arrangement, parts: Parts) -> Body:
    """In the order the learner has made of them; before that, in the order they were mixed into."""
    rows = arranged(content.choices, arrangement.get("choices", ()))
    lines = [Line(letter=at, text=one.text, place=_one(parts, at)) for at, one in rows]
    return OrderingBody(
        lines=tuple(sorted(lines, key=lambda line: line.place.zfill(3) if line.place else "999"))
    )


def _text(_content: Content, _arrangement: Arrangement, parts: Parts) -> Body:
    return TextBody(text=_one(parts, ""))


def _number(content: NumericalContent, _arrangement: Arrangement, parts: Parts) -> Body:
    return NumberBody(
        text=_one(parts, ""),
        unit=_one(parts, "unit"),
        units=content.units,
        number_format=content.number_format,
    )


def _cloze(content: ClozeContent, arrangement: Arrangement, parts: Parts) -> Body:
    return ClozeBody(pieces=tuple(_pieces(content, arrangement, parts)))


def _pieces(content: ClozeContent, arrangement: Arrangement, parts: Parts) -> Iterator[Piece]:
    gaps = {gap.id: gap for gap in content.gaps}
    number = 0
    for index, text in enumerate(MARK.split(content.stem)):
        if index % 2 == 0:
            yield Piece(html=text)
        elif text in gaps:
            number += 1
            yield Piece(gap=_gap(gaps[text], number, arrangement, parts))


def numbered_gaps(stem: str) -> str:
    """The text of a gap fill with numbers where its gaps stand.

    >>> numbered_gaps("<p>Lề trái [[g7]] mm</p>")
    '<p>Lề trái <strong>[1]</strong> mm</p>'
    """
    numbers = itertools.count(1)
    return MARK.sub(lambda _mark: f"<strong>[{next(numbers)}]</strong>", stem)


def _gap(gap: GapContent, number: int, arrangement: Arrangement, parts: Parts) -> Gap:
    return Gap(
        id=gap.id,
        number=number,
        kind=gap.kind,
        text=_one(parts, gap.id),
        size=gap.size,
        options=_options(gap.choices, arrangement.get(gap.id, ()), parts.get(gap.id, ())),
        number_format=gap.number_format,
    )


def _essay(content: EssayContent, _arrangement: Arrangement, parts: Parts) -> EssayBody:
    answer = {"text": _one(parts, ""), "format": _one(parts, "format")}
    is_rich = content.format == RICH
    return EssayBody(
        text=answer_plain(answer),
        markup=answer_markup(answer) if is_rich else "",
        is_rich=is_rich,
        min_words=content.min_words,
        max_words=content.max_words,
        max_files=content.files.max_count,
        max_mb=content.files.max_mb,
        file_kinds=content.files.kinds,
        outline=content.template,
    )


def _hotspot(content: HotspotContent, arrangement: Arrangement, parts: Parts) -> Body:
    letters = letters_of(list(arrangement.get("choices", ())) or [region.id for region in content.regions])
    picked = parts.get("", ())
    spots = (
        Spot(
            letter=letters[region.id],
            label=region.label,
            shape=region.shape,
            coords=region.coords,
            is_picked=letters[region.id] in picked,
        )
        for region in content.regions
    )
    return HotspotBody(picture=content.picture, spots=tuple(spots), shows_regions=content.shows_regions)


_BUILDERS: Mapping[str, Callable[..., Body]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _side,
    "true_false_group": _statements,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _text,
    "numerical": _number,
    "cloze": _cloze,
    "essay": _essay,
    "hotspot": _hotspot,
}


def body_of(kind: str, content: Content, arrangement: Arrangement, parts: Parts) -> Body:
    """A question's own controls, with what is answered (``parts``) in them; files of an essay are added by who knows them."""
    return _BUILDERS[kind](content, arrangement, parts)
