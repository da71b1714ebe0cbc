"""Whether an answer keeps the rules of its field. Pure. ``static/practice/checking.js`` says the same in the browser.

Both are held to one table of cases, ``tests/practice/answers.json``.
"""

import re
import unicodedata
from datetime import date, timedelta

from practice.scenario import AnswerRule, Field

NEEDS_VALUE = frozenset({"digits", "min_length", "max_length", "equals", "contains"})
NEEDS_NUMBER = frozenset({"digits", "min_length", "max_length"})
RULES = frozenset({"accents", "past", "future", *NEEDS_VALUE})
_ACCENT = re.compile("[\u0300-\u036fđĐ]")
_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_PHONE = re.compile(r"0[0-9]{9}")
_DAYS_FROM_NOW = re.compile(r"[+-][0-9]{1,4}")


def fault_of(question: Field, answer: str, *, today: date) -> str | AnswerRule | None:
    """What is wrong first: ``missing``, ``not_a_date``, ``not_a_phone``, ``not_an_option``, a rule that is broken, or nothing.

    A ticked box answers ``x``; a choice answers the number of its option, from 0.
    """
    given = tidy(answer)
    if not given:
        return "missing" if question.is_required else None
    if question.kind == "date" and day_of(given) is None:
        return "not_a_date"
    if question.kind == "phone" and not _PHONE.fullmatch(_bare(given)):
        return "not_a_phone"
    if question.kind == "choice":
        if not given.isascii() or not given.isdigit() or int(given) >= len(question.options):
            return "not_an_option"
        given = tidy(question.options[int(given)].label.vi)
    return next((rule for rule in question.rules if not keeps(rule, given, today=today)), None)


def keeps(rule: AnswerRule, given: str, *, today: date) -> bool:
    """Whether a tidy answer keeps one rule. A rule that nobody can read is kept: ``rules`` reports it to the editor."""
    day = day_of(given)
    if rule.kind in {"past", "future"}:
        return day is not None and (day <= today if rule.kind == "past" else day >= today)
    if rule.kind in NEEDS_NUMBER:
        return _keeps_number(rule, given)
    if rule.kind == "accents":
        return _ACCENT.search(unicodedata.normalize("NFD", given)) is not None
    if rule.kind == "equals":
        return _same(rule.value) == _same(given)
    return rule.kind != "contains" or _same(rule.value) in _same(given)


def _keeps_number(rule: AnswerRule, given: str) -> bool:
    if not is_number(rule.value):
        return True
    number = int(rule.value)
    if rule.kind == "digits":
        return re.fullmatch(rf"[0-9]{{{number}}}", _bare(given)) is not None
    return len(given) >= number if rule.kind == "min_length" else len(given) <= number


def is_number(value: str) -> bool:
    return re.fullmatch(r"[0-9]{1,4}", value) is not None


def day_of(text: str) -> date | None:
    """A day written day/month/year, between 1900 and 2100."""
    found = _DATE.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    try:
        day = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


def filled_in(question: Field, *, today: date) -> str:
    """What "fill in for me" writes. The sample of a date may be days from today: ``+10``, ``-3``."""
    if question.kind == "date" and _DAYS_FROM_NOW.fullmatch(question.sample):
        return (today + timedelta(days=int(question.sample))).strftime("%d/%m/%Y")
    if question.kind == "checkbox":
        return "x"
    if question.kind == "choice":
        labels = [_same(option.label.vi) for option in question.options]
        wanted = _same(question.sample)
        return str(labels.index(wanted)) if wanted in labels else ""
    return question.sample


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _bare(text: str) -> str:
    return re.sub(r"[ .\-]", "", text)


def _same(text: str) -> str:
    return tidy(text).lower().replace(" ", "")
