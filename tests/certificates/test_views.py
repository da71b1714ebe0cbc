"""Doors, statuses and promises of the certificate counter."""

import io
import json
from datetime import timedelta

import pytest
from docx import Document
from pypdf import PdfReader

from certificates.queries import Status, verification_of
from certificates.rendering.serial import ALPHABET, check_symbol, printed
from certificates.services import render_certificate, revoke_certificate
from people.limits import is_over_limit
from tests.support.certificates import make_certificate
from tests.support.people import make_organisation, make_person
from tests.support.queries import assert_flat_queries, assert_max_queries, count_queries

pytestmark = pytest.mark.django_db
UNKNOWN = "A" * 17 + check_symbol("A" * 17)
REASON = "Cấp nhầm cho người trùng tên."


@pytest.fixture
def certificate(learner, organisation, now):
    return render_certificate(certificate=make_certificate(learner, organisation, now), now=now)


@pytest.fixture
def people(learner, colleague, registrar, instructor, organisation):
    elsewhere = make_organisation("KHAC", "Trường khác")
    above = organisation
    return {
        "owner": learner,
        "colleague": colleague,
        "instructor": instructor,
        "registrar": registrar,
        "registrar elsewhere": make_person("Giáo Vụ Khác", organisation=elsewhere, role="registrar"),
        "auditor": make_person("Kiểm Toán Viên", organisation=above, role="auditor"),
        "auditor elsewhere": make_person("Kiểm Toán Khác", organisation=elsewhere, role="auditor"),
        "anonymous": None,
    }


DOORS = [
    # who, detail, pdf, word, revoke form, register
    ("owner", 200, 200, 200, 404, 403),
    ("colleague", 404, 404, 404, 404, 403),
    ("instructor", 404, 404, 404, 404, 403),
    ("registrar", 200, 200, 200, 200, 200),
    ("registrar elsewhere", 404, 404, 404, 404, 200),
    ("auditor", 200, 200, 200, 404, 200),
    ("auditor elsewhere", 404, 404, 404, 404, 200),
    ("anonymous", 302, 302, 302, 302, 302),
]


@pytest.mark.parametrize(("who", "detail", "pdf", "word", "revoke", "register"), DOORS)
def test_doors(who, detail, pdf, word, revoke, register, people, certificate, client_for):
    client = client_for(people[who])
    base = f"/chung-nhan/{certificate.uuid}/"

    assert client.get(base).status_code == detail
    assert client.get(f"{base}tai-pdf/").status_code == pdf
    assert client.get(f"{base}tai-word/").status_code == word
    assert client.get(f"/giao-vu/chung-nhan/{certificate.uuid}/thu-hoi/").status_code == revoke
    assert client.post(f"/giao-vu/chung-nhan/{certificate.uuid}/thu-hoi/", {}).status_code == (
        400 if revoke == 200 else revoke
    )
    answer = client.get("/giao-vu/chung-nhan/")
    assert answer.status_code == register
    if register == 200:
        assert (certificate.register_number in answer.content.decode()) == ("elsewhere" not in who)


@pytest.mark.parametrize("address", ["/xac-minh/", "/en/xac-minh/"])
def test_the_form_is_small_cookie_free_and_kept_by_nobody(address, client, db):
    client.get(address)  # banners are read once, and kept
    with assert_max_queries(0):
        answer = client.get(address)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert b'name="robots" content="noindex' in answer.content
    assert len(answer.content) < 12_000


@pytest.mark.parametrize(
    "write", [str, str.lower, printed, lambda s: " ".join(printed(s).lower().split("-"))]
)
def test_a_valid_certificate_is_found_however_the_code_is_written(write, certificate, client):
    answer = client.get("/xac-minh/", {"ma": write(certificate.serial)})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert 'data-status="valid"' in page
    for said in ("HỢP LỆ", "Nguyễn Thị Lan", "16 tiết", "23/11/2026", "Học viện Hành chính"):
        assert said in page
    assert not answer.cookies


def test_the_address_in_the_code_leads_to_the_same_answer(certificate, client):
    path = certificate.claims["verify_url"].split("/", 3)[3]

    answer = client.get(f"/{path}")

    assert answer.status_code == 200
    assert 'data-status="valid"' in answer.content.decode()


def test_the_page_tells_a_stranger_no_more_than_the_paper(certificate, client, learner):
    page = client.get(f"/c/{certificate.serial}").content.decode()

    for hidden in (learner.email, str(certificate.uuid), str(learner.uuid), "Sinh ngày"):
        assert hidden not in page


