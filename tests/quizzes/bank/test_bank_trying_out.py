"""Two wordings side by side, and a question tried out before it is saved."""

import pytest

from quizzes.models import Item, ItemVersion
from quizzes.services.authoring import publish_item_version
from tests.quizzes.bank_desk import LIST, SHEETS, write


def test_two_wordings_are_laid_side_by_side(bank, instructor, client_for, now):
    item = write(bank, now, instructor, stem="Lề trái <b>20</b> mm")
    publish_item_version(
        bank=bank, code=item.code, kind="true_false", content={"stem": "<p>Lề trái 30 mm &lt;x&gt;</p>"},
        key={"correct": False}, by=instructor, now=now,
    )  # fmt: skip
    html = client_for(instructor).get(f"{LIST}{bank.uuid}/{item.uuid}/so-sanh/").content.decode()
    assert "<del>20</del>" in html
    assert "<ins>30</ins>" in html
    assert "&lt;x&gt;" in html


def test_a_question_is_tried_out_and_nothing_is_stored(bank, instructor, client_for, now):
    item = write(bank, now, instructor)
    client = client_for(instructor)
    page = client.get(f"{LIST}{bank.uuid}/{item.uuid}/xem-thu/")
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    wording = page.context["wording"]
    address = f"{LIST}{bank.uuid}/xem-thu/"
    tried = client.post(address, {"wording": wording, "try": "1", "q1-answer": "true"})
    assert tried.context["shown"].score == 1
    wrong = client.post(address, {"wording": wording, "try": "1", "q1-answer": "zzz"})
    assert wrong.context["question"].problem
    assert client.post(address, {"wording": wording + "x", "try": "1"}).status_code == 422
    assert ItemVersion.objects.count() == 1


@pytest.mark.parametrize("kind", list(SHEETS))
def test_the_form_is_shown_as_a_learner_sees_it_before_it_is_saved(kind, bank, instructor, client_for):
    client = client_for(instructor)
    answer = client.post(f"{LIST}{bank.uuid}/xem-thu/", SHEETS[kind])
    assert answer.status_code == 200
    assert client.post(f"{LIST}{bank.uuid}/vi-du/", SHEETS[kind]).status_code == 200
    assert not Item.objects.exists()


def test_examples_of_scoring_are_computed(bank, instructor, client_for):
    client = client_for(instructor)
    html = client.post(f"{LIST}{bank.uuid}/vi-du/", SHEETS["true_false_group"])
    assert [example.points for example in html.context["examples"]] == ["1", "0,5", "0,25", "0,1", "0"]
    html = client.post(f"{LIST}{bank.uuid}/vi-du/", SHEETS["multiple_choice"])
    assert [example.points for example in html.context["examples"]] == ["1", "0,5", "0,5", "0,5"]


def test_what_cannot_be_shown_says_why(bank, instructor, client_for):
    client = client_for(instructor)
    answer = client.post(f"{LIST}{bank.uuid}/xem-thu/", {**SHEETS["single_choice"], "choices-is_right": ""})
    assert answer.status_code == 422
    assert answer.context["problems"]
    assert client.post(f"{LIST}{bank.uuid}/xem-thu/", {"kind": "nothing"}).status_code == 404
