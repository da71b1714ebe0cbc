"""The marking desk in the editors' admin: doors, drafts, the way from answer to answer, results and paper."""

import io
import json
from decimal import Decimal as D
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.base import ContentFile
from docx import Document

from quizzes.marking_desk import code_of
from quizzes.models import Attempt, Grade, Marking, PaperForm, Regrade, Response, ResponseFile, ResultDecision
from quizzes.services.marking import claim_marking
from quizzes.services.paper import make_paper_forms
from tests.quizzes.test_overriding import recognise
from tests.quizzes.test_paper import cells_for
from tests.quizzes.test_regrading import corrected
from tests.support.marking import RUBRIC, essay_quiz, essays_of, make_marker, mark, sit
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries
from tests.support.quizzes import make_quiz, right_answer

DESK = "/quan-tri/cham-bai/"
GRADES = "/quan-tri/bai-kiem-tra/"


@pytest.fixture
def marker(organisation):
    return make_marker("Đỗ Thị An", organisation)


@pytest.fixture
def clerk(organisation):
    return make_marker("Phan Văn Em", organisation, role="registrar")


@pytest.fixture
def quiz(organisation, now):
    return essay_quiz(organisation, now, rubric=RUBRIC)


@pytest.fixture
def attempt(quiz, learner, now):
    return sit(quiz, learner, now)


@pytest.fixture
def item(attempt):
    return essays_of(attempt)[0]


@pytest.fixture
def base(quiz):
    return f"{DESK}{quiz.uuid}/"


def page_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, (url, response.status_code)
    return response.content.decode()


def fields(revision=0, act="save", **more):
    return {"revision": revision, "act": act, "comment": "", **more}


def test_the_doors(organisation, quiz, attempt, item, marker, clerk, learner, client_for, base, now):
    """Who comes in where: markers, the office, people above; nobody from beside, no learner, nobody unknown."""
    above = make_marker("Người Trên", organisation, role="administrator")
    child = organisation.add_child(
        code="PDT", kind="division", abbreviation="PDT", short_name="Phòng Đào tạo", seat=""
    )
    below = make_marker("Người Dưới", child)
    beside = make_marker("Người Ngoài", make_organisation("SNV", "Sở Nội vụ"))
    claim_marking(item=item, marker=marker, now=now)
    (form,) = make_paper_forms(quiz=quiz, count=1, by=clerk, now=now)
    other = sit(quiz, make_person("Bạn Học"), now, text="")
    decision = recognise(quiz, above, now)
    for_markers = ["cham-lai/", f"bai/{item.pk}/"]
    for_office = [
        "cong-nhan/",
        "cong-nhan/du-thao/",
        f"cong-nhan/{decision.uuid}/docx/",
        f"cong-nhan/{decision.uuid}/xlsx/",
        "tren-giay/",
        "tren-giay/bang/",
        f"tren-giay/{form.uuid}/nhap/",
        *(f"tren-giay/{form.uuid}/{kind}/" for kind in ("de", "phieu", "dap-an")),
    ]
    for path in ["", f"luot/{other.uuid}/", *for_markers, *for_office]:
        url = base + path
        is_office = path in for_office
        is_marking = path in for_markers
        assert client_for(marker).get(url).status_code == (404 if is_office else 200), path
        assert client_for(clerk).get(url).status_code == (404 if is_marking else 200), path
        if path != f"bai/{item.pk}/":
            assert client_for(above).get(url).status_code == 200, path
        for person in (below, beside):
            assert client_for(person).get(url).status_code == 404, path
        assert client_for(learner).get(url).status_code in {302, 403, 404}
        assert client_for(None).get(url).status_code == 302
    assert client_for(above).get(f"{base}bai/{item.pk}/").status_code == 404, "not claimed: nothing to see"
    assert "Kiểm tra" not in page_of(client_for(beside), DESK)


