"""What an author is told about scoring: what a learner would get for answers that are nearly right, computed as in an exam."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from content.sanitising import strip_all
from quizzes.editors.gap_marks import comma
from quizzes.editors.sheet import Sheet
from quizzes.errors import AuthoringRefused
from quizzes.grading import score_of
from quizzes.items.cloze import PICKED
from quizzes.services.wordings import clean_wording

Json = Mapping[str, Any]
MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """``points`` as they are written in Viet Nam."""

    answer: str
    points: str


def examples_for(sheet: Sheet) -> list[Example]:
    """Examples for the wording in a sheet as it stands; none while it is not complete."""
    try:
        found = _stored(sheet) or _typed(sheet)
    except (AuthoringRefused, forms.ValidationError):
        return []
    return examples_of(*found) if found else []


def _stored(sheet: Sheet) -> tuple[str, Json, Json, Decimal] | None:
    version = sheet.version
    if version is None or sheet.wording_form.is_bound:
        return None
    return sheet.kind, version.content, version.key, version.points


def _typed(sheet: Sheet) -> tuple[str, Json, Json, Decimal] | None:
    if not sheet.wording_form.is_bound or not sheet.is_valid():
        return None
    content, key = clean_wording(kind=sheet.kind, content=sheet.wording()[0], key=sheet.wording()[1])
    return sheet.kind, content.to_json(), key.to_json(), Decimal(sheet.wording_form.cleaned_data["points"])


def examples_of(kind: str, content: Json, key: Json, points: Decimal) -> list[Example]:
    """Answers in words, each with the points it earns."""
    makers = {
        "single_choice": _one_pick,
        "multiple_choice": _picks,
        "hotspot": _picks,
        "true_false_group": _statements,
        "matching": _pairs,
        "ordering": _orders,
        "short_answer": _texts,
        "numerical": _numbers,
        "cloze": _gaps,
    }
    if kind not in makers:
        return []
    made = list(makers[kind](content, key))[:MOST]
    scored = ((said, score_of(kind, key, answer, points, content)) for said, answer in made)
    return [Example(answer=said, points=comma(score)) for said, score in scored if score is not None]


def _words(markup: str) -> str:
    text = " ".join(strip_all(markup).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _one_pick(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    for choice in content["choices"]:
        yield _("picks “%(text)s”") % {"text": _words(choice["text"])}, {"choices": [choice["id"]]}


def _picks(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    right = list(key["correct"])
    listed = content.get("choices") or content.get("regions") or []
    wrong = [one["id"] for one in listed if one["id"] not in right]
    for hits in range(len(right), 0, -1):
        said = _("picks %(hits)s of %(all)s right ones") % {"hits": hits, "all": len(right)}
        yield said, {"choices": right[:hits]}
    if wrong:
        said = _("picks all %(all)s right ones and 1 wrong one") % {"all": len(right)}
        yield said, {"choices": [*right, wrong[0]]}
        yield _("picks everything"), {"choices": [*right, *wrong]}


def _statements(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    correct: dict[str, bool] = dict(key["correct"])
    total = len(correct)
    for hits in range(total, -1, -1):
        values = {
            one: side if place < hits else not side for place, (one, side) in enumerate(correct.items())
        }
        yield _("%(hits)s of %(all)s statements right") % {"hits": hits, "all": total}, {"values": values}


def _pairs(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    pairs: dict[str, str] = dict(key["pairs"])
    total = len(pairs)
    for hits in range(total, -1, -1):
        given = dict(list(pairs.items())[:hits])
        yield _("%(hits)s of %(all)s pairs right") % {"hits": hits, "all": total}, {"pairs": given}


def _orders(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    order = list(key["order"])
    yield _("the right order"), {"order": order}
    yield _("the first two lines exchanged"), {"order": [order[1], order[0], *order[2:]]}
    if len(order) > 2:
        yield _("the first line put last"), {"order": [*order[1:], order[0]]}
        yield _("the order turned round"), {"order": order[::-1]}


def _texts(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    for form in key["accepted"]:
        text = str(form["text"])
        typed = text.replace("\\*", "*") if not form["is_pattern"] else text.replace("*", "…")
        yield _("types “%(text)s”") % {"text": typed}, {"text": typed}
        if key.get("ignore_case") and typed.upper() != typed:
            yield _("types “%(text)s”") % {"text": typed.upper()}, {"text": typed.upper()}


def _numbers(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    unit = key["units"][0]["text"] if key.get("units") and key.get("unit_policy") != "none" else ""
    for one in key["accepted"]:
        value, tolerance = Decimal(one["value"]), Decimal(one["tolerance"])
        edge = value * tolerance if one["tolerance_kind"] == "relative" else tolerance
        for number in dict.fromkeys((value, value + abs(edge), value + abs(edge) * 2)):
            text = comma(number) if content.get("number_format") == "vi" else comma(number).replace(",", ".")
            yield (
                _("types “%(text)s”") % {"text": f"{text} {unit}".strip()},
                _number_answer(content, text, unit),
            )
    if unit:
        text = comma(Decimal(key["accepted"][0]["value"]))
        yield _("types “%(text)s” without a unit") % {"text": text}, {"text": text}


def _number_answer(content: Json, text: str, unit: str) -> Json:
    if unit and content.get("units"):
        return {"text": text, "unit": unit}
    return {"text": f"{text} {unit}".strip()}


def _gaps(content: Json, key: Json) -> Iterator[tuple[str, Json]]:
    right: dict[str, Any] = {}
    for gap in content["gaps"]:
        rule = key["gaps"][gap["id"]]
        if gap["kind"] in PICKED:
            listed = rule["correct"]
            right[gap["id"]] = listed[0] if len(listed) == 1 else listed
        else:
            first = rule["accepted"][0]
            right[gap["id"]] = str(first["text"]) if "text" in first else comma(Decimal(first["value"]))
    total = len(right)
    for hits in range(total, -1, -1):
        given = dict(list(right.items())[:hits])
        yield _("%(hits)s of %(all)s gaps right") % {"hits": hits, "all": total}, {"gaps": given}
