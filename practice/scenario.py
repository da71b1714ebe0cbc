"""A scenario as data: screens and what stands on them, read from the blocks editors fill in. Pure.

Nothing here trusts the blocks to be complete: drafts are looked at too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Value = Mapping[str, Any]
FORM, UPLOAD, PAYMENT, TRACKING = "form", "upload", "payment", "tracking"
CHOICE, MESSAGE, FINISH = "choice", "message", "finish"
GOOD = "good"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Vietnamese and, where somebody has written it, in English."""

    vi: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.vi or self.en)

    def told(self, language: str) -> tuple[str, str]:
        """The text for readers of a language, and the language it is really in."""
        if language == "en" and self.en:
            return self.en, "en"
        return (self.vi, "vi") if self.vi else (self.en, "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose. A mistake without ``goes_to`` is explained and stays on its screen."""

    label: Words
    goes_to: str = ""
    is_mistake: bool = False
    sentence: Words = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """``kind`` is one of ``checking.RULES``; ``value`` is what it compares with."""

    kind: str
    value: str = ""
    sentence: Words = Words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    label: Words
    kind: str
    help: Words = Words()
    is_required: bool = True
    sample: str = ""
    options: tuple[Option, ...] = ()
    rules: tuple[AnswerRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFile:
    """A made-up file to attach; ``fault`` is what is wrong with the picture itself, its size and type speak for themselves."""

    name: str
    megabytes: float
    fault: str = GOOD
    sentence: Words = Words()

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    label: Words
    help: Words = Words()
    max_megabytes: float
    types: tuple[str, ...]
    files: tuple[PracticeFile, ...] = ()

    def fault_of(self, file: PracticeFile) -> str:
        """Why a file would be sent back: ``wrong_type``, ``too_big`` or the fault of its picture; ``good`` otherwise."""
        if file.ending not in self.types:
            return "wrong_type"
        return "too_big" if file.megabytes > self.max_megabytes else file.fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One line of a dossier's history."""

    label: Words
    when: Words = Words()
    text: Words = Words()
    state: str = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    kind: str
    key: str
    title: Words
    text: Words = Words()
    slip: Words = Words()
    hint: Words = Words()
    goes_to: str = ""
    trial: str = ""
    trial_text: Words = Words()
    fields: tuple[Field, ...] = ()
    documents: tuple[Document, ...] = ()
    facts: tuple[tuple[Words, Words], ...] = ()
    stages: tuple[Stage, ...] = ()
    options: tuple[Option, ...] = field(default=())


def read_screens(blocks: Iterable[Value]) -> list[Screen]:
    """The screens of a stored scenario, in their order."""
    return [_screen(str(block.get("type", "")), _inside(block)) for block in blocks]


def _inside(block: Value) -> Value:
    value = block.get("value")
    return value if isinstance(value, Mapping) else {}


def _screen(kind: str, value: Value) -> Screen:
    return Screen(
        kind=kind,
        key=_text(value, "key"),
        title=_words(value, "title"),
        text=_words(value, "text"),
        slip=_words(value, "slip"),
        hint=_words(value, "hint"),
        goes_to=_text(value, "goes_to"),
        trial=_text(value, "trial"),
        trial_text=_words(value, "trial_text"),
        fields=tuple(_field(item) for item in _items(value, "fields")),
        documents=tuple(_document(item) for item in _items(value, "documents")),
        facts=tuple((_words(item, "term"), _words(item, "fact")) for item in _items(value, "facts")),
        stages=tuple(_stage(item) for item in _items(value, "stages")),
        options=tuple(_option(item) for item in _items(value, "options")),
    )


def _field(value: Value) -> Field:
    return Field(
        label=_words(value, "label"),
        kind=_text(value, "kind") or "text",
        help=_words(value, "help"),
        is_required=bool(value.get("is_required", True)),
        sample=_text(value, "sample"),
        options=tuple(_option(item) for item in _items(value, "options")),
        rules=tuple(
            AnswerRule(
                kind=_text(item, "kind"), value=_text(item, "value"), sentence=_words(item, "sentence")
            )
            for item in _items(value, "rules")
        ),
    )


def _option(value: Value) -> Option:
    return Option(
        label=_words(value, "label"),
        goes_to=_text(value, "goes_to"),
        is_mistake=bool(value.get("is_mistake")),
        sentence=_words(value, "sentence"),
    )


def _document(value: Value) -> Document:
    types = (part.strip(" .").lower() for part in _text(value, "types").replace(";", ",").split(","))
    return Document(
        label=_words(value, "label"),
        help=_words(value, "help"),
        max_megabytes=_number(value, "max_megabytes"),
        types=tuple(part for part in types if part),
        files=tuple(
            PracticeFile(
                name=_text(item, "name"),
                megabytes=_number(item, "megabytes"),
                fault=_text(item, "fault") or GOOD,
                sentence=_words(item, "sentence"),
            )
            for item in _items(value, "files")
        ),
    )


def _stage(value: Value) -> Stage:
    return Stage(
        label=_words(value, "label"),
        when=_words(value, "when"),
        text=_words(value, "text"),
        state=_text(value, "state") or "done",
    )


def _items(value: Value, name: str) -> Iterable[Value]:
    """The items of a list block, in the form Wagtail stores (with ids) or in the short one of our files."""
    found = value.get(name)
    for item in found if isinstance(found, list | tuple) else ():
        if isinstance(item, Mapping):
            inner = item.get("value") if item.get("type") == "item" else item
            yield inner if isinstance(inner, Mapping) else {}


def _words(value: Value, name: str) -> Words:
    return Words(_text(value, name), _text(value, f"{name}_en"))


def _text(value: Value, name: str) -> str:
    found = value.get(name)
    return str(found).strip() if isinstance(found, str | int | float) else ""


def _number(value: Value, name: str) -> float:
    found = value.get(name)
    return float(found) if isinstance(found, int | float) else 0.0