def test_abuse_03_another_institutions_attempts_forms_and_decisions_cannot_be_reached(
    organisation, quiz, attempt, item, marker, clerk, client_for, base, now
):
    elsewhere = make_organisation("SNV", "Sở Nội vụ")
    other = essay_quiz(elsewhere, now)
    theirs = sit(other, make_person("Người Xa"), now)
    (form,) = make_paper_forms(quiz=other, count=1, by=clerk, now=now)
    client, office = client_for(marker), client_for(clerk)

    for path in (f"luot/{theirs.uuid}/", f"bai/{essays_of(theirs)[0].pk}/", f"cham-lai/{uuid4()}/"):
        assert client.get(base + path).status_code == 404
    assert client.post(f"{base}bai/{essays_of(theirs)[0].pk}/nhan/").status_code == 404
    assert client.post(f"{base}luot/{theirs.uuid}/diem/", {"points": "1", "reason": "x"}).status_code == 404
    assert office.get(f"{base}tren-giay/{form.uuid}/de/").status_code == 404
    assert office.get(f"{base}tren-giay/{form.uuid}/khac/").status_code == 404
    assert not Marking.objects.exists()


def test_a_marker_with_two_essays_goes_from_one_to_the_next(
    organisation, quiz, learner, colleague, marker, client_for, base, now
):
    for person in (learner, colleague):
        sit(quiz, person, now)
    client = client_for(marker)

    here = client.post(f"{base}tiep/")["Location"]
    there = client.post(here, fields(act="next", **{"r-r1": "3,5", "r-r2": "5"}, comment="Tốt"))["Location"]
    assert there != here
    page_of(client, there)
    done = client.post(there, fields(act="next", **{"r-r1": "1", "r-r2": "1.25"}))

    assert done["Location"] == base
    assert sorted(Response.objects.filter(answer__has_key="text").values_list("score", flat=True)) == [
        D("2.25"),
        D("8.5"),
    ]
    assert "Không có bài nào chờ chấm" in page_of(client, base)
    assert not Attempt.objects.filter(needs_marking=True).exists()


def test_names_are_hidden_and_so_are_the_names_of_files(
    quiz, attempt, item, learner, marker, client_for, base, now
):
    file = ResponseFile(
        attempt_item=item, name="Nguyen-Thi-Lan.pdf", size=4, sha256="x" * 64, uploaded_at=now
    )
    file.file.save("a.pdf", ContentFile(b"%PDF"), save=False)
    file.save()
    Response.objects.filter(attempt_item=item).update(answer={"text": "Bài", "files": [str(file.uuid)]})
    client = client_for(marker)
    client.post(f"{base}bai/{item.pk}/nhan/")

    for url in (base, f"{base}bai/{item.pk}/"):
        html = page_of(client, url)
        assert code_of(attempt.uuid) in html
        for secret in (
            learner.full_name,
            learner.email,
            "Nguyen-Thi-Lan",
            str(attempt.uuid),
            attempt.receipt_number,
        ):
            assert secret not in html
    got = client.get(f"{base}bai/{item.pk}/tep/{file.uuid}/")
    assert got.status_code == 200
    assert (
        got["Content-Disposition"]
        == f'attachment; filename="bai-lam-{code_of(attempt.uuid)}-{item.slot}.pdf"'
    )
    assert client.get(f"{base}bai/{item.pk}/tep/{uuid4()}/").status_code == 404
    assert client.get(f"{base}luot/{attempt.uuid}/").status_code == 404, "not before it is marked"
    gradebook = page_of(client, f"{GRADES}{quiz.uuid}/so-diem/")
    assert learner.full_name.rpartition(" ")[2] in gradebook
    assert f"luot/{attempt.uuid}" not in gradebook


def test_names_are_shown_where_the_quiz_says_so(organisation, learner, marker, client_for, now):
    quiz = essay_quiz(organisation, now, marks_anonymously=False)
    sit(quiz, learner, now)

    assert learner.full_name in page_of(client_for(marker), f"{DESK}{quiz.uuid}/")


def test_the_second_marker_does_not_see_the_first(organisation, learner, marker, client_for, now):
    quiz = essay_quiz(organisation, now, markers_needed=2)
    item = essays_of(sit(quiz, learner, now))[0]
    mark(item, make_marker("Vũ Văn Bách", organisation), "7.31", now, comment="Ý kiến của người thứ nhất")
    client = client_for(marker)
    address = client.post(f"{DESK}{quiz.uuid}/tiep/")["Location"]

    html = page_of(client, address)
    for secret in ("7.31", "7,31", "người thứ nhất", "Vũ Văn Bách"):
        assert secret not in html


def autosave(client, url, **body):
    return client.post(url, json.dumps(body), content_type="application/json")


