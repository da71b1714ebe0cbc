"""Questions out of a bank: who may, what a format says before and after, the file itself, the empty sheet."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from jobs.models import Job
from jobs.services import run_due_jobs
from quizzes.importers import PARSERS
from quizzes.models import BankGrant, Item
from quizzes.services.authoring import create_bank, publish_item_version
from quizzes.services.sharing import grant_bank
from tests.quizzes.bank_desk import LIST, may_edit
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries
from tests.support.wordings import GOOD

KINDS = ("single_choice", "true_false", "true_false_group", "cloze", "hotspot")


@pytest.fixture
def instructor(instructor):
    return may_edit(instructor)


@pytest.fixture
def reviewer(organisation):
    return may_edit(make_person("Đỗ Thị Duyệt", organisation=organisation, role="reviewer"))


@pytest.fixture
def guest(db):
    elsewhere = make_organisation("SNV", "Sở Nội vụ")
    return may_edit(make_person("Lê Văn Xa", organisation=elsewhere, role="instructor"))


@pytest.fixture
def bank(organisation, now):
    bank = create_bank(name="Thể thức", organisation=organisation, now=now)
    for kind in KINDS:
        add(bank, kind, now)
    return bank


def add(bank, kind, now, code=""):
    content, key = GOOD[kind]
    publish_item_version(
        bank=bank, code=code or kind, kind=kind, content=content, key=key, points=Decimal(1), now=now
    )


def page_of(bank, more=""):
    return f"{LIST}{bank.uuid}/xuat/{more}"


def exported(client, bank, format, **more):
    answer = client.post(page_of(bank), {"format": format, **more})
    assert answer.status_code == 302, answer.content.decode()
    run_due_jobs()
    return client.get(page_of(bank)).content.decode()


def downloaded(client, bank):
    return client.get(page_of(bank, "tep/"))


@pytest.mark.parametrize(
    ("who", "opens", "opens_template"),
    [
        ("owner", 200, 200),
        ("reviewer", 200, 404),
        ("granted edit", 200, 200),
        ("granted use", 404, 404),
        ("other organisation", 404, 404),
        ("learner", 302, 302),
        ("anonymous", 302, 302),
    ],
)
def test_answers_leave_a_bank_only_with_those_who_may_read_them(
    who, opens, opens_template, bank, organisation, instructor, reviewer, guest, learner, client_for, now
):
    person = {"owner": instructor, "reviewer": reviewer, "learner": learner, "anonymous": None}.get(
        who, guest
    )
    if who.startswith("granted"):
        grant_bank(
            bank=bank,
            organisation=guest.memberships.get().organisation,
            right=BankGrant.Right.EDIT if who == "granted edit" else BankGrant.Right.USE,
            by=instructor,
            valid_from=now.date(),
            valid_to=None,
        )
    client = client_for(person)

    assert client.get(page_of(bank)).status_code in {opens, 403 if opens == 302 else opens}
    assert client.get(f"{LIST}{bank.uuid}/mau-xlsx/").status_code in {
        opens_template,
        403 if opens_template == 302 else opens_template,
    }
    client.post(page_of(bank), {"format": "json"})
    assert Job.objects.filter(kind="quizzes.export_questions").exists() == (opens == 200)


def test_a_format_tells_what_it_leaves_out_before_and_what_it_lost_after(bank, instructor, client_for):
    client = client_for(instructor)
    before = client.get(page_of(bank)).content.decode()
    assert "5 câu hỏi của ngân hàng" in before
    assert "Giữ được 2 trong 5" in before  # Aiken: one right choice, true or false

    after = exported(client, bank, "moodle_xml")
    assert "số câu trong tệp: 3, để lại: 2" in after
    assert "cả câu hỏi: định dạng này không có loại" in after
    assert "hotspot" in after  # by its code
    assert "true_false_group" in after

    answer = downloaded(client, bank)
    assert answer["Content-Disposition"] == 'attachment; filename="the-thuc.xml"'
    assert "no-store" in answer["Cache-Control"]
    assert {draft.code for draft in PARSERS["moodle_xml"](answer.content).drafts} == {
        "single_choice",
        "true_false",
        "cloze",
    }


def test_a_file_is_its_owners_and_the_next_one_takes_its_place(bank, instructor, reviewer, client_for):
    client = client_for(instructor)
    exported(client, bank, "json")
    assert downloaded(client_for(reviewer), bank).status_code == 404
    assert len(PARSERS["json"](downloaded(client, bank).content).drafts) == 5

    client.post(page_of(bank), {"format": "aiken"})
    assert "Đang ghi tệp" in client.get(page_of(bank)).content.decode()
    assert downloaded(client, bank).status_code == 404
    run_due_jobs()
    assert downloaded(client, bank)["Content-Disposition"].endswith('.txt"')


def test_everything_is_in_the_file_when_it_is(bank, instructor, client_for):
    assert "Mọi nội dung đều có trong tệp" in exported(client_for(instructor), bank, "xlsx")


def test_only_the_marked_questions_are_taken(bank, instructor, client_for):
    client = client_for(instructor)
    chosen = [
        str(uuid) for uuid in Item.objects.filter(code__startswith="true").values_list("uuid", flat=True)
    ]
    page = client.post(page_of(bank), {"act": "choose", "some": "1", "item": chosen}).content.decode()
    assert "2 câu hỏi đã chọn" in page
    assert page.count('name="item"') == 2

    exported(client, bank, "json", some="1", item=chosen)
    drafts = PARSERS["json"](downloaded(client, bank).content).drafts
    assert {draft.code for draft in drafts} == {"true_false", "true_false_group"}


def test_what_was_found_is_taken_by_its_filter(bank, instructor, client_for):
    client = client_for(instructor)
    sent = {"some": "1", "all": "1", "found_by": "kind=cloze"}
    page = client.post(page_of(bank), {"act": "choose", **sent}).content.decode()
    assert "1 câu hỏi đã chọn" in page

    exported(client, bank, "json", **sent)
    assert [draft.kind for draft in PARSERS["json"](downloaded(client, bank).content).drafts] == ["cloze"]


@pytest.mark.parametrize(
    ("format", "sentence"), [("docx2000", "không xuất câu hỏi ra định dạng này"), ("", "Hãy chọn định dạng")]
)
def test_an_unknown_format_is_answered_with_a_sentence(format, sentence, bank, instructor, client_for):
    answer = client_for(instructor).post(page_of(bank), {"format": format})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Job.objects.exists()


def test_nothing_marked_and_nothing_there_are_told(bank, organisation, instructor, client_for, now):
    client = client_for(instructor)
    assert client.post(page_of(bank), {"act": "choose", "some": "1"})["Location"] == f"{LIST}{bank.uuid}/"
    empty = create_bank(name="Trống", organisation=organisation, now=now)

    answer = client.post(page_of(empty), {"format": "json"})
    assert answer.status_code == 422
    assert "Không có câu hỏi nào để xuất" in answer.content.decode()


def test_the_page_asks_the_same_however_large_the_bank(bank, instructor, client_for, now):
    client = client_for(instructor)

    def grow():
        for number in range(30):
            add(bank, "true_false", now, code=f"T{number}")

    assert_flat_queries(grow=grow, work=lambda: client.get(page_of(bank)))


def test_the_empty_sheet_is_read_as_a_file_without_questions(bank, instructor, client_for):
    answer = client_for(instructor).get(f"{LIST}{bank.uuid}/mau-xlsx/")

    assert load_workbook(BytesIO(answer.content)).sheetnames
    assert PARSERS["xlsx"](answer.content).drafts == ()


def test_the_desk_leads_to_export_and_to_the_sheet(bank, instructor, client_for):
    page = client_for(instructor).get(f"{LIST}{bank.uuid}/").content.decode()

    assert f'href="{page_of(bank)}"' in page
    assert f'formaction="{page_of(bank)}"' in page
    assert "mau-xlsx/" in page
