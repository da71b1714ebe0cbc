"""Each type of question Moodle has, as an item of ours or as a reason why not. Pure.

Types: https://docs.moodle.org/en/Question_types; ``kprime`` and ``mtf`` are plug-ins of ETH Zürich (several statements, each
true or false).
"""

import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from quizzes.importers import making
from quizzes.importers.cloze_syntax import make_embedded
from quizzes.importers.counting import MAX_ANSWERS
from quizzes.importers.making import Answer, Made, read_decimal
from quizzes.importers.moodle_question import MoodleQuestion

_PLACE = re.compile(r"\[\[\s*([0-9]{1,3})\s*\]\]")
_GRADING = {
    "all_or_nothing": "exact",
    "absolute_position": "position",
    "relative_all_previous_and_next": "pairwise",
}
_USUAL_FILES = ["pdf", "docx", "xlsx", "pptx", "jpg", "png"]
_MB = 1024 * 1024
_MAX_FILES = 20
_USUAL_MB = 20


def read_type(question: MoodleQuestion) -> Made:
    """The question as an item in the making; its texts note what was lost."""
    reader = _READERS.get(question.type)
    if len(question.node.children) > 2 * MAX_ANSWERS:
        return making.refused("unclear", question.stem, "too_many_answers", str(MAX_ANSWERS))
    if reader is not None:
        made = reader(question)
        question.add_remarks(made)
        return made
    kind, code = _REFUSED.get(question.type, ("other", "type_not_held"))
    if question.type.startswith("calculated"):
        kind, code = "calculated", "calculated"
    return making.refused(kind, question.stem, code, question.type[:40] or "?")


def _multichoice(question: MoodleQuestion) -> Made:
    _lose_choice_settings(question)
    return making.make_choice(
        question.stem, question.answers(typed=False), is_single=question.flag("single", default=True)
    )


def _lose_choice_settings(question: MoodleQuestion) -> None:
    question.lose_unless("shuffleanswers", {"", "1", "true"}, field="shuffle")
    question.lose_unless("answernumbering", {"", "abc", "abcd"}, field="numbering")


def _true_false(question: MoodleQuestion) -> Made:
    said, right = {}, ""
    for answer in question.answers(typed=False):
        side = answer.text.strip().lower()
        said[side] = answer.feedback
        right = side if answer.fraction > 0 else right
    if right not in {"true", "false"}:
        return making.refused("true_false", question.stem, "no_right_answer")
    kept = {side: text for side, text in said.items() if side in {"true", "false"}}
    return making.make_true_false(question.stem, is_true=right == "true", said=kept)


def _short_answer(question: MoodleQuestion) -> Made:
    answers = question.answers(typed=True)
    return making.make_short_answer(
        question.stem, answers, ignores_case=not question.flag("usecase", default=False)
    )


def _numerical(question: MoodleQuestion) -> Made:
    units = [
        (node.value("unit_name"), node.value("multiplier", default="1"))
        for group in question.node.all("units")
        for node in group.all("unit")
    ]
    shown, graded = question.value("showunits", "0"), question.value("unitgradingtype", "0")
    is_asked = bool(units) and shown != "3"
    if is_asked:
        question.lose_unless("unitsleft", {"", "0"}, field="units_left")
        if graded == "2":
            question.texts.lose("unit_grading", graded)
    policy = ("optional" if graded in {"0", ""} else "required") if is_asked else "none"
    penalty = read_decimal(question.value("unitpenalty")) if policy == "required" else None
    return making.make_numerical(
        question.stem,
        question.answers(typed=True),
        units=[(name, making.number_text(read_decimal(factor) or Decimal(1))) for name, factor in units]
        if is_asked
        else [],
        offers_units=shown in {"1", "2"},
        unit_policy=policy,
        unit_penalty=making.number_text(penalty) if penalty is not None else "1",
    )


def _matching(question: MoodleQuestion) -> Made:
    question.lose_unless("shuffleanswers", {"", "1", "true"}, field="shuffle")
    pairs = []
    for node in question.node.all("subquestion"):
        answer = node.first("answer")
        if answer is not None and "format" not in answer.attributes:
            answer.attributes["format"] = "plain_text" if question.type != "ddmatch" else "html"
        pairs.append((question.inline(node), question.inline(answer)))
    pairs = [(source, target) for source, target in pairs if target]
    return making.make_matching(question.stem, pairs)


def _essay(question: MoodleQuestion) -> Made:
    format = question.value("responseformat", "editor")
    words = [read_decimal(question.value(name)) for name in ("minwordlimit", "maxwordlimit")]
    low, high = (int(value) if value else None for value in words)
    if format == "noinline":
        question.texts.lose("essay_format", format, is_serious=True)
    question.lose_unless("responserequired", {"", "1"}, field="response_required")
    question.lose_unless("attachmentsrequired", {"", "0"}, field="attachments_required")
    return making.make_essay(
        question.stem,
        is_rich=format in {"editor", "editorfilepicker"},
        words=(low, high),
        files=_files_of(question),
        template=question.rich(question.node.first("responsetemplate")),
        guidance=question.rich(question.node.first("graderinfo")),
    )


