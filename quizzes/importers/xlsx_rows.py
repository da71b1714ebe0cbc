"""One row of the question template as a draft. Every reason names the column; the place is the row. Pure."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from quizzes.importers import shaping
from quizzes.importers.drafts import Draft
from quizzes.importers.tags import labels_of, tag_of
from quizzes.importers.word_answers import fraction, quantity_in, steps_in, texts_in, truths_in
from quizzes.importers.word_gaps import gap_from, with_gaps
from quizzes.importers.word_grammar import LEVELS, letters_in, truth_of
from quizzes.importers.word_labels import DRAFT, SCORINGS
from quizzes.importers.xlsx_columns import (
    BY_FIELD,
    CATEGORY_DIVIDER,
    LETTERS,
    PAIR_DIVIDER,
    inline_from,
    kind_of,
    rich_from,
)

Row = Mapping[str, str]
Shape = tuple[dict[str, Any], dict[str, Any]]


class CellRefused(ValueError):
    """A cell that cannot be read: the code of the sentence, and the field it stands in."""

    def __init__(self, code: str, field: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.field, self.detail = code, field, detail

    @property
    def told(self) -> str:
        title = BY_FIELD[self.field].vietnamese
        return f"{title}: {self.detail[:80]}" if self.detail else title


def draft_from(row: Row, *, number: int, row_number: int) -> Draft:
    """The row as a draft, importable or with the column that is wrong."""
    where = f"hàng {row_number}"
    stem = rich_from(row.get("stem", ""))
    base = Draft(where=where, number=str(number), kind="unclear", content={"stem": stem})
    try:
        base = replace(base, kind=_kind(row))
        content, key = shape_of(base.kind, row)
        content, key = _with_details(content, key, row.get("details", ""))
        return replace(
            base, content={"stem": stem, **content}, key=key, recognised_by=("file_key",), **_described(row)
        )
    except CellRefused as refused:
        return replace(base, rejected=refused.code, detail=refused.told)


def shape_of(kind: str, row: Row) -> Shape:
    """Content (without the stem) and key from the simple columns."""
    content, key = _SHAPES[kind](row)
    key["feedback"] = rich_from(row.get("feedback", ""))
    for name in ("feedback_correct", "feedback_partial", "feedback_wrong"):
        if row.get(name):
            key[name] = rich_from(row[name])
    if row.get("hints"):
        key["hints"] = [rich_from(hint) for hint in row["hints"].split("\n---\n")]
    if row.get("scoring"):
        key.update(_scoring(row["scoring"]))
    return content, key


def _kind(row: Row) -> str:
    said = row.get("kind", "")
    if not said:
        letters = letters_in(row.get("key", "").upper())
        if letters and row.get("choice_a"):
            return "multiple_choice" if len(letters) > 1 else "single_choice"
        raise CellRefused("cell_missing", "kind")
    kind = kind_of(said)
    if not kind:
        raise CellRefused("cell_not_read", "kind", said)
    return kind


def _described(row: Row) -> dict[str, Any]:
    labels = labels_of(tag_of(name) for name in row.get("tags", "").split(";") if name.strip())
    points = quantity_in(row["points"]) if row.get("points") else None
    if row.get("points") and points is None:
        raise CellRefused("cell_not_read", "points", row["points"])
    category = [part.strip() for part in row.get("category", "").split(CATEGORY_DIVIDER.strip())]
    return {
        "code": row.get("code", "")[:60],
        "category": tuple(name for name in category if name),
        "tags": labels.tags,
        "points": points.value if points else "1",
        "difficulty": _difficulty(row.get("difficulty", "")),
        "language": row.get("language", "").lower()[:2],
        "source": row.get("source", ""),
        "legal_basis": row.get("legal_basis", ""),
        "is_incomplete": row.get("state", "").strip().lower() in {DRAFT, "draft"},
    }


def _difficulty(said: str) -> int:
    bare = said.strip().lower()
    if not bare:
        return 2
    if bare in {"1", "2", "3", "4", "5"}:
        return int(bare)
    level = LEVELS.get(shaping.folded(bare))
    if level is None:
        raise CellRefused("cell_not_read", "difficulty", said)
    return level


def _with_details(content: dict[str, Any], key: dict[str, Any], text: str) -> Shape:
    """What the simple columns cannot say stands field by field in the last one and goes before them."""
    if not text.strip():
        return content, key
    try:
        details = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CellRefused("cell_not_read", "details") from error
    if not isinstance(details, dict):
        raise CellRefused("cell_not_read", "details")
    more, more_key = details.get("content", {}), details.get("key", {})
    if not isinstance(more, dict) or not isinstance(more_key, dict):
        raise CellRefused("cell_not_read", "details")
    return {**content, **more}, {**key, **more_key}


def _scoring(said: str) -> dict[str, Any]:
    word, _colon, rest = said.partition(":")
    bare = word.strip().lower()
    name = next((name for name, told in SCORINGS.items() if bare in {told, name}), "")
    if not name:
        raise CellRefused("cell_not_read", "scoring", said)
    if name == "weighted":
        pairs = [part.split() for part in rest.replace("%", "").split(";") if part.strip()]
        if not all(len(pair) == 2 and pair[0].upper() in tuple(LETTERS) for pair in pairs) or not pairs:
            raise CellRefused("cell_not_read", "scoring", said)
        return {"scoring": name, "weights": {_id("c", letter): _percent(value) for letter, value in pairs}}
    if name == "scale":
        return {"scoring": name, "scale": [_step(step) for step in rest.split(";")]}
    return {"scoring": name}


def _percent(text: str) -> str:
    try:
        return fraction(text)
    except ArithmeticError as error:
        raise CellRefused("cell_not_read", "scoring", text) from error


def _step(text: str) -> str:
    found = quantity_in(text)
    if found is None:
        raise CellRefused("cell_not_read", "scoring", text)
    return found.value


def _id(prefix: str, letter: str) -> str:
    return f"{prefix}{LETTERS.index(letter.upper()) + 1}"


def _listed(row: Row) -> list[str]:
    """The choice cells in use; one that is skipped between two others is an error."""
    texts = [row.get(f"choice_{letter.lower()}", "") for letter in LETTERS]
    count = max((place for place, text in enumerate(texts, start=1) if text.strip()), default=0)
    for letter, text in zip(LETTERS[:count], texts, strict=False):
        if not text.strip():
            raise CellRefused("cell_missing", f"choice_{letter.lower()}")
    return texts[:count]


def _choices(row: Row) -> Shape:
    texts = _listed(row)
    if len(texts) < 2:
        raise CellRefused("cell_missing", "choice_b" if texts else "choice_a")
    letters = letters_in(_needed(row, "key").upper())
    if not letters or any(LETTERS.index(letter) >= len(texts) for letter in letters):
        raise CellRefused("cell_not_read", "key", row["key"])
    content = {"choices": shaping.numbered("c", [inline_from(text) for text in texts])}
    return content, shaping.choice_key([_id("c", letter) for letter in letters])


def _needed(row: Row, field: str) -> str:
    if not row.get(field, "").strip():
        raise CellRefused("cell_missing", field)
    return row[field]


def _true_false(row: Row) -> Shape:
    truth = truth_of(_needed(row, "key"))
    if truth is None:
        raise CellRefused("cell_not_read", "key", row["key"])
    return {}, {"correct": truth}


def _true_false_group(row: Row) -> Shape:
    texts = _listed(row)
    if len(texts) < 2:
        raise CellRefused("cell_missing", "choice_b" if texts else "choice_a")
    truths = truths_in(_needed(row, "key"))
    if len(truths) != len(texts):
        raise CellRefused("cell_not_read", "key", row["key"])
    correct = {f"s{place}": truth for place, (_letter, truth) in enumerate(truths, start=1)}
    content = {"statements": shaping.numbered("s", [inline_from(text) for text in texts])}
    return content, {"correct": correct, "scoring": "proportional", "choice_feedback": {}}


def _matching(row: Row) -> Shape:
    sources: list[str] = []
    targets: dict[str, str] = {}
    pairs: dict[str, str] = {}
    for letter, text in zip(LETTERS, _listed(row), strict=False):
        source, divider, target = text.partition(PAIR_DIVIDER.strip())
        if not divider or not target.strip():
            raise CellRefused("cell_not_read", f"choice_{letter.lower()}", text)
        id = targets.setdefault(inline_from(target.strip()), f"t{len(targets) + 1}")
        if source.strip():
            sources.append(inline_from(source.strip()))
            pairs[f"s{len(sources)}"] = id
    if len(sources) < 2:
        raise CellRefused("cell_missing", "choice_b")
    content = {
        "sources": shaping.numbered("s", sources),
        "targets": [{"id": id, "text": text} for text, id in targets.items()],
    }
    return content, {"pairs": pairs, "scoring": "proportional", "choice_feedback": {}}


def _ordering(row: Row) -> Shape:
    texts = _listed(row)
    if len(texts) < 2:
        raise CellRefused("cell_missing", "choice_b" if texts else "choice_a")
    order = [letter.lower() for letter in LETTERS[: len(texts)]]
    if row.get("key", "").strip():
        order = steps_in(row["key"])
        if sorted(order) != [letter.lower() for letter in LETTERS[: len(texts)]]:
            raise CellRefused("cell_not_read", "key", row["key"])
    content = {"choices": shaping.numbered("c", [inline_from(text) for text in texts])}
    return content, {"order": [_id("c", letter) for letter in order], "scoring": "exact"}


def _short_answer(row: Row) -> Shape:
    typed = [one for line in _needed(row, "key").split("\n") for one in texts_in(line)]
    if not typed:
        raise CellRefused("cell_not_read", "key", row["key"])
    return {}, shaping.text_key([shaping.accepted_text(one.text, credit=one.credit) for one in typed])


def _numerical(row: Row) -> Shape:
    parts = [part for part in _needed(row, "key").replace("\n", ";").split(";") if part.strip()]
    found = [quantity_in(part) for part in parts]
    known = [one for one in found if one is not None]
    units = list(dict.fromkeys(one.unit for one in known if one.unit))
    if len(known) < len(found) or len(units) > 1:
        raise CellRefused("cell_not_read", "key", row["key"])
    accepted = [
        shaping.accepted_number(
            one.value, tolerance=one.tolerance, tolerance_kind=one.tolerance_kind, credit=one.credit
        )
        for one in known
    ]
    listed = [{"text": unit, "factor": "1"} for unit in units]
    key = shaping.number_key(accepted, units=listed, unit_policy="optional" if units else "none")
    return {"number_format": "vi", "units": []}, key


def _cloze(row: Row) -> Shape:
    stem, count = with_gaps(rich_from(row.get("stem", "")))
    answers = [line.strip() for line in _needed(row, "key").split("\n") if line.strip()]
    if not count:
        raise CellRefused("cell_not_read", "stem", "{1}")
    if len(answers) != count:
        raise CellRefused("cell_not_read", "key", row["key"])
    gaps, keys = [], {}
    for place, said in enumerate(answers, start=1):
        gap, key = gap_from(said.removeprefix(f"({place})").strip(), f"g{place}")
        gaps.append(gap)
        keys[f"g{place}"] = {"weight": "1", **key}
    return {"stem": stem, "gaps": gaps}, {"gaps": keys}


def _essay(row: Row) -> Shape:
    content = shaping.essay_content("", format="plain")
    del content["stem"]
    return content, shaping.essay_key(sample=rich_from(row.get("key", "")))


def _hotspot(row: Row) -> Shape:
    _needed(row, "details")
    return {}, {}


_SHAPES: dict[str, Callable[[Row], Shape]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "true_false_group": _true_false_group,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "numerical": _numerical,
    "cloze": _cloze,
    "essay": _essay,
    "hotspot": _hotspot,
}
