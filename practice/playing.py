"""Screens as they are shown: one form for the player in the browser, the walk-through and the worksheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practice.checking import filled_in
from practice.rules import steps_left
from practice.scenario import (
    CHOICE,
    FINISH,
    GOOD,
    Document,
    Field,
    Option,
    PracticeFile,
    Screen,
    Words,
    read_screens,
)
from practice.words import fault_sentence

NOWHERE = -1
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What every part of a page is told alike: where keys stand, for whom, on which day."""

    places: Mapping[str, int]
    language: str
    today: date

    def place(self, key: str, usual: int = NOWHERE) -> int:
        return self.places.get(key, NOWHERE) if key else usual


def shown_screens(screens: Sequence[Screen], *, today: date) -> list[Shown]:
    """Every screen with its texts in the language of the page and its targets as places; a draft may lead nowhere."""
    scene = _Scene(
        places={screen.key: place for place, screen in reversed(list(enumerate(screens)))},
        language=get_language() or "vi",
        today=today,
    )
    left = steps_left(screens)
    last = len(screens) - 1
    return [
        _screen(screen, scene.place(screen.goes_to, place + 1 if place < last else NOWHERE), scene)
        | {"left": left[place]}
        for place, screen in enumerate(screens)
    ]


def walked(kind: str, value: Mapping[str, Any]) -> Shown:
    """One screen by itself, as editors see it before they choose it."""
    return shown_screens(read_screens([{"type": kind, "value": value}]), today=localdate())[0]


def _screen(screen: Screen, onward: int, scene: _Scene) -> Shown:
    language = scene.language
    return {
        "key": screen.key,
        "kind": screen.kind,
        "chooses": bool(screen.options) or screen.kind == CHOICE,
        "title": _named(screen.title, language),
        "text": _parts(screen.text, language),
        "slip": _parts(screen.slip, language),
        "hint": _parts(screen.hint, language),
        "next": NOWHERE if screen.kind == FINISH else onward,
        "trial": screen.trial,
        "trialText": _parts(screen.trial_text, language),
        "fields": [_field(question, scene) for question in screen.fields],
        "documents": [_document(document, language) for document in screen.documents],
        "facts": [[_named(term, language), _named(fact, language)] for term, fact in screen.facts],
        "stages": [
            {
                "label": _named(stage.label, language),
                "when": _told(stage.when, language),
                "text": _told(stage.text, language),
                "state": stage.state,
            }
            for stage in screen.stages
        ],
        "options": [_option(option, onward, scene) for option in screen.options],
    }


def _option(option: Option, onward: int, scene: _Scene) -> Shown:
    language = scene.language
    usual = NOWHERE if option.is_mistake else onward
    return {
        "label": _named(option.label, language),
        "mistake": option.is_mistake,
        "sentence": _told(option.sentence, language),
        "next": scene.place(option.goes_to, usual),
    }


def _field(question: Field, scene: _Scene) -> Shown:
    language = scene.language
    sample = filled_in(question, today=scene.today)
    if question.kind == "choice":
        shown = question.options[int(sample)].label.told(language)[0] if sample else ""
    else:
        shown = "☑" if question.kind == "checkbox" else sample
    return {
        "label": _named(question.label, language),
        "kind": question.kind,
        "help": _told(question.help, language),
        "required": question.is_required,
        "sample": question.sample,
        "example": shown,
        "options": [
            {
                "label": _named(option.label, language),
                "value": option.label.vi,
                "next": scene.place(option.goes_to),
            }
            for option in question.options
        ],
        "rules": [
            {"kind": rule.kind, "value": rule.value, "sentence": _told(rule.sentence, language)}
            for rule in question.rules
        ],
    }


def _document(document: Document, language: str) -> Shown:
    return {
        "label": _named(document.label, language),
        "help": _told(document.help, language),
        "max": document.max_megabytes,
        "types": list(document.types),
        "limits": _("At most %(most)s MB; %(types)s.")
        % {"most": megabytes(document.max_megabytes), "types": ", ".join(document.types)},
        "files": [_file(file, document, language) for file in document.files],
    }


def _file(file: PracticeFile, document: Document, language: str) -> Shown:
    fault = document.fault_of(file)
    sentence = _told(file.sentence, language)
    if not sentence and fault != GOOD:
        most = megabytes(document.max_megabytes)
        told = fault_sentence(
            fault, size=megabytes(file.megabytes), most=most, types=", ".join(document.types)
        )
        sentence = {"t": told, "l": language}
    return {
        "name": file.name,
        "size": megabytes(file.megabytes),
        "picture": file.fault,
        "fault": "" if fault == GOOD else fault,
        "sentence": sentence,
    }


def megabytes(number: float) -> str:
    return str(number_format(round(number, 1), decimal_pos=1 if number % 1 else 0))


def _named(words: Words, language: str) -> Shown:
    """A name that the player always shows; a draft may not have it yet."""
    return _told(words, language) or {"t": "", "l": language}


def _told(words: Words, language: str) -> Shown | None:
    text, really = words.told(language)
    return {"t": text, "l": really} if text else None


def _parts(words: Words, language: str) -> Shown | None:
    """A text in paragraphs and lists: an empty line parts paragraphs, lines that begin with a hyphen are items."""
    text, really = words.told(language)
    parts: list[Shown] = []
    is_new = True
    for line in (line.strip() for line in text.splitlines()):
        kind = "ul" if line.startswith("- ") else "p"
        if not line:
            is_new = True
            continue
        if kind == "ul" and parts and parts[-1]["k"] == "ul":
            parts[-1]["x"].append(line[2:])
        elif kind == "p" and not is_new and parts[-1]["k"] == "p":
            parts[-1]["x"][0] += f" {line}"
        else:
            parts.append({"k": kind, "x": [line[2:] if kind == "ul" else line]})
        is_new = False
    return {"l": really, "parts": parts} if parts else None