@pytest.mark.parametrize(
    ("code", "status", "http", "said"),
    [
        (UNKNOWN, "unknown", 404, "KHÔNG TÌM THẤY"),
        ("HV26K3", "malformed", 400, "có 6 ký tự"),
        ("O" + UNKNOWN[1:], "malformed", 400, "ký tự thứ 1"),
        (UNKNOWN[:-1] + "B", "malformed", 400, "Có một ký tự sai"),
        ("<script>alert(1)</script>", "malformed", 400, "ký tự thứ 1"),
        ("x" * 5000, "malformed", 400, "Mã gồm 18 ký tự"),
    ],
)
def test_what_is_not_there_gets_its_own_sentence_and_status(code, status, http, said, client, db):
    answer = client.get("/xac-minh/", {"ma": code})
    page = answer.content.decode()

    assert answer.status_code == http
    assert f'data-status="{status}"' in page
    assert said in page
    assert "<script>alert" not in page


def test_a_revoked_certificate_says_since_when_and_not_why(certificate, registrar, client, now):
    revoke_certificate(certificate=certificate, by=registrar, reason=REASON, now=now + timedelta(days=2))

    page = client.get(f"/c/{certificate.serial}").content.decode()

    assert 'data-status="revoked"' in page
    assert "25/11/2026" in page
    assert REASON not in page


def test_an_entry_that_was_tampered_with_is_not_confirmed(certificate, client):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE certificates_certificate SET claims = %s WHERE id = %s",
            [json.dumps({"serial": certificate.serial, "learner_name": "Kẻ Mạo Danh"}), certificate.pk],
        )

    answer = client.get(f"/c/{certificate.serial}")

    assert verification_of(certificate.serial).status == Status.DAMAGED
    assert answer.status_code == 409
    assert "Kẻ Mạo Danh" not in answer.content.decode()


def test_known_and_unknown_codes_cost_the_same_questions(certificate, client):
    client.get(f"/c/{UNKNOWN}")  # banners are read once, and kept
    known, _ = count_queries(lambda: client.get(f"/c/{certificate.serial}"))
    unknown, _ = count_queries(lambda: client.get(f"/c/{UNKNOWN}"))

    assert known == unknown == 1


