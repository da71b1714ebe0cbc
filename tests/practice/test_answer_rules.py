"""Rules of answers: one table for the server and for the browser (``tests/journeys/test_practising_a_service.py``)."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.checking import RULES, day_of, fault_of, filled_in
from practice.scenario import AnswerRule, Field, Option, Words

TODAY = date(2026, 11, 29)
CASES = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


def question_of(case: dict) -> Field:
    facts = case["field"]
    return Field(
        label=Words("Ô"),
        kind=facts["kind"],
        is_required=facts.get("required", True),
        options=tuple(Option(label=Words(label)) for label in facts.get("options", ())),
        rules=tuple(AnswerRule(kind=rule["kind"], value=rule["value"]) for rule in facts["rules"]),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['field']['kind']}-{case['answer']!a}")
def test_an_answer_is_judged_as_the_table_says(case):
    question = question_of(case)
    fault = fault_of(question, case["answer"], today=TODAY)

    told = question.rules.index(fault) if isinstance(fault, AnswerRule) else fault
    assert told == case["fault"]


@given(
    kind=st.sampled_from(["text", "long", "number", "date", "phone", "choice", "checkbox", "?"]),
    rules=st.lists(st.tuples(st.sampled_from([*sorted(RULES), "?"]), st.text(max_size=6)), max_size=3),
    options=st.lists(st.text(max_size=5), max_size=3),
    answer=st.text(max_size=40),
    sample=st.text(max_size=12),
)
def test_no_answer_and_no_rule_breaks_the_judge(kind, rules, options, answer, sample):
    question = Field(
        label=Words("Ô"),
        kind=kind,
        sample=sample,
        options=tuple(Option(label=Words(label)) for label in options),
        rules=tuple(AnswerRule(kind=kind, value=value) for kind, value in rules),
    )

    fault_of(question, answer, today=TODAY)
    assert isinstance(filled_in(question, today=TODAY), str)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    assert day_of(day.strftime("%d/%m/%Y")) == day
    assert day_of(f"{day.day}-{day.month}-{day.year:04}") == day


@pytest.mark.parametrize(
    ("sample", "written"), [("+10", "09/12/2026"), ("-29", "31/10/2026"), ("02/11/2025", "02/11/2025")]
)
def test_a_made_up_date_may_be_days_from_now(sample, written):
    question = Field(label=Words("Ngày"), kind="date", sample=sample)

    assert filled_in(question, today=TODAY) == written
