"""Banks of questions out of thin air, for round trips: ``parse(export(bank)) == bank``.

``banks(Holds(...))`` draws banks of what a format can hold. Ids are those a parser gives (c1, s1, t1, g1 …), texts are
such that the sanitiser leaves them alone, and every wording is askable. ``items_of`` turns what was parsed back into the
same shape, so that two banks can be compared with ``==``.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quizzes.exporters import ExportedBank, ExportedItem
from quizzes.importers.drafts import ParsedBank, Tag
from quizzes.items import read_content, read_key, validate

ALL_KINDS = (
    "single_choice", "multiple_choice", "true_false", "true_false_group", "matching", "ordering",
    "short_answer", "numerical", "cloze", "essay", "hotspot",
)  # fmt: skip


WORDS = (
    "văn bản", "Nghị định 30/2020/NĐ-CP", "tờ trình", "Ủy ban", "hoà", "ký số", "50% = một nửa", "a ~ b", "#1", "{x}",
    "C:\\tep", "Điều 5: hiệu lực", "[[không]]", "3 -> 4", "*", "“trích”", "l'eau", "và/hoặc", "x}y{z", "\\n", "=", "::",
    "A) không phải", "ANSWER: B", "$5", "//", "%50%", "T", "FALSE", "[html]", "####", "…", "2³", "một | hai", ";", ",",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Holds:
    """What a format can hold. Everything, unless it is told otherwise."""

    kinds: tuple[str, ...] = ALL_KINDS
    words: tuple[str, ...] = WORDS
    """What texts are made of."""
    scorings: dict[str, tuple[str, ...]] | None = None
    """By kind; a kind that is not named has all of its scorings."""
    markup: bool = True
    choice_feedback: bool = True
    feedback: bool = True
    outcome_feedback: tuple[str, ...] | None = None
    """The kinds that can say three things by outcome; None for all."""
    hints: bool = True
    points: bool = True
    codes: bool = True
    tags: bool = True
    categories: bool = True
    origin: bool = True
    """Language, source and legal basis."""
    difficulty: bool = True
    states: tuple[str, ...] = ("in_use",)
    ignores: tuple[str, ...] = ("ignore_case", "ignore_accents", "ignore_spaces")
    patterns: bool = True
    relative_tolerance: bool = True
    units: bool = True
    number_formats: tuple[str, ...] = ("vi", "en")
    cloze_points: bool = True
    """Whether a text with gaps may be worth something else than the sum of its gaps."""
    essay_details: bool = True
    rubric: bool = True
    essay_sample: bool = True
    gap_sizes: bool = True
    maths: bool = False
    unwritable: tuple[str, ...] = ()
    """What no typed answer may hold."""
    gap_kinds: tuple[str, ...] = ("choice", "text", "number")
    gap_scorings: tuple[str, ...] = ("all_or_nothing", "proportional", "right_minus_wrong", "weighted")
    """How gaps are counted in which choices are ticked."""

    def scoring(self, kind: str, everything: tuple[str, ...]) -> st.SearchStrategy[str]:
        return st.sampled_from((self.scorings or {}).get(kind, everything))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_lines(holds: Holds) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(holds.words), min_size=1, max_size=4).map(" ".join)


def inline(holds: Holds) -> st.SearchStrategy[str]:
    """HTML of one line."""
    bare = plain_lines(holds).map(_escaped)
    if not holds.markup:
        return bare
    marked = st.tuples(bare, st.sampled_from(["strong", "em", "sub", "sup", "u", "code"]), bare).map(
        lambda parts: f"{parts[0]} <{parts[1]}>{parts[2]}</{parts[1]}>"
    )
    formula = st.just(
        'x <math display="inline"><mfrac><mn>1</mn><mi>n</mi></mfrac><mo>≤</mo><msup><mi>k</mi><mn>2</mn></msup></math>'
    )
    return st.one_of(bare, marked, st.just("a &amp; b &lt; c"), *([formula] if holds.maths else []))


def rich(holds: Holds) -> st.SearchStrategy[str]:
    """HTML of paragraphs."""
    count = 3 if holds.markup else 1
    paragraphs = st.lists(inline(holds).map(lambda text: f"<p>{text}</p>"), min_size=1, max_size=count)
    joined = paragraphs.map("".join)
    if not holds.markup:
        return joined
    table = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    return st.one_of(
        joined,
        joined.map(lambda text: text + "<ul><li>một</li><li>hai</li></ul>"),
        joined.map(lambda text: text + table),
    )


def _maybe(strategy: st.SearchStrategy[str], *, may: bool) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy) if may else st.just("")


@st.composite
def _distinct(draw: Any, strategy: st.SearchStrategy[str], least: int, most: int) -> list[str]:
    """Texts that a reader can tell apart: numbered."""
    texts = draw(st.lists(strategy, min_size=least, max_size=most))
    return [f"{text} {number}" for number, text in enumerate(texts, start=1)]


@st.composite
def _remarks(draw: Any, holds: Holds, kind: str) -> dict[str, Any]:
    key: dict[str, Any] = {"feedback": draw(_maybe(rich(holds), may=holds.feedback))}
    if holds.outcome_feedback is None or kind in holds.outcome_feedback:
        for name in ("feedback_correct", "feedback_partial", "feedback_wrong"):
            if said := draw(_maybe(rich(holds), may=True)):
                key[name] = said
    if holds.hints and (hints := draw(st.lists(rich(holds), max_size=2))):
        key["hints"] = hints
    return key


@st.composite
def _said(draw: Any, holds: Holds, ids: list[str]) -> dict[str, str]:
    if not holds.choice_feedback:
        return {}
    return {one: text for one in ids if (text := draw(_maybe(inline(holds), may=True)))}


def _listed(ids: list[str], texts: list[str]) -> list[dict[str, str]]:
    return [{"id": one, "text": text} for one, text in zip(ids, texts, strict=True)]


def _ids(letter: str, texts: list[str]) -> list[str]:
    return [f"{letter}{number}" for number in range(1, len(texts) + 1)]


@st.composite
def _single_choice(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    texts = draw(_distinct(inline(holds), 2, 6))
    ids = _ids("c", texts)
    right = draw(st.sampled_from(ids))
    scoring = draw(holds.scoring("single_choice", ("all_or_nothing", "weighted")))
    key: dict[str, Any] = {"correct": [right], "scoring": scoring, "choice_feedback": draw(_said(holds, ids))}
    if scoring == "weighted":
        other = next(one for one in ids if one != right)
        weights = {right: "1", other: draw(st.sampled_from(["0.5", "0.25", "-0.5"]))}
        key["weights"] = {one: weights[one] for one in ids if one in weights}
    return {"choices": _listed(ids, texts)}, key


@st.composite
def _multiple_choice(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    texts = draw(_distinct(inline(holds), 3, 6))
    ids = _ids("c", texts)
    right = sorted(draw(st.sets(st.sampled_from(ids), min_size=1, max_size=len(ids) - 1)), key=ids.index)
    everything = ("all_or_nothing", "proportional", "right_minus_wrong", "weighted")
    scoring = draw(holds.scoring("multiple_choice", everything))
    key: dict[str, Any] = {"correct": right, "scoring": scoring, "choice_feedback": draw(_said(holds, ids))}
    if scoring == "weighted":
        share = {1: ["1"], 2: ["0.5", "0.5"], 3: ["0.5", "0.25", "0.25"], 4: ["0.25"] * 4, 5: ["0.2"] * 5}[
            len(right)
        ]
        weights = dict(zip(right, share, strict=True))
        wrong = next(one for one in ids if one not in right)
        if cost := draw(st.sampled_from(["", "-0.1"])):
            weights[wrong] = cost
        key["weights"] = {one: weights[one] for one in ids if one in weights}
    return {"choices": _listed(ids, texts)}, key


@st.composite
def _true_false(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    key: dict[str, Any] = {"correct": draw(st.booleans())}
    if said := draw(_said(holds, ["true", "false"])):
        key["choice_feedback"] = said
    return {}, key


@st.composite
def _true_false_group(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    texts = draw(_distinct(inline(holds), 2, 5))
    ids = _ids("s", texts)
    scoring = draw(holds.scoring("true_false_group", ("scale", "proportional", "all_or_nothing")))
    key: dict[str, Any] = {
        "correct": {one: draw(st.booleans()) for one in ids},
        "scoring": scoring,
        "choice_feedback": draw(_said(holds, ids)),
    }
    if scoring == "scale":
        key["scale"] = ["0", *["0.1", "0.25", "0.5", "0.75"][: len(ids) - 1], "1"]
    return {"statements": _listed(ids, texts)}, key


@st.composite
def _matching(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    sources, targets = (
        draw(_distinct(inline(holds), 2, 5)),
        draw(_distinct(inline(replace(holds, markup=False)), 2, 6)),
    )
    source_ids, target_ids = _ids("s", sources), _ids("t", targets)
    pairs, used = {}, 0
    for source in source_ids:  # targets are numbered in the order they are first needed
        place = draw(st.integers(0, min(used, len(target_ids) - 1)))
        pairs[source] = target_ids[place]
        used = max(used, place + 1)
    scoring = draw(holds.scoring("matching", ("proportional", "all_or_nothing")))
    said = draw(_said(replace(holds, choice_feedback=holds.choice_feedback and holds.rubric), source_ids))
    key = {"pairs": pairs, "scoring": scoring, "choice_feedback": said}
    return {"sources": _listed(source_ids, sources), "targets": _listed(target_ids, targets)}, key


@st.composite
def _ordering(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    texts = draw(_distinct(inline(holds), 2, 6))
    ids = _ids("c", texts)
    scoring = draw(holds.scoring("ordering", ("exact", "position", "pairwise")))
    return {"choices": _listed(ids, texts)}, {"order": ids, "scoring": scoring}


_credits = st.sampled_from(["1", "0.5", "0.25", "0"])


@st.composite
def _text_rule(draw: Any, holds: Holds) -> dict[str, Any]:
    lines = plain_lines(holds).filter(lambda line: not any(sign in line for sign in holds.unwritable))
    texts = draw(_distinct(lines, 1, 4))
    accepted = []
    for place, plain in enumerate(texts):
        is_pattern = holds.patterns and draw(st.booleans())
        text = plain.replace("*", "\\*") if is_pattern else plain
        accepted.append(
            {
                "text": f"{text}*" if is_pattern else text,
                "credit": "1" if place == 0 else draw(_credits),
                "is_pattern": is_pattern,
                "feedback": draw(_maybe(inline(holds), may=holds.choice_feedback)),
            }
        )
    ignores = {name: draw(st.booleans()) for name in holds.ignores}
    return {
        "accepted": accepted,
        "ignore_case": True,
        "ignore_accents": False,
        "ignore_spaces": False,
    } | ignores


_numbers = st.decimals(min_value=-10000, max_value=10000, places=2, allow_nan=False).map(
    lambda value: "0" if value == 0 else format(value.normalize(), "f")
)
_tolerances = st.sampled_from(["0", "0.05", "1", "2.5"])


@st.composite
def _number_rule(draw: Any, holds: Holds, *, with_units: bool) -> dict[str, Any]:
    kinds = ["absolute", "relative"] if holds.relative_tolerance else ["absolute"]
    accepted = [
        {
            "value": value,
            "tolerance": draw(_tolerances),
            "tolerance_kind": "absolute" if value == "0" else draw(st.sampled_from(kinds)),
            "credit": "1" if place == 0 else draw(_credits),
            "feedback": draw(_maybe(inline(holds), may=holds.choice_feedback)),
        }
        for place, value in enumerate(draw(st.lists(_numbers, min_size=1, max_size=3, unique=True)))
    ]
    rule: dict[str, Any] = {"accepted": accepted, "units": [], "unit_policy": "none", "unit_penalty": "1"}
    if with_units and draw(st.booleans()):
        rule["units"] = [{"text": "m", "factor": "1"}, {"text": "cm", "factor": "100"}]
        rule["unit_policy"] = draw(st.sampled_from(["optional", "required"]))
        rule["unit_penalty"] = (
            draw(st.sampled_from(["0.1", "1"])) if rule["unit_policy"] == "required" else "1"
        )
    return rule


@st.composite
def _short_answer(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    return {}, draw(_text_rule(holds))


@st.composite
def _numerical(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    rule = draw(_number_rule(holds, with_units=holds.units))
    offered = [unit["text"] for unit in rule["units"]] if rule["units"] and draw(st.booleans()) else []
    return {"number_format": draw(st.sampled_from(holds.number_formats)), "units": offered}, rule


@st.composite
def _cloze(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    gaps, keys = [], {}
    for number in range(1, draw(st.integers(1, 4)) + 1):
        id, kind = f"g{number}", draw(st.sampled_from(holds.gap_kinds))
        gap: dict[str, Any] = {
            "id": id,
            "kind": kind,
            "size": draw(st.sampled_from([0, 12])) if holds.gap_sizes else 0,
        }
        if kind == "choices":
            content, key = draw(
                _multiple_choice(replace(holds, scorings={"multiple_choice": holds.gap_scorings}))
            )
            gap["choices"], key = content["choices"], {"takes_several": True, **key}
        elif kind == "choice":
            content, key = draw(_single_choice(replace(holds, scorings=None)))
            gap["choices"] = content["choices"]
        elif kind == "text":
            key = draw(_text_rule(replace(holds, ignores=("ignore_case",) if holds.ignores else ())))
        else:
            gap["number_format"] = draw(st.sampled_from(holds.number_formats))
            key = draw(_number_rule(holds, with_units=False))
        gaps.append(gap)
        keys[id] = {"weight": draw(st.sampled_from(["1", "2"])), **key}
    marks = " – ".join(f"a [[{gap['id']}]]" for gap in gaps)
    return {"stem": f"<p>{marks}.</p>", "gaps": gaps}, {"gaps": keys}


@st.composite
def _essay(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    content: dict[str, Any] = {"format": "rich", "min_words": None, "max_words": None, "template": ""}
    content["files"] = {"max_count": 0, "max_mb": 0, "kinds": []}
    key: dict[str, Any] = {"rubric": [], "guidance": "", "sample": ""}
    if holds.essay_details:
        content["format"] = draw(st.sampled_from(["plain", "rich"]))
        content["min_words"] = draw(st.sampled_from([None, 20]))
        content["max_words"] = draw(st.sampled_from([None, 300]))
        content["template"] = draw(_maybe(rich(holds), may=True))
        if draw(st.booleans()):
            content["files"] = {"max_count": 2, "max_mb": 5, "kinds": ["pdf", "docx"]}
        key["guidance"] = draw(_maybe(rich(holds), may=True))
    if holds.rubric and draw(st.booleans()):
        key["rubric"] = [{"id": "r1", "text": draw(inline(holds)), "points": "1"}]
    if holds.essay_sample:
        key["sample"] = draw(_maybe(rich(holds), may=True))
    return content, key


@st.composite
def _hotspot(draw: Any, holds: Holds) -> tuple[dict[str, Any], dict[str, Any]]:
    shapes = {"rect": [10, 20, 60, 80], "circle": [50, 50, 20], "poly": [0, 0, 30, 0, 30, 30]}
    chosen = draw(st.lists(st.sampled_from(sorted(shapes)), min_size=2, max_size=4))
    ids = _ids("c", chosen)
    regions = [
        {"id": one, "label": f"Vùng {one}", "shape": shape, "coords": shapes[shape]}
        for one, shape in zip(ids, chosen, strict=True)
    ]
    picture = {"src": "/media/images/so-do.png", "alt": "Sơ đồ", "width": 400, "height": 300}
    right = sorted(draw(st.sets(st.sampled_from(ids), min_size=1)), key=ids.index)
    scoring = draw(holds.scoring("hotspot", ("all_or_nothing", "proportional", "right_minus_wrong")))
    key = {"correct": right, "scoring": scoring, "choice_feedback": draw(_said(holds, ids))}
    return {"picture": picture, "regions": regions, "shows_regions": draw(st.booleans())}, key


_MAKERS = {
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
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

_names = st.sampled_from(["Thủ tục", "Văn bản đến", "An toàn thông tin", "Chương 1", "A và B"])


def _points(holds: Holds, kind: str, key: dict[str, Any]) -> st.SearchStrategy[str]:
    if kind == "cloze" and not holds.cloze_points:
        return st.just(str(sum(int(gap["weight"]) for gap in key["gaps"].values())))
    return st.sampled_from(["1", "0.5", "2"]) if holds.points else st.just("1")


@st.composite
def items(draw: Any, holds: Holds, number: int) -> ExportedItem:
    kind = draw(st.sampled_from(holds.kinds))
    content, key = draw(_MAKERS[kind](holds))
    content = {"stem": draw(rich(holds)), **content}
    key = {**key, **draw(_remarks(holds, kind))}
    has_tags, has_origin = holds.tags, holds.origin
    return ExportedItem(
        code=f"Q{number:02}" if holds.codes else "",
        kind=kind,
        content=read_content(kind, content).to_json(),
        key=read_key(kind, key).to_json(),
        points=draw(_points(holds, kind, key)),
        difficulty=draw(st.integers(1, 5)) if holds.difficulty else 2,
        state=draw(st.sampled_from(holds.states)),
        category=tuple(draw(st.lists(_names, max_size=3))) if holds.categories else (),
        tags=tuple(
            Tag(kind=tag, name=draw(_names))
            for tag in draw(
                st.lists(st.sampled_from(["tag", "topic", "skill", "outcome"]), max_size=3, unique=True)
            )
        )
        if has_tags
        else (),
        language=draw(st.sampled_from(["", "vi", "en"])) if has_origin else "",
        source=draw(st.sampled_from(["", "Học viện Hành chính"])) if has_origin else "",
        legal_basis=draw(st.sampled_from(["", "Nghị định 30/2020/NĐ-CP"])) if has_origin else "",
    )


@st.composite
def banks(draw: Any, holds: Holds = Holds(), *, most: int = 4) -> ExportedBank:
    """A bank in which every question is askable."""
    drawn = tuple(draw(items(holds, number)) for number in range(1, draw(st.integers(1, most)) + 1))
    for item in drawn:
        assert validate(item.kind, item.content, item.key) == [], (
            item.kind,
            validate(item.kind, item.content, item.key),
        )
    return ExportedBank(name="Ngân hàng thử", items=drawn)


def items_of(parsed: ParsedBank) -> tuple[ExportedItem, ...]:
    """What was parsed, in the shape it was exported from. Everything must be importable."""
    assert [draft.rejected for draft in parsed.drafts] == [""] * len(parsed.drafts), [
        (draft.where, draft.rejected, draft.detail) for draft in parsed.drafts if draft.rejected
    ]
    return tuple(
        ExportedItem(
            code=draft.code,
            kind=draft.kind,
            content=read_content(draft.kind, draft.content).to_json(),
            key=read_key(draft.kind, draft.key).to_json(),
            points=format(Decimal(draft.points).normalize(), "f"),
            difficulty=draft.difficulty,
            state="draft" if draft.is_incomplete else "in_use",
            category=draft.category,
            tags=draft.tags,
            language=draft.language,
            source=draft.source,
            legal_basis=draft.legal_basis,
        )
        for draft in parsed.drafts
    )