@pytest.mark.parametrize(
    ("code", "http", "status"),
    [("{known}", 200, "valid"), (UNKNOWN, 404, "unknown"), ("12", 400, "malformed")],
)
def test_machines_get_the_same_answer_as_json(code, http, status, certificate, client):
    answer = client.get(f"/c/{code.format(known=certificate.serial)}.json")
    said = answer.json()

    assert answer.status_code == http
    assert said["status"] == status
    assert said["message"]
    assert answer["Cache-Control"] == "no-store"
    assert said["learner"] == ("Nguyễn Thị Lan" if status == "valid" else None)
    assert set(said) == {
        "status", "message", "serial", "learner", "course", "periods", "issued_on", "issuer", "revoked_on",
        "position", "checked_at",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/c/{}", "/xac-minh/?ma={}", "/c/{}.json"])
def test_the_eleventh_check_in_a_minute_is_asked_to_wait(address, client, db, time_machine):
    time_machine.move_to("2026-11-23 09:00:05+07:00", tick=False)
    url = address.format(UNKNOWN)
    answers = [client.get(url).status_code for _ in range(11)]

    assert answers == [404] * 10 + [429]
    last = client.get(url)
    assert last["Retry-After"] == "60"
    assert "đợi một phút" in last.content.decode()
    assert client.get("/xac-minh/").status_code == 200
    assert client.get(url, REMOTE_ADDR="203.0.113.9").status_code == 404
    time_machine.shift(60)
    assert client.get(url).status_code == 404


def test_an_address_that_a_client_only_claims_does_not_open_the_limit(client, db, time_machine, settings):
    time_machine.move_to("2026-11-23 09:00:05+07:00", tick=False)
    answers = [
        client.get(f"/c/{UNKNOWN}", headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
        for n in range(11)
    ]
    assert answers[-1] == 429

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert (
        client.get(f"/c/{UNKNOWN}", headers={"x-forwarded-for": "1.1.1.1, 198.51.100.7"}).status_code == 404
    )


def test_reading_goes_on_when_the_cache_is_away(monkeypatch, now):
    def away(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("people.limits.cache.add", away)

    assert not is_over_limit(scope="x", who="y", limit=1, seconds=60, now=now)


def test_random_codes_find_nothing(certificate):
    import random

    chance = random.Random(7)
    for _ in range(300):
        body = "".join(chance.choice(ALPHABET) for _ in range(17))
        assert verification_of(body + check_symbol(body)).status == Status.UNKNOWN


def test_the_downloads_are_the_stored_document_and_a_word_copy(certificate, learner, client_for):
    client = client_for(learner)
    first = client.get(f"/chung-nhan/{certificate.uuid}/tai-pdf/")
    again = client.get(f"/chung-nhan/{certificate.uuid}/tai-pdf/")
    word = client.get(f"/chung-nhan/{certificate.uuid}/tai-word/")

    assert first.content == again.content
    assert "Nguyễn Thị Lan" in PdfReader(io.BytesIO(first.content)).metadata.title
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"].startswith("attachment")
    assert first["Cache-Control"] == "private, no-store"
    assert "Nguyễn Thị Lan" in [p.text for p in Document(io.BytesIO(word.content)).paragraphs]


def test_a_document_that_was_lost_is_promised_again_and_then_there(certificate, learner, client_for):
    from jobs.services import run_due_jobs

    run_due_jobs()
    certificate.pdf.storage.delete(certificate.pdf.name)
    client = client_for(learner)

    answer = client.get(f"/chung-nhan/{certificate.uuid}/tai-pdf/")
    run_due_jobs()

    assert answer.status_code == 503
    assert "tạo tệp PDF" in answer.content.decode()
    assert client.get(f"/chung-nhan/{certificate.uuid}/tai-pdf/").status_code == 200


def test_my_certificates_are_mine_alone(certificate, learner, colleague, client_for):
    assert certificate.register_number in client_for(learner).get("/chung-nhan/").content.decode()
    answer = client_for(colleague).get("/chung-nhan/")
    assert certificate.register_number not in answer.content.decode()
    assert "chưa có giấy chứng nhận nào" in answer.content.decode()


def test_the_detail_page_shows_the_paper_and_keeps_its_history_for_the_keeper(
    certificate, learner, registrar, client_for
):
    page = client_for(learner).get(f"/chung-nhan/{certificate.uuid}/").content.decode()
    kept = client_for(registrar).get(f"/chung-nhan/{certificate.uuid}/").content.decode()

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert certificate.claims["verify_url"] in page
    assert "thu-hoi" not in page
    assert "Lịch sử trong sổ" not in page
    assert "thu-hoi" in kept
    assert "Lịch sử trong sổ" in kept


def test_revoking_in_the_browser(certificate, registrar, client_for):
    client = client_for(registrar)
    url = f"/giao-vu/chung-nhan/{certificate.uuid}/thu-hoi/"

    unconfirmed = client.post(url, {"reason": REASON})
    done = client.post(url, {"reason": REASON, "confirmed": "on"}, follow=True)
    twice = client.post(url, {"reason": REASON, "confirmed": "on"})

    assert unconfirmed.status_code == 400
    assert "không thể hoàn tác" in unconfirmed.content.decode()
    assert done.redirect_chain == [(f"/chung-nhan/{certificate.uuid}/", 302)]
    assert REASON in done.content.decode()
    assert twice.status_code == 409
    assert certificate.events.count() == 2


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "nguyen thi lan"}, True),
        ({"q": "Lan NGUYỄN"}, True),
        ({"q": "0001/2026"}, True),
        ({"q": "tiep nhan ho so"}, True),
        ({"q": "{printed}"}, True),
        ({"q": "tran van binh"}, False),
        ({"nam": "2026", "trang_thai": "valid"}, True),
        ({"trang_thai": "revoked"}, False),
        ({"nam": "abc", "trang": "x"}, True),
    ],
)
def test_the_register_is_searched_without_accents_and_filtered(
    query, is_found, certificate, registrar, client_for
):
    query = {key: value.format(printed=printed(certificate.serial)) for key, value in query.items()}

    page = client_for(registrar).get("/giao-vu/chung-nhan/", query).content.decode()

    assert (certificate.register_number in page) == is_found


def test_the_screens_ask_no_more_when_the_register_grows(
    certificate, learner, registrar, organisation, now, client_for
):
    for person, url in ((registrar, "/giao-vu/chung-nhan/"), (learner, "/chung-nhan/")):
        client = client_for(person)

        def grow() -> None:
            for n in range(8):
                make_certificate(make_person(f"Học Viên {n}", organisation=organisation), organisation, now)
                make_certificate(learner, organisation, now)

        assert_flat_queries(grow=grow, work=lambda client=client, url=url: client.get(url))
        # session, person, roles + register: years, count, rows; mine: certificates, learning rows and their traces
        with assert_max_queries(12):
            client.get(url)


def test_screens_exist_in_english_too(certificate, learner, client_for):
    client = client_for(learner)

    assert "My certificates" in client.get("/en/chung-nhan/").content.decode()
    assert "VALID" in client.get("/en/xac-minh/", {"ma": certificate.serial}).content.decode()
    assert "Receiving and settling files" in client.get(f"/en/c/{certificate.serial}").content.decode()
