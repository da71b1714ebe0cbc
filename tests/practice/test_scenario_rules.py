"""Whether an exercise can be played to an end: a table of what goes wrong, and the property behind it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.importing import read_scenario
from practice.rules import MOST_SCREENS, Problem, problems_in, steps_left, ways_out
from practice.scenario import (
    AnswerRule,
    Document,
    Field,
    Option,
    PracticeFile,
    Screen,
    Words,
    read_screens,
)
from practice.sentences import sentence_of, sentence_with_place
from tests.practice.conftest import FILES

TODAY = date(2026, 11, 29)


def message(key: str, goes_to: str = "") -> Screen:
    return Screen(kind="message", key=key, title=Words(key), goes_to=goes_to)


def finish(key: str = "xong") -> Screen:
    return Screen(kind="finish", key=key, title=Words(key))


def choice(key: str, *options: tuple[str, bool], goes_to: str = "") -> Screen:
    made = tuple(Option(label=Words("?"), goes_to=target, is_mistake=wrong) for target, wrong in options)
    return Screen(kind="choice", key=key, title=Words(key), options=made, goes_to=goes_to)


def form(*fields: Field) -> Screen:
    return Screen(kind="form", key="to-khai", title=Words("Tờ khai"), fields=fields)


def field(label: str = "Họ tên", kind: str = "text", sample: str = "Lê Mai", **facts) -> Field:
    return Field(label=Words(label), kind=kind, sample=sample, **facts)


def upload(*files: PracticeFile, most: float = 6.0, types: tuple[str, ...] = ("jpg",)) -> Screen:
    document = Document(label=Words("Giấy"), max_megabytes=most, types=types, files=files)
    return Screen(kind="upload", key="giay", title=Words("Giấy"), documents=(document,))


def rule(kind: str, value: str = "") -> AnswerRule:
    return AnswerRule(kind=kind, value=value, sentence=Words("Chưa đúng."))


GOOD = PracticeFile(name="a.jpg", megabytes=1)


@pytest.mark.parametrize(
    ("screens", "found"),
    [
        ([], [("empty", None)]),
        ([finish()], []),
        ([message("a"), finish()], []),
        ([message("a")], [("no_end", None)]),
        ([message("a", "khong-co"), finish()], [("no_such_screen", 0), ("unreachable", 1)]),
        ([message("a", "xong"), message("b"), finish()], [("unreachable", 1)]),
        ([message("a"), finish(), message("b")], [("unreachable", 2), ("dead_end", 2)]),
        ([choice("a", ("", False), ("b", True)), finish(), message("b")], [("dead_end", 2)]),
        ([choice("a", ("b", True), ("", False)), finish(), message("b", "a")], []),
        ([choice("a", ("", True)), finish()], [("unreachable", 1), ("no_right_option", 0)]),
        ([message("a"), message("b", "a"), finish()], [("unreachable", 2), ("loop", 0)]),
        ([choice("a", ("a", False), ("", False)), finish()], []),
        ([message("a", "a"), finish()], [("unreachable", 1), ("loop", 0)]),
        (
            [message("a"), message("a"), finish()],
            [("same_key", 1), ("unreachable", 1), ("unreachable", 2), ("loop", 0)],
        ),
        ([message(""), finish()], [("no_key", 0)]),
        ([message(f"s{n}") for n in range(MOST_SCREENS)] + [finish()], [("too_many", None)]),
        ([form(), finish()], [("no_fields", 0)]),
        ([form(field()), finish()], []),
        ([form(field(sample="")), finish()], [("sample_missing", 0)]),
        ([form(field(sample="", is_required=False)), finish()], []),
        ([form(field(sample="Le Mai", rules=(rule("accents"),))), finish()], [("sample_fails", 0)]),
        ([form(field(kind="date", sample="+3", rules=(rule("past"),))), finish()], [("sample_fails", 0)]),
        ([form(field(kind="date", sample="-3", rules=(rule("past"),))), finish()], []),
        ([form(field(rules=(rule("digits", "ba"),))), finish()], [("unreadable_rule", 0)]),
        ([form(field(rules=(rule("equals"),))), finish()], [("unreadable_rule", 0)]),
        ([form(field(rules=(rule("magic"),))), finish()], [("unreadable_rule", 0)]),
        ([form(field(kind="choice", sample="Nam")), finish()], [("no_options", 0)]),
        (
            [form(field(kind="choice", sample="?", options=(Option(label=Words("Nam")),))), finish()],
            [("sample_missing", 0)],
        ),
        ([form(field("Mật khẩu của bạn")), finish()], [("asks_for_a_secret", 0)]),
        ([form(field("Your card number")), finish()], [("asks_for_a_secret", 0)]),
        ([form(field("Mã OTP giả", rules=(rule("equals", "Lê Mai"),))), finish()], []),
        ([choice("a"), finish()], [("unreachable", 1), ("dead_end", 0), ("no_options", 0)]),
        ([Screen(kind="upload", key="a", title=Words("a")), finish()], [("no_documents", 0)]),
        ([upload(GOOD), finish()], []),
        ([upload(replace(GOOD, megabytes=7)), finish()], [("no_good_file", 0)]),
        ([upload(replace(GOOD, name="a.heic")), finish()], [("no_good_file", 0)]),
        ([upload(replace(GOOD, fault="blurry")), finish()], [("no_good_file", 0)]),
        ([upload(GOOD, types=()), finish()], [("no_limits", 0)]),
        ([upload(GOOD, most=0), finish()], [("no_limits", 0)]),
    ],
)
def test_what_cannot_be_played_is_found(screens, found):
    problems = problems_in(screens, today=TODAY)

    assert [(problem.code, problem.screen) for problem in problems] == found
    for problem in problems:
        told = sentence_with_place(problem, screens)
        assert told.endswith((".", "”."))
        assert "%(" not in told


def test_a_missing_screen_is_told_with_the_most_similar_key():
    problem = problems_in([message("a", "nop-ho-s"), message("nop-ho-so"), finish()], today=TODAY)[0]

    assert problem.names == {"target": "nop-ho-s", "nearest": "nop-ho-so"}
    assert "nop-ho-so" in sentence_of(problem)


def test_a_loop_names_all_its_screens():
    problem = problems_in([message("a"), message("b"), message("c", "b"), finish()], today=TODAY)[-1]

    assert problem == Problem(code="loop", screen=1, names={"ring": "“b”, “c”"})


def test_the_shortest_way_is_counted():
    screens = [choice("a", ("c", False), ("", False)), message("b"), message("c"), finish()]

    assert steps_left(screens) == [2, 2, 1, 0]
    assert ways_out(screens) == [[2, 1], [2], [3], []]


@st.composite
def graphs(draw) -> list[Screen]:
    count = draw(st.integers(1, 7))
    keys = [f"s{number}" for number in range(count)]
    target = st.sampled_from(["", *keys, "khong-co"])
    screens = []
    for key in keys:
        kind = draw(st.sampled_from(["message", "message", "choice", "finish"]))
        if kind == "finish":
            screens.append(finish(key))
        elif kind == "choice":
            options = draw(st.lists(st.tuples(target, st.booleans()), min_size=1, max_size=3))
            screens.append(choice(key, *options, goes_to=draw(target)))
        else:
            screens.append(message(key, draw(target)))
    return screens


def walk(screens: list[Screen], place: int) -> tuple[bool, bool]:
    """By hand: whether an end may be reached from here, and whether every way names a screen that is there."""
    keys = [screen.key for screen in screens]
    seen, waiting, ends, is_whole = {place}, [place], False, True
    while waiting:
        here = waiting.pop()
        screen = screens[here]
        if screen.kind == "finish":
            ends = True
            continue
        following = keys[here + 1] if here + 1 < len(keys) else ""
        onward = screen.goes_to or following
        led = [onward]
        if screen.kind == "choice":
            led = [o.goes_to or ("" if o.is_mistake else onward) for o in screen.options]
        for target in filter(None, led):
            if target not in keys:
                is_whole = False
            elif keys.index(target) not in seen:
                seen.add(keys.index(target))
                waiting.append(keys.index(target))
    return ends, is_whole and len(seen) == len(screens) if place == 0 else is_whole


@given(graphs())
def test_without_problems_every_way_ends_and_with_them_some_way_does_not(screens):
    problems = problems_in(screens, today=TODAY)
    walked = [walk(screens, place) for place in range(len(screens))]

    assert (problems == []) == all(ends and is_whole for ends, is_whole in walked)
    assert all(steps >= 0 for steps in steps_left(screens))


NAMES = [
    "type",
    "value",
    "key",
    "title",
    "fields",
    "options",
    "documents",
    "files",
    "rules",
    "kind",
    "goes_to",
    "label",
    "sample",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=20,
)


@given(st.lists(st.dictionaries(st.sampled_from(["type", "value"]), JSON), max_size=4))
def test_whatever_is_stored_is_read_and_told(blocks):
    screens = read_screens(blocks)

    for problem in problems_in(screens, today=TODAY):
        assert sentence_with_place(problem, screens)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_exercises_that_are_shipped_can_be_played(path):
    draft = read_scenario(path.read_text(encoding="utf-8"))
    screens = read_screens(draft.body)

    assert problems_in(screens, today=TODAY) == []
    for screen in screens:
        assert screen.title.vi, screen.key
        assert screen.title.en, screen.key
        for field in screen.fields:
            assert field.label.en, (screen.key, field.label)
            assert all(rule.sentence.vi and rule.sentence.en for rule in field.rules), (
                screen.key,
                field.label,
            )
        for option in screen.options:
            assert option.label.en, (screen.key, option.label)
            assert option.sentence.vi or not option.is_mistake
            assert bool(option.sentence.vi) == bool(option.sentence.en)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"slug": ""}, "slug is missing"),
        ({"title": None}, "title is missing"),
        ({"screens": []}, "screens is missing"),
    ],
)
def test_a_file_that_lacks_something_says_what(change, told):
    facts = json.loads(FILES[0].read_text(encoding="utf-8")) | change

    with pytest.raises(ValueError, match=told):
        read_scenario(json.dumps(facts))


@pytest.mark.parametrize(("text", "told"), [("{", "line 1: not JSON"), ("[]", "not an object")])
def test_a_file_that_is_no_exercise_says_so(text, told):
    with pytest.raises(ValueError, match=told):
        read_scenario(text)