def test_a_draft_is_kept_acknowledged_and_guarded(quiz, item, marker, client_for, base):
    client = client_for(marker)
    client.post(f"{base}bai/{item.pk}/nhan/")
    url = f"{base}bai/{item.pk}/luu/"

    first = autosave(client, url, revision=0, comment="Đang đọc", **{"r-r1": "2,5", "r-r2": ""})
    assert (first.status_code, first.json()["revision"]) == (200, 1)
    kept = Marking.objects.get()
    assert (kept.rubric, kept.points, kept.comment) == ({"r1": "2.5"}, D("2.5"), "Đang đọc")

    late = autosave(client, url, revision=0, comment="cũ")
    assert (late.status_code, late.json()["code"]) == (409, "out_of_date")
    html = page_of(client, f"{base}bai/{item.pk}/")
    assert 'value="2,5"' in html
    assert "Đang đọc" in html

    client.post(f"{base}bai/{item.pk}/", fields(revision=1, act="finish", **{"r-r1": "4", "r-r2": "6"}))
    after = autosave(client, url, revision=2, comment="quá muộn")
    assert (after.status_code, after.json()["code"]) == (409, "finished")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"revision": -1}',
        b'{"revision": 99999999999999}',
        b'{"revision": 0, "r-r1": "nhi\xe1\xbb\x81u"}',
        b'{"revision": 0, "r-r1": "1e999"}',
        b'{"revision": 0, "r-r1": "4.001"}',
        b'{"revision": 0, "r-r1": "-1"}',
        b'{"revision": 0, "r-r1": {"a": 1}, "comment": ["x"], "revision": "x"}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_hostile_drafts_get_a_sentence_and_change_nothing(quiz, item, marker, client_for, base, body):
    client = client_for(marker)
    client.post(f"{base}bai/{item.pk}/nhan/")

    response = client.post(f"{base}bai/{item.pk}/luu/", body, content_type="application/json")

    assert response.status_code == 422
    assert response.json()["message"]
    assert Marking.objects.values_list("revision", flat=True).get() == 0


def test_an_incomplete_or_wrong_marking_stays_on_the_page_with_what_was_typed(
    quiz, item, marker, client_for, base
):
    client = client_for(marker)
    client.post(f"{base}bai/{item.pk}/nhan/")

    for typed in ({"r-r1": "3"}, {"r-r1": "5", "r-r2": "1"}, {"r-r1": "abc", "r-r2": "1"}):
        response = client.post(f"{base}bai/{item.pk}/", fields(act="next", **typed, comment="<script>"))
        assert response.status_code == 422
        assert f'value="{typed["r-r1"]}"' in response.content.decode()
        assert "<script>" not in response.content.decode().split("<textarea")[1].split("</textarea>")[0]
    assert Response.objects.get(attempt_item=item).score is None


def test_looking_claims_nothing_and_a_claim_can_be_given_back(quiz, item, marker, clerk, client_for, base):
    client = client_for(marker)
    page_of(client, base)
    assert client.get(f"{base}bai/{item.pk}/").status_code == 404
    assert client.get(f"{base}bai/{item.pk}/nhan/").status_code == 405
    client.post(f"{base}bai/{item.pk}/nhan/")
    client.post(f"{base}bai/{item.pk}/", fields(act="release"))
    assert not Marking.objects.exists()

    client.post(f"{base}tiep/")
    claim = Marking.objects.get()
    assert client.post(f"{base}tra-lai/{claim.pk}/").status_code == 404
    client_for(clerk).post(f"{base}tra-lai/{claim.pk}/")
    assert not Marking.objects.exists()


def test_points_are_changed_with_a_reason_and_the_history_tells(
    quiz, attempt, item, marker, client_for, base, now
):
    _mark_by_rubric(item, marker, now)
    client = client_for(marker)
    sitting = f"{base}luot/{attempt.uuid}/"

    refused = client.post(f"{sitting}diem/{item.slot}/", {"points": "8", "reason": " "})
    assert refused.status_code == 422
    client.post(f"{sitting}diem/{item.slot}/", {"points": "8,5", "reason": "Phúc khảo"})

    html = page_of(client, sitting)
    assert "Phúc khảo" in html
    assert "8,5" in html
    assert client.post(f"{sitting}diem/", {"points": "99", "reason": "x"}).status_code == 422
    assert client.post(f"{sitting}diem/99/", {"points": "1", "reason": "x"}).status_code == 422
    assert client.post(f"{sitting}huy/", {"reason": "x"}).status_code == 404, "the office annuls"


