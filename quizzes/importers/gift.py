"""GIFT, the text format of Moodle: every type it knows, as https://docs.moodle.org/en/GIFT_format describes it. Pure.

Which type a question has follows from its answers, in Moodle's order: nothing, ``#``, ``~``, ``=`` with ``->``, T or F,
else a short answer. Several pairs of braces, which Moodle does not read, are a text with gaps.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from quizzes.importers import making
from quizzes.importers.counting import MAX_ANSWERS, numbered
from quizzes.importers.drafts import Draft, Note, ParsedBank
from quizzes.importers.encodings import read_text
from quizzes.importers.gift_reading import Block, plain, read_blocks
from quizzes.importers.making import Answer, Made
from quizzes.importers.markup import Texts, is_named_after
from quizzes.importers.notes import notes_of
from quizzes.importers.pictures import PictureBox
from quizzes.importers.tags import labels_of

_FORMATS = {"html": "html", "plain": "plain", "moodle": "moodle", "markdown": "markdown"}
_FORMAT = re.compile(r"^\[(html|plain|moodle|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"^%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ANSWERS = re.compile(r"\{([^{}]*)\}")
_GRADING = {
    "ALL_OR_NOTHING": "exact",
    "ABSOLUTE_POSITION": "position",
    "ABSOLUTE": "position",
    "ABS": "position",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT": "pairwise",
}
_OPTIONS = {
    *_GRADING, "ALL", "EXACT", "RANDOM", "REL", "CONTIGUOUS", "CONTIG", "HORIZONTAL", "HORI", "H", "VERTICAL", "VERT", "V",
    "RELATIVE", "RELATIVE_NEXT_EXCLUDE_LAST", "RELATIVE_NEXT_INCLUDE_LAST", "RELATIVE_ONE_PREVIOUS_AND_NEXT",
    "RELATIVE_TO_CORRECT", "LONGEST_ORDERED_SUBSET", "LONGEST_CONTIGUOUS_SUBSET",
    "SHOW", "TRUE", "YES", "HIDE", "FALSE", "NO", "NONE", "ABC", "ABCD", "III", "IIII",
}  # fmt: skip
BLANK = "_____"


def parse_gift(data: bytes) -> ParsedBank:
    """Every question of the file, importable or with the reason why not."""
    read = read_text(data)
    pictures = PictureBox()
    drafts = tuple(_draft(block, number, pictures) for number, block in numbered(read_blocks(read.text)))
    notes = notes_of(read)
    if not drafts:
        notes = (*notes, Note(severity="error", where="", code="no_questions"))
    return ParsedBank(format="gift", drafts=drafts, notes=notes, pictures=pictures.found)


def _draft(block: Block, number: int, pictures: PictureBox) -> Draft:
    texts = Texts(pictures)
    made = _Question(block.text, texts).made()
    stem = str(made.content["stem"])
    if not is_named_after(block.title, code=block.code, stem=stem):
        texts.lose("title", block.title)
    labels = labels_of(block.tags)
    return Draft(
        where=f"dòng {block.line}" + (f": {block.title[:60]}" if block.title else ""),
        number=str(number),
        code=block.code[:60],
        kind=made.kind,
        content=made.content,
        key={} if made.rejected else made.key,
        recognised_by=() if made.rejected else ("file_key",),
        rejected=made.rejected,
        detail=made.detail,
        is_incomplete=texts.is_incomplete,
        difficulty=labels.difficulty or 2,
        category=block.category,
        tags=labels.tags,
        language=labels.language,
        source=labels.source,
        legal_basis=labels.legal_basis,
        lost=(*made.lost, *texts.lost),
    )


@dataclass(slots=True)
class _Marked:
    """A text with the format it is in."""

    text: str
    format: str


class _Question:
    """One question: its text outside the braces, and what is inside."""

    def __init__(self, text: str, texts: Texts) -> None:
        self._text = text
        self._texts = texts
        self._format = "moodle"

    def made(self) -> Made:
        found = list(_ANSWERS.finditer(self._text))
        outside = _ANSWERS.sub("", self._text)
        if "{" in outside or "}" in outside:
            return making.refused("unclear", self._stem(self._text), "brace_missing")
        if not found:
            return making.refused("description", self._stem(self._text), "not_a_question")
        if (
            any(one.group(1).count("~") + one.group(1).count("=") > MAX_ANSWERS for one in found)
            or len(found) > MAX_ANSWERS
        ):
            return making.refused("unclear", self._stem(outside), "too_many_answers", str(MAX_ANSWERS))
        if len(found) > 1:
            return self._cloze(found)
        inside, after = found[0].group(1).strip(), self._text[found[0].end() :]
        blank = BLANK if after.strip() else ""
        stem = self._stem(self._text[: found[0].start()] + blank + after)
        inside, _mark, general = inside.rpartition("####") if "####" in inside else (inside, "", "")
        made = self._by_answers(stem, inside.strip())
        if general.strip() and not made.rejected:
            made.key = {**made.key, "feedback": self._rich(general)}
        return made

    def _stem(self, text: str) -> str:
        marked = self._marked(text)
        self._format = marked.format
        return self._texts.rich(marked.text, marked.format)

    def _marked(self, text: str, default: str = "moodle") -> _Marked:
        text = text.strip()
        named = _FORMAT.match(text)
        if not named:
            return _Marked(text=plain(text), format=default)
        return _Marked(text=plain(text[named.end() :]).strip(), format=_FORMATS[named.group(1).lower()])

    def _rich(self, text: str) -> str:
        marked = self._marked(text, self._format)
        return self._texts.rich(marked.text, marked.format)

    def _inline(self, text: str) -> str:
        marked = self._marked(text, self._format)
        return self._texts.inline(marked.text, marked.format)

    def _typed(self, text: str) -> str:
        """What a learner types: no format, no mark-up."""
        return self._marked(text).text

    def _by_answers(self, stem: str, inside: str) -> Made:
        if not inside:
            return making.make_essay(stem)
        if inside.startswith("#"):
            return making.make_numerical(stem, self._numbers(inside[1:]))
        if inside.startswith(">"):
            return self._ordering(stem, inside[1:])
        return self._by_signs(stem, inside)

    def _by_signs(self, stem: str, inside: str) -> Made:
        if "~" in inside:
            return making.make_choice(stem, self._choices(inside), is_single="=" in inside)
        if "=" in inside and "->" in inside:
            return self._matching(stem, inside)
        answer = inside.partition("#")[0].strip()
        if answer in _TRUTH:
            return self._true_false(stem, inside, is_true=_TRUTH[answer])
        return making.make_short_answer(stem, self._typed_answers(inside), ignores_case=True)

    def _choices(self, inside: str) -> list[Answer]:
        answers = []
        for part in _parts(inside.replace("=", "~="), "~"):
            is_right = part.startswith("=")
            weight, rest = _weighed(part[1:] if is_right else part, Decimal(0))
            text, _mark, said = rest.partition("#")
            fraction = Decimal(1) if is_right else weight
            answers.append(Answer(text=self._inline(text), fraction=fraction, feedback=self._inline(said)))
        return answers

    def _typed_answers(self, inside: str) -> list[Answer]:
        answers = []
        for part in _parts(inside, "="):
            weight, rest = _weighed(part, Decimal(1))
            text, _mark, said = rest.partition("#")
            answers.append(Answer(text=self._typed(text), fraction=weight, feedback=self._inline(said)))
        return answers

    def _matching(self, stem: str, inside: str) -> Made:
        pairs = []
        for part in _parts(inside, "="):
            source, arrow, target = part.partition("->")
            if not arrow:
                return making.refused("matching", stem, "pair_without_arrow", plain(part)[:60])
            pairs.append((self._inline(source), self._texts.inline(plain(target).strip(), "plain")))
        return making.make_matching(stem, pairs)

    def _true_false(self, stem: str, inside: str, *, is_true: bool) -> Made:
        """``{T#to those who were wrong#to those who were right}``."""
        _truth, wrong, right = ([*inside.split("#", 2), "", ""])[:3]
        said = {str(is_true).lower(): self._inline(right), str(not is_true).lower(): self._inline(wrong)}
        return making.make_true_false(stem, is_true=is_true, said=said)

    def _numbers(self, inside: str) -> list[Answer]:
        """``value``, ``value:tolerance`` or ``from..to``; after ``~`` what is said to every other number."""
        inside, _tilde, wrong = inside.partition("~")
        answers = []
        for part in _parts(inside, "="):
            weight, rest = _weighed(part, Decimal(1))
            number, _mark, said = rest.partition("#")
            answers.append(_number(self._typed(number), weight, self._inline(said)))
        said = wrong.partition("#")[2].strip()
        if said:
            answers.append(Answer(text="*", fraction=Decimal(0), feedback=self._rich(said)))
        return answers

    def _ordering(self, stem: str, inside: str) -> Made:
        """``{>`` and options on the first line, then one thing a line in its right order (Moodle's ordering type)."""
        options, _end, rest = inside.partition("\n")
        words = options.upper().split()
        if any(word not in _OPTIONS and not word.isdigit() for word in words):
            words, rest = [], inside
        items = [self._inline(line) for line in rest.split("\n") if line.strip()]
        scoring = next((_GRADING[word] for word in words if word in _GRADING), "")
        if not scoring:
            self._texts.lose("grading", " ".join(words))
        return making.make_ordering(stem, items, scoring=scoring or "position")

    def _cloze(self, found: list[re.Match[str]]) -> Made:
        self._format = self._marked(self._text).format
        gaps, general = [], ""
        for number, answers in enumerate(found, start=1):
            inside, mark, said = answers.group(1).rpartition("####")
            inside = (inside if mark else said).strip()
            general = said if mark else general
            gap = self._gap(f"g{number}", inside)
            if gap is None:
                return making.refused("cloze", self._stem(self._text), "gap_without_answer", str(number))
            gaps.append(gap)
        marks = iter(range(1, len(found) + 1))
        made = making.make_cloze(
            self._stem(_ANSWERS.sub(lambda _found: f"[[g{next(marks)}]]", self._text)), gaps
        )
        if general.strip():
            made.key = {**made.key, "feedback": self._rich(general)}
        return made

    def _gap(self, id: str, inside: str) -> tuple[dict[str, object], dict[str, object]] | None:
        if inside.startswith("#"):
            seen, key, lost = making.number_gap(id, self._numbers(inside[1:]), "1")
            self._texts.lost += lost
            return (seen, key) if key["accepted"] else None
        if "~" in inside:
            return making.choice_gap(id, self._choices(inside), "1")
        answers = self._typed_answers(inside)
        return making.text_gap(id, answers, "1", ignores_case=True) if answers else None


def _parts(inside: str, sign: str) -> list[str]:
    """The answers; what stands before the first sign counts when it is not empty."""
    first, *rest = inside.split(sign)
    return [part.strip() for part in ([first] if first.strip() else []) + rest]


def _weighed(part: str, default: Decimal) -> tuple[Decimal, str]:
    """The fraction before an answer (``%50%``) and the answer."""
    found = _WEIGHT.match(part.strip())
    if not found:
        return default, part.strip()
    return Decimal(found.group(1)) / 100, part.strip()[found.end() :].strip()


def _number(text: str, fraction: Decimal, feedback: str) -> Answer:
    low, dots, high = text.partition("..")
    if dots:
        least, most = making.read_decimal(low), making.read_decimal(high)
        if least is None or most is None or most < least:
            return Answer(text=text, fraction=fraction, feedback=feedback)
        value, tolerance = making.number_text((least + most) / 2), making.number_text((most - least) / 2)
        return Answer(text=value, fraction=fraction, feedback=feedback, tolerance=tolerance)
    value, _colon, tolerance = text.partition(":")
    return Answer(
        text=value.strip(), fraction=fraction, feedback=feedback, tolerance=tolerance.strip() or "0"
    )
