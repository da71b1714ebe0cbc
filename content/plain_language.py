"""How hard a Vietnamese text is to read: long sentences, officialese, heaps of passives, abbreviations. Pure; blocks nothing.

Length is counted in tiếng, the syllables that stand between blanks. The words, their plain fellows and all limits are data
(``content/data/plain_words.json``).
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from content.vietnamese import with_house_tones

DATA = Path(__file__).parent / "data" / "plain_words.json"
QUOTE = 240
"""Letters of a sentence that are quoted; the rest is cut off."""

_END = re.compile(r"""(?<=[.!?…])["”’)\]]*\s+""")
_NO_END = re.compile(r"(?:\b(?:TP|Tp|TX|Q|P|PGS|GS|TS|ThS|BS|KS|Tr|tr|Số|ĐT)|\bv\.v|(?<!\w)\d{1,3})\.$")
_PASSIVE = re.compile(r"(?<!\w)(?<!không )(?<!chưa )(?:được|bị)(?!\w)(?! phép)", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![\w/\-.@])[A-ZĐĂÂÊÔƠƯ]{2,10}(?![\w/@]|-[\w]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+")


class Kind(StrEnum):
    LONG_SENTENCE = "long_sentence"
    LONG_PARAGRAPH = "long_paragraph"
    HEAVY_WORD = "heavy_word"
    PASSIVES = "passives"
    ABBREVIATION = "abbreviation"


class Level(StrEnum):
    EASY = "easy"
    MIDDLE = "middle"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One place to look at: the sentence as written, what was found in it, and what may stand there instead.

    ``number`` is a length in tiếng, or how many passives there are; ``instead`` is empty where nothing is proposed, and
    for a heavy word it means that the sentence says the same without it.
    """

    kind: Kind
    quote: str
    found: str = ""
    instead: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a whole text reads."""

    level: Level
    sentences: int
    syllables: int
    average: int
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Above these a text gets harder; shares are per cent of sentences, heavy words are counted per 100 tiếng."""

    sentence: int
    paragraph: int
    passives: int
    average_middle: float
    average_hard: float
    long_share_middle: float
    long_share_hard: float
    heavy_words_middle: float
    heavy_words_hard: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    limits: Limits
    plain: Mapping[str, str]
    heavy: re.Pattern[str]
    abbreviations: Mapping[str, str]
    known: frozenset[str]


@lru_cache(maxsize=1)
def house_rules() -> Rules:
    """What the file of this house says."""
    return read_rules(DATA.read_text(encoding="utf-8"))


def read_rules(source: str) -> Rules:
    data = json.loads(source)
    plain = {_key(row["heavy"]): row["plain"] for row in data["words"]}
    phrases = sorted({*plain, *(_key(phrase) for phrase in data["keep"])}, key=len, reverse=True)
    return Rules(
        limits=Limits(**data["limits"]),
        plain=plain,
        heavy=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)"),
        abbreviations=data["abbreviations"],
        known=frozenset(data["known_abbreviations"]),
    )


def reading_of(paragraphs: Iterable[str], *, rules: Rules | None = None) -> Reading:
    """The hints to a text in its order, and in one word how hard it is; an empty text is easy."""
    rules = rules or house_rules()
    texts = [text for text in (_tidy(paragraph) for paragraph in paragraphs) if text]
    lengths: list[int] = []
    hints: list[Hint] = []
    told: set[str] = set()
    explained = _explained(texts)
    for text in texts:
        sentences = sentences_in(text)
        lengths += [syllables_in(sentence) for sentence in sentences]
        if (number := syllables_in(text)) > rules.limits.paragraph:
            hints.append(Hint(kind=Kind.LONG_PARAGRAPH, quote=_cut(text), number=number))
        for sentence in sentences:
            hints += _hints_to(sentence, rules)
            hints += _unexplained(sentence, explained, told, rules)
    total = sum(lengths)
    return Reading(
        level=_level(lengths, Counter(hint.kind for hint in hints), rules.limits),
        sentences=len(lengths),
        syllables=total,
        average=round(total / len(lengths)) if lengths else 0,
        hints=tuple(hints),
    )


def sentences_in(text: str) -> list[str]:
    """The sentences of one paragraph. A stop after a short form (TP. Huế, v.v.) or a number (1. Mở trang) ends none."""
    found: list[str] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        tail = text[max(start, end - 16) : end].rstrip()
        if end == len(text) or not _NO_END.search(tail):
            found.append(text[start:end].strip())
            start = end
    return [sentence for sentence in found if sentence]


def syllables_in(text: str) -> int:
    """Tiếng: what stands between blanks and has a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


def heavy_words_in(sentence: str, rules: Rules | None = None) -> list[tuple[str, str]]:
    """The officialese of a sentence with its plain fellow, each once, in order; the longest phrase wins."""
    rules = rules or house_rules()
    found = rules.heavy.findall(_key(sentence))
    return [(words, rules.plain[words]) for words in dict.fromkeys(found) if words in rules.plain]


def _hints_to(sentence: str, rules: Rules) -> Iterator[Hint]:
    quote = _cut(sentence)
    if (length := syllables_in(sentence)) > rules.limits.sentence:
        yield Hint(kind=Kind.LONG_SENTENCE, quote=quote, number=length)
    for words, instead in heavy_words_in(sentence, rules):
        yield Hint(kind=Kind.HEAVY_WORD, quote=quote, found=words, instead=instead)
    passives = len(_PASSIVE.findall(sentence))
    if passives >= rules.limits.passives:
        yield Hint(kind=Kind.PASSIVES, quote=quote, number=passives)


def _unexplained(sentence: str, explained: set[str], told: set[str], rules: Rules) -> Iterator[Hint]:
    """Short forms nobody explains, each told once; a line all in capitals is a headline and has none."""
    if sentence.isupper() and syllables_in(sentence) > 1:
        return
    for short in _CAPITALS.findall(sentence):
        if short in explained or short in told or short in rules.known or _ROMAN.fullmatch(short):
            continue
        told.add(short)
        yield Hint(
            kind=Kind.ABBREVIATION,
            quote=_cut(sentence),
            found=short,
            instead=rules.abbreviations.get(short, ""),
        )


def _explained(texts: Sequence[str]) -> set[str]:
    """What stands in brackets after its meaning, "căn cước công dân (CCCD)", or is followed by it in brackets."""
    found: set[str] = set()
    for text in texts:
        found |= set(
            re.findall(r"\((?:sau đây )?(?:gọi tắt là |viết tắt là |gọi là )?([^\W\d_]{2,10})\)", text)
        )
        found |= set(re.findall(r"(?<!\w)([^\W\d_]{2,10}) \([^()]*[^\W\d_]+ [^()]+\)", text))
    return {word for word in found if word.isupper()}


def _level(lengths: Sequence[int], kinds: Mapping[Kind, int], limits: Limits) -> Level:
    total = sum(lengths)
    if not total:
        return Level.EASY
    points = sum(
        (value > middle) + (value > hard)
        for value, middle, hard in (
            (total / len(lengths), limits.average_middle, limits.average_hard),
            (
                100 * sum(length > limits.sentence for length in lengths) / len(lengths),
                limits.long_share_middle,
                limits.long_share_hard,
            ),
            (
                100 * kinds.get(Kind.HEAVY_WORD, 0) / max(total, 100),
                limits.heavy_words_middle,
                limits.heavy_words_hard,
            ),
        )
    )
    points += bool(kinds.get(Kind.PASSIVES)) + bool(kinds.get(Kind.LONG_PARAGRAPH))
    return Level.EASY if points < 2 else Level.MIDDLE if points < 4 else Level.HARD


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _key(text: str) -> str:
    return with_house_tones(_tidy(text)).casefold()


def _cut(text: str) -> str:
    if len(text) <= QUOTE:
        return text
    return text[:QUOTE].rsplit(" ", 1)[0] + "…"