def _mark_by_rubric(item, marker, now):
    from quizzes.services.marking import Draft, finish_marking

    marking = claim_marking(item=item, marker=marker, now=now)
    draft = Draft(points=None, rubric={"r1": D(2), "r2": D(4)}, comment="")
    return finish_marking(marking=marking, draft=draft, revision=0, by=marker, now=now)


def test_an_administrator_annuls_with_a_reason(organisation, quiz, attempt, client_for, base):
    head = make_marker("Ngô Thị Giang", organisation, role="administrator")
    client = client_for(head)

    assert client.post(f"{base}luot/{attempt.uuid}/huy/", {"reason": ""}).status_code == 422
    client.post(f"{base}luot/{attempt.uuid}/huy/", {"reason": "Làm bài hộ"})

    assert Attempt.objects.get().status == "annulled"


def test_from_a_corrected_question_to_new_results(organisation, learner, marker, client_for, now):
    quiz = make_quiz(organisation, now, questions=2, pass_percent=100)
    sit(quiz, learner, now)
    base = f"{DESK}{quiz.uuid}/cham-lai/"
    client = client_for(marker)
    assert client.post(f"{base}cau/{uuid4()}/", {"reason": "x"}).status_code == 404
    item = corrected(quiz, now)

    assert item.code in page_of(client, base)
    assert client.post(f"{base}cau/{item.uuid}/", {"reason": ""}).status_code == 422
    address = client.post(f"{base}cau/{item.uuid}/", {"reason": "Đáp án in sai"})["Location"]
    html = page_of(client, address)
    assert learner.full_name in html
    assert Grade.objects.get().is_passed
    for _ in range(2):
        client.post(f"{address}ap-dung/")

    assert not Grade.objects.get().is_passed
    assert Regrade.objects.get().state == "applied"
    assert "ap-dung" not in page_of(client, address)


def test_a_decision_is_drafted_recorded_and_listed(organisation, learner, clerk, client_for, now):
    quiz = make_quiz(organisation, now, questions=1)
    sit(quiz, learner, now)
    client, base = client_for(clerk), f"{DESK}{quiz.uuid}/cong-nhan/"

    draft = Document(io.BytesIO(client.get(f"{base}du-thao/").content))
    texts = [cell.text for table in draft.tables for row in table.rows for cell in row.cells]
    assert learner.full_name in texts
    assert any("/QĐ-HVHC" in text and "15/" not in text for text in texts)
    assert client.post(base, {"number": "", "decided_on": "2026-11-25"}).status_code == 422
    posted = client.post(
        base, {"number": "15/QĐ-HVHC", "decided_on": "2026-11-25", "signed_by": "Lê Văn Khoa"}
    )
    assert posted.status_code == 302

    decision = ResultDecision.objects.get()
    assert Grade.objects.get().decision == decision
    word = Document(io.BytesIO(client.get(f"{base}{decision.uuid}/docx/").content))
    texts = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("Số: 15/QĐ-HVHC" in text for text in texts)
    assert any("Lê Văn Khoa" in text for text in texts)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}{decision.uuid}/xlsx/").content)).active
    assert sheet["B3"].value == learner.full_name
    assert sheet["F3"].value == 100
    again = client.post(base, {"number": "16/QĐ-HVHC", "decided_on": "2026-11-25"})
    assert again.status_code == 422


def test_abuse_23_a_formula_for_a_name_stays_a_name(organisation, clerk, client_for, now):
    quiz = make_quiz(organisation, now, questions=1)
    person = make_person("Lan")
    person.full_name = '=HYPERLINK("http://x")'
    person.save()
    sit(quiz, person, now)

    data = client_for(clerk).get(f"{GRADES}{quiz.uuid}/so-diem/so-diem.xlsx").content
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["C2"]
    assert (cell.data_type, cell.value) == ("s", person.full_name)


