"""The shapes of questions: what they hold, what is wrong with them, and what can never travel to a learner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items import KINDS, ShapeError, kind_of, read_content, read_key, validate
from quizzes.items.wording import SENTENCES
from quizzes.models.bank import ItemType

CONTENT = {
    "stem": "<p>Lề trái?</p>",
    "choices": [{"id": "c1", "text": "20 mm"}, {"id": "c2", "text": "30 mm"}],
}


def key(*correct, **more):
    return {"correct": list(correct), **more}


def test_every_stored_type_has_a_kind_and_every_kind_a_stored_type():
    assert set(KINDS) == set(ItemType.values)


@pytest.mark.parametrize(
    ("kind", "content", "answer", "codes"),
    [
        ("single_choice", CONTENT, key("c2"), []),
        ("single_choice", CONTENT, key(), ["no_correct_choice"]),
        ("single_choice", CONTENT, key("c1", "c2"), ["more_than_one_correct"]),
        ("single_choice", CONTENT, key("c9"), ["correct_not_a_choice"]),
        ("multiple_choice", CONTENT, key("c1", "c2"), []),
        ("multiple_choice", CONTENT, key("c1", "c1"), ["correct_not_unique"]),
        ("multiple_choice", CONTENT, key(), ["no_correct_choice"]),
        ("multiple_choice", CONTENT, key("c1", scoring="generous"), ["unknown_scoring"]),
        ("multiple_choice", CONTENT, key("c1", choice_feedback={"c7": "?"}), ["feedback_for_no_choice"]),
        ("single_choice", {**CONTENT, "stem": "<p>&nbsp;</p>"}, key("c1"), ["stem_empty"]),
        ("single_choice", {**CONTENT, "stem": '<p><img src="/media/a.png"></p>'}, key("c1"), []),
        ("single_choice", {**CONTENT, "choices": CONTENT["choices"][:1]}, key("c1"), ["too_few_choices"]),
        (
            "single_choice",
            {**CONTENT, "choices": [{"id": "c1", "text": "x"}, {"id": "c1", "text": " "}]},
            key("c1"),
            ["choice_ids_not_unique", "choice_empty"],
        ),
        ("single_choice", {"stem": "x"}, key("c1"), ["malformed"]),
        ("single_choice", CONTENT, {"correct": "c1"}, ["malformed"]),
        ("single_choice", {"stem": "x", "choices": ["c1"]}, key("c1"), ["malformed"]),
        ("single_choice", {"stem": 4, "choices": []}, key("c1"), ["malformed"]),
        ("true_false", {"stem": "Đúng không?"}, {"correct": True}, []),
        ("true_false", {"stem": ""}, {"correct": False}, ["stem_empty"]),
        ("true_false", {"stem": "x"}, {"correct": "true"}, ["malformed"]),
        ("telepathy", {}, {}, ["unknown_kind"]),
    ],
)
def test_a_wording_is_judged(kind, content, answer, codes):
    assert validate(kind, content, answer) == codes


def test_every_code_has_its_sentence():
    for code in ("malformed", "unknown_kind", "stem_empty", "more_than_one_correct"):
        assert SENTENCES[code].endswith(".")


def test_a_key_smuggled_into_content_is_left_behind():
    smuggled = {
        **CONTENT,
        "correct": ["c2"],
        "choices": [{**c, "is_right": True} for c in CONTENT["choices"]],
    }

    assert read_content("single_choice", smuggled).to_json() == CONTENT


def test_an_unknown_kind_is_refused_by_code():
    with pytest.raises(ShapeError) as refused:
        kind_of("telepathy")

    assert refused.value.code == "unknown_kind"


texts = st.text(min_size=1, max_size=20)


@given(stem=texts, choices=st.lists(texts, min_size=2, max_size=6), right=st.integers(0, 5), said=texts)
def test_shapes_survive_the_way_to_json_and_back(stem, choices, right, said):
    content = {"stem": stem, "choices": [{"id": f"c{n}", "text": t} for n, t in enumerate(choices)]}
    answer = {
        "correct": [f"c{right}"],
        "scoring": "proportional",
        "feedback": said,
        "choice_feedback": {"c0": said},
    }

    assert read_content("multiple_choice", content).to_json() == content
    assert read_key("multiple_choice", answer).to_json() == answer
    assert read_key("true_false", {"correct": True, "feedback": said}).to_json()["feedback"] == said
