"""Drafts against what the bank holds: which are new, which change a wording, which stand already, which cannot come in."""

import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any

from content.vietnamese import fold
from quizzes.importers.drafts import Draft

_LISTS = ("choices", "statements", "sources", "targets", "regions")
_TAG = re.compile(r"<[^>]*>")


class Action(Enum):
    CREATE = "create"
    NEW_VERSION = "new_version"
    REVIVE = "revive"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """A question of the bank in its current wording."""

    code: str
    kind: str
    content: Mapping[str, Any]
    key: Mapping[str, Any]
    points: Decimal
    difficulty: int
    is_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of one draft. ``code`` is that of the question in the bank."""

    draft: Draft
    action: Action
    code: str = ""


def plan(drafts: Sequence[Draft], existing: Sequence[Existing]) -> list[Step]:
    """Match by the file's own code, else by the whole text, else by a stem that is unique on both sides.

    So the same file twice changes nothing, corrected choices or answers are a new version, and a stranger's "Câu 1"
    never overwrites ours. A changed stem is a new question: "lề trái" and "lề phải" differ by one word too.
    """
    shelf = _Shelf(existing, drafts)
    steps: list[Step] = []
    seen: set[tuple[str, ...]] = set()
    for draft in drafts:
        identity = identity_of(draft.kind, draft.content, draft.key)
        if not draft.is_importable:
            steps.append(Step(draft=draft, action=Action.REJECTED))
        elif identity in seen and not draft.code:
            repeated = replace(draft, rejected="repeated")
            steps.append(Step(draft=repeated, action=Action.REJECTED))
        else:
            seen.add(identity)
            steps.append(_step(draft, shelf))
    return steps


def _step(draft: Draft, shelf: "_Shelf") -> Step:
    found = shelf.take(draft)
    if found is None:
        return Step(draft=draft, action=Action.CREATE, code=shelf.free_code(draft))
    if not _is_equal(draft, found):
        return Step(draft=draft, action=Action.NEW_VERSION, code=found.code)
    action = Action.REVIVE if found.is_retired else Action.UNCHANGED
    return Step(draft=draft, action=action, code=found.code)


class _Shelf:
    """The questions of the bank that no draft has claimed yet."""

    def __init__(self, existing: Sequence[Existing], drafts: Sequence[Draft]) -> None:
        self._free = {one.code: one for one in existing}
        self._codes = set(self._free) | {draft.code for draft in drafts if draft.code}
        self._wanted = Counter(stem_key(draft.content) for draft in drafts)

    def take(self, draft: Draft) -> Existing | None:
        if draft.code:
            return self._free.pop(draft.code, None)
        stem, choices = stem_key(draft.content), choices_key(draft.content)
        alike = [one for one in self._free.values() if stem_key(one.content) == stem]
        same = [one for one in alike if choices_key(one.content) == choices]
        equal = [one for one in same if one.kind == draft.kind and dict(one.key) == dict(draft.key)]
        if same and (equal or choices or self._wanted[stem] == 1):
            return self._free.pop((equal or same)[0].code)
        if len(alike) == 1 and self._wanted[stem] == 1:
            return self._free.pop(alike[0].code)
        return None

    def free_code(self, draft: Draft) -> str:
        text = f"{stem_key(draft.content)}|{choices_key(draft.content)}"
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        code = draft.code or f"C{int(draft.number or 0):03}-{digest}"
        while code in self._codes and not draft.code:
            digest = hashlib.sha256(digest.encode()).hexdigest()[:8]
            code = f"C{int(draft.number or 0):03}-{digest}"
        self._codes.add(code)
        return code


def stem_key(content: Mapping[str, Any]) -> str:
    """What a stem says, without accents, mark-up, blanks and signs at its ends."""
    return _plain(str(content.get("stem", "")))


def choices_key(content: Mapping[str, Any]) -> str:
    """Everything to choose from, in any order."""
    listed = [one for name in _LISTS for one in content.get(name, [])]
    listed += [choice for gap in content.get("gaps", []) for choice in gap.get("choices", [])]
    return "|".join(sorted(_plain(str(one.get("text", one.get("label", "")))) for one in listed))


def identity_of(kind: str, content: Mapping[str, Any], key: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes two questions of one file the same: type, text and choices – without choices, the answers."""
    choices = choices_key(content)
    answers = "" if choices else json.dumps(key, sort_keys=True, default=str)
    return (kind, stem_key(content), choices, answers)


def _plain(markup: str) -> str:
    return " ".join(fold(html.unescape(_TAG.sub(" ", markup))).split()).strip(" .:?")


def _is_equal(draft: Draft, found: Existing) -> bool:
    return (
        draft.kind == found.kind
        and dict(draft.content) == dict(found.content)
        and dict(draft.key) == dict(found.key)
        and Decimal(draft.points) == found.points
        and draft.difficulty == found.difficulty
    )