def test_paper_from_printing_to_results(organisation, learner, clerk, client_for, now):
    quiz = make_quiz(organisation, now, questions=2)
    client, base = client_for(clerk), f"{DESK}{quiz.uuid}/tren-giay/"
    assert client.post(base, {"count": "0"}).status_code == 422
    client.post(base, {"count": "1"})
    form = PaperForm.objects.get()
    assert "w:document" not in page_of(client, base)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}bang/").content))
    right = cells_for(form, {"single_choice": {"choices": ["c2"]}})
    sheet.active.append([learner.email, "", form.code, *right])
    sheet.active.append(["khong.co", "", form.code, *right])

    def post(book):
        out = io.BytesIO()
        book.save(out)
        file = ContentFile(out.getvalue(), name="ket-qua.xlsx")
        return client.post(f"{base}kiem-tra/", {"file": file, "sat_at": "2026-11-20T08:00"})

    wrong = post(sheet)
    assert wrong.status_code == 422
    assert 'name="batch"' not in wrong.content.decode()
    sheet.active.delete_rows(5)
    html = post(sheet).content.decode()
    batch = html.split('name="batch" value="')[1].split('"')[0]
    assert not Attempt.objects.exists()
    assert client.post(f"{base}ghi/", {"batch": batch + "x"}).status_code == 302
    assert not Attempt.objects.exists(), "a batch that was changed is not entered"

    for _ in range(2):
        client.post(f"{base}ghi/", {"batch": batch})

    attempt = Attempt.objects.get()
    assert (attempt.source, attempt.score, attempt.entered_by) == ("paper", D(2), clerk)


@pytest.mark.parametrize("data", [b"", b"Ma,Diem", b"PK\x03\x04" + b"\0" * 99])
def test_files_that_are_no_sheet_get_a_sentence(organisation, clerk, client_for, now, data):
    quiz = make_quiz(organisation, now, questions=1)
    make_paper_forms(quiz=quiz, count=1, by=clerk, now=now)

    response = client_for(clerk).post(
        f"{DESK}{quiz.uuid}/tren-giay/kiem-tra/",
        {"file": ContentFile(data, name="a.xlsx"), "sat_at": "2026-11-20T08:00"},
    )

    assert response.status_code == 422
    assert "help-critical" in response.content.decode()


def test_one_persons_sheet_is_typed(organisation, learner, clerk, client_for, now):
    quiz = make_quiz(organisation, now, questions=2)
    (form,) = make_paper_forms(quiz=quiz, count=1, by=clerk, now=now)
    client, url = client_for(clerk), f"{DESK}{quiz.uuid}/tren-giay/{form.uuid}/nhap/"
    typed = {"who": learner.email, "name": "", "sat_at": "2026-11-20T08:00", "q1": "A", "q2": "?"}

    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"q2": "B"}).status_code == 302
    assert client.post(url, typed | {"q2": "B"}).status_code == 422, "entered already"
    assert Attempt.objects.get().source == "paper"


def test_no_screen_asks_more_as_people_grow(organisation, quiz, marker, clerk, client_for, base, now):
    numbers = iter(range(1000))

    def grow(count=100):
        for _ in range(count):
            person = make_person(f"Học Viên {next(numbers)}", organisation=organisation)
            attempt = Attempt.objects.create(
                quiz=quiz, learner=person, number=1, seed="x", status="submitted", started_at=now, closed_at=now,
                max_points=D(20), score=D(10), needs_marking=True,
            )  # fmt: skip
            for place, fixed in enumerate(
                quiz.sections.get().fixed_items.select_related("item__current"), start=1
            ):
                slot = attempt.slots.create(
                    slot=place,
                    version=fixed.item.current,
                    points=D(10),
                    arrangement={"choices": ["c1", "c2", "c3", "c4"]},
                )
                is_essay = slot.version.kind == "essay"
                answer = {"text": "Bài"} if is_essay else right_answer(slot)
                Response.objects.create(
                    attempt_item=slot,
                    revision=1,
                    answer=answer,
                    saved_at=now,
                    score=None if is_essay else D(10),
                )
            Grade.objects.create(
                quiz=quiz,
                learner=person,
                percent=50,
                is_passed=False,
                attempts_closed=1,
                is_provisional=True,
                updated_at=now,
            )

    grow(1)
    first = essays_of(Attempt.objects.get())[0]
    claim_marking(item=first, marker=marker, now=now)
    client, office = client_for(marker), client_for(clerk)
    make_paper_forms(quiz=quiz, count=1, by=clerk, now=now)

    def look():
        for path in ("", "cham-lai/", f"bai/{first.pk}/"):
            page_of_any(client, base + path)
        for path in ("cong-nhan/", "cong-nhan/du-thao/", "tren-giay/"):
            page_of_any(office, base + path)
        for path in ("", "so-diem.xlsx"):
            page_of_any(client, f"{GRADES}{quiz.uuid}/so-diem/{path}")
        page_of_any(client, DESK)

    assert_flat_queries(grow=grow, work=look)


def page_of_any(client, url):
    assert client.get(url).status_code == 200, url
