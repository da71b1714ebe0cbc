"""Everything that makes a wording unaskable, by kind: one good wording, one thing broken, one code."""

import copy

import pytest

from quizzes.items import validate
from quizzes.items.wording import SENTENCES
from tests.support.wordings import GOOD, named

DROP = object()


def broken(kind, *changes):
    """Codes found after each ``(path, value)`` was set in content or key, e.g. ``("key.pairs.s1", "t9")``."""
    wording = dict(zip(("content", "key"), copy.deepcopy(GOOD[kind]), strict=True))
    for path, value in changes:
        *way, last = path.split(".")
        at = wording
        for step in way:
            at = at[int(step)] if isinstance(at, list) else at[step]
        if value is DROP:
            del at[int(last) if isinstance(at, list) else last]
        else:
            at[int(last) if isinstance(at, list) else last] = value
    codes = validate(kind, wording["content"], wording["key"])
    assert set(codes) <= set(SENTENCES)
    return codes


WEIGHTED = {"correct": ["c2"], "scoring": "weighted", "weights": {"c2": "1", "c1": "0.5"}}


@pytest.mark.parametrize(
    ("kind", "changes", "codes"),
    [
        ("single_choice", [("key", WEIGHTED)], []),
        ("single_choice", [("key", {**WEIGHTED, "weights": {"c2": "0.5"}})], ["no_full_credit"]),
        ("single_choice", [("key", {**WEIGHTED, "weights": {"c2": "1", "c1": "-1.5"}})], ["weight_out_of_range"]),
        ("single_choice", [("key", {**WEIGHTED, "weights": {"c2": "1", "c9": "0"}})], ["weight_for_no_choice"]),
        ("single_choice", [("key", {**WEIGHTED, "weights": {"c2": "one"}})], ["bad_number"]),
        ("single_choice", [("key", {**WEIGHTED, "weights": ["c2"]})], ["malformed"]),
        ("single_choice", [("key", {**WEIGHTED, "correct": ["c2", 4]})], ["malformed"]),
        ("single_choice", [("key", {**WEIGHTED, "weights": {4: "1"}})], ["malformed"]),
        ("single_choice", [("key.hints", "x")], ["malformed"]),
        ("single_choice", [("key.hints", [4])], ["malformed"]),
        ("single_choice", [("key.choice_feedback", [])], []),
        ("single_choice", [("content.choices", named("c", *"abcdefghijklmnopqrstuvwxyzA"))], ["too_many_choices"]),
        (
            "multiple_choice",
            [("key", {"correct": ["c1", "c3"], "scoring": "weighted", "weights": {"c1": "0.5", "c3": "0.5"}})],
            [],
        ),
        ("true_false", [("key.choice_feedback", {"maybe": "?"})], ["feedback_for_no_choice"]),
        ("true_false_group", [("content.stem", "")], ["stem_empty"]),
        ("true_false_group", [("content.statements.1.text", " ")], ["statement_empty"]),
        (
            "true_false_group",
            [("content.statements.1.id", "s1")],
            ["statement_ids_not_unique", "answer_for_no_statement", "feedback_for_no_choice"],
        ),
        ("true_false_group", [("key.correct.s2", DROP)], ["statement_without_answer"]),
        ("true_false_group", [("key.correct.s9", True)], ["answer_for_no_statement"]),
        ("true_false_group", [("key.correct.s1", "true")], ["malformed"]),
        ("true_false_group", [("key.scoring", "lucky")], ["unknown_scoring"]),
        ("true_false_group", [("key.scale", ["0", "1"])], ["scale_of_other_length"]),
        ("true_false_group", [("key.scale", ["0", "0.5", "0.25", "0.5", "1"])], ["scale_not_rising"]),
        ("true_false_group", [("key.scale", ["0.1", "0.1", "0.25", "0.5", "1"])], ["scale_not_rising"]),
        ("true_false_group", [("key.scale", ["0", "0.1", "0.25", "0.5", "0.9"])], ["scale_not_rising"]),
        ("true_false_group", [("key.scale", [])], ["scale_of_other_length", "scale_not_rising"]),
        ("true_false_group", [("key.scale", DROP)], ["malformed"]),
        ("true_false_group", [("key.scoring", "proportional"), ("key.scale", ["7"])], []),
        ("true_false_group", [("key.choice_feedback", {"s9": "?"})], ["feedback_for_no_choice"]),
        ("matching", [("content.sources.1.id", "s1")], ["source_ids_not_unique", "pair_for_no_source"]),
        ("matching", [("content.sources.1.text", "")], ["source_empty"]),
        ("matching", [("content.targets.2.text", "<b></b>")], ["target_empty"]),
        ("matching", [("content.targets.2.text", "<b>công an</b>")], ["targets_alike"]),
        ("matching", [("content.targets", named("t", "x"))], ["too_few_targets", "pair_to_no_target"]),
        ("matching", [("content.sources", named("s", "x"))], ["too_few_sources", "pair_for_no_source"]),
        ("matching", [("key.pairs.s2", DROP)], ["source_without_target"]),
        ("matching", [("key.pairs.s2", "t9")], ["pair_to_no_target"]),
        ("matching", [("key.pairs.s2", 4)], ["malformed"]),
        ("matching", [("key.scoring", "lucky")], ["unknown_scoring"]),
        ("matching", [("key.choice_feedback", {"t1": "?"})], ["feedback_for_no_choice"]),
        ("ordering", [("key.order", ["c1", "c2", "c3"])], ["order_not_complete"]),
        ("ordering", [("key.order", ["c1", "c2", "c3", "c3"])], ["order_not_complete"]),
        ("ordering", [("key.order", DROP)], ["malformed"]),
        ("ordering", [("content.choices.1.text", "nộp")], ["choices_alike"]),
        ("ordering", [("key.scoring", "lucky")], ["unknown_scoring"]),
        ("short_answer", [("key.accepted", [])], ["accepted_missing"]),
        ("short_answer", [("key.accepted.0.text", " ")], ["accepted_text_empty"]),
        ("short_answer", [("key.accepted.1.text", "**")], ["pattern_accepts_all"]),
        ("short_answer", [("key.accepted.1.text", "*"), ("key.accepted.1.credit", "0")], []),
        ("short_answer", [("key.accepted.1.credit", "1.5")], ["credit_out_of_range"]),
        ("short_answer", [("key.accepted.0.credit", "0.9")], ["no_full_credit"]),
        ("short_answer", [("key.accepted.0.credit", 0.9)], ["bad_number"]),
        ("short_answer", [("key.ignore_case", "yes")], ["malformed"]),
        ("short_answer", [("key.accepted", [{"text": "x"}] * 101)], ["too_many_accepted"]),
        ("numerical", [("content.number_format", "fr")], ["unknown_number_format"]),
        ("numerical", [("key.accepted", [])], ["accepted_missing"]),
        ("numerical", [("key.accepted.0.value", DROP)], ["bad_number"]),
        ("numerical", [("key.accepted.0.tolerance", "-1")], ["tolerance_negative"]),
        ("numerical", [("key.accepted.0.tolerance_kind", "loose")], ["unknown_tolerance"]),
        (
            "numerical",
            [("key.accepted.0.tolerance_kind", "relative"), ("key.accepted.0.value", "0")],
            ["tolerance_of_zero"],
        ),
        ("numerical", [("key.units.1.text", "")], ["unit_empty"]),
        ("numerical", [("key.units.1.text", "mm")], ["units_not_unique"]),
        ("numerical", [("key.units.1.factor", "0")], ["unit_factor_not_positive"]),
        ("numerical", [("key.units", DROP)], ["units_missing"]),
        ("numerical", [("key.unit_policy", "maybe")], ["unknown_unit_policy"]),
        ("numerical", [("key.unit_penalty", "2")], ["unit_penalty_out_of_range"]),
        ("numerical", [("content.units.1", " ")], ["offered_unit_empty"]),
        ("numerical", [("content.units.1", "mm")], ["offered_units_not_unique"]),
        ("numerical", [("key.unit_policy", "none")], ["units_offered_in_vain"]),
        ("numerical", [("content.units", ["kg"])], ["no_right_unit_offered"]),
        ("cloze", [("content.gaps", [])], ["no_gaps", "mark_without_gap", "key_for_no_gap"]),
        ("cloze", [("content.gaps", {})], ["malformed"]),
        (
            "cloze",
            [("content.gaps.1.id", "g1")],
            ["gap_ids_not_unique", "mark_without_gap", "key_for_no_gap", "gap_key_of_other_kind"],
        ),
        ("cloze", [("content.stem", "<p>[[g1]] [[g2]]</p>")], ["gap_without_mark"]),
        ("cloze", [("content.stem", "[[g1]] [[g2]] [[g3]] [[g4]]")], ["mark_without_gap"]),
        ("cloze", [("content.stem", "[[g1]] [[g2]] [[g3]] [[g1]]")], ["mark_twice"]),
        ("cloze", [("content.stem", '[[g1]] [[g2]] [[g3]]<a title="[[g1]]">x</a>')], ["mark_inside_tag"]),
        ("cloze", [("key.gaps.g2", DROP)], ["gap_without_key"]),
        ("cloze", [("key.gaps.g1.accepted", [])], ["accepted_missing"]),
        ("cloze", [("key.gaps.g1", {"correct": ["c1"]})], ["gap_key_of_other_kind"]),
        ("cloze", [("key.gaps.g3", {"accepted": [{"text": "x"}]})], ["gap_key_of_other_kind"]),
        ("cloze", [("key.gaps.g3.correct", ["c1", "c2"])], ["more_than_one_correct"]),
        ("cloze", [("key.gaps.g3.weights", {"c2": "1", "c1": "0.5"})], []),
        ("cloze", [("key.gaps.g3.weights", {"c2": "0.5"})], ["no_full_credit"]),
        ("cloze", [("key.gaps.g3.correct", ["c9"])], ["correct_not_a_choice"]),
        ("cloze", [("key.gaps.g2.weight", "0")], ["gap_weight_not_positive"]),
        ("cloze", [("content.gaps.0.kind", "song")], ["unknown_gap_kind"]),
        ("cloze", [("content.gaps.0.size", 101)], ["gap_size_out_of_range"]),
        ("cloze", [("content.gaps.0.size", True)], ["malformed"]),
        ("cloze", [("content.gaps.1.number_format", "fr")], ["unknown_number_format"]),
        (
            "cloze",
            [("content.gaps.2.choices", named("c", "x"))],
            ["too_few_choices", "correct_not_a_choice"],
        ),
        (
            "cloze",
            [("content.gaps.0.id", "g 1"), ("key.gaps.g 1", {"accepted": [{"text": "x"}]})],
            ["gap_id_not_a_word", "mark_without_gap", "gap_without_mark", "key_for_no_gap"],
        ),
        ("essay", [("content.format", "song")], ["unknown_essay_format"]),
        ("essay", [("content.min_words", -1)], ["words_out_of_range"]),
        ("essay", [("content.max_words", 0)], ["words_out_of_range", "max_words_below_min"]),
        ("essay", [("content.max_words", 10)], ["max_words_below_min"]),
        ("essay", [("content.min_words", None), ("content.max_words", None)], []),
        ("essay", [("content.min_words", "50")], ["malformed"]),
        ("essay", [("content.files", None)], []),
        ("essay", [("content.files.max_count", 21)], ["file_count_out_of_range"]),
        ("essay", [("content.files.max_mb", 0)], ["file_size_out_of_range"]),
        ("essay", [("content.files.kinds", [])], ["file_kinds_missing"]),
        ("essay", [("content.files.kinds", ["p d f"])], ["file_kind_not_known"]),
        ("essay", [("key.rubric", DROP)], []),
        ("essay", [("key.rubric.0.points", "0")], ["rubric_without_points"]),
        ("essay", [("key.rubric.0.text", "")], ["rubric_line_empty"]),
        ("essay", [("key.rubric.0.id", "")], ["rubric_ids_not_unique"]),
        ("hotspot", [("content.picture.src", "")], ["picture_missing"]),
        ("hotspot", [("content.picture.src", "https://x.example/a.png")], ["picture_not_ours"]),
        ("hotspot", [("content.picture.src", "/media/../secret")], ["picture_not_ours"]),
        ("hotspot", [("content.picture.alt", " ")], ["picture_without_words"]),
        ("hotspot", [("content.picture.width", 0)], ["picture_without_size", "region_outside_picture"]),
        ("hotspot", [("content.picture", None)], ["malformed"]),
        ("hotspot", [("content.regions", [])], ["no_regions", "correct_not_a_choice", "feedback_for_no_choice"]),
        ("hotspot", [("content.regions.1.id", "r1")], ["region_ids_not_unique"]),
        ("hotspot", [("content.regions.1.label", "")], ["region_without_label"]),
        ("hotspot", [("content.regions.1.shape", "star")], ["unknown_region_shape"]),
        ("hotspot", [("content.regions.0.coords", [600, 600, 400, 800])], ["region_not_drawn"]),
        ("hotspot", [("content.regions.0.coords", [400, 600, 601, 800])], ["region_outside_picture"]),
        ("hotspot", [("content.regions.0.coords", [-1, 600, 600, 800])], ["region_outside_picture"]),
        ("hotspot", [("content.regions.0.coords", [1, 2, 3.5, 4])], ["malformed"]),
        ("hotspot", [("content.regions.1.coords", [100, 100, 0])], ["region_not_drawn"]),
        ("hotspot", [("content.regions.1.coords", [100, 40, 50])], ["region_outside_picture"]),
        ("hotspot", [("content.regions.2.coords", [0, 0, 50, 0])], ["polygon_too_few_corners"]),
        ("hotspot", [("content.regions.2.coords", [0, 0, 50, 0, 0, 50, 7])], ["region_not_drawn"]),
        ("hotspot", [("key.scoring", "weighted"), ("key.weights", {"r1": "1"})], ["unknown_scoring"]),
    ],
)  # fmt: skip
def test_what_is_broken_is_named(kind, changes, codes):
    assert broken(kind, *changes) == codes


def test_too_many_gaps_are_refused():
    gaps = [{"id": f"g{n}", "kind": "text"} for n in range(201)]
    stem = " ".join(f"[[{gap['id']}]]" for gap in gaps)
    keys = {gap["id"]: {"accepted": [{"text": "x"}]} for gap in gaps}
    assert validate("cloze", {"stem": stem, "gaps": gaps}, {"gaps": keys}) == ["too_many_gaps"]


def test_too_many_regions_are_refused():
    region = {"label": "x", "shape": "rect", "coords": [0, 0, 5, 5]}
    regions = [{**region, "id": f"r{n}"} for n in range(27)]
    content = {**GOOD["hotspot"][0], "regions": regions}
    assert validate("hotspot", content, {"correct": ["r1"]}) == ["too_many_regions"]