def _files_of(question: MoodleQuestion) -> dict[str, Any]:
    wanted = read_decimal(question.value("attachments")) or Decimal(0)
    count = _MAX_FILES if wanted < 0 else int(min(wanted, Decimal(1000)))
    if not count:
        return {"max_count": 0, "max_mb": 0, "kinds": []}
    if wanted < 0 or count > _MAX_FILES:
        question.texts.lose("files", str(wanted))
    size = int(read_decimal(question.value("maxbytes")) or 0)
    kinds = []
    for one in re.split(r"[\s,;]+", question.value("filetypeslist")):
        if re.fullmatch(r"\.[A-Za-z0-9]{1,10}", one):
            kinds.append(one[1:].lower())
        elif one and one != "*":
            question.texts.lose("file_kinds", one)
    if not kinds:
        question.texts.lose("file_kinds", ", ".join(_USUAL_FILES))
    return {
        "max_count": min(count, _MAX_FILES),
        "max_mb": min(200, math.ceil(size / _MB)) if size > 0 else _USUAL_MB,
        "kinds": kinds or _USUAL_FILES,
    }


def _ordering(question: MoodleQuestion) -> Made:
    grading = question.value("gradingtype", "RELATIVE").lower()
    scoring = _GRADING.get(grading, "")
    if not scoring:
        question.texts.lose("grading", grading)
    question.lose_unless("selecttype", {"", "all"}, field="select_some")
    return making.make_ordering(
        question.stem,
        [answer.text for answer in question.answers(typed=False)],
        scoring=scoring or "position",
    )


def _embedded(question: MoodleQuestion) -> Made:
    return make_embedded(question.rich(question.node.first("questiontext")), question.texts)


def _words_into_text(question: MoodleQuestion) -> Made:
    """``[[2]]`` in the text is the place of the second word; learners choose among the words of the same group."""
    options = question.node.all("dragbox") or question.node.all("selectoption")
    words = [(question.inline(option), option.value("group", default="1")) for option in options]
    stem = question.stem
    places = [int(number) for number in _PLACE.findall(stem)]
    if not places or any(not 1 <= place <= len(words) for place in places):
        return making.refused("cloze", stem, "no_gaps" if not places else "gap_without_answer", "")
    if question.type == "ddwtos" and any(option.first("infinite") is None for option in options):
        question.texts.lose("used_once")
    gaps = []
    for number, place in enumerate(places, start=1):
        group = words[place - 1][1]
        answers = [
            Answer(text=text, fraction=Decimal(position == place))
            for position, (text, of) in enumerate(words, start=1)
            if of == group
        ]
        gap = making.choice_gap(f"g{number}", answers, "1")
        if gap is None:
            return making.refused("cloze", stem, "gap_without_answer", str(number))
        gaps.append(gap)
    numbers = iter(range(1, len(places) + 1))
    return making.make_cloze(_PLACE.sub(lambda _place: f"[[g{next(numbers)}]]", stem), gaps)


def _statements(question: MoodleQuestion) -> Made:
    """Rows are statements; the first column means true."""
    rows = question.node.all("row")
    if not rows or len(question.node.all("column")) != 2:
        return making.refused("true_false_group", question.stem, "type_not_held", question.type)
    weights = {
        (node.attributes.get("rownumber", ""), node.attributes.get("columnnumber", "")): read_decimal(
            node.value("value")
        )
        for node in question.node.all("weight")
    }
    statements, correct, said = [], {}, {}
    for number, row in enumerate(rows, start=1):
        id = f"s{number}"
        statements.append({"id": id, "text": question.inline(row.first("optiontext"))})
        correct[id] = (weights.get((row.attributes.get("number", str(number)), "1")) or Decimal(0)) > 0
        if text := question.inline(row.first("feedbacktext")):
            said[id] = text
    key: dict[str, Any] = {
        "correct": correct,
        "choice_feedback": said,
        **_statement_scoring(question, len(rows)),
    }
    return Made(kind="true_false_group", content={"stem": question.stem, "statements": statements}, key=key)


def _statement_scoring(question: MoodleQuestion, count: int) -> dict[str, Any]:
    method = question.value("scoringmethod").lower()
    if method == "kprime":  # one mistake costs half, two cost everything
        return {"scoring": "scale", "scale": [*["0"] * (count - 1), "0.5", "1"]}
    if method == "subpoints":
        return {"scoring": "proportional"}
    return {"scoring": "all_or_nothing"}


_READERS: dict[str, Callable[[MoodleQuestion], Made]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "essay": _essay,
    "ordering": _ordering,
    "cloze": _embedded,
    "multianswer": _embedded,
    "ddwtos": _words_into_text,
    "gapselect": _words_into_text,
    "kprime": _statements,
    "mtf": _statements,
}
_REFUSED = {
    "description": ("description", "not_a_question"),
    "random": ("random", "random_question"),
    "randomsamatch": ("random", "random_question"),
    "ddmarker": ("drag_marker", "type_not_held"),
    "ddimageortext": ("drag_marker", "type_not_held"),
}
