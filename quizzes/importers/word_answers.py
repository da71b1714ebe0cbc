"""Answers as teachers type them: texts, numbers, pairs, orders, gaps and trues. Each reader gives nothing rather than guess."""

import re
from dataclasses import dataclass
from decimal import Decimal

from quizzes.grading.numbers import read_number
from quizzes.importers.lines import SHIELD
from quizzes.importers.word_grammar import truth_of

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_CREDIT = re.compile(r"\s*\(\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)\s*$")
_TOLERANCE = re.compile(
    r"\s*(?:(?:±|\+/-)\s*(\d+(?:[.,]\d+)?)\s*(%?)|\(\s*(?:sai\s*số|±)\s*:?\s*(?:±|\+/-)?\s*(\d+(?:[.,]\d+)?)\s*(%?)[^()]*\))\s*\.?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\s*([-+−]?\d[\d.,\s\u00a0]*)(.*)$", re.DOTALL)
_PAIR = re.compile(r"(\d{1,2}|[A-Z])\s*(?:[-–→:.)]|->|=)\s*([a-zA-Z]|\d{1,2})\b")
_STEP = re.compile(r"\(?\b([A-Za-z]|\d{1,2})\b\)?")
_TRUTH = re.compile(
    r"(?:(?<![\w])([a-z]|\d{1,2})\s*[-–.):=]+\s*)?(đúng|sai|đ|s|true|false|t|f)(?![\w])", re.IGNORECASE
)
_RUN_OF_TRUTHS = re.compile(r"^\s*[ĐSĐđsTFtf]{2,26}\s*\.?\s*$")
_ONLY_GAP = re.compile(r"\(1\)\s*(\S.*)$", re.DOTALL)
_GAP = re.compile(r"(?:^|[;,\n]|\s)\s*(?:\(\s*(\d{1,3})\s*\)|(\d{1,3})\s*(?:\)|[.:–-](?!\d)))\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One accepted answer as typed, with its credit as a fraction."""

    text: str
    credit: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    value: str
    tolerance: str = "0"
    tolerance_kind: str = "absolute"
    unit: str = ""
    credit: str = "1"


def texts_in(answer: str) -> list[Typed]:
    """Accepted answers between ";" or "|" or " / "; text in straight quotes is never cut.

    >>> [one.text for one in texts_in('VNeID; "a; b" / vneid')]
    ['VNeID', 'a; b', 'vneid']
    """
    quoted: list[str] = []

    def keep(found: re.Match[str]) -> str:
        quoted.append(found.group(1).replace('""', '"'))
        return f"\ufdd0{len(quoted) - 1}\ufdd1"

    bare = _QUOTED.sub(keep, answer)
    parts = re.split(r"\s*[;|]\s*|\s+/\s+", bare)
    parts = [word for part in parts for word in _slashed(part)]
    found = []
    for part in parts:
        credit = _CREDIT.search(part)
        text = part[: credit.start()] if credit else part
        whole = re.sub("\ufdd0(\\d+)\ufdd1", lambda place: quoted[int(place.group(1))], text)
        whole = whole.strip() if "\ufdd0" in text else whole.replace(SHIELD, "").strip()
        if whole:
            found.append(Typed(text=whole, credit=fraction(credit.group(1)) if credit else "1"))
    return found


def _slashed(part: str) -> list[str]:
    """Cut at slashes: “toàn trình/một phần” is two answers; “30/2020/NĐ-CP” and an address are one."""
    words = part.split("/")
    is_list = len(words) > 1 and all(
        re.fullmatch(r"[^\W\d_]{2,}(?:\s+[^\W\d_]+)*", word.strip()) for word in words
    )
    return (
        [word.strip() for word in words] if is_list and not any(len(w.split()) > 6 for w in words) else [part]
    )


def fraction(percent: str) -> str:
    value = Decimal(percent.replace(",", ".")) / 100
    return format(value.normalize(), "f")


def quantity_in(answer: str) -> Quantity | None:
    """A number with its tolerance, unit and credit; None when this is no number, or a code such as 007.

    >>> quantity_in("52,3% (sai số 0,05)")
    Quantity(value='52.3', tolerance='0.05', tolerance_kind='absolute', unit='%', credit='1')
    """
    text = answer.replace(SHIELD, "").strip()
    credit = _CREDIT.search(text)
    text = text[: credit.start()] if credit else text
    tolerance = _TOLERANCE.search(text)
    text = text[: tolerance.start()] if tolerance else text
    match = _NUMBER.match(text.strip().rstrip("."))
    if not match:
        return None
    value = read_vietnamese(match.group(1))
    unit = match.group(2).strip()
    if value is None or len(unit) > 20 or re.search(r"\d|[;:,]", unit):
        return None
    margin, kind = _margin(tolerance)
    return Quantity(
        value=plain_number(value),
        tolerance=margin,
        tolerance_kind=kind,
        unit=unit,
        credit=fraction(credit.group(1)) if credit else "1",
    )


def _margin(found: re.Match[str] | None) -> tuple[str, str]:
    if not found:
        return "0", "absolute"
    number, percent = (found.group(1), found.group(2)) if found.group(1) else (found.group(3), found.group(4))
    value = Decimal(number.replace(",", "."))
    return (plain_number(value / 100), "relative") if percent else (plain_number(value), "absolute")


def read_vietnamese(text: str) -> Decimal | None:
    """A number written the Vietnamese way (point for thousands, comma for decimals), or the only other way it can be meant.

    >>> read_vietnamese("1.784"), read_vietnamese("52.3"), read_vietnamese("-1 000,5"), read_vietnamese("007")
    (Decimal('1784'), Decimal('52.3'), Decimal('-1000.5'), None)
    """
    if re.match(r"\s*[-+−]?0\d", text):
        return None
    return read_number(text.strip(" .,"))


def plain_number(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def pairs_in(answer: str) -> dict[str, str]:
    """Pairs such as "1-b; 2-a": by the first mark, the second; nothing when one is named twice or something else stands there."""
    found = [(one.upper(), other.lower()) for one, other in _PAIR.findall(answer)]
    rest = re.sub(r"[\s;,.|]+|và", "", _PAIR.sub("", answer))
    pairs = dict(found)
    return pairs if found and not rest and len(pairs) == len(found) else {}


def steps_in(answer: str) -> list[str]:
    """An order such as "3-1-2" or "b → a → c", marks in lower case."""
    rest = re.sub(r"[-–→,;>.\s]|->", "", _STEP.sub("", answer))
    found = [step.lower() for step in _STEP.findall(answer)]
    return found if len(found) > 1 and not rest and len(set(found)) == len(found) else []


def truths_in(answer: str) -> list[tuple[str, bool]]:
    """Read “a-Đ, b-S”, “a) Đúng; b) Sai” or “ĐSSĐ”: (letter or "", true or false) in the order given."""
    if _RUN_OF_TRUTHS.match(answer):
        marks = re.sub(r"[\s.]", "", answer)
        return [("", bool(truth_of(mark))) for mark in marks]
    found = [(letter.lower(), bool(truth_of(word))) for letter, word in _TRUTH.findall(answer)]
    rest = re.sub(r"[\s;,.|]+", "", _TRUTH.sub("", answer))
    letters = [letter for letter, _truth in found]
    is_mixed = any(letters) and not all(letters)
    return found if found and not rest and not is_mixed and len(set(letters)) in {1, len(letters)} else []


def gaps_in(answer: str, count: int) -> list[str]:
    """The answers of a text with gaps, in order: "(1) … (2) …", or between ";" when there are as many as gaps."""
    if count == 1 and (only := _ONLY_GAP.match(answer.strip())):
        return [only.group(1)]
    lines = [line.strip() for line in answer.split("\n") if line.strip()]
    heads = [_GAP.match(line) for line in lines]
    if len(lines) == count > 1 and all(
        head and int(head.group(1) or head.group(2)) == place for place, head in enumerate(heads, start=1)
    ):
        return [line[head.end() :].strip() for line, head in zip(lines, heads, strict=True) if head]
    places = list(_GAP.finditer(answer))
    numbers = [int(place.group(1) or place.group(2)) for place in places]
    if places and places[0].start() == 0 and numbers == list(range(1, count + 1)):
        ends = [place.start() for place in places[1:]] + [len(answer)]
        parts = [answer[place.end() : end].strip(" ;,\n.") for place, end in zip(places, ends, strict=True)]
        return parts if all(parts) else []
    parts = [part.strip(" .") for part in re.split(r"[;\n]", answer) if part.strip(" .")]
    if len(parts) == count:
        return parts
    parts = [part.strip(" .") for part in answer.split(",") if part.strip(" .")]
    return parts if len(parts) == count else []
