"""Questions that say the same: while writing, searched for in a job, merged."""

import pytest

from jobs.services import run_due_jobs
from quizzes.bank_reading import questions_like
from quizzes.errors import AuthoringRefused
from quizzes.lifecycle import Actor
from quizzes.models import Item, SectionItem
from quizzes.services.authoring import add_section, create_bank, create_quiz
from quizzes.services.duplicates import ask_for_duplicates, is_out_of_date, last_search, retire_duplicate
from tests.quizzes.bank_desk import LIST, SHEETS, current, write


def test_questions_alike_are_shown_while_one_is_written(bank, instructor, client_for, now):
    write(bank, now, instructor, stem="Lề trái của văn bản hành chính rộng bao nhiêu?")
    client = client_for(instructor)
    data = {
        **SHEETS["true_false"],
        "stem-html": "Lề trái của văn bản hành chính rộng bao nhiêu",
        "act": "save",
    }
    answer = client.post(f"{LIST}{bank.uuid}/them/", data)
    assert [one.percent for one in answer.context["alike"]] == [100]
    assert Item.objects.count() == 1
    client.post(f"{LIST}{bank.uuid}/them/", {**data, "act": "save_anyway"})
    assert Item.objects.count() == 2


def test_a_search_for_questions_alike_is_a_job_and_ends_in_one_of_two(bank, instructor, client_for, now):
    keep = write(bank, now, instructor, stem="Lề trái của văn bản hành chính rộng bao nhiêu?")
    twin = write(bank, now, instructor, stem="Le trai cua van ban hanh chinh rong bao nhieu?")
    write(bank, now, instructor, stem="Chữ ký số dùng để làm gì?")
    client = client_for(instructor)
    address = f"{LIST}{bank.uuid}/cau-giong-nhau/"
    client.post(address)
    assert "0 %" in client.get(address).content.decode()
    run_due_jobs()

    (pair,) = client.get(address).context["pairs"]
    assert {pair.first, pair.second} == {keep, twin}
    client.post(f"{address}bo/", {"keep": str(keep.uuid), "retire": str(twin.uuid)})
    assert (current(keep), current(twin)) == ("in_use", "retired")
    assert client.get(address).context["pairs"] == []
    assert is_out_of_date(bank=bank, job=last_search(bank=bank))
    for bad in ({}, {"keep": "x", "retire": "y"}, {"keep": str(keep.uuid), "retire": str(keep.uuid)}):
        assert client.post(f"{address}bo/", bad).status_code == 302


def test_the_same_search_is_not_promised_twice(bank, instructor, now):
    first = ask_for_duplicates(bank=bank, by=instructor, now=now)
    assert ask_for_duplicates(bank=bank, by=instructor, now=now) == first
    write(bank, now, instructor)
    assert ask_for_duplicates(bank=bank, by=instructor, now=now) != first


def test_a_retired_question_is_not_kept_in_place_of_another(bank, instructor, now):
    gone, item = write(bank, now, state="retired"), write(bank, now)
    with pytest.raises(AuthoringRefused) as refused:
        retire_duplicate(item=item, keep=gone, by=instructor, actor=Actor(is_author=True), now=now)
    assert refused.value.code == "keep_is_retired"


def test_likeness_looks_into_one_bank_only(bank, organisation, now):
    write(create_bank(name="B", organisation=organisation, now=now), now, stem="Nơi nhận ghi ở đâu")
    assert questions_like(bank=bank, text="noi nhan ghi o dau") == []


def test_a_question_fixed_in_a_quiz_is_not_touched_by_merging(bank, organisation, instructor, now):
    item, keep = write(bank, now), write(bank, now)
    add_section(quiz=create_quiz(title="Thi", organisation=organisation, now=now), items=[item])
    retire_duplicate(item=item, keep=keep, by=instructor, actor=Actor(is_author=True), now=now)
    assert SectionItem.objects.filter(item=item).exists()
