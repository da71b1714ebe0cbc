"""Question banks in the editors' admin: who comes in, and the way from a file to questions."""

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quizzes.models import Item
from quizzes.services.authoring import create_bank
from tests.quizzes.bank_desk import LIST, SHEETS, may_edit
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries
from tests.support.word import add_question, saved


@pytest.fixture
def instructor(instructor):
    return may_edit(instructor)


@pytest.fixture
def bank(organisation, now):
    return create_bank(name="Thể thức", organisation=organisation, now=now)


def upload(client, bank, data=None):
    document = docx.Document()
    add_question(document, 1, "Lề trái?", ["20 mm", "30 mm"], [1])
    file = SimpleUploadedFile("de.docx", saved(document) if data is None else data)
    return client.post(f"{LIST}{bank.uuid}/nhap/", {"file": file})


def test_the_door_of_a_bank_and_of_its_imports(bank, instructor, learner, client_for):
    elsewhere = make_person(
        "Lê Văn Xa", organisation=make_organisation("SNV", "Sở Nội vụ"), role="instructor"
    )
    may_edit(elsewhere)
    address = upload(client_for(instructor), bank)["Location"]

    for url in (f"{LIST}{bank.uuid}/", address):
        assert client_for(instructor).get(url).status_code == 200
        assert client_for(elsewhere).get(url).status_code == 404
        assert client_for(learner).get(url).status_code in {302, 403, 404}
        assert client_for(None).get(url).status_code == 302
    assert "Thể thức" not in client_for(elsewhere).get(LIST).content.decode()


def test_from_a_file_to_questions_and_back(bank, instructor, client_for):
    client = client_for(instructor)
    address = upload(client, bank)["Location"]
    html = client.get(address).content.decode()
    assert "gạch chân" in html
    assert not Item.objects.exists()

    client.post(f"{address}ghi/")
    assert Item.objects.get().state == "in_use"
    client.post(f"{address}huy/")
    assert Item.objects.get().state == "retired"


def test_a_refused_file_is_answered_with_a_sentence(bank, instructor, client_for):
    client = client_for(instructor)
    response = client.get(upload(client, bank, b"%PDF-1.7")["Location"])

    assert response.status_code == 422
    assert "PDF" in response.content.decode()


def test_a_question_is_written_by_hand_and_saving_makes_a_version(bank, instructor, client_for):
    client = client_for(instructor)
    data = SHEETS["single_choice"]
    assert client.post(f"{LIST}{bank.uuid}/them/", data).status_code == 302
    item = Item.objects.get()
    page = f"{LIST}{bank.uuid}/{item.uuid}/"
    assert client.get(page).status_code == 200
    client.post(page, {**data, "choices-is_right": "0"})
    assert Item.objects.get().current.number == 2

    assert client.post(page, {**data, "choices-is_right": ""}).status_code == 422
    assert Item.objects.get().current.number == 2


def test_the_list_asks_the_same_however_many_banks(bank, organisation, instructor, client_for, now):
    client = client_for(instructor)

    def grow():
        for number in range(100):
            create_bank(name=f"Ngân hàng {number}", organisation=organisation, now=now)

    assert_flat_queries(grow=grow, work=lambda: client.get(LIST))
    assert "Ngân hàng 3" in client.get(f"{LIST}?q=ngan hang 3").content.decode()


def test_a_plain_question_is_shown_as_it_is_typed_and_stays_the_same_version(bank, instructor, client_for):
    client = client_for(instructor)
    data = {**SHEETS["true_false"], "stem-html": "Lề trái < 35 mm\r\nvà > 25 mm?"}
    client.post(f"{LIST}{bank.uuid}/them/", data)
    item = Item.objects.get()
    assert item.current.content["stem"] == "<p>Lề trái &lt; 35 mm</p><p>và &gt; 25 mm?</p>"

    client.post(f"{LIST}{bank.uuid}/{item.uuid}/", data)
    item.refresh_from_db()
    assert item.current.number == 1


def test_a_rich_question_keeps_its_tags(bank, instructor, client_for):
    client = client_for(instructor)
    stem = "<p>Chọn câu <strong>sai</strong></p>"
    client.post(f"{LIST}{bank.uuid}/them/", {**SHEETS["true_false"], "stem-html": stem})
    assert Item.objects.get().current.content["stem"] == stem


def test_pages_of_a_long_list_keep_the_search(bank, organisation, instructor, client_for, now):
    for number in range(51):
        create_bank(name=f"Văn thư {number}", organisation=organisation, now=now)
    client = client_for(instructor)

    assert 'href="?q=van+thu&amp;p=2"' in client.get(f"{LIST}?q=van thu").content.decode()
    assert 'href="?q=van+thu&amp;p=1"' in client.get(f"{LIST}?q=van thu&p=2").content.decode()
